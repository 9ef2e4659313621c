"""Notes are given, reworded, hidden. Each is one change, acknowledged after the commit, counted once."""

import secrets
import uuid
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from pycrdt import Doc

from essaim.base.anonymity import LEAST
from essaim.base.db import writing
from essaim.base.errors import Refused
from essaim.base.text import one_line
from essaim.boards import acts
from essaim.boards.actions.boards import frozen, mine_topic, topics
from essaim.boards.content import LONGEST, MOST_NOTES, Content, Note, note_ids, read
from essaim.boards.models import Board, BoardBallot, BoardCast, NoteAuthor
from essaim.documents import api
from essaim.spaces import box
from essaim.spaces.box import Box
from essaim.spaces.changes import Journal, change, to_member
from essaim.spaces.models import Member

# Waiting in one phone's anonymous ballot.
MOST_WAITING = 30


def box_of(board: Board) -> Box:
    """Where anonymous notes wait to be put on the board together."""
    return Box(f"board-{board.pk.hex}", board.ballots, board.casts)


def check_text(board: Board, text: str, kind: str = "") -> str:
    """The note as it is kept. Raises `Refused`."""
    said = one_line(text)
    if board.frozen_at is not None:
        raise Refused(frozen(), code="frozen")
    if not said:
        raise Refused(_("Écrivez quelques mots."), field="text")
    if len(said) > LONGEST:
        raise Refused(_("C’est trop long : 140 signes au plus. Faites-en deux notes."), field="text")
    if kind and kind not in {key for key, _sign, _word in board.legend}:
        raise Refused(_("Choisissez une des possibilités."), field="kind")
    return said


def add(board: Board, member: Member, text: str, *, kind: str = "", input_id: UUID, secret: str = "") -> None:
    """A note from a phone or a console. On an anonymous board it waits in the ballot of `secret`."""
    said = check_text(board, text, kind)
    if board.is_anonymous:
        _put_in_box(board, member, said, kind, secret)
        return
    with change(board.space, by=member) as journal:
        put(journal, board, [(str(input_id), said, kind, member)])


def put(
    journal: Journal, board: Board, notes: Sequence[tuple[str, str, str, Member | None]], source: str = "",
    into: Mapping[str, str] | None = None,
) -> int:  # fmt: skip
    """Notes (identity, words, kind, author) on the board, inside a change; those already there are left as they are.

    A note without author leaves no trace of anybody, neither in its row nor in its place among those given with it.
    `into` tells, of those that say the same as another, which one.
    """
    joins = into or {}
    wanted: list[tuple[str, str, str, Member | None]] = []

    def mutate(doc: Doc[Any]) -> None:
        there, together = note_ids(doc), acts.place_now()
        wanted.extend(one for one in notes if one[0] not in there)
        if len(there) + len(wanted) > MOST_NOTES:
            said = _("Ce tableau est plein : {n} notes au plus. Ouvrez-en un autre.").format(n=MOST_NOTES)
            raise Refused(said, code="full")
        acts.write(
            doc,
            [
                acts.add_note(
                    id,
                    text,
                    kind=kind,
                    source=source,
                    place="" if by else acts.random_place(together),
                    into=joins.get(id, ""),
                )
                for id, text, kind, by in wanted
            ],
        )

    api.edit(board.document, mutate, None)
    if not wanted:
        return 0
    for id, _text, _kind, author in wanted:
        if author is not None:
            journal.add(NoteAuthor(board=board, note=UUID(id), member=author), "note.added",
                        to_member(mine_topic(board), author), f"board-names:{board.pk}")  # fmt: skip
    if all(author is None for *_rest, author in wanted):
        journal.note("notes.added", board, n=len(wanted))
    journal.touch(*topics(board))
    return len(wanted)


def _put_in_box(board: Board, member: Member, text: str, kind: str, secret: str) -> None:
    """Nothing but the ballot: an event has a time, and a time has a person."""
    with writing():
        ballot = box_of(board).ballot(member, secret)
        waiting = list(ballot.content.get("notes", ()))
        if len(waiting) >= MOST_WAITING:
            raise Refused(_("Vous avez déjà {n} notes en attente.").format(n=len(waiting)), field="text")
        if not any(one["text"] == text for one in waiting):
            ballot.content = {"notes": [*waiting, {"text": text, "kind": kind}]}
            ballot.save()
        box.tell(board.space, *topics(board), to_member(mine_topic(board), member))


