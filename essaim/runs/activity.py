"""What runs say of themselves to the pages that show everything."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from essaim.base.blocks import Block, Decision, Heading, Paragraph, Provenance, Table
from essaim.runs.actions import names_of
from essaim.runs.log import state_of
from essaim.runs.models import Run
from essaim.runs.now import live_runs
from essaim.runs.registry import method_of
from essaim.runs.state import Status
from essaim.spaces.activity import Production, ToDo
from essaim.spaces.models import Member, Space
from essaim.spaces.pages import seat_path

SECTIONS = {"7", "10"}


def now_for(space: Space, member: Member) -> list[ToDo]:
    """Whatever is being lived comes first."""
    return [
        ToDo(
            0,
            run.title,
            str(run.params.get("question") or run.params.get("text") or ""),
            _("Participer"),
            seat_path("runs:show", run.pk),
        )
        for run in live_runs(space)
    ]


def produced(space: Space) -> list[Production]:
    made = []
    for run in space.runs.filter(status__in=[Status.OPEN, Status.CLOSED, Status.PUBLISHED]):
        state = state_of(run)
        said = method_of(run.method).outcome(state, names_of(run))
        chip = _("en cours") if run.status == Status.OPEN else _("validé") if run.status == Status.PUBLISHED else ""
        at = run.closed_at or run.opened_at or run.created_at
        made.append(
            Production(at, run.title, said.sentence if said.answered else "", seat_path("runs:show", run.pk), chip)
        )
    return made


def report_blocks(space: Space, section: str, *, draft: bool) -> list[Block]:
    """Decisions in section 10, what was gathered in section 7. A published report holds what was validated."""
    if section not in SECTIONS:
        return []
    allowed = [Status.CLOSED, Status.PUBLISHED] if draft else [Status.PUBLISHED]
    runs = space.runs.filter(status__in=allowed).order_by("closed_at")
    return [block for run in runs for block in _blocks(run, section)]


def validated_blocks(run: Run) -> list[Block]:
    """All that a run brought, whatever the section."""
    return [block for section in sorted(SECTIONS) for block in _blocks(run, section)]


def _blocks(run: Run, section: str) -> list[Block]:
    method, state, names = method_of(run.method), state_of(run), names_of(run)
    decided = [one for one in method.hand_overs(state, names) if one.kind == "decision"]
    outcome = method.outcome(state, names)
    waits = "validated" if run.status == Status.PUBLISHED else "to_validate"
    source = Provenance(str(method.name), n=len({one.member for one in state.given}), of=state.at_open,
                        anonymity=state.anonymity, state=waits)  # fmt: skip
    if section == "10":
        return [_decision(one.title, one.data, outcome.sentence, str(method.name), source) for one in decided]
    if decided or not outcome.answered or str(method.section) != section:
        return []
    blocks: list[Block] = [Heading(2, run.title), Paragraph(outcome.sentence, provenance=source)]
    if outcome.table:
        blocks.append(Table(outcome.table.head, outcome.table.rows, outcome.table.caption or run.title))
    return blocks


def _decision(text: str, data: Mapping[str, Any], tally: str, rule: str, source: Provenance) -> Decision:
    return Decision(
        text,
        rule=rule,
        owner=str(data.get("owner") or ""),
        effect_date=_day(data.get("starts")),
        review_date=_day(data.get("review")),
        criteria=tuple(data.get("criteria") or ()),
        concerns=tuple(data.get("concerns") or ()),
        tally=tally,
        provenance=source,
    )


def _day(said: object) -> date | None:
    return date.fromisoformat(str(said)) if said else None
