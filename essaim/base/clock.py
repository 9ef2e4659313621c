"""The only place that asks what time it is. A space may live at another time: see `Space.now`."""

from datetime import UTC, datetime


def now() -> datetime:
    """The real time, aware, in UTC."""
    return datetime.now(UTC)
