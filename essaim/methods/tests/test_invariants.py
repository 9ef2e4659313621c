"""What holds for every method: replay, roles and phases, and a run that nobody answered."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from essaim.base.errors import Refused
from essaim.methods.consent.method import METHOD as CONSENT
from essaim.methods.dots.method import METHOD as DOTS
from essaim.methods.free.method import METHOD as FREE
from essaim.methods.round.method import METHOD as ROUND
from essaim.runs.definition import Act
from essaim.runs.fold import fold, sealed
from essaim.runs.guards import check_input, roles_of
from essaim.runs.state import Event
from essaim.runs.tests.play import FACILITATOR, Play

PARAMS = {
    "consent": {"text": "Une réunion.", "proposer": "P1"},
    "dots": {"options": ["A", "B", "C", "D"], "keep": 1},
    "free": {"question": "Alors ?"},
    "round": {"question": "Alors ?"},
}
METHODS = [CONSENT, DOTS, FREE, ROUND]
OF_THE_ENGINE = {
    "run", "state", "method", "phase", "order", "voices", "clock", "names", "outcome", "now", "island", "me",
    "ahead", "blocked", "away", "on_roll", "seat_on_roll", "has_cast", "asked_time", "is_lost", "typed", "refusal",
    "area",
}  # fmt: skip
PEOPLE = ["P1", "P2", "P3", "P4"]
VALUES = [
    {"text": "Voilà."},
    {"answer": "consent"},
    {"answer": "concern", "text": "Peut-être."},
    {"answer": "objection", "text": "Non."},
    {"answer": "pass"},
    {"answer": "yes"},
    {"answer": "no"},
    {"answer": "for"},
    {"how": "amend", "text": "Autre texte."},
    {"how": "withdraw"},
    {"what": "reword", "text": "Plutôt ceci."},
    {"what": "withdraw"},
    {"verdict": "reformulate"},
    {"dots": {"o1": 2, "o2": 1}},
    {"dots": {"o3": 1}},
    {"options": ["o1"], "why": "Parce que."},
    {"seed": "abc"},
    {"order": ["P3", "P1"]},
    {"review": "2027-09-01", "owner": "P2"},
]


def every_kind(method, params):
    return sorted({kind for phase in method.steps(params) for kinds in phase.inputs.values() for kind in kinds})


acts = st.lists(
    st.one_of(
        st.tuples(
            st.just("input"), st.integers(0, 30), st.sampled_from([*PEOPLE, FACILITATOR]), st.sampled_from(VALUES)
        ),
        st.tuples(st.sampled_from(["next", "next", "back", "pause", "resume", "extend", "close"])),
        st.tuples(st.sampled_from(["left", "joined", "counted_absent", "recused"]), st.sampled_from([*PEOPLE, "P9"])),
        st.tuples(st.just("goto"), st.integers(0, 15)),
        st.tuples(st.just("wait"), st.integers(1, 400)),
    ),
    max_size=40,
)


def live(method, script):
    """Do what may be done of `script`; what is refused changes nothing."""
    play = Play(method, PARAMS[method.key], PEOPLE, anonymity=method.anonymity[-1].value)
    kinds, phases = every_kind(method, play.params), method.steps(play.params)
    for what, *rest in script:
        before = play.state
        try:
            if what == "input":
                number, who, value = rest
                play.give(who, kinds[number % len(kinds)], **value)
            elif what in ("next", "back", "close"):
                if play.state.running:
                    getattr(play, what)()
            elif what == "goto" and play.state.running:
                play.goto(phases[rest[0] % len(phases)].id)
            elif what == "wait":
                play.wait(rest[0])
            elif what in ("pause", "resume") and play.state.status == {"pause": "open", "resume": "paused"}[what]:
                play.log(f"{what}d" if what == "resume" else "paused")
            elif what == "extend" and play.state.running:
                play.log("extended", seconds=60)
            elif what in ("left", "joined", "counted_absent", "recused") and play.state.running:
                play.log(what, member=rest[0])
        except (Refused, KeyError):
            assert play.state is before
    return play


@pytest.mark.parametrize("method", METHODS, ids=lambda one: one.key)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(script=acts)
def test_replaying_the_log_gives_the_same_state_even_doubled_shuffled_or_sealed(method, script):
    play = live(method, script)
    assert play.replayed() == play.state
    assert fold(method, play.params, list(reversed(play.events + play.events[2:]))) == play.state
    data = json.loads(json.dumps(sealed(play.state)))
    seal = Event(len(play.events) + 1, "seal", "sealed", play.at, "", data)
    again = fold(method, play.params, [*play.events, seal])
    assert again.data == play.state.data
    assert fold(method, play.params, [seal]) == again
    method.outcome(again, str)
    method.context(again, str)
    for who in [*PEOPLE, "P9", ""]:
        method.context_for(again, who, str)
    method.hand_overs(again, str)


@pytest.mark.parametrize("method", METHODS, ids=lambda one: one.key)
def test_closing_what_nobody_answered_says_so_and_never_fails(method):
    params = method.read_params(PARAMS[method.key])
    for phase in method.steps(params):
        play = Play(method, PARAMS[method.key], PEOPLE)
        if phase.reached_only:
            continue
        if play.phase != phase.id:
            try:
                play.goto(phase.id)
            except Refused:
                continue
        play.close()
        assert play.outcome.sentence == "Sans réponse."
        assert not play.outcome.answered


@pytest.mark.parametrize("method", METHODS, ids=lambda one: one.key)
def test_no_input_is_taken_outside_its_phase_or_role(method):
    params = method.read_params(PARAMS[method.key])
    for phase in method.steps(params):
        play = Play(method, PARAMS[method.key], PEOPLE)
        play.log("phase_entered", phase=phase.id, how="goto")
        for who in ("P2", "P1", FACILITATOR, "denis"):
            roles = roles_of(method, play.state, who, facilitator=who == FACILITATOR)
            allowed = {kind for role in roles for kind in phase.inputs.get(role, ())}
            for kind in set(every_kind(method, params)) - allowed:
                with pytest.raises(Refused):
                    check_input(method, play.state, Act(kind, who, play.at, {"text": "x"}, roles))


@pytest.mark.parametrize("method", METHODS, ids=lambda one: one.key)
def test_nothing_is_taken_before_opening_while_paused_or_after_the_end(method):
    play = Play(method, PARAMS[method.key], PEOPLE)
    kind = every_kind(method, play.params)[0]
    play.log("paused")
    with pytest.raises(Refused, match="pause"):
        play.give("P1", kind, text="x")
    play.log("resumed")
    play.log("cancelled", reason="Incendie")
    with pytest.raises(Refused, match="terminé"):
        play.give("P1", kind, text="x")


@pytest.mark.parametrize("method", METHODS, ids=lambda one: one.key)
def test_what_one_person_is_told_hides_nothing_of_what_all_are_told(method):
    """A word with two meanings in the templates once emptied a page."""
    play = Play(method, PARAMS[method.key], PEOPLE)
    names, state = str, play.state
    common, mine = set(method.context(state, names)), set(method.context_for(state, "P1", names))
    assert not common & mine
    assert not (common | mine) & OF_THE_ENGINE
