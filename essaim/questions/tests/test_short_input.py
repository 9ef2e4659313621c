"""Apport court: pages shown one by one, questions queued by « moi aussi », one on the screen, three points kept."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from essaim.base import ids
from essaim.base.errors import Refused
from essaim.questions import actions as questions
from essaim.questions.models import Question
from essaim.questions.short_input.method import METHOD
from essaim.questions.short_input.slides import pages
from essaim.runs import actions, log
from essaim.runs.activity import report_blocks
from essaim.runs.fold import fold, sealed
from essaim.runs.models import Run
from essaim.runs.state import Event
from essaim.runs.tests.play import FACILITATOR, Play

SLIDES = "# Faire avec\n- des moyens\n---\n# Faire ensemble\n---\n# Faire corps"


def play(**more):
    return Play(METHOD, {"question": "Où en sommes-nous ?", "slides": SLIDES, **more}, ["P1", "P2"], anonymity="A1")


def test_pages_are_separated_by_dashes() -> None:
    assert pages(SLIDES) == ["# Faire avec\n- des moyens", "# Faire ensemble", "# Faire corps"]
    assert pages("") == pages("---\n\n----") == []
    assert pages("Un - deux\r\n---\r\nTrois") == ["Un - deux", "Trois"]


def test_the_three_phases_and_who_may_what() -> None:
    run = play(minutes=8)
    assert run.state.clock.seconds == 480
    run.give(FACILITATOR, "slide", to=2)
    assert run.state.data.slide == 2
    for wrong in (3, -1):
        with pytest.raises(Refused):
            run.give(FACILITATOR, "slide", to=wrong)
    with pytest.raises(Refused):
        run.give("P1", "slide", to=0)
    run.next().give(FACILITATOR, "show", question="q1")
    assert run.state.data.shown == "q1"
    run.next()
    with pytest.raises(Refused):
        run.give(FACILITATOR, "points", points=["1", "2", "3", "4"])
    run.give(FACILITATOR, "points", points=["Une salle", "Une date"])
    run.next()
    assert METHOD.outcome(run.state, str).sentence == "2 points retenus."


def test_nobody_asks_and_nothing_is_kept() -> None:
    run = play().close()
    assert not METHOD.outcome(run.state, str).answered


acts = st.lists(
    st.one_of(
        st.tuples(st.just("slide"), st.fixed_dictionaries({"to": st.integers(-1, 3)})),
        st.tuples(st.just("show"), st.fixed_dictionaries({"question": st.sampled_from(["", "q1", "q2"])})),
        st.tuples(st.just("points"), st.fixed_dictionaries({"points": st.lists(st.sampled_from("abc"), max_size=4)})),
        st.tuples(st.sampled_from(["next", "back"]), st.just({})),
    ),
    max_size=20,
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(script=acts)
def test_replaying_its_log_gives_the_same_state(script) -> None:
    run = play()
    for what, value in script:
        try:
            getattr(run, what)() if what in ("next", "back") else run.give(FACILITATOR, what, **value)
        except Refused:
            pass
        if run.state.over:
            break
    assert fold(METHOD, run.params, list(reversed(run.events))) == run.state
    seal = Event(99, "seal", "sealed", run.at, "", json.loads(json.dumps(sealed(run.state))))
    assert fold(METHOD, run.params, [seal]).data == run.state.data
    assert len(run.state.data.points) <= 3 and 0 <= run.state.data.slide < 3


@pytest.mark.django_db
def test_lived_on_phones_wall_and_console(space, amina, bruno, chloe, client_for) -> None:
    given = {"question": "Où en sommes-nous ?", "slides": SLIDES, "speaker": "Rosa"}
    run = actions.prepare(space, by=amina, method="short_input", title="Apport", params=given)
    desk, phone, other, wall = (*map(client_for, (amina, bruno, chloe)), client_for(space=space, kind="wall"))

    def command(name: str) -> None:
        steered = log.state_of(Run.objects.get(pk=run.pk)).steered
        assert desk.post(f"runs/{run.pk}/commands", {"command": name, "expected": steered}).status_code == 303

    command("open")
    page = wall.get("wall/").text
    assert "Faire avec" in page and "des moyens" in page and "Rosa" in page and "Faire corps" not in page
    assert "Faire avec" in phone.get(f"runs/{run.pk}/").text
    turned = {"to": "1", "from": "console", "input_id": ids.uuid7()}
    assert desk.post(f"runs/{run.pk}/inputs/slide", turned).status_code == 303
    assert "Faire ensemble" in wall.get("wall/").text
    asked = {"text": "Qui paie ?", "run": run.pk, "anyway": "1", "signing": "none", "input_id": ids.uuid7()}
    answer = phone.post("questions/new", asked, headers={"X-Island": "island"})
    assert answer.status_code == 303 and answer.url.endswith(f"runs/{run.pk}/island")
    question = Question.objects.get()
    assert (question.asked_in, question.signed) == (run.pk, "")
    assert "Qui paie" in other.get(f"runs/{run.pk}/").text and "Qui paie" not in wall.get("wall/").text
    echoed = other.post(f"questions/{question.pk}/echo", {"run": run.pk}, headers={"X-Island": "echo"})
    assert echoed.status_code == 204
    assert other.post(f"questions/{question.pk}/echo", {"run": run.pk}).url.endswith(f"runs/{run.pk}/")
    command("next")
    assert "Qui paie" in wall.get("wall/").text
    shown = {"question": question.pk, "from": "console", "input_id": ids.uuid7()}
    assert desk.post(f"runs/{run.pk}/inputs/show", shown).status_code == 303
    page = wall.get("wall/").text
    assert "2 personnes se le demandent" in page and "Bruno" not in page
    said = questions.answer(question, chloe, "La ville.", input_id=ids.uuid7())
    questions.retain(said, bruno, is_retained=True)
    command("next")
    kept = {"text": "Un budget\n\nUne date", "from": "console", "input_id": ids.uuid7()}
    assert desk.post(f"runs/{run.pk}/inputs/points", {"text": "a\nb\nc\nd", "from": "console"}).status_code == 422
    assert desk.post(f"runs/{run.pk}/inputs/points", kept).status_code == 303
    assert "Un budget" in wall.get("wall/").text
    command("next")
    command("publish")
    page = wall.get("wall/").text
    assert "2 points retenus, 1 question posée, 1 répondue." in page and "Une date" in page
    assert "Un budget" in str(report_blocks(space, "6", draft=False))


@pytest.mark.django_db
def test_what_the_screen_shows_is_data(space, amina, bruno, client_for) -> None:
    wrong = "<script>alert(1)</script> [x](javascript:alert(1)) ![y](https://elsewhere.example/z.png)"
    run = actions.prepare(space, by=amina, method="short_input", title="Apport", params={"slides": wrong})
    actions.open_run(run, by=amina, expected=0)
    page = client_for(space=space, kind="wall").get("wall/").text
    assert "<script>alert" not in page and 'href="javascript' not in page and 'src="https://elsewhere' not in page
    with pytest.raises(Refused):
        actions.prepare(space, by=amina, method="short_input", title="Trop", params={"slides": "a\n---\n" * 41})
