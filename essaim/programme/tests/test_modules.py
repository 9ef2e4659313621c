"""Modules offered, wished for, opened and lived, in the space « Fusion »."""

from collections.abc import Callable

import pytest

from essaim.base.errors import Refused
from essaim.documents import api as documents
from essaim.programme.actions import choosing, offering, placing
from essaim.programme.activity import now_for, produced, report_blocks
from essaim.programme.founding import found_programme
from essaim.programme.models import Module, Place, Wish
from essaim.programme.trame import read_named
from essaim.runs import actions as runs
from essaim.runs.log import state_of
from essaim.spaces import handovers, phases
from essaim.spaces.changes import change
from essaim.spaces.models import Member, Space
from essaim.spaces.seats import add_member

pytestmark = pytest.mark.usefixtures("now")
INPUT = "018f0000-0000-7000-8000-00000000000"


@pytest.fixture
def modules(space: Space, amina: Member) -> list[Module]:
    with change(space, by=amina) as journal:
        found_programme(journal, space, read_named(), "fr")
        journal.edit(space, "space.phase_changed", phase="day")
    return list(space.modules.all())


@pytest.fixture
def crowd(space: Space) -> list[Member]:
    """Twelve people who are here."""
    with change(space) as journal:
        people = [add_member(journal, f"Personne {number}") for number in range(12)]
        return [journal.edit(one, "member.arrived", arrived_at=space.now()) for one in people]


def ids(*modules: Module) -> list[str]:
    return [str(module.pk) for module in modules]


def page(response: object) -> str:
    return response.content.decode()  # type: ignore[attr-defined]


def test_wishing_again_replaces(space: Space, modules: list[Module], bruno: Member) -> None:
    choosing.wish(space, by=bruno, modules=ids(modules[0], modules[1]))
    choosing.wish(space, by=bruno, modules=ids(modules[2]))

    assert choosing.wishes(space) == {str(bruno.pk): ids(modules[2])}
    assert Wish.objects.count() == 1


def test_opening_places_everybody_and_gives_each_module_its_page(
    space: Space, modules: list[Module], crowd: list[Member], amina: Member
) -> None:
    for number, someone in enumerate(crowd):
        choosing.wish(space, by=someone, modules=ids(modules[number % 3], modules[(number + 1) % 3], modules[3]))
    computed = choosing.proposal(space)
    assert computed.opened == tuple(ids(*modules[:3]))

    placing.open_modules(space, by=amina, opened=list(computed.opened))

    opened = [module for module in space.modules.all() if module.is_open]
    assert [module.places.count() for module in opened] == [4, 4, 4]
    assert len({module.document for module in opened}) == 3
    document = space.documents.get(pk=opened[0].document)
    assert opened[0].objective in documents.plain_text(document)
    assert [need.title for need in handovers.waiting(space, "need")] == ["Accélérateur de projet"]
    assert placing.place_of(space, crowd[0]).module == modules[0]  # type: ignore[union-attr]


def test_other_modules_than_those_computed_need_a_reason(
    space: Space, modules: list[Module], crowd: list[Member], amina: Member
) -> None:
    for someone in crowd:
        choosing.wish(space, by=someone, modules=ids(modules[0]))

    with pytest.raises(Refused) as refused:
        placing.open_modules(space, by=amina, opened=ids(modules[1]))
    assert refused.value.field == "reason"
    placing.open_modules(space, by=amina, opened=ids(modules[1]), reason="La salle des cartes est fermée")
    assert Module.objects.get(pk=modules[1].pk).reason == "La salle des cartes est fermée"


def test_nobody_is_left_without_a_seat(space: Space, modules: list[Module], crowd: list[Member], amina: Member) -> None:
    for someone in crowd:
        choosing.wish(space, by=someone, modules=ids(modules[3]))

    with pytest.raises(Refused, match="1 personne n’aurait pas de place"):
        placing.open_modules(space, by=amina, opened=ids(modules[3]))
    offering.adjust_module(modules[3], by=amina, max_people=12)
    placing.open_modules(space, by=amina, opened=ids(modules[3]))
    assert Place.objects.count() == 12


