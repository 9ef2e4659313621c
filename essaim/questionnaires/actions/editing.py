"""Writing a questionnaire before it opens. Once open, its words are frozen: answers are answers to them."""

from dataclasses import replace

from django.utils.translation import gettext as _

from essaim.base.errors import Refused
from essaim.base.text import one_line
from essaim.questionnaires.definition import Choice, Definition, Field, Question, Shown, Text
from essaim.questionnaires.definition import Kind as FieldKind
from essaim.questionnaires.models import Questionnaire
from essaim.spaces.changes import change
from essaim.spaces.models import Member

OWN_KINDS = (FieldKind.SHORT, FieldKind.LONG, FieldKind.CHOICE, FieldKind.CHOICES, FieldKind.SCALE, FieldKind.NUMBER)
MOST_QUESTIONS = 40
MOST_CHOICES = 20


def edit_words(
    questionnaire: Questionnaire, *, title: Text, preamble: Text, most_shown: Shown, by: Member
) -> Questionnaire:
    if not any(words.strip() for words in title.values()):
        raise Refused(_("Donnez un titre au questionnaire."), field="title_fr")
    changed = replace(questionnaire.asked, title=_kept(title), preamble=_kept(preamble))
    return _write(questionnaire, changed, by, most_shown=most_shown)


def edit_question(
    questionnaire: Questionnaire, code: str, *, text: Text, essential: bool, most_shown: Shown, by: Member
) -> Questionnaire:
    words = _kept(text)
    if not words:
        raise Refused(_("Écrivez la question."), field="text_fr")
    definition = questionnaire.asked
    question = _found(definition, code)
    changed = replace(
        question, text=words, essential=essential, most_shown=most_shown,
        default_shown=question.default_shown.at_most(most_shown),
    )  # fmt: skip
    questions = tuple(changed if q.code == code else q for q in definition.questions)
    return _write(questionnaire, definition.with_questions(questions), by)


def add_question(
    questionnaire: Questionnaire, *, text: Text, kind: str, choices: str = "", essential: bool, by: Member
) -> Questionnaire:
    """A question of the team's own, at the end. `choices` holds one choice a line."""
    words, definition = _kept(text), questionnaire.asked
    if not words:
        raise Refused(_("Écrivez la question."), field="text_fr")
    if kind not in OWN_KINDS:
        raise Refused(_("Choisissez une forme de réponse."), field="kind")
    if len(definition.questions) >= MOST_QUESTIONS:
        raise Refused(_("Quarante questions au plus : retirez-en une d’abord."))
    lines = [one_line(line)[:120] for line in choices.splitlines() if line.strip()]
    offered: tuple[Choice, ...] = ()
    if kind in (FieldKind.CHOICE, FieldKind.CHOICES):
        if not 2 <= len(lines) <= MOST_CHOICES:
            raise Refused(_("Écrivez de deux à vingt choix, un par ligne."), field="choices")
        offered = tuple(Choice(f"c{n}", {questionnaire.space.language: line}) for n, line in enumerate(lines, start=1))
    code = _free_code(definition)
    question = Question(
        code=code, text=words, essential=essential, most_shown=Shown.NAMED,
        fields=(Field(code, FieldKind(kind), choices=offered),),
    )  # fmt: skip
    return _write(questionnaire, definition.with_questions((*definition.questions, question)), by)


def remove_question(questionnaire: Questionnaire, code: str, *, by: Member) -> Questionnaire:
    definition = questionnaire.asked
    _found(definition, code)
    if len(definition.questions) == 1:
        raise Refused(_("Gardez au moins une question."))
    questions = tuple(q for q in definition.questions if q.code != code)
    return _write(questionnaire, definition.with_questions(questions), by)


def move_question(questionnaire: Questionnaire, code: str, *, up: bool, by: Member) -> Questionnaire:
    """One place up or down among the questions asked at the same time (essential, or later)."""
    definition = questionnaire.asked
    moved = _found(definition, code)
    peers = [q.code for q in definition.questions if q.essential == moved.essential]
    place = peers.index(code)
    other = place - 1 if up else place + 1
    if not 0 <= other < len(peers):
        return questionnaire
    questions = list(definition.questions)
    here = next(n for n, q in enumerate(questions) if q.code == code)
    there = next(n for n, q in enumerate(questions) if q.code == peers[other])
    questions[here], questions[there] = questions[there], questions[here]
    return _write(questionnaire, definition.with_questions(tuple(questions)), by)


def _write(questionnaire: Questionnaire, definition: Definition, by: Member, **fields: object) -> Questionnaire:
    with change(questionnaire.space, by=by) as journal:
        if not Questionnaire.objects.get(pk=questionnaire.pk).is_draft:
            raise Refused(_("Ce questionnaire est ouvert : ses questions ne changent plus."), code="frozen")
        return journal.edit(
            questionnaire, "questionnaire.edited", "questionnaires", questionnaire.topic,
            definition=definition.as_json(), **fields,
        )  # fmt: skip


def _found(definition: Definition, code: str) -> Question:
    question = definition.question(code)
    if question is None:
        raise Refused(_("Cette question n’est plus dans le questionnaire. Rechargez la page."), code="unknown_question")
    return question


def _free_code(definition: Definition) -> str:
    used = {q.code for q in definition.questions}
    return next(f"own-{n}" for n in range(1, MOST_QUESTIONS + 2) if f"own-{n}" not in used)


def _kept(text: Text) -> Text:
    return {language: words.strip() for language, words in text.items() if words.strip()}
