"""The floor: hands raised from phones, in order; one voice at a time; how long each has spoken, for the team only."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from essaim.base import ids
from essaim.base.errors import Refused
from essaim.base.text import one_line
from essaim.hall.models import LONGEST_SUBJECT, Turn
from essaim.spaces.changes import Journal, change, to_member
from essaim.spaces.models import Member, Space
from essaim.spaces.models.member import Role

FLOOR = "floor"
MINE = "floor-mine"


def raise_hand(member: Member, *, subject: str = "", input_id: UUID | None = None) -> Turn:
    """« Je demande la parole ». Asked twice, it is the same place in the queue."""
    with change(member.space, by=member) as journal:
        waiting = Turn.objects.filter(space=member.space, member=member, ended_at=None).first()
        if waiting is not None:
            return waiting
        turn = _turn(member, subject=one_line(subject)[:LONGEST_SUBJECT], id=input_id or ids.uuid7())
        return journal.add(turn, "floor.asked", FLOOR, to_member(MINE, member))


def lower_hand(member: Member) -> None:
    """Taken back by whoever asked; someone who is speaking gives the floor back."""
    with change(member.space, by=member) as journal:
        for turn in Turn.objects.filter(space=member.space, member=member, ended_at=None):
            _end(journal, turn, "floor.returned" if turn.given_at else "floor.withdrawn")


def give_floor(member: Member, *, by: Member) -> Turn:
    """Give the floor to someone, who asked or not; whoever was speaking has finished. Given twice, it is given once."""
    with change(by.space, by=by) as journal:
        mine = None
        for turn in Turn.objects.select_related("member").filter(space=by.space, ended_at=None):
            if turn.member_id == member.pk:
                mine = turn
            elif turn.given_at is not None:
                _end(journal, turn, "floor.returned")
        if mine is None:
            mine = journal.add(_turn(member, id=ids.uuid7()), "floor.asked", FLOOR)
        if mine.given_at is None:
            journal.edit(mine, "floor.given", FLOOR, *_those_who_wait(by.space), given_at=by.space.now())
        return mine


def end_turn(turn: Turn, *, by: Member) -> None:
    """« A fini », or a hand that the team takes off the list."""
    with change(by.space, by=by) as journal:
        kept = Turn.objects.get(pk=turn.pk)
        if kept.ended_at is None:
            _end(journal, kept, "floor.returned" if kept.given_at else "floor.withdrawn")


def clear(space: Space, *, by: Member) -> None:
    """Every hand down: another subject begins."""
    with change(space, by=by) as journal:
        for turn in Turn.objects.filter(space=space, given_at=None, ended_at=None):
            _end(journal, turn, "floor.withdrawn")


def _turn(member: Member, *, id: UUID, subject: str = "") -> Turn:
    if member.role == Role.OBSERVER:
        raise Refused(_("Les personnes qui observent ne demandent pas la parole."))
    return Turn(
        id=id,
        space=member.space,
        member=member,
        structure=member.structure_name,
        subject=subject,
        asked_at=member.space.now(),
    )


def _end(journal: Journal, turn: Turn, kind: str) -> None:
    journal.edit(turn, kind, FLOOR, *_those_who_wait(journal.space), ended_at=journal.space.now())


def _those_who_wait(space: Space) -> list[str]:
    """Whoever waits moves up, whoever speaks begins or ends: their pages are told, and nobody else's."""
    turns = Turn.objects.filter(space=space, ended_at=None).select_related("member")
    return [to_member(MINE, turn.member) for turn in turns]


def here_mark(space: Space) -> str:
    """Changes when who may be given the floor from the list does."""
    found = space.present().exclude(role=Role.OBSERVER).order_by("pk").values_list("pk", "person__name")
    told = "".join(f"{pk}{name}" for pk, name in found)
    return hashlib.sha256(told.encode()).hexdigest()[:12]


@dataclass(frozen=True)
class Spoken:
    """How long a person, or a structure, has spoken."""

    name: str
    seconds: int


@dataclass(frozen=True)
class Floor:
    speaker: Turn | None
    hands: tuple[Turn, ...]

    def place_of(self, member: Member) -> int | None:
        """1: next to speak."""
        return next((at for at, turn in enumerate(self.hands, 1) if turn.member_id == member.pk), None)


def floor_of(space: Space) -> Floor:
    """Read once for all the parts of a page."""
    made = space.shown
    if "floor" not in made:
        turns = list(Turn.objects.filter(space=space, ended_at=None).select_related("member__person"))
        speaker = next((turn for turn in turns if turn.given_at), None)
        made["floor"] = Floor(speaker, tuple(turn for turn in turns if turn.waits))
    found: Floor = made["floor"]
    return found


def turns_of_day(space: Space) -> list[Turn]:
    """Those of the last day that is lived: speaking yesterday says nothing of today."""
    since = space.now() - timedelta(hours=16)
    spoken = Turn.objects.filter(space=space, given_at__gte=since).select_related("member__person")
    return list(spoken)


def by_person(turns: Iterable[Turn], now: datetime) -> list[Spoken]:
    return _summed((turn.member.name, turn.seconds(now)) for turn in turns)


def by_structure(turns: Iterable[Turn], now: datetime) -> list[Spoken]:
    return _summed((turn.structure, turn.seconds(now)) for turn in turns if turn.structure)


def _summed(told: Iterable[tuple[str, int]]) -> list[Spoken]:
    """By name: never a ranking."""
    total: dict[str, int] = {}
    for name, seconds in told:
        total[name] = total.get(name, 0) + seconds
    return [Spoken(name, seconds) for name, seconds in sorted(total.items(), key=lambda one: one[0].casefold())]