def test_someone_late_takes_a_seat_and_a_full_module_refuses(
    space: Space, modules: list[Module], crowd: list[Member], bruno: Member, chloe: Member, amina: Member
) -> None:
    for someone in crowd:
        choosing.wish(space, by=someone, modules=ids(modules[0]))
    with change(space) as journal:
        for late in (bruno, chloe):
            journal.edit(late, "member.left", left_at=space.now())
    placing.open_modules(space, by=amina, opened=ids(modules[0]))
    module = offering.adjust_module(Module.objects.get(pk=modules[0].pk), by=amina, max_people=13)

    assert placing.seat(space, by=bruno, member=bruno, module=module).how == "late"
    with pytest.raises(Refused, match="est complet"):
        placing.seat(space, by=chloe, member=chloe, module=module)
    with pytest.raises(Refused, match="n’est pas ouvert"):
        placing.seat(space, by=chloe, member=chloe, module=modules[1])


def test_back_to_wishes_keeps_wishes_and_pages(
    space: Space, modules: list[Module], crowd: list[Member], amina: Member
) -> None:
    for someone in crowd:
        choosing.wish(space, by=someone, modules=ids(modules[0], modules[3]))
    placing.open_modules(space, by=amina, opened=ids(modules[0]), reason="Une seule salle")
    first = Module.objects.get(pk=modules[0].pk).document
    placing.reopen_choice(space, by=amina)

    assert not Place.objects.exists() and Wish.objects.count() == 12
    assert not handovers.waiting(space, "need")
    placing.open_modules(space, by=amina, opened=ids(modules[0]), reason="Une seule salle")
    assert Module.objects.get(pk=modules[0].pk).document == first


def test_an_idea_of_the_group_becomes_a_module(space: Space, modules: list[Module], amina: Member) -> None:
    with change(space) as journal:
        idea = handovers.offer(journal, "module_idea", "Les appels à projets", source=modules[0])

    offering.offer_module(space, by=amina, title=idea.title, objective="Répondre à plusieurs", idea=idea)

    assert not handovers.waiting(space, "module_idea")
    assert space.modules.last().title == "Les appels à projets"


def test_what_a_person_is_told(space: Space, modules: list[Module], bruno: Member, amina: Member) -> None:
    titles = [todo.title for todo in now_for(space, bruno)]
    assert titles == ["Vos vœux pour les modules", "Libérer le potentiel coopératif du groupe"]
    choosing.wish(space, by=bruno, modules=ids(modules[1]))
    assert [todo.title for todo in now_for(space, bruno)] == ["Libérer le potentiel coopératif du groupe"]


def test_the_report_tells_modules_and_prints_only_validated_pages(
    space: Space, modules: list[Module], crowd: list[Member], amina: Member
) -> None:
    assert report_blocks(space, "9", draft=True) == []
    for someone in crowd:
        choosing.wish(space, by=someone, modules=ids(modules[1]))
    placing.open_modules(space, by=amina, opened=ids(modules[1]))
    module = Module.objects.get(pk=modules[1].pk)

    draft, published = report_blocks(space, "9", draft=True), report_blocks(space, "9", draft=False)
    assert len(draft) > len(published)
    offering.validate_page(module, by=amina, validated=True)
    assert len(report_blocks(space, "9", draft=False)) == len(draft)
    assert any("12 personnes" in made.summary for made in produced(space))
    assert report_blocks(space, "4", draft=False)


