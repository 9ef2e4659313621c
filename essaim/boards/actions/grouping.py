"""Notes are moved, merged, split, gathered in families, by a form: what hands do on the board."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from pycrdt import Doc, Map

from essaim.base.errors import Refused
from essaim.base.text import one_line
from essaim.boards import acts
from essaim.boards.actions.boards import frozen, topics
from essaim.boards.acts import Write
from essaim.boards.content import LONGEST_NAME, MOST_GROUPS, Content, Note, read
from essaim.boards.models import Board, Gesture
from essaim.documents import api
from essaim.spaces.changes import change
from essaim.spaces.models import Member

GESTURES_KEPT = 20
Reading = Callable[[Content], list[Write]]


def move(board: Board, member: Member, note: str, group: str, before: str = "") -> None:
    def gesture(content: Content) -> list[Write]:
        if group and content.group(group) is None:
            raise Refused(_("Cette famille n’existe plus."), field="to")
        return acts.move(content, _shown(content, note), group, before)

    _arrange(board, member, "note.moved", gesture)


def set_kind(board: Board, member: Member, note: str, kind: str) -> None:
    if kind and kind not in {key for key, _sign, _word in board.legend}:
        raise Refused(_("Choisissez une des possibilités."), field="kind")
    _arrange(board, member, "note.kind_set", lambda content: acts.set_kind(_shown(content, note), kind))


def merge(board: Board, member: Member, note: str, into: str) -> None:
    def gesture(content: Content) -> list[Write]:
        found, kept = _shown(content, note), content.shown_note(into)
        if kept is None or kept.id == found.id:
            raise Refused(_("Choisissez une autre note, que celle-ci rejoint."), field="into")
        return acts.merge(found, kept)

    _arrange(board, member, "note.merged", gesture)


def split(board: Board, member: Member, note: str) -> None:
    """Take one's own note out of a merge; those who arrange the board can for any."""
    mine = member.can_contribute() and board.is_of(note, member)
    _arrange(board, member, "note.split", lambda content: acts.split(content, _shown(content, note), note), may=mine)


def add_group(board: Board, member: Member, name: str, *, id: UUID, notes: tuple[str, ...] = ()) -> None:
    said = _name(name)

    def gesture(content: Content) -> list[Write]:
        if content.group(str(id)) is not None:
            return []
        if len(content.groups) >= MOST_GROUPS:
            raise Refused(_("{n} familles au plus : mettez-en deux ensemble.").format(n=MOST_GROUPS), field="name")
        return acts.add_group(content, str(id), said, [_shown(content, note) for note in notes])

    _arrange(board, member, "group.added", gesture)


def rename_group(board: Board, member: Member, group: str, name: str) -> None:
    said = _name(name)
    _arrange(board, member, "group.renamed", lambda content: _known(content, group) and acts.rename_group(group, said))


def join_groups(board: Board, member: Member, group: str, into: str) -> None:
    def gesture(content: Content) -> list[Write]:
        if content.group(into) is None or into == group:
            raise Refused(_("Choisissez une autre famille, que celle-ci rejoint."), field="into")
        return _known(content, group) and acts.join_groups(group, into)

    _arrange(board, member, "group.joined", gesture)


def part_group(board: Board, member: Member, group: str) -> None:
    _arrange(board, member, "group.parted", lambda content: acts.part_group(group))


def dissolve_group(board: Board, member: Member, group: str) -> None:
    _arrange(board, member, "group.dissolved", lambda content: acts.dissolve_group(content, group))


def split_group(board: Board, member: Member, group: str, name: str, notes: tuple[str, ...], *, id: UUID) -> None:
    """Some notes of a family make another one."""
    if not notes:
        raise Refused(_("Choisissez au moins une note, qui ira dans la nouvelle famille."), field="note")
    add_group(board, member, name, id=id, notes=notes)


def place_group(board: Board, member: Member, group: str, before: str) -> None:
    def gesture(content: Content) -> list[Write]:
        return _known(content, group) and acts.place_group(content, group, before)

    _arrange(board, member, "group.placed", gesture)


def undo(board: Board, member: Member) -> None:
    """Take back the person's last gesture made by a form, as far as nobody changed the same since."""
    with change(board.space, by=member) as journal:
        _may(board, member)
        last = board.gestures.filter(member=member).order_by("-pk").first()
        if last is None:
            raise Refused(_("Il n’y a plus rien à annuler."), code="nothing")

        def mutate(doc: Doc[Any]) -> None:
            acts.write(doc, [Write(where, id, {name: was}) for where, id, name, was, now in last.changed
                             if _value(doc, where, id, name) == now])  # fmt: skip

        api.edit(board.document, mutate, member)
        last.delete()
        journal.note("board.undone", board, *topics(board))


def _arrange(board: Board, member: Member, kind: str, gesture: Reading, *, may: bool = False) -> None:
    with change(board.space, by=member) as journal:
        _may(board, member, may=may)
        changed: list[tuple[str, str, str, str, str]] = []

        def mutate(doc: Doc[Any]) -> None:
            writes = gesture(read(doc))
            for one in writes:
                for name, value in one.fields.items():
                    if (was := _value(doc, one.where, one.id, name)) != value:
                        changed.append((one.where, one.id, name, was, value))
            acts.write(doc, writes)

        api.edit(board.document, mutate, member)
        if changed:
            Gesture.objects.create(board=board, member=member, changed=changed)
            old = board.gestures.filter(member=member).order_by("-pk").values_list("pk", flat=True)[GESTURES_KEPT:]
            board.gestures.filter(pk__in=list(old)).delete()
            journal.note(kind, board, *topics(board))


def _may(board: Board, member: Member, *, may: bool = False) -> None:
    if board.frozen_at is not None:
        raise Refused(frozen(), code="frozen")
    if not may and not board.can_arrange(member):
        raise Refused(_("Sur ce tableau, c’est l’animation qui range les notes."), code="not_your_role")


def _shown(content: Content, note: str) -> Note:
    found = content.shown_note(note)
    if found is None:
        raise Refused(_("Cette note n’existe plus."), field="of")
    return found


def _known(content: Content, group: str) -> Any:
    if content.group(group) is None:
        raise Refused(_("Cette famille n’existe plus."), field="of")
    return True


def _name(name: str) -> str:
    said = one_line(name)
    if not said:
        raise Refused(_("Donnez un nom à la famille."), field="name")
    if len(said) > LONGEST_NAME:
        raise Refused(_("C’est trop long : 80 signes au plus."), field="name")
    return said


def _value(doc: Doc[Any], where: str, id: str, name: str) -> str:
    item = doc.get(where, type=Map).get(id)
    value = item.get(name) if isinstance(item, Map) else ""
    return value if isinstance(value, str) else ""