def take_out_of_box(board: Board, member: Member, number: int, secret: str) -> None:
    """Take back one's own note while it waits."""
    with writing():
        ballot = box_of(board).ballot(member, secret)
        waiting = list(ballot.content.get("notes", ()))
        if not 0 <= number < len(waiting):
            raise Refused(_("Cette note n’existe plus."))
        del waiting[number]
        ballot.content = {"notes": waiting}
        ballot.save()
        box.tell(board.space, *topics(board), to_member(mine_topic(board), member))


def open_box(board: Board, member: Member) -> int:
    """Put all that waits on the board, mixed; not under five people, whose notes would be guessed."""
    with change(board.space, by=member) as journal:
        found = box_of(board)
        if board.frozen_at is not None:
            raise Refused(frozen(), code="frozen")
        if (n := found.count()) < LEAST:
            raise Refused(
                ngettext(
                    "{n} personne a écrit : à moins de cinq, une note se devine. Attendez encore.",
                    "{n} personnes ont écrit : à moins de cinq, une note se devine. Attendez encore.",
                    n,
                ).format(n=n),
                code="too_few",
            )
        contents, _people = found.empty()
        given = [(one["text"], one["kind"]) for content in contents for one in content.get("notes", ())]
        put(journal, board, [(str(uuid.uuid4()), text, kind, None) for text, kind in mixed(given)])
        journal.edit(board, "board.box_opened", *topics(board), to_scrub=True)
        return len(given)


def mixed(items: Iterable[Any]) -> list[Any]:
    known = list(items)
    return secrets.SystemRandom().sample(known, len(known))


def scrub(board: Board) -> None:
    if box.scrub(BoardBallot, BoardCast):
        Board.objects.filter(pk=board.pk).update(to_scrub=False)


def reword(board: Board, member: Member, note: str, text: str) -> None:
    """By its author, or by the team."""
    said = check_text(board, text)
    if not (member.can_facilitate() or (member.can_contribute() and board.is_of(note, member))):
        raise Refused(_("Seule la personne qui l’a écrite, ou l’animation, peut changer ses mots."), code="not_yours")
    with change(board.space, by=member) as journal:
        change_note(board, note, lambda found, content: acts.reword(found, said))
        _told(journal, board, note, "note.reworded")


def hide(board: Board, member: Member, note: str, reason: str) -> None:
    """By the team, which says why to whoever wrote it; or by its author, who takes it back."""
    if board.frozen_at is not None:
        raise Refused(frozen(), code="frozen")
    if not member.can_facilitate():
        if not board.is_of(note, member):
            raise Refused(_("Seule l’animation peut masquer une note."), code="not_yours")
        reason = _("Retirée par la personne qui l’a écrite.")
    said = one_line(reason)[:LONGEST]
    if not said:
        raise Refused(_("Dites pourquoi : la personne qui a écrit le lira."), field="reason")
    with change(board.space, by=member) as journal:
        change_note(board, note, lambda found, content: acts.hide(found, said))
        _told(journal, board, note, "note.hidden")


def show(board: Board, member: Member, note: str) -> None:
    if not member.can_facilitate():
        raise Refused(_("Seule l’animation peut la montrer de nouveau."), code="not_yours")
    if board.frozen_at is not None:
        raise Refused(frozen(), code="frozen")
    with change(board.space, by=member) as journal:
        change_note(board, note, lambda found, content: acts.hide(found, ""))
        _told(journal, board, note, "note.shown")


def change_note(board: Board, note: str, gesture: Any) -> None:
    """Write what `gesture(note, content)` says, inside a change. Raises `Refused` when the note is not there."""

    def mutate(doc: Doc[Any]) -> None:
        content: Content = read(doc)
        found: Note | None = content.all_notes.get(note)
        if found is None:
            raise Refused(_("Cette note n’existe plus."), field="of")
        acts.write(doc, gesture(found, content))

    api.edit(board.document, mutate, None)


def _told(journal: Journal, board: Board, note: str, kind: str) -> None:
    journal.note(kind, board, *topics(board), note=note)
    author = board.authors.filter(note=note).select_related("member").first()
    if author is not None:
        journal.touch(to_member(mine_topic(board), author.member))
        if board.run_ref:
            journal.touch(to_member(f"run-mine:{board.run_ref}", author.member))