def test_by_forms(space: Space, modules: list[Module], bruno: Member, amina: Member, client_for: Callable) -> None:
    phone, console = client_for(bruno), client_for(amina)
    wish = {"input_id": INPUT + "1", "first": str(modules[2].pk), "second": str(modules[0].pk), "third": ""}

    assert phone.post("modules/wishes", wish).status_code == 303
    assert "Vos vœux sont notés" in page(phone.get("modules/"))
    html = page(console.get("console/modules/"))
    assert "1 personne a donné ses vœux" in html and "Sous leur minimum" in html
    assert console.post("console/modules/opening", {"how": "arrival"}).status_code == 422
    opened = {"opened": ids(modules[2]), "how": "draw", "reason": "Deux personnes, un module"}
    assert console.post("console/modules/opening", opened).status_code == 303
    html = page(phone.get("modules/"))
    assert "Votre module" in html and "Bibliothèque" in html and "Yannick Delorme" in html
    assert "tirage au sort n°" in Module.objects.get(pk=modules[2].pk).reason
    assert "Répondre" not in html
    assert phone.get(f"modules/{modules[2].pk}/").status_code == 200
    assert client_for(space=space, kind="wall").get(f"wall/modules/{modules[2].pk}/").status_code == 200
    assert console.post(f"modules/{modules[2].pk}/clock", {"minutes": "50"}).status_code == 303
    assert "count-down" in page(phone.get(f"modules/{modules[2].pk}/"))
    assert console.post(f"modules/{modules[2].pk}/clock", {"minutes": "soon"}).status_code == 422
    assert phone.post(f"modules/{modules[2].pk}/clock", {"minutes": "5"}).status_code == 403


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"first": ""}, "Choisissez au moins un module"),
        ({"first": "0", "second": "0"}, "deux fois le même module"),
        ({"first": "nothing"}, "n’est plus proposé"),
    ],
)
def test_bad_wishes(
    sent: dict[str, str], sentence: str, modules: list[Module], bruno: Member, client_for: Callable
) -> None:
    chosen = {name: str(modules[0].pk) if value == "0" else value for name, value in sent.items()}

    response = client_for(bruno).post("modules/wishes", {"input_id": INPUT + "1", **chosen})

    assert response.status_code == 422
    assert sentence in page(response)
    assert not Wish.objects.exists()


def test_offering_and_withdrawing(
    space: Space, modules: list[Module], bruno: Member, chloe: Member, client_for: Callable
) -> None:
    offer = {"input_id": INPUT + "3", "title": "Jardiner", "objective": "Semer", "host": ""}

    assert client_for(bruno).post("modules/new/", offer | {"objective": ""}).status_code == 422
    assert client_for(bruno).post("modules/new/", offer).status_code == 303
    mine = space.modules.get(title="Jardiner")
    assert client_for(chloe).post(f"modules/{mine.pk}/removal").status_code == 422
    assert client_for(bruno).post(f"modules/{mine.pk}/removal").status_code == 303
    assert not space.modules.filter(title="Jardiner").exists()


def test_side_by_side_each_module_has_its_wall_and_the_hall_keeps_its_own(
    space: Space, modules: list[Module], crowd: list[Member], amina: Member, client_for: Callable[..., object]
) -> None:
    placing.open_modules(space, by=amina, opened=ids(*modules[:3]), reason="La salle")
    wall = client_for(space=space, kind="wall")
    first, second = modules[:2]
    title = "Quelle règle écrire ensemble ?"
    run = runs.prepare(space, by=amina, method="free", title=title, params={"question": title}, subject=first.pk)
    runs.open_run(run, by=amina, expected=state_of(run).steered)

    assert title in page(wall.get(f"wall/modules/{first.pk}/"))  # type: ignore[attr-defined]
    assert title not in page(wall.get(f"wall/modules/{second.pk}/"))  # type: ignore[attr-defined]
    hall = page(wall.get("wall/"))  # type: ignore[attr-defined]
    assert title not in hall, "the hall shows what is common"


def test_once_the_day_is_over_nobody_is_asked_to_take_a_place(
    space: Space, modules: list[Module], crowd: list[Member], amina: Member, client_for: Callable[..., object]
) -> None:
    placing.open_modules(space, by=amina, opened=ids(*modules[:3]), reason="La salle")
    with change(space) as journal:
        late = add_member(journal, "Tardive")
    phone = client_for(late)
    assert "Prendre une place" in page(phone.get("modules/"))  # type: ignore[attr-defined]
    phases.go_to(space, "after", by=amina)
    assert "Prendre une place" not in page(phone.get("modules/"))  # type: ignore[attr-defined]
    assert "J’y vais" not in page(phone.get("modules/"))  # type: ignore[attr-defined]
