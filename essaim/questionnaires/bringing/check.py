"""What a questionnaire that somebody brings must be, beyond what can be read."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from essaim.questionnaires.definition import CHOSEN, Definition, Field, Question
from essaim.questionnaires.path import READ_AT, RESERVED
from essaim.spaces.models.handover import Kind as HandOverKind

MOST_QUESTIONS = 60
MOST_FIELDS = 12
MOST_CHOICES = 60
LONGEST = {"title": 160, "text": 400, "hint": 400, "label": 160}
SOURCES = {"", "people", "structures", "sequences", "commitments"}
FEEDS = {"", *HandOverKind.values}
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,39}")


class Unread(Exception):
    """A file that cannot be taken: the sentence says why, and on which line when that is known."""

    def __init__(self, message: str, line: int = 0) -> None:
        super().__init__(message)
        self.message = _("Ligne {line} : {message}").format(line=line, message=message) if line else message


def checked(definition: Definition) -> Definition:
    """The same definition. Raises `Unread` when it asks for what we do not have."""
    for fault in _faults(definition):
        raise Unread(fault)
    return definition


def _faults(definition: Definition) -> Iterator[str]:
    if not any(words.strip() for words in definition.title.values()):
        yield _("Il manque le titre du questionnaire.")
    if len(definition.questions) > MOST_QUESTIONS:
        yield _("Soixante questions au plus : ce fichier en a {n}.").format(n=len(definition.questions))
    earlier: dict[str, Question] = {}
    for question in definition.questions:
        where = _("Question « {code} »").format(code=question.code)
        for fault in (*_question(question), *_condition(question, earlier)):
            yield f"{where} : {fault}"
        earlier[question.code] = question


def _question(question: Question) -> Iterator[str]:
    if not _CODE.fullmatch(question.code) or question.code in (*RESERVED, *READ_AT):
        yield _("son code doit être fait de lettres sans accent, de chiffres et de tirets, et ne pas être réservé.")
    if not any(words.strip() for words in question.text.values()):
        yield _("elle n’a pas de texte.")
    if _too_long(question.text, "text") or _too_long(question.hint, "hint"):
        yield _("son texte est trop long : 400 caractères au plus.")
    if len(question.fields) > MOST_FIELDS:
        yield _("douze champs au plus.")
    codes = [part.code for part in question.fields]
    if len(set(codes)) < len(codes):
        yield _("deux champs ont le même code.")
    for part in question.fields:
        yield from _field(part, codes)


def _field(part: Field, codes: list[str]) -> Iterator[str]:
    name = _("le champ « {code} »").format(code=part.code)
    if not _CODE.fullmatch(part.code):
        yield _("{field} : son code doit être fait de lettres sans accent, de chiffres et de tirets.").format(
            field=name
        )
    if part.source not in SOURCES or part.feeds not in FEEDS:
        yield _("{field} : on ne connaît pas d’où viennent ses choix, ou ce qu’il donne.").format(field=name)
    if part.other_of and part.other_of not in codes:
        yield _("{field} : il précise un champ qui n’est pas dans la question.").format(field=name)
    for choices in (part.choices, part.rows):
        found = [choice.code for choice in choices]
        if len(found) > MOST_CHOICES or len(set(found)) < len(found) or not all(map(_CODE.fullmatch, found)):
            yield _("{field} : ses choix ont chacun leur code, sans accent, soixante au plus.").format(field=name)
        if any(_too_long(choice.label, "label") or not choice.label for choice in choices):
            yield _("{field} : chaque choix a des mots, 160 caractères au plus.").format(field=name)


def _condition(question: Question, earlier: dict[str, Question]) -> Iterator[str]:
    condition = question.show_if
    if condition is None:
        return
    waited = earlier.get(condition.question)
    part = next((one for one in waited.fields if one.code == condition.field), None) if waited else None
    if part is None or part.kind not in CHOSEN:
        yield _("elle attend une question à choix posée avant elle.")
    elif not set(condition.values) <= {choice.code for choice in part.choices} and not part.source:
        yield _("elle attend un choix qui n’est pas proposé.")


def _too_long(text: dict[str, str], what: str) -> bool:
    return any(len(words) > LONGEST[what] for words in text.values())
