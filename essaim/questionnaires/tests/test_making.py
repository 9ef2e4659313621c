"""Making questions: any form of answer, conditions, and honest changes once people answer."""

from dataclasses import replace

import pytest

from essaim.base.errors import Refused
from essaim.questionnaires import actions, library, reading_time
from essaim.questionnaires.analysis import Reader
from essaim.questionnaires.definition import Kind, Shown
from essaim.questionnaires.drafting import Draft, drafted, made
from essaim.questionnaires.export import as_csv
from essaim.questionnaires.models import Answer, Questionnaire
from essaim.questionnaires.results import question_result
from essaim.questionnaires.types import TYPES

pytestmark = pytest.mark.django_db

LINES = {"fr": "Le matin\nLe midi\nLe soir", "en": "Morning\nNoon\nEvening"}


def test_a_ready_questionnaire_is_taken_and_changed(space, amina, client_for, now):
    console = client_for(amina)
    page = console.get("questionnaires/").text
    assert "De quoi avez-vous besoin" in page and "Quand êtes-vous disponible" in page
    for kind in library.READY:
        went = console.post("questionnaires/new", {"kind": kind})
        assert went.status_code == 303 and went.headers["Location"].endswith("/edit/")
    made = {one.title: one for one in space.questionnaires.filter(kind="own")}
    assert len(made) == 3 and made["Qu’en avez-vous pensé ?"].anonymity == "A2"
    assert all(one.is_draft and one.opens_day is None for one in made.values())
    assert console.post("questionnaires/new", {"kind": "autre"}).status_code == 422


def draft(kind, **more):
    return Draft(text={"fr": "Quand ?"}, kind=kind, choices=LINES, rows=LINES, **more)


@pytest.fixture
def own(space, amina, now):
    return actions.create_own(space, "Le repas", by=amina)


def again(questionnaire):
    return Questionnaire.objects.get(pk=questionnaire.pk)


@pytest.mark.parametrize("kind", list(Kind))
def test_every_form_of_answer_is_made_by_hand_shown_and_kept(own, amina, bruno, client_for, kind):
    form = {"text_fr": "Quand ?", "kind": kind.value, "choices_fr": LINES["fr"], "choices_en": LINES["en"],
            "rows_fr": LINES["fr"], "rows_en": LINES["en"], "most_shown": "named", "essential": "on"}  # fmt: skip
    console = client_for(amina)
    assert console.post(f"questionnaires/{own.pk}/edit/new", form).status_code == 303
    question = again(own).asked.questions[-1]
    assert drafted(question).kind == kind
    page = console.get(f"questionnaires/{own.pk}/edit/{question.code}/")
    assert (page.status_code == 200 and "Le matin" in page.text) or "choices" not in TYPES[kind].takes
    actions.open_questionnaire(again(own), by=amina)
    phone = client_for(bruno)
    for language in ("fr", "en"):
        phone.cookies["lang"] = language
        assert phone.get(f"questionnaires/{own.pk}/{question.code}/").status_code == 200


def test_choices_keep_their_code_when_their_words_change(own):
    first = made(draft(Kind.CHOICE, other=True), "q")
    assert [choice.code for choice in first.fields[0].choices] == ["c1", "c2", "c3", "other"]
    moved = replace(drafted(first), choices={"fr": "Le soir\nLe matin\nLa nuit", "en": "Evening\nMorning\nNight"})
    assert [c.code for c in made(moved, "q", first).fields[0].choices] == ["c3", "c1", "c4", "other"]
    said = replace(drafted(first), choices={"fr": "Au matin\nLe midi\nLe soir", "en": "Morning\nNoon\nEvening"})
    assert [c.code for c in made(said, "q", first).fields[0].choices] == ["c1", "c2", "c3", "other"]
    assert first.fields[1].other_of == "q"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        (Draft(text={"fr": " "}), "text_fr"),
        (Draft(text={"fr": "?"}, kind="choice", choices={"fr": "Seul"}), "choices_fr"),
        (Draft(text={"fr": "?"}, kind="choice", choices={"fr": "a\nb", "en": "a"}), "choices_en"),
        (Draft(text={"fr": "?"}, kind="slots"), "rows_fr"),
        (Draft(text={"fr": "?"}, kind="scale", most=40), "most"),
        (Draft(text={"fr": "?"}, kind="choice", source="passwords"), "source"),
        (Draft(text={"fr": "?"}, kind="choice", choices={"fr": "\n".join(map(str, range(5000)))}), "choices_fr"),
    ],
)
def test_a_wrong_draft_says_where(wrong, field):
    with pytest.raises(Refused) as refusal:
        made(wrong, "q")
    assert refusal.value.field == field


