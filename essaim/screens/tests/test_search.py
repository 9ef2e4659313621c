"""The search page: whatever activity wrote it, it is found by the group and by nobody else."""

from essaim.base import ids
from essaim.commitments.actions import commit, withdraw
from essaim.pages.actions import add_paragraph, create_page
from essaim.report.actions import publish
from essaim.spaces.models import Member


def asked(client, words: str) -> str:
    answer = client.get("search/", {"q": words})
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_what_activities_write_is_found(now, amina: Member, bruno: Member, denis: Member, client_for) -> None:
    phone = client_for(bruno)
    page = create_page(bruno, "Une clé pour deux", input_id=ids.uuid7())
    add_paragraph(page, bruno, "Les écoles prêtent leur préau le samedi.")
    promise = commit(bruno, what="Appeler la régie de quartier", input_id=ids.uuid7())

    found = asked(phone, "preau des ecoles")
    assert "1 réponse<" in found and f'href="pages/{page.pk}/"' in found and "<mark>préau</mark>" in found
    assert f'href="commitments/{promise.pk}/"' in asked(phone, "regies")
    assert "Rien de tel" in asked(client_for(denis), "preau")

    withdraw(promise, bruno)
    assert "Rien de tel" in asked(phone, "regies")
    publish(amina.space, by=amina)
    assert 'href="report/1/"' in asked(phone, "écoles")


def test_the_programme_of_a_founded_space_is_found(db: None, client_for) -> None:
    from datetime import date

    from essaim.people.models import Person, Team
    from essaim.programme.trame import read_named
    from essaim.screens.founding import found_space

    team = Team.objects.create(name="Le Pas de côté")
    person = Person.objects.create(name="Amina", email="amina@exemple.org")
    _space, member = found_space(team, person, title="Essai", day=date(2027, 3, 18), trame=read_named())
    assert "Les conseils citoyens" in asked(client_for(member), "conseil citoyen")
