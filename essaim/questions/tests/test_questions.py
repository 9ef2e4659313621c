"""Asked by anyone, answered by the group, then by the team; retained, relayed, sent on; found, in the report."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from conftest import join
from essaim.base import ids
from essaim.base.blocks.plain import plain
from essaim.base.errors import Refused
from essaim.questions import actions
from essaim.questions.activity import brief, now_for, produced, report_blocks
from essaim.questions.models import Answer, Echo, Question, Thanks
from essaim.questions.parts import wall_page
from essaim.search.index import Found, find, index
from essaim.spaces import handovers
from essaim.spaces.changes import change
from essaim.spaces.models import Event
from essaim.spaces.models.member import Credit, Role
from essaim.spaces.models.space import Phase

pytestmark = pytest.mark.django_db

HALL = "Qui peut prêter une salle le mardi soir ?"


def ask(member, text=HALL, **more):
    return actions.ask(member, text, input_id=ids.uuid7(), **more)


def answer(question, member, text="Le centre social en a une.", **more):
    return actions.answer(question, member, text, input_id=ids.uuid7(), **more)


def later(monkeypatch, space, **wait):
    moment = space.now() + timedelta(**wait)
    monkeypatch.setattr("essaim.base.clock.now", lambda: moment)


def test_asked_once_from_a_phone_answered_thanked_and_retained(bruno, chloe, client_for) -> None:
    phone, other = client_for(bruno), client_for(chloe)
    given = {"input_id": ids.uuid7(), "text": f"  {HALL}\n"}
    for _time in range(2):
        assert phone.post("questions/new", given).status_code == 303
    question = Question.objects.get()
    assert (question.text, question.author) == (HALL, bruno)
    reply = {"input_id": ids.uuid7(), "text": "Le centre social,\n\ndemandez Rosa."}
    for _time in range(2):
        assert other.post(f"questions/{question.pk}/answers", reply).status_code == 303
    said = Answer.objects.get()
    page = phone.get(f"questions/{question.pk}/").text
    assert "Chloé" in page and "Cela me répond" in page and "En réponse" in page
    for _time in range(2):
        phone.post(f"questions/answers/{said.pk}/thanks")
    assert Thanks.objects.filter(is_given=True).count() == 1
    assert phone.post(f"questions/answers/{said.pk}/retained").status_code == 303
    page = other.get(f"questions/{question.pk}/").text
    assert "Réponse retenue" in page and "Répondue" in page and "1 merci" in page
    assert "mardi soir" not in phone.get("questions/").text
    assert "mardi soir" in phone.get("questions/?show=answered").text
    kinds = list(Event.objects.filter(kind__startswith="question").order_by("number").values_list("kind", flat=True))
    assert kinds == ["question.asked", "question.answered", "question.thanked", "question.retained"]


def test_what_does_not_fit_is_said_and_kept(bruno, chloe, client_for) -> None:
    phone = client_for(bruno)
    for text, said in (("", "Écrivez votre question"), ("a" * 301, "300 signes")):
        page = phone.post("questions/new", {"text": text})
        assert page.status_code == 422 and said in page.text and text in page.text
    page = phone.post("questions/new", {"text": HALL, "signing": "alias", "alias": "chloe"})
    assert page.status_code == 422 and "s’appelle ainsi" in page.text and "mardi" in page.text
    assert not Question.objects.exists()
    question = ask(bruno)
    page = client_for(chloe).post(f"questions/{question.pk}/answers", {"text": " "})
    assert page.status_code == 422 and "Écrivez votre réponse" in page.text


def test_one_moi_aussi_a_person_sorts_the_list_and_ties_go_to_the_oldest(bruno, chloe, amina, client_for) -> None:
    first, second, third = ask(bruno, "Première"), ask(bruno, "Deuxième"), ask(bruno, "Troisième")
    for _time in range(2):
        client_for(chloe).post(f"questions/{third.pk}/echo", {"list": "1"})
    page = client_for(amina).get("questions/").text
    assert page.index("Troisième") < page.index("Première") < page.index("Deuxième")
    assert Echo.objects.filter(is_given=True).count() == 1
    client_for(chloe).post(f"questions/{third.pk}/echo", {"not": "1"})
    page = client_for(amina).get("questions/").text
    assert page.index("Première") < page.index("Deuxième") < page.index("Troisième")
    with pytest.raises(Refused):
        actions.echo(first, bruno, is_given=True)
    assert Echo.identity(second, chloe) == Echo.identity(second, chloe) != Echo.identity(second, amina)


def test_the_group_answers_first_then_whoever_asked_may_relay(now, space, bruno, chloe, amina, monkeypatch) -> None:
    with change(space) as journal:
        journal.edit(space, "space.phase_changed", phase=Phase.DAY)
    question = ask(bruno)
    with pytest.raises(Refused, match="Le groupe répond d’abord"):
        answer(question, amina)
    aloud = answer(question, amina, "Un voisin en a une", said_aloud=True)
    assert not aloud.from_team and aloud.signed == ""
    actions.withdraw_answer(aloud, amina)
    with pytest.raises(Refused, match=r"à 11\sh\s10"):
        actions.relay(question, bruno)
    with pytest.raises(Refused, match="Seule la personne"):
        actions.relay(question, chloe)
    later(monkeypatch, space, minutes=10)
    for _time in range(2):
        actions.relay(question, bruno)
    assert [todo.title for todo in now_for(space, amina)] == ["Une question vous est relayée"]
    said = answer(question, amina, "La mairie prête la sienne.")
    assert said.from_team
    actions.retain(said, bruno, is_retained=True)
    assert now_for(space, amina) == []


def test_what_nobody_answers_goes_to_the_dla_with_the_agreement_of_whoever_asked(space, bruno, chloe, amina) -> None:
    question = ask(bruno)
    answer(question, chloe, "Je ne sais pas.")
    with pytest.raises(Refused, match="Relayez d’abord"):
        actions.send_on(question, bruno)
    actions.relay(question, amina)
    with pytest.raises(Refused, match="n’a pas dit"):
        actions.send_on(question, amina)
    for _time in range(2):
        actions.send_on(question, bruno)
    assert [one.title for one in handovers.waiting(space, "need")] == [HALL]
    [need] = handovers.waiting(space, "need")
    assert need.author is None
    assert HALL in plain(report_blocks(space, "14", draft=False))
    late = answer(question, chloe, "Finalement, la mairie.")
    for is_retained in (True, False, True):
        actions.retain(late, bruno, is_retained=is_retained)
        assert len(handovers.waiting(space, "need")) == (not is_retained)
    assert HALL not in plain(report_blocks(space, "14", draft=False))


def test_signed_as_one_chose_never_named_on_the_wall(space, bruno, chloe, amina, client_for) -> None:
    named, other, nobody = (
        ask(bruno, "Un", signing="name"), ask(bruno, "Deux", signing="alias", alias="Le chat roux"),
        ask(bruno, "Trois", signing="none"),
    )  # fmt: skip
    phone = client_for(chloe)
    shown = [phone.get(f"questions/{one.pk}/").text for one in (named, other, nobody)]
    assert ["Bruno" in page for page in shown] == [True, False, False]
    assert "Le chat roux" in shown[1] and "Sans nom" in shown[2]
    assert "Bruno" in client_for(amina).get(f"questions/{nobody.pk}/").text
    wall = client_for(space=space, kind="wall").get("questions/wall/").text
    assert "Un" in wall and "Le chat roux" in wall and "Bruno" not in wall
    assert "Bruno" not in phone.get("questions/?show=all&q=trois").text
    assert wall_page(space)["open"] == 3


def test_the_report_keeps_what_was_answered_and_what_is_sent_on(space, bruno, chloe) -> None:
    with change(space) as journal:
        journal.edit(chloe, "member.credit_chosen", credit=Credit.NAME)
    question, left = ask(bruno), ask(bruno, "Où trouver un camion ?")
    actions.echo(question, chloe, is_given=True)
    said, other = answer(question, chloe, "Au centre.\n\nLe mardi."), answer(question, chloe, "Ou ailleurs.")
    actions.retain(said, bruno, is_retained=True)
    faq = plain(report_blocks(space, "A5", draft=False))
    assert all(words in faq for words in (HALL, "Au centre.", "Le mardi.", "2 personnes se la posaient"))
    [source] = [block.provenance for block in report_blocks(space, "A5", draft=False) if block.provenance]
    assert source.authors == ("Chloé",)
    assert other.text not in faq and "camion" not in faq
    assert "camion" in plain(report_blocks(space, "14", draft=True))
    published = plain(report_blocks(space, "14", draft=False))
    assert "camion" not in published and "1 question reste dans le groupe." in published
    actions.revise(left, bruno, may_be_sent=True)
    assert "camion" in plain(report_blocks(space, "14", draft=False))
    assert brief(space) == ["2 questions posées au groupe, dont 1 répondue."]
    assert [made.summary for made in produced(space)] == ["2 questions, 1 répondue"]


def test_found_by_its_answers_and_no_more_once_removed(space, bruno, chloe, amina) -> None:
    question = ask(bruno)
    said = answer(question, chloe, "Demandez à la ressourcerie.")
    assert [hit.title for hit in find(space, "ressourcerie")] == [HALL]
    actions.change_answer(said, chloe, "Demandez au théâtre.")
    assert not find(space, "ressourcerie") and find(space, "theatre")
    with pytest.raises(Refused, match="On vous a répondu"):
        actions.remove(question, bruno)
    actions.remove(question, amina)
    assert not find(space, "salle") and not find(space, "theatre")


def test_a_near_question_is_shown_before_and_asked_again_when_one_insists(bruno, chloe, client_for) -> None:
    question = ask(bruno)
    page = client_for(chloe).post("questions/new", {"text": "Qui prêterait une salle le mardi soir ?"})
    assert page.status_code == 422 and f"questions/{question.pk}/" in page.text and Question.objects.count() == 1
    sent = {"text": "Qui prêterait une salle le mardi soir ?", "anyway": "1"}
    assert client_for(chloe).post("questions/new", sent).status_code == 303
    assert client_for(chloe).post("questions/new", {"text": "Où trouver un camion ?"}).status_code == 303


def test_about_a_sequence_it_leads_there_and_is_listed_beside_it(space, amina, bruno, client_for) -> None:
    guide = findable(space)
    phone = client_for(bruno)
    assert "Le guide" in phone.get(f"questions/new?about={guide}").text
    sent = {"text": "Qui l’a lu ?", "about": str(guide), "input_id": ids.uuid7()}
    assert phone.post("questions/new", sent).status_code == 303
    assert "Le guide" in phone.get(f"questions/{Question.objects.get().pk}/").text
    assert "Qui l’a lu" in phone.get(f"questions/?about={guide}").text
    assert "1 question au groupe" in phone.get(f"parts/questions-about/{guide}").text
    stranger = {"text": "Et ceci, qui le sait ?", "about": str(ids.uuid7())}
    assert phone.post("questions/new", stranger).status_code == 422


def findable(space, title="Le guide"):
    """Something else that search knows of."""
    key = ids.uuid7()
    with change(space):
        index(space, key, Found("resource", title, "", f"resources/{key}/"))
    return key


def test_a_memory_is_read_only(space, bruno, chloe, client_for) -> None:
    question = ask(bruno)
    with change(space) as journal:
        journal.edit(space, "space.phase_changed", phase=Phase.MEMORY)
    phone = client_for(chloe)
    for path in ("questions/new", f"questions/{question.pk}/answers", f"questions/{question.pk}/echo"):
        page = phone.post(path, {"text": "Trop tard, dit-elle"})
        assert page.status_code == 422 and "mémoire" in page.text
    assert "<textarea" not in phone.get("questions/").text + phone.get(f"questions/{question.pk}/").text
    assert not Answer.objects.exists() and Question.objects.count() == 1


def test_what_people_write_is_data(bruno, chloe, client_for) -> None:
    question = ask(bruno, "<script>alert(1)</script>")
    answer(question, chloe, "<img src=x onerror=alert(1)>")
    for path in ("questions/", f"questions/{question.pk}/", "questions/wall/"):
        page = client_for(bruno).get(path).text
        assert "<script>alert" not in page and "<img src=x" not in page


def test_a_list_asks_as_much_of_the_database_for_one_as_for_many(space, bruno, chloe, client_for) -> None:
    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as found:
            client_for(chloe).get("questions/?show=all")
        return len(found)

    ask(bruno, about=findable(space))
    one = asked()
    for n in range(6):
        question = ask(bruno if n % 2 else chloe, f"Question numéro {n}", about=findable(space))
        answer(question, chloe)
    assert asked() == one


def test_observers_read_only(space, bruno, client_for) -> None:
    question = ask(bruno)
    observer = client_for(join(space, "Inès", role=Role.OBSERVER))
    page = observer.get(f"questions/{question.pk}/").text
    assert HALL.split(" le ")[0] in page and "<textarea" not in page and "Moi aussi" not in page


def test_the_halls_screen_shows_them_between_two_runs(space, amina, bruno, client_for) -> None:
    desk, wall = client_for(amina), client_for(space=space, kind="wall")
    ask(bruno)
    assert "mardi soir" not in wall.get("wall/").text
    for _time in range(2):
        assert desk.post("questions/screen").status_code == 303
    assert "mardi soir" in wall.get("wall/").text and "Ne plus montrer" in desk.get("questions/").text
    assert client_for(bruno).post("questions/screen").status_code == 403
    desk.post("questions/screen", {"not": "1"})
    assert "mardi soir" not in wall.get("wall/").text


def test_home_says_what_waits_for_each(space, amina, bruno, chloe) -> None:
    with change(space) as journal:
        journal.edit(space, "space.phase_changed", phase=Phase.BEFORE)
    question = ask(bruno)
    assert [todo.title for todo in now_for(space, chloe)] == ["Une question attend le groupe"]
    assert now_for(space, bruno) == [] == now_for(space, amina)
    said = answer(question, chloe)
    assert [todo.title for todo in now_for(space, bruno)] == ["On vous a répondu"]
    assert now_for(space, chloe) == []
    actions.retain(said, bruno, is_retained=True)
    assert now_for(space, bruno) == []
