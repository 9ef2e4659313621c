"""Keeping trames and sequences for the next spaces of the team, and bringing them in."""

import uuid

from django.utils.translation import gettext as _

from essaim.base import ids
from essaim.base.errors import Refused
from essaim.base.text import one_line
from essaim.programme.actions.adjusting import TOPICS, follow, room_after
from essaim.programme.founding import found_programme
from essaim.programme.launch import known_methods
from essaim.programme.models import SavedSequence, SavedTrame, Sequence
from essaim.programme.trame import read_trame
from essaim.programme.trame.write import write_trame
from essaim.spaces.changes import change
from essaim.spaces.models import Member, Space

LIBRARY = "library"
KEPT = (
    "title", "objective", "text", "production", "said", "minutes", "min_minutes", "max_minutes", "kind", "leads",
    "material", "steps",
)  # fmt: skip


def save_trame(space: Space, *, by: Member, title: str, id: uuid.UUID) -> SavedTrame:
    """The programme as it is now, in the team's library."""
    return keep_text(space, write_trame(space, title), by=by, title=title, id=id)


def keep_text(space: Space, text: str, *, by: Member, title: str = "", id: uuid.UUID) -> SavedTrame:
    """A trame as text, in the team's library. Raises `TrameError` with every problem and its line."""
    read = read_trame(text, methods=known_methods())
    title = one_line(title or read.title(space.language))[:160]
    if not title:
        raise Refused(_("Donnez un titre à cette trame."), field="title")
    row = SavedTrame(id=id, team=space.team, title=title, text=text, author=by.person)
    with change(space, by=by) as journal:
        return journal.add(row, "trame.saved", LIBRARY)


def use_trame(saved: SavedTrame, space: Space, *, by: Member) -> None:
    """Put a trame in the place of the programme, before anything was lived. What was there stays in its versions."""
    trame = read_trame(saved.text, methods=known_methods())
    with change(space, by=by) as journal:
        if space.sequences.filter(started_at__isnull=False).exists():
            raise Refused(_("La journée a commencé : ajustez le programme, on ne peut plus le remplacer."))
        for module in space.modules.all():
            if module.document or module.places.exists():
                raise Refused(_("Des modules ont déjà commencé : on ne peut plus remplacer le programme."))
            journal.remove(module, "module.removed", "modules")
        for row in space.sequences.all():
            journal.remove(row, "sequence.removed", *TOPICS)
        found_programme(journal, space, trame, space.language, number=_next_version(space))


def _next_version(space: Space) -> int:
    last = space.programme_versions.order_by("-number").values_list("number", flat=True).first()
    return (last or 0) + 1


def save_sequence(sequence: Sequence, *, by: Member) -> SavedSequence:
    content = {name: getattr(sequence, name) for name in KEPT}
    row = SavedSequence(
        id=ids.uuid7(), team=sequence.space.team, title=sequence.title, content=content, author=by.person
    )
    with change(sequence.space, by=by) as journal:
        return journal.add(row, "sequence.saved", LIBRARY)


def bring_sequence(
    saved: SavedSequence, space: Space, *, by: Member, after: Sequence | None, id: uuid.UUID
) -> Sequence:
    """Put a kept sequence after another, or at the end of the last day; what follows begins later."""
    with change(space, by=by) as journal:
        where = room_after(space, after)
        steps = [{**step, "id": str(ids.uuid7())} for step in saved.content.get("steps", [])]
        fields = {name: value for name, value in saved.content.items() if name in KEPT} | {"steps": steps}
        row = Sequence(id=id, space=space, day=where.day, place=where.place, start=where.start, **fields)
        kept = journal.add(row, "sequence.added", *TOPICS)
        if kept is row:
            follow(journal, row, where)
        return kept


def forget(row: SavedTrame | SavedSequence, space: Space, *, by: Member) -> None:
    with change(space, by=by) as journal:
        journal.remove(row, "library.removed", LIBRARY)