def test_people_of_the_group_are_offered_as_choices_and_counted(own, amina, bruno, chloe, client_for):
    own = actions.add_question(own, Draft(text={"fr": "Qui ?"}, kind="choice", source="people"), by=amina)
    code = own.asked.questions[-1].code
    actions.open_questionnaire(own, by=amina)
    assert client_for(bruno).post(f"questionnaires/{own.pk}/{code}/", {code: str(chloe.pk)}).status_code == 303
    assert chloe.name in client_for(bruno).get(f"questionnaires/{own.pk}/end/").text
    wrong = client_for(bruno).post(f"questionnaires/{own.pk}/{code}/", {code: str(amina.pk)})
    assert wrong.status_code == 422


def test_a_condition_leads_past_what_is_not_asked(own, amina, bruno, client_for):
    own = actions.add_question(own, Draft(text={"fr": "Vous mangez là ?"}, kind="yesno"), by=amina)
    first = own.asked.questions[-1].code
    own = actions.add_question(
        own, Draft(text={"fr": "Un régime ?"}, kind="short", show_if=f"{first}/{first}/yes"), by=amina
    )
    second = own.asked.questions[-1].code
    actions.open_questionnaire(own, by=amina)
    phone = client_for(bruno)
    no = phone.post(f"questionnaires/{own.pk}/{first}/", {first: "no"})
    assert no.headers["Location"].endswith("/end/") and "Un régime" not in phone.get(no.headers["Location"]).text
    yes = phone.post(f"questionnaires/{own.pk}/{first}/", {first: "yes"})
    assert yes.headers["Location"].endswith(f"/{second}/")


def test_a_question_one_cannot_pass(own, amina, bruno, client_for):
    own = actions.add_question(own, Draft(text={"fr": "Venez-vous ?"}, kind="yesno", required=True), by=amina)
    code = own.asked.questions[-1].code
    actions.open_questionnaire(own, by=amina)
    phone = client_for(bruno)
    assert 'name="skip"' not in phone.get(f"questionnaires/{own.pk}/{code}/").text
    for typed in ({}, {"skip": "1"}):
        answer = phone.post(f"questionnaires/{own.pk}/{code}/", typed)
        assert answer.status_code == 422 and "attend une réponse" in answer.text
    assert not Answer.objects.exists()


def answered(own, amina, bruno):
    own = actions.add_question(own, draft("choice"), by=amina)
    code = own.asked.questions[-1].code
    own = actions.add_question(own, draft("yesno"), by=amina)
    own = actions.open_questionnaire(own, by=amina)
    actions.answer(own, bruno, code, value={code: "c1"})
    return again(own), code


def test_once_open_adding_is_free(own, amina, bruno):
    own, code = answered(own, amina, bruno)
    own = actions.add_question(own, draft("number"), by=amina)
    more = replace(drafted(own.asked.question(code)), choices={"fr": LINES["fr"] + "\nLa nuit"})
    own = actions.edit_question(own, code, more, by=amina)
    assert len(own.asked.question(code).fields[0].choices) == 4
    assert Answer.objects.get().value == {code: "c1"}


