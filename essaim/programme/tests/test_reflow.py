from hypothesis import given
from hypothesis import strategies as st

from essaim.programme.reflow import Slot, shift, shorten


def at(hours: int, minutes: int = 0) -> int:
    return hours * 60 + minutes


# The source's own morning: what follows the 9:30 sequence.
VALIDATION = Slot("S2", at(10), 30, 20)
PAUSE = Slot("P1", at(10, 30), 30, 10, pause=True)
DEFINITION = Slot("S3", at(11), 60, 45)
POTENTIAL = Slot("S4", at(12), 60, 45)
LUNCH = Slot("P2", at(13), 60, 60, fixed=True, pause=True)
MORNING = [VALIDATION, PAUSE, DEFINITION, POTENTIAL, LUNCH]


def times(slots: tuple[Slot, ...]) -> list[tuple[int, int]]:
    return [(slot.start, slot.end) for slot in slots]


def test_t1_the_pause_absorbs_twenty_minutes() -> None:
    day = shorten(MORNING, at(10, 20))

    assert times(day.slots) == [
        (at(10, 20), at(10, 50)),
        (at(10, 50), at(11)),
        (at(11), at(12)),
        (at(12), at(13)),
        (at(13), at(14)),
    ]
    assert (day.after_pauses, day.residue) == (0, 0)


def test_t2_after_the_pause_the_sequences_before_lunch_give_ten_minutes_each() -> None:
    day = shorten(MORNING, at(10, 40))

    assert times(day.slots) == [
        (at(10, 40), at(11, 10)),
        (at(11, 10), at(11, 20)),
        (at(11, 20), at(12, 10)),
        (at(12, 10), at(13)),
        (at(13), at(14)),
    ]
    assert (day.after_pauses, day.residue) == (20, 0)


def test_what_fits_nowhere_is_told_and_lunch_stays() -> None:
    day = shorten(MORNING, at(11, 30))

    assert [slot.minutes for slot in day.slots] == [20, 10, 45, 45, 60]
    assert day.slots[-1].start == at(13)
    assert day.residue == 30


def test_odd_minutes_go_to_the_largest_remainder_then_the_earlier() -> None:
    three = [Slot(name, at(10) + 30 * index, 30, 20) for index, name in enumerate("ABC")]

    day = shorten(three, at(10, 10), day_end=at(11, 30))

    assert [slot.minutes for slot in day.slots] == [26, 27, 27]


def test_free_time_between_two_sequences_absorbs_before_anything_is_shortened() -> None:
    day = shorten([Slot("A", at(10), 30, 10), Slot("B", at(11), 30, 10)], at(10, 20), day_end=at(11, 30))

    assert times(day.slots) == [(at(10, 20), at(10, 50)), (at(11), at(11, 30))]


def test_shifting_keeps_durations_and_moves_lunch() -> None:
    day = shift(MORNING, at(10, 6))

    assert times(day.slots)[-1] == (at(13, 6), at(14, 6))
    assert [slot.minutes for slot in day.slots] == [30, 30, 60, 60, 60]


def test_an_early_end_changes_nothing() -> None:
    assert shorten(MORNING, at(9, 50)).slots == tuple(MORNING)
    assert shift(MORNING, at(9, 50)).slots == tuple(MORNING)


slots = st.builds(
    lambda minutes, least, pause: (minutes, min(minutes, least), pause),
    st.integers(5, 90),
    st.integers(1, 90),
    st.booleans(),
)


@given(st.lists(slots, min_size=1, max_size=8), st.integers(0, 200))
def test_no_minute_is_lost_and_nobody_goes_under_the_minimum(plans: list[tuple[int, int, bool]], late: int) -> None:
    start, following = at(9), []
    for index, (minutes, least, pause) in enumerate(plans):
        following.append(Slot(str(index), start, minutes, least, pause=pause))
        start += minutes
    day = shorten(following, at(9) + late, day_end=start)

    assert all(new.minutes >= new.least for new in day.slots)
    assert day.slots[-1].end == start + day.residue
    assert all(one.end == two.start for one, two in zip(day.slots, day.slots[1:], strict=False))
