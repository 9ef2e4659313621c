"""Questionnaires as files: ours go out and come back the same, LimeSurvey's come in, faults name their line."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given, settings
from hypothesis import strategies as some

from essaim.questionnaires import actions, library
from essaim.questionnaires.bringing import Unread, brought
from essaim.questionnaires.bringing.yaml_file import read, written
from essaim.questionnaires.definition import Choice, Condition, Definition, Field, Kind, Question, Shown
from essaim.questionnaires.models import Questionnaire

LSS = Path(__file__).with_name("enquete.lss").read_text(encoding="utf-8")
ONE = "title: {fr: A}\nquestions:\n  - code: a\n    text: {fr: B}\n"

WORDS = some.text("abc éà:#'\"-\n", min_size=1, max_size=20).filter(str.strip)
TEXT = some.fixed_dictionaries({"fr": WORDS}, optional={"en": WORDS})


def upload(name, content):
    return SimpleUploadedFile(name, content if isinstance(content, bytes) else content.encode())


@pytest.mark.parametrize("kind", library.KINDS)
def test_the_library_goes_out_and_comes_back_the_same(kind):
    definition = library.load(kind)
    again = read(written(definition))
    assert again.questions == definition.questions and again.title == definition.title


@settings(max_examples=60, deadline=None)
@given(
    title=TEXT, texts=some.lists(TEXT, min_size=1, max_size=5), kinds=some.lists(some.sampled_from(Kind), min_size=5),
    flags=some.lists(some.booleans(), min_size=5),
)  # fmt: skip
def test_whatever_is_made_comes_back_the_same(title, texts, kinds, flags):
    choices = (Choice("a", {"fr": "Un"}), Choice("b", {"fr": "Deux", "en": "Two"}))
    questions = tuple(
        Question(
            f"q{n}", text, (Field(f"q{n}", kinds[n], choices=choices, rows=choices, most=n, shuffled=flags[n]),),
            essential=flags[n], required=not flags[n], most_shown=Shown.NAMED,
            show_if=Condition("q0", "q0", ("a",)) if n else None,
        )
        for n, text in enumerate(texts)
    )  # fmt: skip
    definition = Definition("own", title, questions)
    assert read(written(definition)) == definition


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("title: {fr: A}\nquestions:\n  - code: a\n    text: {fr: B\n", 5, "YAML"),
        (ONE + "    fields:\n      - {code: a, type: magic}\n", 6, "magic"),
        ("title: {fr: A}\nquestions:\n  - text: {fr: B}\n", 3, "code"),
        (ONE.replace("{fr: B}", "plain") + "    fields: [{code: a, type: short}]\n", 3, "langue"),
        ("title: {fr: A}\nquestions: []\n", 1, "liste"),
        ("title: {fr: A}\nquestions:\n  - &x {code: a}\n  - *x\n", 4, "YAML"),
        ("- rien", 0, ""),
        (ONE + "    number: x\n    fields: [{code: a, type: short}]\n", 3, "nombre"),
        ("sections: 3\n" + ONE + "    fields: [{code: a, type: short}]\n", 1, "clés"),
    ],
)  # fmt: skip
def test_a_fault_names_its_line(text, line, words):
    with pytest.raises(Unread) as fault:
        read(text)
    assert words in fault.value.message and (not line or fault.value.message.startswith(f"Ligne {line}"))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (("code: a\n", "code: results\n"), "réservé"),
        (("code: a\n", "code: ../b\n"), "code"),
        (("{fr: B}", "{fr: " + "x" * 401 + "}"), "400 caractères"),
        (("type: short}", "type: short, source: passwords}"), "choix"),
        (("type: short}", "type: choice, choices: [{code: é, fr: É}]}"), "accent"),
        (("    fields", "    show_if: {question: z, values: [a]}\n    fields"), "avant elle"),
        (("title: {fr: A}", "title: {fr: ''}"), "titre"),
    ],
)
def test_what_we_do_not_have_is_refused(change, words):
    good = "title: {fr: A}\nquestions:\n  - code: a\n    text: {fr: B}\n    fields: [{code: f, type: short}]\n"
    assert brought(upload("q.yml", good)).definition.questions
    with pytest.raises(Unread) as fault:
        brought(upload("q.yml", good.replace(*change)))
    assert words in fault.value.message


def test_limesurvey_comes_in_and_says_what_it_left():
    found = brought(upload("enquete.lss", LSS))
    coming, when, what = found.definition.questions
    assert found.definition.title == {"fr": "Le repas"}
    assert coming.required and coming.fields[0].kind == Kind.YESNO and coming.text == {"fr": "Venez-vous ?"}
    assert when.text == {"fr": "Quand ?", "en": "When?"} and when.hint == {"fr": "À peu près"}
    assert [choice.label.get("en") for choice in when.fields[0].choices] == ["Morning", "Evening", "Other…"]
    assert when.show_if == Condition(coming.code, coming.code, ("yes",))
    assert [choice.label["fr"] for choice in what.fields[0].choices] == ["Pain", "Fromage"]
    assert len(found.left_out) == 1 and "avis" in found.left_out[0]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.lss", "<document><LimeSurveyDocType>Survey</LimeSurveyDocType></document>"),
        ("a.lss", "<document>"),
        ("a.lss", '<!DOCTYPE x [<!ENTITY a "b">]><document/>'),
        ("a.lss", "<html/>"),
        ("a.yml", b"\xff\xfe"),
        ("a.yml", b"x" * 500_000),
        ("a.yml", ""),
        ("a.yml", "questions: " + "[" * 3000),
    ],
)
def test_a_bad_file_is_refused_with_a_sentence(name, content):
    with pytest.raises(Unread) as fault:
        brought(upload(name, content))
    assert len(fault.value.message) > 20


@pytest.mark.django_db
def test_brought_from_the_page_then_answered(space, amina, bruno, client_for, now):
    console = client_for(amina)
    wrong = console.post("questionnaires/bring", {"file": upload("a.yml", "title: 3")})
    assert wrong.status_code == 422 and not Questionnaire.objects.exists()
    came = console.post("questionnaires/bring", {"file": upload("enquete.lss", LSS)})
    assert came.status_code == 200 and "avis" in came.text
    made = Questionnaire.objects.get()
    assert made.is_draft and made.kind == "own"
    out = console.get(f"questionnaires/{made.pk}/questions.yml")
    assert "yml" in out.headers["Content-Disposition"] and read(out.content.decode()) == made.asked
    opened = actions.open_questionnaire(made, by=amina)
    went = client_for(bruno).post(f"questionnaires/{opened.pk}/q-venir/", {"q-venir": "yes"})
    assert went.headers["Location"].endswith("/q-quand/")


@pytest.mark.django_db
def test_a_questionnaire_again(space, amina, client_for, now):
    made = actions.create_own(space, "Le repas", by=amina)
    went = client_for(amina).post(f"questionnaires/{made.pk}/copy")
    assert went.status_code == 303
    twin = Questionnaire.objects.exclude(pk=made.pk).get()
    assert twin.is_draft and twin.asked.questions == made.asked.questions and "copie" in twin.title
