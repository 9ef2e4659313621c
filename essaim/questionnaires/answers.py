"""One answer: read from a form, made clean, and said back. Nothing here knows where it is kept."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from essaim.base.text import one_line
from essaim.questionnaires.definition import Field, Kind, Question, Shown

MOST_WORDS = {Kind.SHORT: 280, Kind.LONG: 4000}
MOST_ITEMS = 3
RANKS = 3
Value = dict[str, Any]
"""What was answered, by field code; a field left empty is absent, an empty value is no answer."""


Posted = QueryDict
"""A form as it arrives, or a kept answer as the form that gives it."""


@dataclass
class Read:
    """An answer and what is wrong with it, by the name of the input."""

    value: Value = field(default_factory=dict)
    problems: dict[str, str] = field(default_factory=dict)

    @property
    def is_right(self) -> bool:
        return not self.problems


def read_answer(question: Question, posted: Posted) -> Read:
    """The answer to `question` in a form. Fields are named by their code, then `.row`, `.rank` or `.position.key`."""
    read = Read()
    for part in question.fields:
        value = _READERS[part.kind](part, posted, read.problems)
        if value not in (None, "", [], {}):
            read.value[part.code] = value
    for part in question.fields:
        if part.other_of and part.code in read.value:
            _tick_other(question.field(part.other_of), read.value)
    return read


def read_shown(question: Question, most: Shown, posted: Mapping[str, Any]) -> tuple[Shown, str]:
    """Who may see the answer, and what is wrong with that choice ("" when nothing)."""
    if question.is_private or most == Shown.NEVER:
        return Shown.NEVER, ""
    typed = posted.get("shown", "")
    if not typed:
        return question.default_shown.at_most(most), ""
    if typed not in list(Shown) or Shown(typed).rank > most.rank:
        return Shown.NEVER, _("Choisissez dans la liste qui peut voir votre réponse.")
    return Shown(typed), ""


def as_typed(question: Question, value: Value) -> QueryDict:
    """A kept answer as the form that gives it, so that one template shows what is kept and what was just typed."""
    typed = QueryDict(mutable=True)
    for part in question.fields:
        kept, code = value.get(part.code), part.code
        if kept is None:
            continue
        if part.kind == Kind.CHOICES:
            typed.setlist(code, kept)
        elif part.kind == Kind.ITEMS:
            for position, item in enumerate(kept):
                for key, words in item.items():
                    typed[f"{code}.{position}.{key}"] = words
        elif part.kind == Kind.MATRIX:
            for row, column in kept.items():
                typed[f"{code}.{row}"] = column
        elif part.kind == Kind.RANKING:
            for rank, chosen in enumerate(kept, start=1):
                typed[f"{code}.{rank}"] = chosen
        else:
            typed[code] = str(kept)
    return typed


def _tick_other(part: Field, value: Value) -> None:
    """Words typed beside « Autre » tick it."""
    if "other" not in (choice.code for choice in part.choices):
        return
    if part.kind == Kind.CHOICE:
        value.setdefault(part.code, "other")
    elif part.kind == Kind.CHOICES and "other" not in value.get(part.code, []):
        value[part.code] = [*value.get(part.code, []), "other"]


def _choice(part: Field, posted: Posted, problems: dict[str, str]) -> str | None:
    code = str(posted.get(part.code, "")).strip()
    if code and code not in _codes(part):
        problems[part.code] = _("Choisissez une réponse de la liste.")
        return None
    return code


def _choices(part: Field, posted: Posted, problems: dict[str, str]) -> list[str]:
    ticked = {str(code) for code in posted.getlist(part.code) if code}
    if ticked - _codes(part):
        problems[part.code] = _("Choisissez parmi les réponses de la liste.")
    return [choice.code for choice in part.choices if choice.code in ticked]


def _level(part: Field, posted: Posted, problems: dict[str, str]) -> int | None:
    typed = str(posted.get(part.code, "")).strip()
    if not typed:
        return None
    if typed not in [str(level) for level in part.levels]:
        problems[part.code] = _("Choisissez un chiffre de %(least)s à %(most)s.") % {
            "least": part.levels[0],
            "most": part.levels[-1],
        }
        return None
    return int(typed)


def _words(part: Field, posted: Posted, problems: dict[str, str]) -> str:
    typed = str(posted.get(part.code, ""))
    words = one_line(typed) if part.kind == Kind.SHORT else _several_lines(typed)
    return _not_too_long(words, MOST_WORDS[part.kind], part.code, problems)


def _number(part: Field, posted: Posted, problems: dict[str, str]) -> int | None:
    typed = str(posted.get(part.code, "")).strip()
    if not typed:
        return None
    if not typed.isascii() or not typed.isdigit() or len(typed) > 4:
        problems[part.code] = _("Écrivez un nombre entier, par exemple 3.")
        return None
    return int(typed)


def _items(part: Field, posted: Posted, problems: dict[str, str]) -> list[dict[str, str]]:
    items = []
    for position in range(MOST_ITEMS):
        name = f"{part.code}.{position}"
        category = str(posted.get(f"{name}.category", "")).strip()
        texts = {}
        for key, most in (("keywords", 120), ("detail", 280)):
            input_name = f"{name}.{key}"
            texts[key] = _not_too_long(one_line(str(posted.get(input_name, ""))), most, input_name, problems)
        if not category and not any(texts.values()):
            continue
        if category not in _codes(part):
            problems[f"{name}.category"] = _("Choisissez une catégorie de la liste.")
        elif not texts["keywords"]:
            problems[f"{name}.keywords"] = _("Dites-le en quelques mots, ou effacez la catégorie.")
        items.append({"category": category, **texts})
    return items


def _matrix(part: Field, posted: Posted, problems: dict[str, str]) -> dict[str, str]:
    chosen = {}
    for row in part.rows:
        name = f"{part.code}.{row.code}"
        code = str(posted.get(name, "")).strip()
        if code and code not in _codes(part):
            problems[name] = _("Choisissez une des réponses de cette ligne.")
        elif code:
            chosen[row.code] = code
    return chosen


def _ranking(part: Field, posted: Posted, problems: dict[str, str]) -> list[str]:
    ranked: list[str] = []
    for rank in range(1, RANKS + 1):
        name = f"{part.code}.{rank}"
        code = str(posted.get(name, "")).strip()
        if not code:
            continue
        if code not in _codes(part):
            problems[name] = _("Choisissez une réponse de la liste.")
        elif code in ranked:
            problems[name] = _("Ce choix est déjà classé. Prenez-en un autre, ou laissez ce rang vide.")
        else:
            ranked.append(code)
    return ranked


def _codes(part: Field) -> set[str]:
    return {choice.code for choice in part.choices}


def _several_lines(text: str) -> str:
    lines = ["".join(c for c in line if c.isprintable() or c == "\t").rstrip() for line in text.splitlines()]
    return "\n".join(lines).strip()


def _not_too_long(words: str, most: int, name: str, problems: dict[str, str]) -> str:
    over = len(words) - most
    if over > 0:
        problems[name] = ngettext(
            "C’est trop long : enlevez au moins %(over)s caractère (%(most)s au plus).",
            "C’est trop long : enlevez au moins %(over)s caractères (%(most)s au plus).",
            over,
        ) % {"over": over, "most": most}
    return words


_READERS: dict[Kind, Callable[[Field, Posted, dict[str, str]], Any]] = {
    Kind.CHOICE: _choice,
    Kind.CHOICES: _choices,
    Kind.SCALE: _level,
    Kind.ROTI: _level,
    Kind.SHORT: _words,
    Kind.LONG: _words,
    Kind.NUMBER: _number,
    Kind.ITEMS: _items,
    Kind.MATRIX: _matrix,
    Kind.RANKING: _ranking,
}
