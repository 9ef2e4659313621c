"""Steps become runs; the group's consent becomes a version. Through the product's own pages."""

import uuid
from collections.abc import Callable

import pytest

from essaim.programme.founding import found_programme
from essaim.programme.models import Sequence
from essaim.programme.ticks import tick
from essaim.programme.trame import read_named
from essaim.runs.log import state_of
from essaim.runs.models import Run
from essaim.spaces import handovers
from essaim.spaces.changes import change
from essaim.spaces.models import Member, Space
from essaim.spaces.seats import add_member

pytestmark = pytest.mark.usefixtures("now")


@pytest.fixture
def day(space: Space, amina: Member) -> dict[str, Sequence]:
    trame = read_named()
    with change(space, by=amina) as journal:
        rows = found_programme(journal, space, trame, "fr")
    return {plan.id: row for plan, row in zip(trame.day, rows, strict=True)}


def page(response: object) -> str:
    return str(response.content.decode())  # type: ignore[attr-defined]


def launch(client: object, sequence: Sequence, index: int) -> object:
    sent = {"step": sequence.steps[index]["id"]}
    return client.post(f"programme/sequences/{sequence.pk}/runs", sent)  # type: ignore[attr-defined]


def give(client: object, run: Run, kind: str, **sent: str) -> int:
    sent = {"input_id": str(uuid.uuid4()), **sent}
    return int(client.post(f"runs/{run.pk}/inputs/{kind}", sent).status_code)  # type: ignore[attr-defined]


def command(client: object, run: Run, name: str) -> int:
    run.refresh_from_db()
    sent = {"command": name, "expected": str(state_of(run).steered)}
    return int(client.post(f"runs/{run.pk}/commands", sent).status_code)  # type: ignore[attr-defined]


def test_a_step_is_prepared_once(
    space: Space, day: dict[str, Sequence], amina: Member, bruno: Member, client_for: Callable
) -> None:
    console = client_for(amina)

    first, again = launch(console, day["S1"], 0), launch(console, day["S1"], 0)
    run = Run.objects.get()
    assert first.headers["Location"] == again.headers["Location"]  # type: ignore[attr-defined]
    assert (run.method, run.subject_ref, run.params["question"]) == (
        "free",
        day["S1"].pk,
        "Comment arrivez-vous ce matin\u202f?",
    )
    assert "Animer" in page(console.get(f"programme/sequences/{day['S1'].pk}/"))
    assert command(console, run, "open") == 303
    assert "Y prendre part" in page(client_for(bruno).get(f"programme/sequences/{day['S1'].pk}/"))
    assert launch(client_for(bruno), day["S1"], 1).status_code == 403  # type: ignore[attr-defined]


def test_a_step_that_needs_words_opens_the_form_of_its_method(
    day: dict[str, Sequence], amina: Member, client_for: Callable
) -> None:
    response = launch(client_for(amina), day["S6"], 4)

    assert "runs/new?method=consent" in response.headers["Location"]  # type: ignore[attr-defined]
    assert not Run.objects.exists()


def test_dots_choose_among_what_was_found(
    space: Space, day: dict[str, Sequence], amina: Member, client_for: Callable
) -> None:
    with change(space) as journal:
        for title in ("Un local partagé", "Une salariée à trois"):
            handovers.offer(journal, "note", title, source=day["S4"])

    launch(client_for(amina), day["S4"], 4)
    assert Run.objects.get().params["options"] == ["Un local partagé", "Une salariée à trois"]


def test_the_group_validates_its_programme(
    space: Space,
    day: dict[str, Sequence],
    amina: Member,
    bruno: Member,
    chloe: Member,
    client_for: Callable,
) -> None:
    with change(space) as journal:
        third = journal.edit(add_member(journal, "Rachid"), "member.arrived", arrived_at=space.now())
    console, phones = client_for(amina), [client_for(one) for one in (bruno, chloe, third)]
    launch(console, day["S2"], 0)
    run = Run.objects.get()
    assert run.params["items"][0]["title"] == "Libérer le potentiel coopératif du groupe"
    item = run.params["items"][0]["id"]

    assert command(console, run, "open") == 303
    assert command(console, run, "next") == 303
    html = page(phones[0].get(f"runs/{run.pk}/"))
    assert f'name="mark-{item}"' in html and "Un sujet qui manque" in html
    assert give(phones[0], run, "mark", **{f"mark-{item}": "adjust"}) == 303
    assert give(phones[1], run, "mark", **{f"mark-{item}": "keep"}) == 303
    assert give(phones[2], run, "mark") == 422
    assert give(phones[2], run, "topic", text="Les appels à projets") == 303
    assert command(console, run, "next") == 303
    assert "à discuter" in page(console.get(f"runs/{run.pk}/console/"))
    wall = client_for(space=space, kind="wall")
    assert "Libérer le potentiel" in page(wall.get(f"runs/{run.pk}/wall/"))
    assert command(console, run, "next") == 303
    sent = {
        "title": "Conclure",
        "start": "17:00",
        "minutes": "25",
        "min_minutes": "20",
        "then": "shift",
        "kind": "sequence",
    }
    assert console.post(f"programme/sequences/{day['S7'].pk}/edit/", sent).status_code == 303
    assert give(console, run, "change", text="Conclure en 25 min", **{"from": "console"}) == 303
    assert command(console, run, "next") == 303
    assert give(phones[0], run, "answer", answer="objection") == 422
    assert "quel tort vous voyez" in page(
        phones[0].post(f"runs/{run.pk}/inputs/answer", {"input_id": str(uuid.uuid4()), "answer": "objection"})
    )
    assert give(phones[0], run, "answer", answer="objection", text="Trop court") == 303
    assert command(console, run, "close") == 409
    assert give(console, run, "resolve", text="On garde dix minutes", **{"from": "console"}) == 303
    for phone in phones:
        assert give(phone, run, "answer", answer="ok") == 303
    assert page(phones[0].get(f"runs/{run.pk}/"))
    assert command(console, run, "close") == 303

    tick(space)
    tick(space)
    version = space.programme_versions.get(number=2)
    assert version.validated_by_run == run.pk
    assert version.reason == "Conclure en 25 min\nOn garde dix minutes"
    assert "Validée par le groupe" in page(phones[0].get("programme/versions/"))
    assert space.programme_versions.count() == 2
    assert [idea.title for idea in handovers.waiting(space, "module_idea")] == ["Les appels à projets"]
    assert "Programme consenti par 3 personnes" in page(console.get(f"runs/{run.pk}/console/"))
