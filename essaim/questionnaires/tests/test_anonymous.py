"""The hot evaluation is anonymous: in the pages, in the journal, in the bytes of the database file."""

import json

import pytest

from essaim.live.parts import PartContext, catalogue
from essaim.questionnaires import actions, activity, ballots
from essaim.questionnaires.export import as_csv
from essaim.questionnaires.models import Ballot, HasAnswered, Questionnaire, Response
from essaim.questionnaires.results import result_key
from essaim.spaces import box
from essaim.spaces.models import Event


def at(asked, rest=""):
    return f"questionnaires/{asked.pk}/{rest}"


def part(name, asked, code):
    found = catalogue[name]
    return found.render(PartContext(asked.space, str(result_key(asked, code)), "fr", found.audience))


def fill(asked, members, client_for, grades=(5, 4, 4, 3, 5, 2)):
    """Each from their own phone; gives the secrets the phones keep."""
    secrets = []
    for member, grade in zip(members, grades, strict=False):
        phone = client_for(member)
        assert phone.post(at(asked, "roti/"), {"roti": str(grade)}).status_code == 303
        phone.post(at(asked, "learnt/"), {"learnt": f"Appris par la note {grade}", "shown": "anonymous"})
        phone.post(at(asked, "missing/"), {"missing": "Secret sans accord"})
        secrets.append(phone.cookies[ballots.box_of(asked).cookie].value)
    return secrets


@pytest.mark.django_db
def test_one_ballot_a_person_changed_by_its_phone_only(hot, six, client_for):
    phone = client_for(six[0])
    assert "Anonyme" in phone.get(at(hot)).text
    phone.post(at(hot, "roti/"), {"roti": "1"})
    phone.post(at(hot, "roti/"), {"roti": "5"})
    phone.post(at(hot, "heard/"), {"heard": "4"})
    assert Ballot.objects.get().content["roti"]["value"] == {"roti": 5}
    assert 'value="5" checked' in phone.get(at(hot, "roti/")).text
    assert f"{hot.pk}/programme/" in phone.get(at(hot)).text
    other = client_for(six[0])
    assert "depuis un autre téléphone" in other.get(at(hot)).text
    refused = other.post(at(hot, "roti/"), {"roti": "1"})
    assert refused.status_code == 422 and "depuis un autre téléphone" in refused.text
    assert (Ballot.objects.count(), HasAnswered.objects.count(), Response.objects.count()) == (1, 1, 0)


@pytest.mark.django_db
def test_nothing_shows_before_close_not_even_to_the_team(hot, six, amina, client_for):
    fill(hot, six, client_for)
    for name in ("results", "team-results", "wall-results"):
        assert "à la clôture" in part(name, hot, "roti") and "<svg" not in part(name, hot, "roti")
    assert "Appris" not in as_csv(hot, "fr")
    assert "Appris" not in client_for(amina).get(at(hot, "team/")).text
    assert "Appris" not in str(activity.report_blocks(hot.space, "13", draft=True))
    assert not Event.objects.filter(kind__startswith="answer").exists()


@pytest.mark.django_db
def test_closed_it_tells_figures_and_agreed_words(hot, six, amina, client_for):
    fill(hot, six, client_for)
    actions.close(hot, by=amina)
    for name in ("results", "team-results"):
        shown = part(name, hot, "roti")
        assert "6 réponses" in shown and "moyenne 3,83" in shown and "médiane 4" in shown
        assert "Appris par la note 2" in part(name, hot, "learnt")
        assert "Secret sans accord" not in part(name, hot, "missing")
    told = str(activity.report_blocks(hot.space, "13", draft=False))
    assert "Appris par la note 5" in told and "Secret sans accord" not in told
    event = Event.objects.get(kind="ballots.opened")
    contents = event.data["result"]
    assert contents == sorted(contents, key=lambda content: json.dumps(content, sort_keys=True))
    assert not Ballot.objects.exclude(secret_hash="").exists()
    assert client_for(six[0]).post(at(hot, "roti/"), {"roti": "1"}).status_code == 422


@pytest.mark.django_db
def test_under_five_nothing_is_ever_shown_nor_kept(hot, six, amina, client_for):
    fill(hot, six[:4], client_for)
    actions.close(hot, by=amina)
    assert "au moins cinq réponses" in part("team-results", hot, "roti")
    assert all(not ballot.content for ballot in Ballot.objects.all())
    assert "Appris" not in json.dumps([event.data for event in Event.objects.all()])


@pytest.mark.django_db
def test_closing_mixes_both_tables(hot, six, amina, client_for, monkeypatch):
    fill(hot, six, client_for)
    taken = []
    monkeypatch.setattr(box, "mixed", lambda items: taken.append(list(items)) or list(reversed(items)))
    actions.close(hot, by=amina)
    assert [len(items) for items in taken] == [6, 6]
    assert Questionnaire.objects.get(pk=hot.pk).closed_at is not None


@pytest.mark.django_db
def test_signing_a_first_step_is_another_form(hot, six, client_for):
    page = client_for(six[0]).get(at(hot, "end/")).text
    assert 'href="commitments/new"' in page
