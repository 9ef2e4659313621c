"""Days and times in words, in both languages, where the meeting is."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone, translation

from essaim.base.hours import day_text, moment_text


@pytest.mark.parametrize(
    ("language", "said", "with_weekday", "short"),
    [
        ("fr", "1er mars 2027", "lundi 1er mars 2027", "1er mars"),
        ("en", "1 March 2027", "Monday 1 March 2027", "1 March"),
    ],
)
def test_a_day_in_words(language: str, said: str, with_weekday: str, short: str) -> None:
    day = date(2027, 3, 1)
    with translation.override(language):
        assert (day_text(day), day_text(day, weekday=True), day_text(day, year=False)) == (said, with_weekday, short)


def test_a_moment_is_told_in_the_time_zone_under_way() -> None:
    late = datetime(2027, 3, 1, 23, 40, tzinfo=UTC)
    with translation.override("fr"), timezone.override(ZoneInfo("Europe/Paris")):
        assert moment_text(late) == "2 mars 2027 à 0\u00a0h\u00a040"
