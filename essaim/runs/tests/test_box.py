"""Anonymous dots through the pages: nothing ties a ballot to a person, and nobody is locked out."""

import json

import pytest

from conftest import join
from essaim.base import ids
from essaim.runs import actions, box, log
from essaim.runs.models import HasVoted, Run, RunBallot, RunEvent
from essaim.spaces.models import Event

pytestmark = pytest.mark.django_db


@pytest.fixture
def six(space):
    return [join(space, name) for name in ("Farid", "Gaëlle", "Hugo", "Inès", "Jonas", "Karima")]


def fresh(run):
    return Run.objects.get(pk=run.pk)


def command(run, amina, name, **more):
    actions.command(fresh(run), name, by=amina, expected=log.state_of(fresh(run)).steered, **more)


@pytest.fixture
def vote(space, amina, six):
    params = {"options": ["Covoiturage", "Achats groupés", "Fête"], "keep": 1}
    run = actions.prepare(space, by=amina, method="dots", title="Par quoi commencer", params=params)
    actions.open_run(run, by=amina, expected=0)
    command(run, amina, "next")
    return fresh(run)


def cast(phone, run, **dots):
    page = phone.get(f"runs/{run.pk}/")
    assert page.status_code == 200
    return phone.post(f"runs/{run.pk}/inputs/ballot", {"input_id": ids.uuid7(), **dots})


def test_it_is_anonymous_from_five_people_and_the_phone_says_so(vote, six, client_for):
    assert log.state_of(vote).anonymity == "A2"
    assert "personne ne saura qui a répondu quoi" in client_for(six[0]).get(f"runs/{vote.pk}/").text


def test_while_it_is_open_no_log_and_no_journal_holds_a_ballot(vote, six, client_for):
    events, lines = Event.objects.count(), RunEvent.objects.count()
    phones = [client_for(one) for one in six]
    for phone in phones:
        assert cast(phone, vote, o1="2", o3="1").status_code == 303
    assert (Event.objects.count(), RunEvent.objects.count()) == (events, lines)
    assert (RunBallot.objects.count(), HasVoted.objects.count()) == (6, 6)
    names = {field.name for field in RunBallot._meta.get_fields()}
    assert names == {"id", "run", "phase", "secret_hash", "content"}
    assert "6 sur 6" in phones[0].get(f"runs/{vote.pk}/").text


def test_the_phone_finds_its_ballot_again_and_changes_it(vote, six, client_for):
    phone = client_for(six[0])
    cast(phone, vote, o1="2")
    page = phone.get(f"runs/{vote.pk}/").text
    assert 'name="o1" value="2"' in page and "Vos gommettes sont collées" in page
    cast(phone, vote, o2="1")
    assert RunBallot.objects.get().content == {"dots": {"o2": 1}}


def test_another_phone_of_the_same_person_is_refused_and_told_why(vote, six, client_for):
    cast(client_for(six[0]), vote, o1="1")
    answer = cast(client_for(six[0]), vote, o2="1")
    assert answer.status_code == 422 and "depuis un autre téléphone" in answer.text
    assert RunBallot.objects.get().content == {"dots": {"o1": 1}}


def test_an_answer_lost_on_the_way_locks_nobody_out(vote, six, client_for):
    phone = client_for(six[0])
    phone.get(f"runs/{vote.pk}/")
    had = phone.cookies.copy()
    phone.post(f"runs/{vote.pk}/inputs/ballot", {"input_id": ids.uuid7(), "o1": "1"})
    phone.cookies = had
    assert phone.post(f"runs/{vote.pk}/inputs/ballot", {"input_id": ids.uuid7(), "o1": "1"}).status_code == 303
    assert RunBallot.objects.count() == 1


def test_leaving_the_vote_opens_the_box_mixed_without_author(vote, six, amina, client_for):
    for number, one in enumerate(six):
        cast(client_for(one), vote, o1=str(number % 2 + 1), o2=str(1 - number % 2))
    command(vote, amina, "next")
    opened = RunEvent.objects.get(kind="box_opened")
    assert opened.actor is None
    assert opened.data["contents"] == sorted(opened.data["contents"], key=lambda one: json.dumps(one, sort_keys=True))
    assert not RunBallot.objects.exists() and not HasVoted.objects.exists()
    lines = log.state_of(fresh(vote)).data.lines
    assert [(line.option, line.dots, line.voters) for line in lines][:2] == [("o1", 9, 6), ("o2", 3, 3)]
    assert "Covoiturage" in client_for(six[0]).get(f"runs/{vote.pk}/").text


def test_under_five_ballots_none_is_read_and_it_is_said(vote, six, amina, client_for):
    for one in six[:4]:
        cast(client_for(one), vote, o1="2")
    command(vote, amina, "close")
    assert RunEvent.objects.get(kind="box_opened").data == {"phase": "VOTE", "contents": [], "n": 4}
    assert "4 bulletins seulement" in client_for(six[0]).get(f"runs/{vote.pk}/").text


def test_going_back_to_read_keeps_the_ballots_and_the_box_never_opens_twice(vote, six, amina, client_for):
    phones = [client_for(one) for one in six]
    for phone in phones:
        cast(phone, vote, o1="1")
    command(vote, amina, "back")
    assert RunBallot.objects.count() == 6
    command(vote, amina, "next")
    assert 'name="o1" value="1"' in phones[0].get(f"runs/{vote.pk}/").text
    command(vote, amina, "next")
    desk = client_for(amina)
    steered = log.state_of(fresh(vote)).steered
    for name in ("back", "reopen"):
        if name == "reopen":
            command(vote, amina, "close")
            steered = log.state_of(fresh(vote)).steered
        page = desk.post(f"runs/{vote.pk}/commands", {"command": name, "expected": steered, "reason": "Encore"})
        assert page.status_code == 409 and "mêlés" in page.text


def test_a_cancelled_vote_is_never_read(vote, six, amina, client_for):
    for one in six:
        cast(client_for(one), vote, o1="2")
    command(vote, amina, "cancel", reason="Question mal posée")
    assert not RunBallot.objects.exists() and not HasVoted.objects.exists()
    assert '"o1": 2' not in json.dumps([row.data for row in RunEvent.objects.all()])


def test_three_people_answer_without_name_on_the_wall_and_are_told_so(space, amina, client_for):
    people = [join(space, name) for name in ("Farid", "Gaëlle", "Hugo")]
    run = actions.prepare(space, by=amina, method="dots", title="Trois", params={"options": ["A", "B"]})
    actions.open_run(run, by=amina, expected=0)
    assert log.state_of(fresh(run)).anonymity == "A1"
    assert "Sans nom à l’écran" in client_for(people[0]).get(f"runs/{run.pk}/").text


def test_the_file_is_scrubbed_by_the_next_beat(vote, six, amina, client_for, monkeypatch):
    from essaim.runs import ticks

    done = []
    monkeypatch.setattr(box.box, "scrub", lambda *tables: done.append(tables) or True)
    for one in six:
        cast(client_for(one), vote, o1="2")
    command(vote, amina, "next")
    assert fresh(vote).to_scrub
    ticks.tick(vote.space)
    assert done == [(RunBallot, HasVoted)] and not fresh(vote).to_scrub
