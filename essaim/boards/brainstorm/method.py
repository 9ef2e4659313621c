"""Collecte d'idées: everyone writes in silence, then the notes are shown and gathered in families. Source: methods M11.

The simple variant (SEUL → AFFICHER → REGROUPER); dots (M12) are a run of their own, made from the families.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from essaim.base.blocks import Block, Heading, Listing
from essaim.base.errors import Refused
from essaim.runs.definition import (
    Act,
    Card,
    HandOver,
    Method,
    Names,
    Outcome,
    People,
    Phase,
    Table,
    Timer,
    no_answer,
    param,
)
from essaim.runs.state import Anonymity, Event, RunState, Seat

LONGEST = 140


@dataclass(frozen=True)
class Params:
    question: str = param("", gettext_lazy("La question, une seule et ouverte"))
    minutes: int = param(4, gettext_lazy("Minutes d’écriture en silence"), least=1, most=60)


@dataclass(frozen=True)
class Note:
    id: str
    text: str
    authors: tuple[str, ...]
    signed: bool = True
    family: str = ""
    hidden: str = ""


@dataclass(frozen=True)
class Family:
    id: str
    name: str


@dataclass(frozen=True)
class Data:
    notes: tuple[Note, ...] = ()
    families: tuple[Family, ...] = ()

    @property
    def shown(self) -> tuple[Note, ...]:
        return tuple(note for note in self.notes if not note.hidden)


State = RunState[Params, Data]


class Brainstorm(Method[Params, Data]):
    key = "brainstorm"
    name = gettext_lazy("Collecte d’idées")
    section = 7
    params, data = Params, Data
    quiet = frozenset({"note"})
    templates = "boards/brainstorm"
    scripts = ("boards/note-board.js",)
    anonymity = (Anonymity.UNNAMED_ON_WALL, Anonymity.NAMED)
    people = People(2, 300, 40)
    card = Card(
        what_for=gettext_lazy("Que chaque personne produise, avant que le groupe rapproche et choisisse."),
        when=gettext_lazy("Pour recenser des freins, des projets, des définitions, des pistes."),
        when_not=gettext_lazy("Pour décider : prenez ensuite les gommettes ou le consentement."),
        steps=(
            gettext_lazy("Écrire en silence : une idée par note."),
            gettext_lazy("Afficher toutes les notes, sans critique."),
            gettext_lazy("Regrouper à voix haute en 4 à 6 familles."),
            gettext_lazy("Coller des gommettes pour choisir par quoi commencer."),
        ),
    )
    phases = (
        Phase(
            "SEUL", gettext_lazy("Écrire en silence"),
            phone=gettext_lazy("Une idée par note. Personne ne les voit encore."),
            wall=gettext_lazy("Chacun écrit, en silence"),
            timer=Timer("hard", 240), inputs={"P": ("note",), "A": ("note",)},
        ),
        Phase(
            "AFFICHER", gettext_lazy("Lire les notes"),
            phone=gettext_lazy("Lisons ce qui a été écrit. On peut encore ajouter une note."),
            wall=gettext_lazy("Ce que nous avons écrit"),
            timer=Timer("soft", 180), inputs={"P": ("note",), "A": ("note", "hide")},
        ),
        Phase(
            "REGROUPER", gettext_lazy("Regrouper"),
            phone=gettext_lazy("Le groupe rapproche les notes, à voix haute."),
            wall=gettext_lazy("Rapprochons ce qui se ressemble"),
            timer=Timer("soft", 480),
            inputs={"P": ("note",), "A": ("note", "hide", "family", "rename", "move", "merge")},
        ),
    )  # fmt: skip

    def steps(self, params: Params) -> tuple[Phase, ...]:
        alone, *others = self.phases
        return (replace(alone, timer=Timer("hard", params.minutes * 60)), *others)

    def start(self, params: Params, roll: tuple[Seat, ...]) -> Data:
        return Data()

    def apply(self, state: State, event: Event) -> Data:
        rule = _RULES.get(event.input)
        return rule(state.data, event) if rule else state.data

    def read(self, state: State, kind: str, raw: Mapping[str, Any]) -> Mapping[str, Any]:
        value = dict(super().read(state, kind, raw))
        if kind == "note":
            value["signed"] = value.get("signed", "yes") != "no"
        return value

    def check(self, state: State, act: Act) -> None:
        notes, families = {n.id for n in state.data.shown}, {f.id for f in state.data.families}
        if act.kind in ("note", "family", "rename") and not act.text():
            raise Refused(_("Écrivez quelques mots."), field="text")
        if len(act.text()) > LONGEST:
            raise Refused(_("C’est trop long : 140 signes au plus. Faites-en deux notes."), field="text")
        if act.kind in ("hide", "move", "merge") and act.text("of") not in notes:
            raise Refused(_("Cette note n’existe plus."), field="of")
        if act.kind == "hide" and not act.text("reason"):
            raise Refused(_("Dites pourquoi : la personne qui a écrit le lira."), field="reason")
        if act.kind == "rename" and act.text("of") not in families:
            raise Refused(_("Cette famille n’existe plus."), field="of")
        if act.kind == "move" and act.text("to") and act.text("to") not in families:
            raise Refused(_("Cette famille n’existe plus."), field="to")
        if act.kind == "merge" and (act.text("into") not in notes or act.text("into") == act.text("of")):
            raise Refused(_("Choisissez une autre note, que celle-ci rejoint."), field="into")

    def outcome(self, state: State, names: Names) -> Outcome:
        shown = state.data.shown
        if not shown:
            return no_answer()
        count = ngettext("{n} note", "{n} notes", len(shown)).format(n=len(shown))
        groups = [(name, notes) for name, notes in columns(state.data) if notes]
        family = ngettext("{n} famille", "{n} familles", len(state.data.families)).format(n=len(state.data.families))
        sentence = f"{count}, {family}." if state.data.families else f"{count}."
        rows = tuple((name, _times(note)) for name, notes in groups for note in notes)
        return Outcome(sentence, Table((_("Famille"), _("Note")), rows, state.params.question),
                       {"notes": len(shown), "families": len(state.data.families)})  # fmt: skip

    def blocks(self, state: State, names: Names, outcome: Outcome) -> list[Block]:
        """The notes under their family."""
        made: list[Block] = [Heading(3, state.params.question)] if state.params.question else []
        for name, notes in columns(state.data):
            if notes and name:
                made.append(Heading(4, f"{name} ({len(notes)})"))
            if notes:
                made.append(Listing([_times(note) for note in notes]))
        return made

    def hand_overs(self, state: State, names: Names) -> list[HandOver]:
        return [HandOver("note", note.text) for note in state.data.shown]

    def context(self, state: State, names: Names) -> Mapping[str, Any]:
        data = state.data
        latest = data.shown[-1].id if data.shown else ""
        families = [(f, [(n, who(state, n, names)) for n in data.shown if n.family == f.id]) for f in data.families]
        loose = [(n, who(state, n, names)) for n in data.shown if not n.family]
        return {
            "question": state.params.question, "families": families, "loose": loose, "latest": latest,
            "count": len(data.shown), "writers": len({one for n in data.shown for one in n.authors}),
            "revealed": state.over or state.phase != "SEUL",
            "options": "\n".join(f.name for f in data.families),
        }  # fmt: skip

    def context_for(self, state: State, member: str, names: Names) -> Mapping[str, Any]:
        return {"mine": [note for note in state.data.notes if member in note.authors]}


def who(state: State, note: Note, names: Names) -> str:
    if not note.signed or state.anonymity == Anonymity.UNNAMED_ON_WALL:
        return ""
    return ", ".join(names(one) for one in note.authors)


def columns(data: Data) -> list[tuple[str, list[Note]]]:
    """Families in order, then what has none."""
    made = [(family.name, [n for n in data.shown if n.family == family.id]) for family in data.families]
    return [*made, (_("Sans famille") if data.families else "", [n for n in data.shown if not n.family])]


def _times(note: Note) -> str:
    return note.text + (f" ×{len(note.authors)}" if len(note.authors) > 1 else "")


def _note(data: Data, event: Event) -> Data:
    note = Note(event.id, event.text(), (event.member,), bool(event.value.get("signed", True)))
    return replace(data, notes=(*data.notes, note))


def _family(data: Data, event: Event) -> Data:
    return replace(data, families=(*data.families, Family(event.id, event.text())))


def _rename(data: Data, event: Event) -> Data:
    of = event.text("of")
    return replace(data, families=tuple(replace(f, name=event.text()) if f.id == of else f for f in data.families))


def _move(data: Data, event: Event) -> Data:
    of = event.text("of")
    return replace(data, notes=tuple(replace(n, family=event.text("to")) if n.id == of else n for n in data.notes))


def _merge(data: Data, event: Event) -> Data:
    """The same idea twice is one note of both authors."""
    gone = next(n for n in data.notes if n.id == event.text("of"))
    kept = [
        replace(n, authors=tuple(dict.fromkeys((*n.authors, *gone.authors)))) if n.id == event.text("into") else n
        for n in data.notes
        if n.id != gone.id
    ]
    return replace(data, notes=tuple(kept))


def _hide(data: Data, event: Event) -> Data:
    of = event.text("of")
    return replace(data, notes=tuple(replace(n, hidden=event.text("reason")) if n.id == of else n for n in data.notes))


_RULES = {"note": _note, "family": _family, "rename": _rename, "move": _move, "merge": _merge, "hide": _hide}
METHOD = Brainstorm()
