"""The vectors R1 and R2, and the rules around them."""

import pytest

from essaim.base.errors import Refused
from essaim.methods.round.method import METHOD, Params, alternate
from essaim.runs.tests.play import Play

SIX = list("ABCDEF")


def tour(**params):
    return Play(METHOD, {"question": "Comment arrivez-vous ?", "start": "D", **params}, SIX).to("TOUR")


@pytest.mark.parametrize(("direction", "order"), [("clockwise", list("DEFABC")), ("counter_clockwise", list("DCBAFE"))])
def test_r1_the_order_goes_round_from_whoever_starts(direction, order):
    assert list(tour(direction=direction).state.data.circle.queue) == order


def r2():
    play = tour()
    play.give("D", "spoke")
    play.log("left", "C")
    play.log("joined", "G")
    play.give("E", "pass")
    for who in "FABG":
        play.give(who, "spoke")
    return play.next()


def test_r2_leavers_are_skipped_late_ones_come_last_and_a_pass_gets_a_second_chance():
    play = r2()
    assert play.phase == "REPASSE"
    heard = [(turn.member, turn.outcome) for turn in play.state.data.circle.turns]
    assert heard == [(one, "passed" if one == "E" else "spoke") for one in "DEFABG"]
    assert play.state.data.circle.current == "E"
    play.give("E", "pass").next()
    assert play.phase == "SYNTHESE"
    assert play.state.data.circle.last_outcome("E") == "passed"


def test_r2_a_second_chance_may_be_taken():
    play = r2().give("E", "spoke", text="Bien.")
    assert play.state.data.circle.last_outcome("E") == "spoke"
    assert play.outcome.figures["heard"] == 6


def test_only_the_speaker_and_the_console_move_the_turn():
    play = tour()
    with pytest.raises(Refused, match="pas encore votre tour"):
        play.give("E", "spoke")
    play.give("amina", "spoke", speaker="D")
    with pytest.raises(Refused, match="déjà passée"):
        play.give("amina", "spoke", speaker="D")


def test_nobody_is_left_out_of_the_round():
    play = tour().give("D", "spoke")
    with pytest.raises(Refused, match="5 personnes"):
        play.next()


def test_the_order_changes_only_before_the_round():
    play = Play(METHOD, {"start": "D"}, SIX)
    play.give("amina", "reorder", order=["F", "A"])
    assert list(play.state.data.circle.queue) == list("FADEBC")
    play.to("TOUR")
    with pytest.raises(Refused):
        play.give("amina", "reorder", order=["A"])


def test_in_a_weather_round_the_facilitator_speaks_last():
    assert list(tour(last="D").state.data.circle.queue) == list("EFABCD")


def test_speaking_time_is_kept_and_the_next_round_starts_elsewhere_the_other_way():
    play = tour().wait(42).give("D", "spoke")
    assert play.state.data.circle.turns[0].seconds == 42
    assert alternate(Params(start="D"), tuple(SIX)) == ("E", "counter_clockwise")
    assert alternate(None, tuple(SIX)) == ("A", "clockwise")