def test_what_changes_the_meaning_leaves_the_answers_with_the_old_question(own, amina, bruno, client_for):
    own, code = answered(own, amina, bruno)
    fewer = replace(
        drafted(own.asked.question(code)), choices={"fr": "Le matin\nLe soir"}, text={"fr": "À quelle heure ?"}
    )
    with pytest.raises(Refused, match="change le sens"):
        actions.edit_question(own, code, fewer, by=amina)
    own = actions.edit_question(again(own), code, fewer, same_meaning=False, by=amina)
    old = own.asked.question(code)
    assert old.retired and own.asked.ordered()[0].text["fr"] == "À quelle heure ?"
    assert client_for(bruno).post(f"questionnaires/{own.pk}/{code}/", {code: "c2"}).status_code in (404, 422)
    assert Answer.objects.get().value == {code: "c1"}
    told = question_result(own, own.asked.question(code), Reader.TEAM, "fr")
    assert (told.n, "Le matin" in str(told.blocks)) == (1, True)


def test_what_may_be_shown_never_grows_once_people_answer(own, amina, bruno):
    own, code = answered(own, amina, bruno)
    less = replace(drafted(own.asked.question(code)), most_shown=Shown.ANONYMOUS)
    own = actions.edit_question(own, code, less, by=amina)
    assert own.asked.question(code).most_shown == Shown.ANONYMOUS
    with pytest.raises(Refused, match="jamais davantage"):
        actions.edit_question(own, code, replace(less, most_shown=Shown.NAMED), by=amina)
    with pytest.raises(Refused, match="jamais davantage"):
        own = actions.edit_words(own, title={"fr": "x"}, preamble={}, most_shown=Shown.STRUCTURE, by=amina)
        actions.edit_words(own, title={"fr": "x"}, preamble={}, most_shown=Shown.NAMED, by=amina)


def test_closed_nothing_changes_any_more(own, amina, bruno):
    own, code = answered(own, amina, bruno)
    actions.close(own, by=amina)
    for act in (
        lambda: actions.add_question(again(own), draft("number"), by=amina),
        lambda: actions.remove_question(again(own), code, by=amina),
        lambda: actions.edit_question(again(own), code, draft("choice"), by=amina),
    ):
        with pytest.raises(Refused, match="clos"):
            act()


def test_removed_while_open_it_is_no_longer_asked_and_its_answers_stay(own, amina, bruno, client_for):
    own, code = answered(own, amina, bruno)
    own = actions.remove_question(own, code, by=amina)
    assert code not in [q.code for q in own.asked.ordered()]
    assert "Le matin" in as_csv(own, "fr")
    assert f"{own.pk}/{code}/" not in client_for(bruno).get(f"questionnaires/{own.pk}/end/").text


def test_dragged_copied_moved_by_keyboard(own, amina, client_for):
    for text in ("Zéro", "Un", "Deux"):
        own = actions.add_question(own, Draft(text={"fr": text}), by=amina)
    first, one, two = (q.code for q in own.asked.questions)
    console, at = client_for(amina), f"questionnaires/{own.pk}/edit"

    def order():
        return [q.code for q in again(own).asked.ordered()]

    console.post(f"{at}/{two}/place", {"before": first})
    assert order() == [two, first, one]
    console.post(f"{at}/{two}/place", {"before": ""})
    assert order() == [first, one, two]
    console.post(f"{at}/{two}/place", {"to": "up"})
    assert order() == [first, two, one]
    console.post(f"{at}/{two}/copy")
    assert [q.text["fr"] for q in again(own).asked.ordered()].count("Deux") == 2


def test_a_longer_questionnaire_takes_a_careful_reader_longer(own, amina):
    short = reading_time.minutes(own.asked, "fr")
    for _again in range(20):
        own = actions.add_question(
            own, Draft(text={"fr": "Une question de dix mots pour voir le temps passer"}), by=amina
        )
    essential, everything = reading_time.minutes(own.asked, "fr")
    assert short == (1, 1) and essential == everything > 15
    for kind in library.KINDS:
        assert all(told >= 1 for told in reading_time.minutes(library.load(kind), "en"))
