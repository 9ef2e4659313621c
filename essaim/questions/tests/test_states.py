"""Where a question stands, whatever order things happened in."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from essaim.questions.fitting import count
from essaim.questions.states import LIVE_WAIT, OPEN, WAIT, Happened, State

ASKED_AT = datetime(2027, 3, 18, 9, tzinfo=UTC)
anything = st.builds(
    Happened,
    asked_at=st.just(ASKED_AT),
    heard=st.integers(0, 3),
    retained=st.integers(0, 3),
    is_relayed=st.booleans(),
    is_sent=st.booleans(),
)


def test_the_life_of_a_question() -> None:
    assert Happened(ASKED_AT).state == State.ASKED
    assert Happened(ASKED_AT, heard=1).state == State.ANSWERING
    assert Happened(ASKED_AT, heard=1, retained=1).state == State.ANSWERED
    assert Happened(ASKED_AT, is_relayed=True).state == State.RELAYED
    assert Happened(ASKED_AT, retained=1, is_relayed=True).state == State.ANSWERED
    assert Happened(ASKED_AT, is_relayed=True, is_sent=True).state == State.SENT
    assert Happened(ASKED_AT, retained=1, is_relayed=True, is_sent=True).state == State.ANSWERED


def test_relaying_is_offered_after_ten_minutes_live_and_three_days_otherwise() -> None:
    for is_live, wait in ((True, LIVE_WAIT), (False, WAIT)):
        alone = Happened(ASKED_AT)
        assert not alone.may_be_relayed(ASKED_AT + wait - timedelta(seconds=1), is_live=is_live)
        assert alone.may_be_relayed(ASKED_AT + wait, is_live=is_live)
        assert Happened(ASKED_AT, heard=1).may_be_relayed(ASKED_AT, is_live=is_live)


@given(anything, st.booleans())
def test_what_is_settled_is_passed_on_no_more(happened: Happened, is_live: bool) -> None:
    later = ASKED_AT + timedelta(days=30)
    if happened.state not in OPEN:
        assert not happened.may_be_relayed(later, is_live=is_live) and not happened.may_be_sent()
    if happened.may_be_sent():
        assert happened.is_relayed and not happened.retained
    if happened.is_relayed:
        assert not happened.may_be_relayed(later, is_live=is_live) and happened.hears_team()
    assert not (happened.may_be_sent() and happened.may_be_relayed(later, is_live=is_live))


@given(st.lists(st.integers(1, 300), max_size=20))
def test_a_screen_shows_at_least_one_question_and_never_more_than_there_are(lengths: list[int]) -> None:
    shown = count(lengths)
    assert min(1, len(lengths)) <= shown <= len(lengths)
    assert count(lengths[:shown]) == shown
    assert count([30] * 20) > count([150] * 20) > count([300] * 20)
