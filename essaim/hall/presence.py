"""Who is connected, from the open streams of their pages. It decides nothing: arriving and leaving are acts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from django.db.models import Max

from essaim.base import clock
from essaim.base.db import writing
from essaim.live.hub import hub
from essaim.spaces.models import Seat, Space

CONNECTED = "connected"
BEAT_S = 14.0
# A phone that sleeps closes its stream: for three minutes nothing is said of it.
ONLINE_S, AWAY_S = 45, 180
# The lead alone is watched more closely: the hall waits for them.
LEAD_SILENT_S, LEAD_GONE_S = 30, 60

State = Literal["online", "unsteady", "away", "never"]


@dataclass
class Beats:
    """What this process last wrote and last told, by space."""

    written_at: datetime | None = None
    told: dict[UUID, int] | None = None


_BEATS = Beats(told={})


def state(seen_at: datetime | None, now: datetime) -> State:
    if seen_at is None:
        return "never"
    silent = (now - seen_at).total_seconds()
    return "online" if silent < ONLINE_S else "unsteady" if silent <= AWAY_S else "away"


def seen(space: Space) -> dict[UUID, datetime]:
    """When each person was last connected, on any of their devices. In the real time, whatever the space lives at."""
    found = Seat.objects.filter(space=space, member__isnull=False, seen_at__isnull=False)
    return dict(found.values("member").annotate(last=Max("seen_at")).values_list("member", "last"))


def states(members: Iterable[UUID], last: Mapping[UUID, datetime]) -> dict[UUID, State]:
    now = clock.now()
    return {one: state(last.get(one), now) for one in members}


def keep_seen() -> None:
    """Write which seats have a page open in this process. One write for all of them, every few seconds."""
    now = clock.now()
    if _BEATS.written_at is not None and (now - _BEATS.written_at).total_seconds() < BEAT_S:
        return
    _BEATS.written_at = now
    keys = list(hub.seats())
    if not keys:
        return
    with writing():
        for start in range(0, len(keys), 500):
            Seat.objects.filter(key__in=keys[start : start + 500]).update(seen_at=now)


def tick(space: Space) -> None:
    """Tell the team's pages when who is connected changed, and the hall when its lead is gone."""
    keep_seen()
    if not hub.count(space.channel):
        return
    told = _BEATS.told if _BEATS.told is not None else {}
    last, now = seen(space), clock.now()
    looks = hash(tuple(sorted((str(one), state(at, now), lead_silence(at, now)) for one, at in last.items())))
    if told.get(space.pk) != looks:
        told[space.pk] = looks
        hub.publish(space.channel, frozenset({CONNECTED}), space.last_event)


def lead_silence(seen_at: datetime | None, now: datetime) -> int:
    """0: connected. 1: the hall is told that they are coming back. 2: someone else may take over."""
    if seen_at is None:
        return 0
    silent = (now - seen_at).total_seconds()
    return 2 if silent > LEAD_GONE_S else 1 if silent > LEAD_SILENT_S else 0
