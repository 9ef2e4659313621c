"""Quorum, groups, clocks, going back: the parts of the engine that every method shares."""

from datetime import timedelta

import pytest

from essaim.base.errors import Refused
from essaim.methods.dots.method import METHOD as DOTS
from essaim.methods.free.method import METHOD as FREE
from essaim.methods.round.method import METHOD as ROUND
from essaim.runs.fold import fold
from essaim.runs.groups import fours, pairs, with_newcomer
from essaim.runs.guards import check_command, check_opening
from essaim.runs.quorum import read_quorum
from essaim.runs.state import Anonymity
from essaim.runs.tests.play import START, Play


@pytest.mark.parametrize(
    ("people", "share", "needed"), [(12, "1/2", 6), (13, "1/2", 7), (7, "2/3", 5), (300, "1/2", 150), (2, "1", 2)]
)
def test_q1_quorum_is_rounded_up_exactly(people, share, needed):
    assert read_quorum(share).needed(people) == needed


def test_q2_abstentions_count_for_the_quorum():
    play = Play(FREE, {}, [f"P{i}" for i in range(12)], quorum="1/2")
    assert not play.state.quorum_reached(5)
    assert play.state.quorum_reached(6)


@pytest.mark.parametrize("text", ["zéro", "3/2", "-1/2", "1/0", "0"])
def test_a_quorum_that_is_no_share_is_refused(text):
    with pytest.raises(Refused) as refused:
        read_quorum(text)
    assert refused.value.field == "quorum"


def numbered(count):
    return [str(i) for i in range(1, count + 1)]


def sizes(groups):
    return [len(group) for group in groups]


@pytest.mark.parametrize(
    ("count", "twos", "quads"),
    [
        (1, [1], [1]),
        (2, [2], [2]),
        (3, [3], [3]),
        (6, [2, 2, 2], [6]),
        (7, [2, 2, 3], [7]),
        (9, [2, 2, 2, 3], [4, 5]),
        (11, [2, 2, 2, 2, 3], [4, 7]),
        (300, [2] * 150, [4] * 75),
    ],
)
def test_g1_g2_pairs_are_never_split_and_nobody_stays_alone(count, twos, quads):
    made = pairs(numbered(count))
    assert sizes(made) == twos
    assert sizes(fours(made)) == quads
    assert [one for group in fours(made) for one in group] == numbered(count)


def test_a_newcomer_joins_the_smallest_group():
    assert with_newcomer((("1", "2", "3"), ("4", "5")), "6") == (("1", "2", "3"), ("4", "5", "6"))


def test_a_clock_pauses_resumes_and_is_extended():
    play = Play(FREE, {"minutes": 10}, ["P1"])
    assert play.state.clock.remaining(play.at) == 600
    play.wait(100).log("paused")
    play.wait(500).log("resumed")
    assert play.state.clock.remaining(play.at) == 500
    play.log("extended", seconds=60)
    assert play.state.clock.remaining(play.at) == 560
    play.wait(600)
    assert play.state.clock.remaining(play.at) == -40
    assert play.phase == "EN_COURS"


def test_durations_chosen_for_a_sequence_replace_those_of_the_method():
    play = Play(ROUND, {}, ["P1", "P2"], timers={"QUESTION": 30})
    assert play.state.clock.ends_at == START + timedelta(seconds=30)


def test_going_back_hides_what_was_given_and_offers_it_again():
    play = Play(FREE, {"steps": ["5 Seul", "5 Ensemble"]}, ["P1"])
    play.give("P1", "contribute", text="Premier").next().give("P1", "contribute", text="Second")
    play.back()
    assert [one.text for one in play.state.data.contributions] == ["Premier"]
    play.give("P1", "contribute", text="Autre").next()
    assert play.state.offered("P1", "contribute")["text"] == "Second"
    play.back()
    assert [one.text for one in play.state.data.contributions] == ["Premier", "Autre"]
    with pytest.raises(Refused):
        play.back()


def test_two_consoles_never_advance_twice():
    play = Play(FREE, {"steps": ["Un", "Deux", "Trois"]}, ["P1"])
    known = play.state.steered
    play.give("P1", "contribute", text="Une note ne périme pas la console")
    check_command(play.state, "next", known)
    play.next()
    with pytest.raises(Refused, match="autre console"):
        check_command(play.state, "next", known)


def test_a_correction_is_a_new_event_and_changes_the_result():
    play = Play(FREE, {}, ["P1"])
    play.give("P1", "contribute", text="Faute de frape")
    play.log("corrected", event="e2", reason="Frappe", value={"text": "Faute de frappe"})
    assert [one.text for one in play.replayed().data.contributions] == ["Faute de frappe"]
    play.log("corrected", event="e2", reason="Doublon")
    assert play.replayed().data.contributions == ()
    assert [one.reason for one in play.replayed().corrections] == ["Frappe", "Doublon"]


def test_reopening_keeps_the_earlier_result():
    play = Play(FREE, {}, ["P1"])
    play.give("P1", "contribute", text="Un").close().log("reopened", reason="Oubli")
    play.give("P1", "contribute", text="Deux").close()
    assert len(play.state.earlier) == 1
    assert [one.text for one in play.state.earlier[0].contributions] == ["Un"]
    assert fold(FREE, play.params, play.events) == play.state


def test_hands_are_taken_in_order_and_the_floor_is_given():
    play = Play(FREE, {}, ["P1", "P2"])
    for who in ("P2", "P1", "P2"):
        play.log("signalled", who, signal="hand")
    assert play.state.floor.hands == ("P2", "P1")
    play.log("floor_given", member="P2")
    assert (play.state.floor.hands, play.state.floor.speaker) == (("P1",), "P2")
    play.log("parked", text="Le sujet des locaux")
    assert play.state.parked == ("Le sujet des locaux",)


def test_anonymity_is_refused_under_five():
    with pytest.raises(Refused, match="moins de cinq"):
        check_opening(DOTS, 4, Anonymity.ANONYMOUS)
    check_opening(DOTS, 5, Anonymity.ANONYMOUS)
    with pytest.raises(Refused, match="entre 2 et 300"):
        check_opening(DOTS, 1, Anonymity.NAMED)
