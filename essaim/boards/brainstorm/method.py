"""Collecte d'idées: everyone writes in silence, then the notes are shown and gathered in families. Source: methods M11.

The log keeps the phases and what was given; from the showing on, notes live on a board, which goes on after the run.
The simple variant (SEUL → AFFICHER → REGROUPER); dots (M12) are a run of their own, made from the families.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
from uuid import NAMESPACE_OID, uuid5

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from essaim.base.blocks import Block, Heading, Listing
from essaim.base.errors import Refused
from essaim.base.text import one_line
from essaim.boards.brainstorm import board as living
from essaim.boards.content import LONGEST, MOST_NOTES
from essaim.boards.models import MOST_KINDS, legend
from essaim.runs.definition import (
    Act,
    Card,
    HandOver,
    Method,
    Names,
    Outcome,
    People,
    Phase,
    Raw,
    Table,
    Timer,
    no_answer,
    param,
)
from essaim.runs.state import Anonymity, Event, RunState, Seat

if TYPE_CHECKING:
    from essaim.runs.models import Run
    from essaim.spaces.changes import Journal
    from essaim.spaces.models import Member

# On one phone, before anybody sees them.
MOST_ANONYMOUS = 20


@dataclass(frozen=True)
class Params:
    question: str = param("", gettext_lazy("La question, une seule et ouverte"))
    minutes: int = param(4, gettext_lazy("Minutes d’écriture en silence"), least=1, most=60)
    kinds: tuple[str, ...] = param(
        (),
        gettext_lazy("Sortes de notes, une par ligne"),
        gettext_lazy("Facultatif : frein, réussite, question…"),
        rows=3,
    )
    anonymous: bool = param(False, gettext_lazy("Notes anonymes, même pour l’animation (à partir de cinq personnes)"))


@dataclass(frozen=True)
class Note:
    """A note as it was given. What becomes of it is on the board."""

    id: str
    text: str
    author: str = ""
    kind: str = ""


@dataclass(frozen=True)
class Left:
    """A note as it stood on the board at closing: its family, its words, how many said it."""

    family: str
    text: str
    times: int = 1


@dataclass(frozen=True)
class Data:
    notes: tuple[Note, ...] = ()
    too_few: int = 0  # anonymous ballots that were opened without being read
    left: tuple[Left, ...] | None = None


State = RunState[Params, Data]


class Brainstorm(Method[Params, Data]):
    key = "brainstorm"
    name = gettext_lazy("Collecte d’idées")
    section = 7
    params, data = Params, Data
    quiet = frozenset({"note"})
    templates = "boards/brainstorm"
    scripts = ("boards/sticky-board.js",)
    styles = ("boards/boards.css",)
    anonymity = (Anonymity.UNNAMED_ON_WALL, Anonymity.NAMED, Anonymity.ANONYMOUS)
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
            timer=Timer("hard", 240), inputs={"P": ("note",), "A": ("note",)}, box="note",
        ),
        Phase(
            "AFFICHER", gettext_lazy("Lire les notes"),
            phone=gettext_lazy("Lisons ce qui a été écrit. On peut encore ajouter une note."),
            wall=gettext_lazy("Ce que nous avons écrit"),
            timer=Timer("soft", 180), inputs={"P": ("note",), "A": ("note",)},
        ),
        Phase(
            "REGROUPER", gettext_lazy("Regrouper"),
            phone=gettext_lazy("Le groupe rapproche les notes, à voix haute."),
            wall=gettext_lazy("Rapprochons ce qui se ressemble"),
            timer=Timer("soft", 480),
            inputs={"P": ("note",), "A": ("note",)},
        ),
    )  # fmt: skip

    def steps(self, params: Params) -> tuple[Phase, ...]:
        alone, *others = self.phases
        return (replace(alone, timer=Timer("hard", params.minutes * 60)), *others)

    def start(self, params: Params, roll: tuple[Seat, ...]) -> Data:
        return Data()

    def check_params(self, params: Params) -> None:
        super().check_params(params)
        if len(params.kinds) > MOST_KINDS or any(len(word) > 30 for word in params.kinds):
            raise Refused(_("Six sortes au plus, de 30 signes au plus."), field="kinds")

    def anonymity_for(self, params: Params, people: int) -> Anonymity:
        return Anonymity.ANONYMOUS if params.anonymous else super().anonymity_for(params, people)

    def apply(self, state: State, event: Event) -> Data:
        data = state.data
        if event.kind == "box_opened":
            texts = [str(one["text"]) for one in event.data["contents"]]
            # An identity that anybody finds again from the log, and that says nothing of who or when.
            notes = tuple(Note(str(uuid5(NAMESPACE_OID, f"{event.id}/{n}")), text) for n, text in enumerate(texts))
            return replace(data, notes=(*data.notes, *notes), too_few=0 if texts else int(event.data["n"]))
        if event.kind == "closed" and "left" in event.data:
            return replace(data, left=tuple(Left(*one) for one in event.data["left"]))
        if event.input == "note":
            note = Note(event.id, event.text(), event.member, event.text("kind"))
            return replace(data, notes=(*data.notes, note))
        return data

    def read(self, state: State, kind: str, raw: Raw) -> Mapping[str, Any]:
        value = dict(super().read(state, kind, raw))
        if boxed(state):
            lines = [said for line in value.get("text", "").splitlines() if (said := one_line(line))]
            return {"notes": list(dict.fromkeys(lines))}
        return {"text": one_line(value.get("text", "")), "kind": value.get("kind", "")}

    def check(self, state: State, act: Act) -> None:
        texts = list(act.value.get("notes", ())) if boxed(state) else [act.text()]
        if not boxed(state) and state.anonymity == Anonymity.ANONYMOUS and "A" not in act.roles:
            raise Refused(_("Les notes anonymes se donnent pendant l’écriture en silence."), field="text")
        if not boxed(state) and not act.text():
            raise Refused(_("Écrivez quelques mots."), field="text")
        if any(len(text) > LONGEST for text in texts):
            raise Refused(_("C’est trop long : 140 signes au plus. Faites-en deux notes."), field="text")
        if len(texts) > MOST_ANONYMOUS:
            raise Refused(_("{n} notes au plus sur un téléphone.").format(n=MOST_ANONYMOUS), field="text")
        if len(state.data.notes) >= MOST_NOTES:
            raise Refused(_("Il y a déjà {n} notes : c’est le plus qu’un tableau tient.").format(n=MOST_NOTES))
        if act.text("kind") and act.text("kind") not in {f"k{n}" for n, _word in enumerate(state.params.kinds, 1)}:
            raise Refused(_("Choisissez une des possibilités."), field="kind")

    def mixed(self, contents: list[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
        """Notes without what tied those of one person together."""
        return [{"text": text} for text in sorted(text for one in contents for text in one.get("notes", ()))]

    def outcome(self, state: State, names: Names) -> Outcome:
        data = state.data
        if data.too_few and not data.notes:
            return Outcome(too_few_said(data.too_few))
        left = data.left if data.left is not None else tuple(Left("", note.text) for note in data.notes)
        if not left:
            return no_answer()
        notes, families = sum(one.times for one in left), list(dict.fromkeys(one.family for one in left if one.family))
        sentence = ngettext("{n} note", "{n} notes", notes).format(n=notes)
        if families:
            family = ngettext("{n} famille", "{n} familles", len(families)).format(n=len(families))
            sentence = f"{sentence}, {family}"
        rows = tuple((one.family or _("Sans famille"), _times(one)) for one in left)
        return Outcome(f"{sentence}.", Table((_("Famille"), _("Note")), rows, state.params.question),
                       {"notes": notes, "families": len(families)})  # fmt: skip

    def blocks(self, state: State, names: Names, outcome: Outcome) -> list[Block]:
        """The notes under their family."""
        made: list[Block] = [Heading(3, state.params.question)] if state.params.question else []
        left = state.data.left or ()
        has_families = any(one.family for one in left)
        for name in dict.fromkeys(one.family for one in left):
            notes = [one for one in left if one.family == name]
            if has_families:
                made.append(Heading(4, f"{name or _('Sans famille')} ({sum(one.times for one in notes)})"))
            made.append(Listing([_times(note) for note in sorted(notes, key=lambda one: -one.times)]))
        return made

    def hand_overs(self, state: State, names: Names) -> list[HandOver]:
        return [HandOver("note", one.text) for one in state.data.left or ()]

    def context(self, state: State, names: Names) -> Mapping[str, Any]:
        notes = state.data.notes
        return {
            "question": state.params.question, "count": len(notes), "latest": notes[-1].id if notes else "",
            "writers": len({note.author for note in notes if note.author}), "revealed": revealed(state),
            "boxed": boxed(state), "legend": legend(state.params.kinds), "too_few": state.data.too_few,
        }  # fmt: skip

    def context_for(self, state: State, member: str, names: Names) -> Mapping[str, Any]:
        waiting = state.offered(member, "note").get("notes", ()) if boxed(state) else ()
        return {"given": [note for note in state.data.notes if note.author == member], "waiting": "\n".join(waiting)}

    def around(self, run: "Run", state: State) -> Mapping[str, Any]:
        return living.shown(run) if revealed(state) else {}

    def around_for(self, run: "Run", state: State, member: "Member", *, desk: bool) -> Mapping[str, Any]:
        return living.shown_for(run, member, desk=desk) if revealed(state) else {}

    def bring(self, journal: "Journal", run: "Run", state: State) -> None:
        if state.running and state.phase != "SEUL":
            living.pour(journal, run, state)

    def leaves(self, journal: "Journal", run: "Run", state: State) -> Mapping[str, Any]:
        if state.data.notes:
            living.pour(journal, run, state)
        return {"left": living.left(run)}


def boxed(state: State) -> bool:
    """Whether notes wait in the anonymous box, where a phone holds all of its own."""
    return state.running and state.phase == "SEUL" and state.anonymity == Anonymity.ANONYMOUS


def revealed(state: State) -> bool:
    """Nothing shows while people write."""
    return state.over or (state.running and state.phase != "SEUL")


def too_few_said(count: int) -> str:
    return ngettext(
        "Une seule personne a écrit : ses notes n’ont pas été lues, elles se devineraient.",
        "{count} personnes seulement ont écrit : leurs notes n’ont pas été lues, elles se devineraient.",
        count,
    ).format(count=count)


def _times(left: Left) -> str:
    return f"{left.text} ×{left.times}" if left.times > 1 else left.text


METHOD = Brainstorm()
