"""Opening a map, and what forms change on it; most of a map is written through the socket of its document."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from pycrdt import Doc

from essaim.base.ids import uuid7
from essaim.documents import api
from essaim.documents.models import Document, Kind
from essaim.mindmaps import content
from essaim.mindmaps.formats import Idea
from essaim.mindmaps.tree import ROOT
from essaim.runs.models import Run
from essaim.spaces.changes import Journal, change
from essaim.spaces.models import Member

TOPIC = "mindmaps"
LONGEST_TITLE = 200


def create_map(member: Member, centre: str, *, input_id: UUID, filled: Idea | None = None) -> Document:
    """A new map around a word or a question, perhaps with the ideas of a file; pressed twice, it is the same one."""
    with change(member.space, by=member) as journal:
        return _created(journal, member, centre, input_id, filled)


def map_of_run(member: Member, run: Run) -> Document:
    """The map that is made during a run: it has the run's identity, so whoever opens it first makes it for all."""
    with change(member.space, by=member) as journal:
        return _created(journal, member, str(run.params.get("question") or run.title), run.pk, None)


def _created(journal: Journal, member: Member, centre: str, id: UUID, filled: Idea | None) -> Document:
    made = api.create(journal, member.space, Kind.MIND_MAP, centre[:LONGEST_TITLE], id=id)
    if api.look(made, lambda doc: ROOT in content.written(doc)):
        return made

    def write(doc: Doc[Any]) -> None:
        content.begin(doc, centre)
        content.fill(doc, _hung(filled))

    api.edit(made, write, member)
    journal.note("mind_map.opened", made, TOPIC, made.topic, found_anew=True)
    return made


def _hung(filled: Idea | None) -> list[tuple[str, str, str, str]]:
    rows: list[tuple[str, str, str, str]] = []
    waiting = [(ROOT, child) for child in reversed(filled.children)] if filled else []
    while waiting:
        parent, idea = waiting.pop()
        id = str(uuid7())
        rows.append((id, idea.text, idea.tone, parent))
        waiting += [(id, child) for child in reversed(idea.children)]
    return rows


def write(document: Document, member: Member, edit: Callable[[Doc[Any]], Any]) -> None:
    """What a form does, in one change; browsers that have the map open see it at once."""
    with change(document.space, by=member) as journal:
        api.edit(document, edit, member)
        name_after_centre(journal, document)
        journal.note("mind_map.changed", document, TOPIC, document.topic, found_anew=True)


def name_after_centre(journal: Journal, document: Document) -> None:
    """A map is called what stands at its centre."""
    centre = api.look(document, lambda doc: content.tree_of(doc).branches[ROOT].text)[:LONGEST_TITLE]
    if centre:
        journal.edit(document, "mind_map.named", TOPIC, title=centre)


def take_away(document: Document, member: Member) -> None:
    with change(document.space, by=member) as journal:
        journal.remove(document, "mind_map.removed", TOPIC)


def taken_away_by(document: Document) -> Member | None:
    """Who removed it last."""
    told = document.space.events.filter(subject=document.dom_id, kind="mind_map.removed")
    last = told.select_related("actor__person").order_by("-number").first()
    return last.actor if last else None


def bring_back(document: Document, member: Member) -> None:
    """A map that was removed is there again, with all that was written in it."""
    with change(document.space, by=member) as journal:
        journal.edit(document, "mind_map.restored", TOPIC, deleted_at=None)
