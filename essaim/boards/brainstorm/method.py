"""Collecte d'idées: everyone writes in silence, then the notes are shown and gathered in families. Source: methods M11.

The log keeps the phases and what was given; from the showing on, notes live on a board, which goes on after the run.
Either alone, then all (SEUL → AFFICHER → REGROUPER), or 1-2-4-Tous, where pairs then fours choose what is said to
all. Dots (M12) are a run of their own, made from the families.
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
from essaim.boards.brainstorm import showing, together
from essaim.boards.brainstorm.data import Data, Left, Note
from essaim.boards.brainstorm.phases import SIMPLE, TOGETHER
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
from essaim.runs.groups import group_of
from essaim.runs.state import Anonymity, Event, RunState, Seat

if TYPE_CHECKING:
    from essaim.runs.models import Run
    from essaim.spaces.changes import Journal
    from essaim.spaces.models import Member

# Steps in which nobody but its group sees a note.
HIDDEN = (together.ALONE, together.PAIRS, together.FOURS)
# On one phone, before anybody sees them.
MOST_ANONYMOUS = 20


WAYS = (
    ("simple", gettext_lazy("Chaque personne seule, puis tout le monde")),
    ("1-2-4", gettext_lazy("1-2-4-Tous : seul, à deux, à quatre, puis tout le monde")),
)


@dataclass(frozen=True)
class Params:
    question: str = param("", gettext_lazy("La question, une seule et ouverte"))
    way: str = param("simple", gettext_lazy("Comment"), choices=WAYS)
    minutes: int = param(
        4, gettext_lazy("Minutes d’écriture en silence"),
        gettext_lazy("En 1-2-4-Tous, les temps sont de 2, 4, 6 et 8 minutes."), least=1, most=60,
    )  # fmt: skip
    kinds: tuple[str, ...] = param(
        (),
        gettext_lazy("Sortes de notes, une par ligne"),
        gettext_lazy("Facultatif : frein, réussite, question…"),
        rows=3,
    )
    anonymous: bool = param(
        False, gettext_lazy("Notes anonymes, même pour l’animation (à partir de cinq personnes)"),
        gettext_lazy("Pas en 1-2-4-Tous : on y partage ses notes à deux, puis à quatre."),
    )  # fmt: skip


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
        advice=gettext_lazy(
            "En 1-2-4-Tous, chaque idée est d’abord dite à une personne, puis à trois, avant de l’être à tout le "
            "monde : celles et ceux qui parlent peu sont entendus."
        ),
    )
    phases = SIMPLE

    def steps(self, params: Params) -> tuple[Phase, ...]:
        if params.way == "1-2-4":
            return TOGETHER
        alone, *others = self.phases
        return (replace(alone, timer=Timer("hard", params.minutes * 60)), *others)

    def start(self, params: Params, roll: tuple[Seat, ...]) -> Data:
        return Data()

    def check_params(self, params: Params) -> None:
        super().check_params(params)
        if len(params.kinds) > MOST_KINDS or any(len(word) > 30 for word in params.kinds):
            raise Refused(_("Six sortes au plus, de 30 signes au plus."), field="kinds")
        if params.anonymous and params.way == "1-2-4":
            raise Refused(
                _("En 1-2-4-Tous, on se montre ses notes à deux : elles ne peuvent pas être anonymes."),
                field="anonymous",
            )

    def reach(self, state: State, kind: str, member: str) -> tuple[str, ...] | None:
        """In a pair or a four, its members see at once what one of them does; the others, nothing."""
        if state.phase in together.GESTURES and kind in ("note", "sort"):
            return group_of(together.groups_of(state.data), member) or (member,)
        return super().reach(state, kind, member)

    def next_phase(self, state: State) -> str | None:
        """Two or three people make one pair or trio, and no four."""
        if state.phase == together.ALONE and state.params.way == "1-2-4" and len(state.voices) < 2:
            return together.ALL
        if state.phase == together.PAIRS and len(state.data.pairs) < 2:
            return together.ALL
        return super().next_phase(state)

    def anonymity_for(self, params: Params, people: int) -> Anonymity:
        return Anonymity.ANONYMOUS if params.anonymous else super().anonymity_for(params, people)

    def apply(self, state: State, event: Event) -> Data:
        data = state.data
        if state.params.way == "1-2-4":
            data = together.follow(data, event, state.phase, state.roll)
        if event.input == "sort":
            return together.sort(data, event.text("note"), event.text("do"), event.text("into"))
        if event.input == "rest":
            return together.post_the_rest(data)
        if event.kind == "box_opened":
            texts = [str(one["text"]) for one in event.data["contents"]]
            # An identity that anybody finds again from the log, and that says nothing of who or when.
            notes = tuple(Note(str(uuid5(NAMESPACE_OID, f"{event.id}/{n}")), text) for n, text in enumerate(texts))
            return replace(data, notes=(*data.notes, *notes), too_few=0 if texts else int(event.data["n"]))
        if event.kind == "closed" and "left" in event.data:
            return replace(data, left=tuple(Left(*one) for one in event.data["left"]))
        if event.input == "note":
            posted = state.phase not in HIDDEN
            note = Note(event.id, event.text(), event.member, event.text("kind"), posted=posted)
            return replace(data, notes=(*data.notes, note))
        return data

    def read(self, state: State, kind: str, raw: Raw) -> Mapping[str, Any]:
        value = dict(super().read(state, kind, raw))
        if kind in ("sort", "rest"):
            return {name: value.get(name, "") for name in ("note", "do", "into") if kind == "sort"}
        if boxed(state):
            lines = [said for line in value.get("text", "").splitlines() if (said := one_line(line))]
            return {"notes": list(dict.fromkeys(lines))}
        return {"text": one_line(value.get("text", "")), "kind": value.get("kind", "")}

    def check(self, state: State, act: Act) -> None:
        if act.kind == "sort":
            together.check(state.data, state.phase, act.member, act.text("note"), act.text("do"), act.text("into"))
        elif act.kind == "note":
            self._check_note(state, act)

    def _check_note(self, state: State, act: Act) -> None:
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
        shown = data.notes if state.params.way == "simple" else together.posted(data)
        left = data.left if data.left is not None else tuple(Left("", note.text) for note in shown)
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
            **(showing.for_all(state, names) if state.params.way == "1-2-4" else {}),
        }  # fmt: skip

    def context_for(self, state: State, member: str, names: Names) -> Mapping[str, Any]:
        waiting = state.offered(member, "note").get("notes", ()) if boxed(state) else ()
        given = [note for note in state.data.notes if note.author == member]
        own = showing.for_one(state, member, names) if state.params.way == "1-2-4" else {}
        return {"given": given, "waiting": "\n".join(waiting), **own}

    def around(self, run: "Run", state: State) -> Mapping[str, Any]:
        return living.shown(run) if revealed(state) else {}

    def around_for(self, run: "Run", state: State, member: "Member", *, desk: bool) -> Mapping[str, Any]:
        return living.shown_for(run, member, desk=desk) if revealed(state) else {}

    def bring(self, journal: "Journal", run: "Run", state: State) -> None:
        if state.running and revealed(state):
            living.pour(journal, run, state)

    def leaves(self, journal: "Journal", run: "Run", state: State) -> Mapping[str, Any]:
        if state.data.notes:
            if state.params.way == "1-2-4" and not together.posted(
                state.data
            ):  # closed before anything was said to all
                state = replace(state, data=together.post_the_rest(state.data))
            living.pour(journal, run, state)
        return {"left": living.left(run)}


def boxed(state: State) -> bool:
    """Whether notes wait in the anonymous box, where a phone holds all of its own."""
    return state.running and state.phase == "SEUL" and state.anonymity == Anonymity.ANONYMOUS


def revealed(state: State) -> bool:
    """Nothing shows while people write."""
    return state.over or (state.running and state.phase not in HIDDEN)


def too_few_said(count: int) -> str:
    return ngettext(
        "Une seule personne a écrit : ses notes n’ont pas été lues, elles se devineraient.",
        "{count} personnes seulement ont écrit : leurs notes n’ont pas été lues, elles se devineraient.",
        count,
    ).format(count=count)


def _times(left: Left) -> str:
    return f"{left.text} ×{left.times}" if left.times > 1 else left.text


METHOD = Brainstorm()
