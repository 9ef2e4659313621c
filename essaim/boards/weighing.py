"""Dots on a board: a vote over its families or notes, whose result then stands beside each."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from essaim.base.errors import Refused
from essaim.boards.content import Content
from essaim.boards.models import Board
from essaim.boards.reading import content_of
from essaim.runs import actions as runs
from essaim.runs.log import state_of
from essaim.runs.models import Run
from essaim.runs.registry import method_of
from essaim.runs.state import Status
from essaim.spaces.models import Member

METHOD = "dots"
MOST_OPTIONS = 30


def options(content: Content) -> list[tuple[str, str]]:
    """What dots can be put on (identity, words): the families, or the notes when there is none."""
    if content.groups:
        return [(group.id, group.name) for group in content.groups]
    return [(note.id, note.text) for note in content.loose]


def prepare_dots(board: Board, member: Member) -> Run:
    """Prepare the vote. Raises `Refused` when there is too little, or too much, to choose from."""
    found = options(content_of(board))
    if len(found) < 2:
        raise Refused(_("Il faut au moins deux notes ou deux familles pour choisir entre elles."))
    if len(found) > MOST_OPTIONS:
        raise Refused(
            _("Plus de {n} options ne se lisent pas : rangez d’abord les notes en familles.").format(n=MOST_OPTIONS)
        )
    params: dict[str, Any] = {
        "options": [words for _id, words in found], "items": [id for id, _words in found], "board": str(board.pk),
    }  # fmt: skip
    return runs.prepare(board.space, by=member, method=METHOD, title=board.question or board.title, params=params)


def dots_of(board: Board) -> Mapping[str, int]:
    """Identity → dots, from the last vote over this board that is over; empty when there was none."""
    ended = [Status.CLOSED, Status.PUBLISHED]
    votes = board.space.runs.filter(method=METHOD, params__board=str(board.pk), status__in=ended)
    run = votes.order_by("-closed_at").first()
    if run is None:
        return {}
    outcome = method_of(run.method).outcome(state_of(run), runs.names_of(run))
    counts = {option: dots for option, dots, _voters, _rank in outcome.figures.get("lines", ())}
    return {item: counts.get(f"o{n}", 0) for n, item in enumerate(run.params.get("items", ()), 1)}
