"""Changing the programme: time, order, words. Everything that shows it follows at once."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from essaim.base import ids, order
from essaim.base.errors import Refused
from essaim.base.hours import clock_text
from essaim.programme.models import Sequence
from essaim.programme.reflow import Slot, shift, shorten
from essaim.spaces.changes import Journal, change
from essaim.spaces.models import Member, Space

TOPICS = ("programme", "now")
SHIFT, SHORTEN = "shift", "shorten"
# A vigil, a party: a day may go on after midnight, until morning.
MORNING = 30 * 60
WORDS = ["title", "objective", "text", "production"]


def add_sequence(
    space: Space, *, by: Member, title: str, minutes: int, after: Sequence | None = None, id: uuid.UUID | None = None
) -> Sequence:
    """Put a new sequence after another (or at the end of the day); what follows begins later."""
    with change(space, by=by) as journal:
        where = room_after(space, after)
        row = Sequence(
            id=id or ids.uuid7(),
            space=space,
            day=where.day,
            place=where.place,
            start=where.start,
            minutes=minutes,
            min_minutes=minutes,
            title=title,
        )
        kept = journal.add(row, "sequence.added", *TOPICS)
        if kept is row:
            follow(journal, row, where)
        return kept


@dataclass(frozen=True)
class Where:
    """Where a new sequence goes, and what comes after it that day."""

    day: int
    start: int
    place: str
    following: list[Sequence]


def room_after(space: Space, after: Sequence | None) -> Where:
    rows = list(space.sequences.all())
    before = after or (rows[-1] if rows else None)
    if before is None:
        return Where(0, 9 * 60, order.between("", ""), [])
    following = [row for row in rows if row.day == before.day and row.start >= before.end]
    place = order.between(before.place, following[0].place if following else "")
    return Where(before.day, before.end, place, following)


def follow(journal: Journal, row: Sequence, where: Where) -> None:
    _make_room(journal, row, where.following, SHIFT)


def count_days(journal: Journal) -> None:
    """The meeting lasts until the last day that has a sequence."""
    space = journal.space
    last = max((row.day for row in space.sequences.all()), default=0)
    journal.edit(space, "space.days_counted", "space", lasts_days=last + 1)


def adjust(sequence: Sequence, *, by: Member, then: str = SHIFT, **fields: Any) -> Sequence:
    """Set times or words of a sequence. When it runs over what follows, `then` says what gives.

    Raises `Refused` when it would begin before the end of the one before, or after the morning of the next day.
    """
    with change(sequence.space, by=by) as journal:
        start, minutes = fields.get("start", sequence.start), fields.get("minutes", sequence.minutes)
        if start + minutes > MORNING:
            raise Refused(
                _("Cela finirait après six heures du matin. Raccourcissez, ou changez de jour."), field="minutes"
            )
        if fields.get("min_minutes", sequence.min_minutes) > minutes:
            raise Refused(_("Le minimum dépasse la durée. Mettez-le à la durée ou moins."), field="min_minutes")
        most = fields.get("max_minutes", sequence.max_minutes)
        if most is not None and most < minutes:
            raise Refused(_("Le maximum est sous la durée. Mettez-le à la durée ou plus."), field="max_minutes")
        day = fields.get("day", sequence.day)
        if day != sequence.day and sequence.started_at is not None:
            raise Refused(_("Cette séquence a commencé : elle reste à son jour."), field="day")
        rows = [row for row in sequence.space.sequences.filter(day=day) if row.pk != sequence.pk]
        _check_before(rows, start)
        rewritten = [name for name in WORDS if name in fields and fields[name] != getattr(sequence, name)]
        if rewritten:
            fields["said"] = sequence.said_without(rewritten)
        moved = (day, start, minutes) != (sequence.day, sequence.start, sequence.minutes)
        journal.edit(sequence, "sequence.adjusted", *TOPICS, **fields)
        count_days(journal)
        if moved:
            _make_room(journal, sequence, [row for row in rows if row.start >= start], then)
        return sequence


def _check_before(rows: Iterable[Sequence], start: int) -> None:
    for row in rows:
        if row.start < start < row.end:
            said = {"title": row.title, "end": clock_text(row.end)}
            raise Refused(
                _("À cette heure, « %(title)s » n’est pas fini (jusqu’à %(end)s). Choisissez une heure plus tard.")
                % said,
                field="start",
            )


def _make_room(journal: Journal, sequence: Sequence, following: list[Sequence], then: str) -> None:
    slots = [row.slot() for row in following]
    if not slots or slots[0].start >= sequence.end:
        return
    day_end = max(slot.end for slot in slots)
    reflow = shorten(slots, sequence.end, day_end) if then == SHORTEN else shift(slots, sequence.end)
    if reflow.residue:
        raise Refused(
            _("Même en raccourcissant la suite, il manque %d min. Décalez la suite, ou retirez une séquence.")
            % reflow.residue,
            field="minutes",
        )
    retime(journal, following, reflow.slots)


def retime(journal: Journal, rows: Iterable[Sequence], slots: Iterable[Slot]) -> None:
    """Give each row the time of its slot."""
    by_id = {slot.id: slot for slot in slots}
    for row in rows:
        slot = by_id.get(str(row.pk))
        if slot is None:
            continue
        if slot.end > MORNING:
            raise Refused(
                _("La journée finirait après six heures du matin. Retirez ou raccourcissez une séquence."),
                field="minutes",
            )
        shorter = min(row.min_minutes, slot.minutes)
        journal.edit(row, "sequence.retimed", *TOPICS, start=slot.start, minutes=slot.minutes, min_minutes=shorter)


def move(sequence: Sequence, *, by: Member, steps: int) -> Sequence:
    """Exchange places with neighbours: up when `steps` is negative. Times between them are laid again, gaps kept."""
    with change(sequence.space, by=by) as journal:
        rows = list(sequence.space.sequences.filter(day=sequence.day))
        at = next(index for index, row in enumerate(rows) if row.pk == sequence.pk)
        target = min(max(at + steps, 0), len(rows) - 1)
        while at != target:
            following = at + 1 if target > at else at
            _exchange(journal, rows, following - 1)
            at += 1 if target > at else -1
        return rows[at]


def _exchange(journal: Journal, rows: list[Sequence], index: int) -> None:
    first, second = rows[index], rows[index + 1]
    for row in (first, second):
        if row.fixed:
            raise Refused(_("« %s » est à heure fixe. Changez son heure, ou décochez « à heure fixe ».") % row.title)
        if row.started_at is not None:
            raise Refused(_("« %s » a déjà commencé : on ne peut plus changer son ordre.") % row.title)
    start, end = first.start, second.end
    places = sorted((first.place, second.place))
    journal.edit(second, "sequence.moved", *TOPICS, start=start, place=places[0])
    journal.edit(first, "sequence.moved", *TOPICS, start=end - first.minutes, place=places[1])
    rows[index], rows[index + 1] = second, first


def set_steps(sequence: Sequence, *, by: Member, steps: list[dict[str, Any]]) -> Sequence:
    """The course of a sequence: methods one after the other, within its time."""
    total = sum(step["minutes"] for step in steps)
    if total > sequence.minutes:
        said = {"total": total, "minutes": sequence.minutes}
        raise Refused(
            _("Le déroulé fait %(total)d min pour %(minutes)d min de séquence. Raccourcissez une étape.") % said
        )
    with change(sequence.space, by=by) as journal:
        return journal.edit(sequence, "sequence.adjusted", *TOPICS, steps=steps)


def remove_sequence(sequence: Sequence, *, by: Member) -> None:
    """Take a sequence out. Its time becomes free; nothing else moves."""
    if sequence.started_at is not None:
        raise Refused(_("Cette séquence a eu lieu : elle reste dans le programme vécu."))
    with change(sequence.space, by=by) as journal:
        journal.remove(sequence, "sequence.removed", *TOPICS)
        count_days(journal)
