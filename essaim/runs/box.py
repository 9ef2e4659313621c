"""The anonymous box of a run: what a phase collects at level A2 stays out of the log until it is opened, mixed."""

from essaim.base.anonymity import LEAST
from essaim.runs import log
from essaim.runs.definition import Act, Method
from essaim.runs.models import HasVoted, Run, RunBallot
from essaim.runs.state import Anonymity, D, P, RunState
from essaim.spaces import box
from essaim.spaces.box import Box
from essaim.spaces.changes import Journal
from essaim.spaces.models import Member


def box_of(run: Run, method: Method[P, D], state: RunState[P, D]) -> Box | None:
    """The box of the phase now; None when its inputs are written with their author, or when it has none."""
    if state.anonymity != Anonymity.ANONYMOUS or not state.running or not method.phase(state).box:
        return None
    return Box(f"{run.pk.hex}-{state.phase.lower()}", run.ballots, run.has_voted, {"phase": state.phase})


def cast(found: Box, run: Run, member: Member, act: Act, secret: str, *topics: str) -> None:
    """Keep the ballot of this secret, in the caller's transaction. Raises `Refused` on a second phone."""
    ballot = found.ballot(member, secret)
    ballot.content = dict(act.value)
    ballot.save()
    box.tell(run.space, *topics)


def open_box(journal: Journal, run: Run, found: Box, method: Method[P, D]) -> None:
    """On leaving the phase: the ballots go to the log in an order that says nothing; under five, only how many."""
    contents, people = found.empty()
    read = method.mixed(list(contents)) if len(people) >= LEAST else []
    told = {"phase": found.keys["phase"], "contents": read, "n": len(people)}
    log.append(journal, run, "box_opened", told, by=None)
    run.to_scrub = True


def burn(run: Run, found: Box) -> None:
    """What was cancelled is not read."""
    found.empty()
    run.to_scrub = True


def scrub(run: Run) -> None:
    if box.scrub(RunBallot, HasVoted):
        Run.objects.filter(pk=run.pk).update(to_scrub=False)
