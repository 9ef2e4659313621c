"""What runs say of themselves to the pages that show everything."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from essaim.base.blocks import Block, Decision, Heading, Listing, Paragraph, Provenance, Table
from essaim.runs.actions import names_of
from essaim.runs.log import State, state_of
from essaim.runs.models import Run, RunEvent
from essaim.runs.now import live_runs
from essaim.runs.registry import method_of
from essaim.runs.state import Status
from essaim.spaces.activity import Production, ToDo
from essaim.spaces.models import Member, Space
from essaim.spaces.pages import seat_path

SECTIONS = {"4", "6", "7", "10"}


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


def brief(space: Space) -> list[str]:
    """What each validated run came to: its decision, or its sentence."""
    said = []
    for run in space.runs.filter(status=Status.PUBLISHED).order_by("closed_at"):
        method, state, names = method_of(run.method), state_of(run), names_of(run)
        decided = [one.title for one in method.hand_overs(state, names) if one.kind == "decision"]
        outcome = method.outcome(state, names)
        if decided:
            said += [_("Décidé : {text}").format(text=text) for text in decided]
        elif outcome.answered and str(method.section) in SECTIONS:
            said.append(_("{title} : {sentence}").format(title=run.title, sentence=outcome.sentence))
    return said


def validated_blocks(run: Run) -> list[Block]:
    """All that a run brought, whatever the section."""
    return [block for section in sorted(SECTIONS) for block in _blocks(run, section)]


def _blocks(run: Run, section: str) -> list[Block]:
    method, state, names = method_of(run.method), state_of(run), names_of(run)
    decided = [one for one in method.hand_overs(state, names) if one.kind == "decision"]
    outcome = method.outcome(state, names)
    waits = "validated" if run.status == Status.PUBLISHED else "to_validate"
    heard = _heard(run, state)
    source = Provenance(str(method.name), n=heard, of=max(heard, state.at_open), anonymity=state.anonymity, state=waits)
    if section == "10":
        return [_decision(one.title, one.data, outcome.sentence, str(method.name), source) for one in decided]
    if decided or not outcome.answered or str(method.section) != section:
        return []
    blocks: list[Block] = [Heading(2, run.title), Paragraph(outcome.sentence, provenance=source)]
    blocks += [_untitled(block, run.title, str(method.name)) for block in method.blocks(state, names, outcome)]
    if state.parked:
        blocks += [Heading(3, _("Mis de côté")), Listing(state.parked)]
    return blocks


def _untitled(block: Block, *titles: str) -> Block:
    """A table does not say again the title it stands under."""
    if not isinstance(block, Table) or block.caption not in titles:
        return block
    return Table(block.head, block.rows, row_heads=block.row_heads, provenance=block.provenance)


def _heard(run: Run, state: State) -> int:
    """How many people of the roll gave something, by name or in the box; what the team writes for all is nobody's."""
    named = {one.member for one in state.given} & {seat.member for seat in state.roll}
    boxes = RunEvent.objects.filter(run=run, kind="box_opened").values_list("data", flat=True)
    return max([len(named), *(int(told["n"]) for told in boxes)])


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
