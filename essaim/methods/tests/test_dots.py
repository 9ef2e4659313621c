"""The vectors DV1 to DV3, and the rules around them."""

import pytest

from essaim.base.errors import Refused
from essaim.methods.dots import rules
from essaim.methods.dots.method import METHOD
from essaim.methods.dots.tally import default_dots, tally
from essaim.runs.tests.play import Play

DV1 = [{"A": 3}, {"A": 1, "B": 2}, {"B": 1, "C": 2}, {"C": 2, "D": 1}, {"B": 1, "C": 1, "D": 1}, {"A": 2, "D": 1}]
DV2 = [{"A": 2, "B": 1}, {"B": 2, "A": 1}, {"C": 1, "A": 1, "B": 1}, {"C": 3}]


def lines(options, ballots):
    return [(line.option, line.dots, line.voters, line.rank) for line in tally(options, ballots)]


def test_dv1():
    assert lines("ABCDE", DV1) == [("A", 6, 3, 1), ("C", 5, 3, 2), ("B", 4, 3, 3), ("D", 3, 3, 4), ("E", 0, 0, 5)]


def test_dv2_equal_dots_are_told_apart_by_voters_and_ranks_are_shared():
    assert lines("ABCD", DV2) == [("A", 4, 3, 1), ("B", 4, 3, 1), ("C", 4, 2, 3), ("D", 0, 0, 4)]


def voted(tie="include_all", keep=1, **params):
    given = {"options": list("ABCD"), "dots": 3, "most_on_one": 3, "keep": keep, "tie": tie, **params}
    play = Play(METHOD, given, ["P1", "P2", "P3", "P4"], anonymity="A1").to("VOTE")
    names = dict(zip("ABCD", [option.id for option in play.state.data.options], strict=True))
    for i, ballot in enumerate(DV2, 1):
        play.give(f"P{i}", "ballot", dots={names[option]: count for option, count in ballot.items()})
    return play.next()


def test_dv3_every_tie_across_the_cut_off_is_kept_by_default():
    play = voted()
    assert [play.state.data.text(one) for one in rules.kept(play.state)] == ["A", "B"]
    assert play.next().phase == "COMMENTAIRE"


def test_dv3_a_second_vote_runs_between_the_tied_only():
    play = voted("second_vote").next()
    assert play.phase == "DEPARTAGE"
    first, second, third, _fourth = [option.id for option in play.state.data.options]
    assert rules.tied(play.state) == (first, second)
    with pytest.raises(Refused):
        play.give("P1", "ballot", dots={third: 1})
    with pytest.raises(Refused):
        play.give("P1", "ballot", dots={first: 1, second: 1})
    play.give("P1", "ballot", dots={second: 1}).next()
    assert rules.kept(play.state) == (second,)


def test_a_draw_can_be_found_again_from_its_seed():
    play = voted("draw")
    with pytest.raises(Refused, match="Tirez"):
        play.next()
    play.give("amina", "draw", seed="abc123").next()
    assert rules.kept(play.state) == rules.kept(play.replayed())
    assert len(rules.kept(play.state)) == 1


def test_a_facilitator_who_decides_says_why():
    play = voted("decide").next()
    chosen = play.state.data.options[1].id
    with pytest.raises(Refused) as refused:
        play.give("amina", "decide", options=[chosen], why="")
    assert refused.value.field == "why"
    play.give("amina", "decide", options=[chosen], why="Déjà commencé.")
    assert rules.kept(play.state) == (chosen,)


def test_anonymous_ballots_come_only_from_an_opened_box():
    play = Play(METHOD, {"options": list("ABCD"), "keep": 1}, [f"P{i}" for i in range(1, 7)], anonymity="A2").to("VOTE")
    first = play.state.data.options[0].id
    assert METHOD.context(play.state, str)["lines"] == []
    play.log("box_opened", phase="VOTE", contents=[{"dots": {first: 2}}, {"dots": {first: 1}}], n=2)
    play.next()
    assert play.outcome.figures["cast"] == 2
    with pytest.raises(Refused, match="mêlés"):
        play.back()


def test_a_ballot_keeps_to_its_budget_and_may_be_changed_or_smaller():
    play = Play(METHOD, {"options": list("ABCD")}, ["P1", "P2"], anonymity="A0").to("VOTE")
    one, two = play.state.data.options[:2]
    with pytest.raises(Refused, match="gommettes"):
        play.give("P1", "ballot", dots={one.id: 2, two.id: 2})
    with pytest.raises(Refused, match="au plus sur une même option"):
        play.give("P1", "ballot", dots={one.id: 3})
    play.give("P1", "ballot", dots={one.id: 2}).give("P1", "ballot", dots={two.id: 1}).next()
    assert [(line.dots, line.voters) for line in play.state.data.lines][:2] == [(1, 1), (0, 0)]


def test_the_default_budget_grows_with_the_options():
    assert [default_dots(options) for options in (2, 12, 13, 30, 60)] == [3, 3, 4, 8, 10]


def test_a_hard_clock_refuses_ten_seconds_after_its_end_and_more_time_opens_it_again():
    play = Play(METHOD, {"options": list("ABCD")}, ["P1", "P2"], anonymity="A0").to("VOTE")
    ballot = {play.state.data.options[0].id: 1}
    play.wait(189).give("P1", "ballot", dots=ballot)
    play.wait(2)
    with pytest.raises(Refused, match="écoulé"):
        play.give("P2", "ballot", dots=ballot)
    play.log("extended", seconds=60)
    play.give("P2", "ballot", dots=ballot)


def test_what_was_stuck_is_shown_again_to_be_moved(now, space, amina, bruno, chloe, client_for):
    from essaim.base import ids
    from essaim.runs import actions as runs
    from essaim.runs.log import state_of

    run = runs.prepare(
        space, by=amina, method="dots", title="Où", params={"options": ["Un", "Deux"]}, input_id=ids.uuid7()
    )
    runs.open_run(run, by=amina, expected=0)
    run.refresh_from_db()
    runs.command(run, "next", by=amina, expected=state_of(run).steered)
    phone = client_for(bruno)
    sent = {"input_id": str(ids.uuid7()), "o1": "1", "o2": "0"}
    answer = phone.post(f"runs/{run.pk}/inputs/ballot", sent, HTTP_X_ISLAND="island")
    island = answer.content.decode()
    assert answer.status_code == 200 and island.lstrip().startswith("<form-island")
    assert 'name="o1" value="1"' in island and 'name="o2" value="0"' in island
    assert 'name="o1" value="1"' in phone.get(f"runs/{run.pk}/").content.decode()
    assert 'name="o1" value="0"' in client_for(chloe).get(f"runs/{run.pk}/").content.decode()
