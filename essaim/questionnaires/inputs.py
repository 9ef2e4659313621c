"""What a question's form shows: fields with what is kept or was just typed, and what is wrong with it."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from essaim.questionnaires.analysis import level_names
from essaim.questionnaires.answers import MOST_ITEMS, RANKS, Posted
from essaim.questionnaires.definition import Choice, Field, Kind, Question, Shown, say
from essaim.spaces.models import Member

LONG_LIST = 9  # from here a list of rows is a menu


@dataclass(frozen=True)
class Option:
    code: str
    label: str
    checked: bool


@dataclass(frozen=True)
class Input:
    """One control. `shape` names its template: rows, ticks, menu, levels, line, lines, number, group."""

    shape: str
    name: str
    label: str
    value: str = ""
    options: tuple[Option, ...] = ()
    error: str = ""
    inputs: tuple["Input", ...] = field(default_factory=tuple)
    folded: str = ""  # the words that open it, when it may stay out of sight

    @property
    def id(self) -> str:
        return "f-" + self.name.replace(".", "-")


def inputs(
    question: Question, typed: Posted, problems: dict[str, str], language: str, member: Member | None = None
) -> list[Input]:
    made = []
    for part in question.fields:
        if part.kind == Kind.MATRIX and not part.rows:
            continue
        made.append(_made(part, typed, problems, language, member))
    return made


def shown_options(question: Question, cap: Shown, current: Shown) -> list[Option]:
    """« Qui peut voir ma réponse » : from the fewest to the most the questionnaire allows."""
    words = {
        Shown.NEVER: _("L’équipe d’animation seulement"),
        Shown.ANONYMOUS: _("Le groupe, sans mon nom"),
        Shown.STRUCTURE: _("Le groupe, avec le nom de ma structure"),
        Shown.NAMED: _("Le groupe, avec mon nom"),
    }
    return [Option(one.value, words[one], one == current) for one in Shown if one.rank <= cap.rank]


def _made(part: Field, typed: Posted, problems: dict[str, str], language: str, member: Member | None) -> Input:
    label, error = say(part.label, language), problems.get(part.code, "")
    if part.kind == Kind.ITEMS:
        rows = tuple(_item(part, n, typed, problems, language) for n in range(MOST_ITEMS))
        return Input("group", part.code, label, inputs=rows)
    if part.kind == Kind.MATRIX:
        rows = tuple(_row(part, row, typed, problems, language) for row in part.rows)
        return Input("group", part.code, label, inputs=rows)
    if part.kind == Kind.RANKING:
        ranks = tuple(_rank(part, n, typed, problems, language) for n in range(1, RANKS + 1))
        return Input("group", part.code, label, inputs=ranks)
    if part.kind in (Kind.SCALE, Kind.ROTI):
        names, chosen = level_names(part.kind), str(typed.get(part.code, ""))
        options = tuple(Option(str(n), names[n], str(n) == chosen) for n in part.levels)
        return Input("rows", part.code, label, options=options, error=error)
    if part.kind == Kind.CHOICES:
        ticked = [str(code) for code in typed.getlist(part.code)]
        return Input("ticks", part.code, label, options=_options(part.choices, ticked, language), error=error)
    value = str(typed.get(part.code, ""))
    if part.kind == Kind.CHOICE:
        if not value and part.source == "structures" and member is not None and member.structure_id:
            value = str(member.structure_id)
        shape = "menu" if len(part.choices) >= LONG_LIST else "rows"
        return Input(shape, part.code, label, value, _options(part.choices, [value], language), error)
    if not value and part.prefill == "name" and member is not None:
        value = member.name
    shape = {Kind.SHORT: "line", Kind.LONG: "lines", Kind.NUMBER: "number"}[part.kind]
    return Input(shape, part.code, label, value, error=error)


def _item(part: Field, position: int, typed: Posted, problems: dict[str, str], language: str) -> Input:
    name = f"{part.code}.{position}"

    def one(key: str, label: str, shape: str) -> Input:
        where = f"{name}.{key}"
        value = str(typed.get(where, ""))
        options = _options(part.choices, [value], language) if shape == "menu" else ()
        return Input(shape, where, label, value, options, problems.get(where, ""))

    fields = (
        one("category", _("Catégorie"), "menu"),
        one("keywords", _("En quelques mots"), "line"),
        one("detail", _("Précision (facultatif)"), "line"),
    )
    is_used = any(one.value or one.error for one in fields)
    folded = _("Un autre encore") if position and not is_used else ""
    return Input("group", name, str(position + 1), inputs=fields, folded=folded)


def _row(part: Field, row: Choice, typed: Posted, problems: dict[str, str], language: str) -> Input:
    name = f"{part.code}.{row.code}"
    chosen = str(typed.get(name, ""))
    options = _options(part.choices, [chosen], language)
    return Input("menu", name, say(row.label, language), chosen, options, problems.get(name, ""))


def _rank(part: Field, rank: int, typed: Posted, problems: dict[str, str], language: str) -> Input:
    name = f"{part.code}.{rank}"
    chosen = str(typed.get(name, ""))
    labels = {1: _("En premier"), 2: _("En deuxième"), 3: _("En troisième")}
    options = _options(part.choices, [chosen], language)
    return Input("menu", name, labels[rank], chosen, options, problems.get(name, ""))


def _options(choices: Iterable[Choice], chosen: list[str], language: str) -> tuple[Option, ...]:
    return tuple(Option(choice.code, say(choice.label, language), choice.code in chosen) for choice in choices)
