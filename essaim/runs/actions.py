"""Steering a run, and giving it an input. Each is one change: acknowledged after the commit, counted once."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from essaim.base.errors import Refused
from essaim.base.text import fold
from essaim.live.hub import for_one
from essaim.runs import box, guards, log
from essaim.runs.codec import encode
from essaim.runs.definition import Act, Raw
from essaim.runs.models import Run, RunEvent
from essaim.runs.registry import method_of, methods
from essaim.runs.state import Anonymity, Seat, Status
from essaim.spaces import handovers
from essaim.spaces.changes import Journal, change, to_member
from essaim.spaces.models import Member, Space
from essaim.spaces.models.member import Role

# Lists of runs, and what a person can do now.
RUNS = "runs"
# The hall's screen, which follows whatever run is open.
WALL = "wall-now"


def topic(run: Run) -> str:
    return f"run:{run.pk}"


def mine_topic(run: Run) -> str:
    """What each person is told of the run, apart from what all are shown."""
    return f"run-mine:{run.pk}"


def prepare(
    space: Space, *, by: Member, method: str, title: str, params: dict[str, Any], subject: UUID | None = None,
    input_id: UUID | None = None,
) -> Run:  # fmt: skip
    """Prepare a run; a method that is not installed runs free. Raises `Refused` with the field that does not fit."""
    known = methods().get(method)
    if known is None:
        params = {"question": str(params.get("question") or title), "instead_of": method}
    found = method_of(method)
    found.read_params(params)
    run = Run(space=space, method=found.key, title=title[:200] or str(found.name), params=params, subject_ref=subject)
    if input_id:
        run.id = input_id
    with change(space, by=by) as journal:
        return journal.add(run, "run.prepared", RUNS)


@contextmanager
def _changing(run: Run, by: Member | None) -> Iterator[tuple[Journal, Run]]:
    """The run read again inside the change, so that two inputs at once are taken one after the other."""
    try:
        with change(run.space, by=by) as journal:
            yield journal, Run.objects.select_for_update().select_related("space").get(pk=run.pk)
    except BaseException:
        log.forget(run)
        raise


def _keep(journal: Journal, run: Run, *, steered: bool, kind: str, only: Sequence[str] | None = None) -> None:
    state = log.state_of(run)
    method_of(run.method).bring(journal, run, state)
    fields = {"status": state.status, "phase": state.phase, "opened_at": state.opened_at, "closed_at": state.closed_at}
    for name, value in fields.items():
        setattr(run, name, value)
    run.stamp()
    run.save(update_fields=["status", "phase", "opened_at", "closed_at", "to_scrub", "seq", "version", "hlc", "origin"])
    mine = [mine_topic(run)] if only is None else [for_one(mine_topic(run), one) for one in only]
    journal.note(kind, run, topic(run), *mine, WALL, *([RUNS] if steered else []), found_anew=steered)


def roll_of(run: Run, *, with_facilitators: bool = False) -> list[Seat]:
    """Those who are here, in the order of arrival; facilitators and observers only listen."""
    people = run.space.present().select_related("person").order_by("arrived_at", "pk")
    roles = [Role.PARTICIPANT, *([Role.FACILITATOR] if with_facilitators else [])]
    return [
        Seat(str(m.pk), structure=str(m.structure_id or ""), longer=m.person.more_time)
        for m in people.filter(role__in=roles)
    ]


def open_run(run: Run, *, by: Member, expected: int, anonymity: str = "") -> None:
    """Open: the roll, the parameters, the anonymity are frozen here, and said on every phone."""
    method = method_of(run.method)
    roll = roll_of(run)
    params = method.read_params(run.params)
    level = Anonymity(anonymity) if anonymity else method.anonymity_for(params, len(roll))
    with _changing(run, by) as (journal, kept):
        state = log.state_of(kept)
        guards.check_command(state, "open", expected)
        guards.check_opening(method, len(roll), level)
        data = {
            "params": encode(params),
            "roll": [encode(s) for s in roll],
            "anonymity": level,
            "version": method.version,
        }
        log.append(journal, kept, "opened", data, by=by)
        _keep(journal, kept, steered=True, kind="run.opened")


def command(
    run: Run, name: str, *, by: Member, expected: int, phase: str = "", seconds: int = 0, reason: str = ""
) -> None:
    """A console's command. `expected` is the last command this console knew of: two can never advance twice."""
    method = method_of(run.method)
    with _changing(run, by) as (journal, kept):
        state = log.state_of(kept)
        guards.check_command(state, name, expected)
        kind: str = name
        data: dict[str, Any] = {}
        if name == "next":
            target = method.next_phase(state)
            if target is None:
                method.may_close(state)
                kind = "closed"
            else:
                kind, data = "phase_entered", {"phase": target, "how": "next"}
        elif name == "back":
            kind, data = "phase_entered", {"phase": guards.check_back(method, state), "how": "back"}
        elif name == "goto":
            how = guards.check_goto(method, state, phase, kept.space.now())
            kind, data = "phase_entered", {"phase": phase, "how": how}
        elif name == "extend":
            kind, data = "extended", {"seconds": max(-600, min(3600, seconds))}
        elif name in ("cancel", "reopen"):
            if not reason.strip():
                raise Refused(_("Dites pourquoi en quelques mots."), field="reason")
            kind, data = {"cancel": "cancelled", "reopen": "reopened"}[name], {"reason": reason.strip()}
        elif name == "close":
            method.may_close(state)
            kind = "closed"
        else:
            kind = {"pause": "paused", "resume": "resumed", "publish": "published"}.get(name, "")
            if not kind:
                raise Refused(_("Ce geste n’existe pas."))
        found = box.box_of(kept, method, state)
        if found and kind == "cancelled":
            box.burn(kept, found)
        elif found and data.get("how") != "back" and kind in ("phase_entered", "closed"):
            box.open_box(journal, kept, found, method)
        if kind == "closed":
            data = {**data, **method.leaves(journal, kept, log.state_of(kept))}
        log.append(journal, kept, kind, data, by=by)
        _keep(journal, kept, steered=True, kind=f"run.{kind}")
        if kind == "closed":
            _hand_over(journal, kept)


def _hand_over(journal: Journal, run: Run) -> None:
    """What came out goes on to whoever can use it."""
    method, state = method_of(run.method), log.state_of(run)
    names = names_of(run)
    for one in method.hand_overs(state, names):
        author = _named(run.space, str(one.data.get("owner") or "")) if one.kind == "commitment_draft" else None
        handovers.offer(journal, one.kind, one.title, source=run, data=dict(one.data), author=author)


def _named(space: Space, name: str) -> Member | None:
    """The one person of the space who has this name; nobody when two have."""
    found = list(space.members.filter(person__folded=fold(name)).exclude(person__folded="")[:2])
    return found[0] if len(found) == 1 else None


def give(
    run: Run, member: Member, kind: str, raw: Raw, *, input_id: UUID, proxy_for: str = "", secret: str = ""
) -> Run:
    """Take an input from a phone or a console; gives the run as it now is. Sent again, the same input counts once.

    An anonymous one goes to the ballot of `secret`, which the phone alone keeps.
    """
    method = method_of(run.method)
    with _changing(run, member) as (journal, kept):
        if RunEvent.objects.filter(pk=input_id).exists():
            return kept
        state = log.state_of(kept)
        seat = state.seat(str(member.pk))
        if state.running and member.role == Role.PARTICIPANT and (seat is None or seat.status == "left"):
            joined = {"member": str(member.pk), "structure": str(member.structure_id or "")}
            log.append(journal, kept, "joined", joined, by=member)
            state = log.state_of(kept)
        value = method.read(state, kind, raw)
        roles = guards.roles_of(method, state, str(member.pk), facilitator=member.can_facilitate())
        act = Act(kind, str(member.pk), kept.space.now(), value, roles, proxy_for)
        guards.check_input(method, state, act)
        found = box.box_of(kept, method, state)
        if found and kind == method.phase(state).box:
            box.cast(found, kept, member, act, secret, topic(kept), to_member(mine_topic(kept), member), WALL)
            return kept
        if kind == "recuse":
            log.append(journal, kept, "recused", {"member": str(member.pk)}, by=member, input_id=input_id)
            _keep(journal, kept, steered=False, kind="run.recused")
            return kept
        data: dict[str, Any] = {"input": kind, "value": dict(value)}
        if proxy_for:
            data["for"] = proxy_for
        log.append(journal, kept, "input", data, by=member, input_id=input_id)
        reach = None if proxy_for else method.reach(log.state_of(kept), kind, str(member.pk))
        _keep(journal, kept, steered=False, kind="run.input", only=reach)
    return kept


ROLL_MOVES = {"absent": "counted_absent", "left": "left", "back": "joined"}


def move_on_roll(run: Run, member: Member, how: str, *, by: Member | None) -> Run:
    """Count someone absent for this run, note that they left, or put them back; the log says who did it."""
    if how not in ROLL_MOVES:
        raise Refused(_("Ce geste n’existe pas."))
    with _changing(run, by) as (journal, kept):
        guards.check_roll_move(log.state_of(kept), str(member.pk), back=how == "back")
        data = {"member": str(member.pk), "structure": str(member.structure_id or "")}
        log.append(journal, kept, ROLL_MOVES[how], data, by=by)
        _keep(journal, kept, steered=False, kind=f"run.{ROLL_MOVES[how]}")
    return kept


SIGNALS = ("more_time", "lost")


def signal(run: Run, member: Member, name: str, *, on: bool) -> Run:
    """« Plus de temps », « je n’ai pas compris » : said, or taken back. The console counts them, without names."""
    with _changing(run, member) as (journal, kept):
        state = log.state_of(kept)
        guards.check_signal(state, str(member.pk))
        if name not in SIGNALS:
            raise Refused(_("Ce geste n’existe pas."))
        if (str(member.pk) in getattr(state, name)) != on:
            log.append(journal, kept, "signalled", {"signal": name, **({} if on else {"off": True})}, by=member)
            _keep(journal, kept, steered=False, kind="run.signalled", only=[str(member.pk)])
    return kept


def names_of(run: Run) -> Any:
    """The name of a member of this space, by identity. Read all at once, when the first one is asked for."""
    people: dict[str, str] = {}

    def name_of(member: str) -> str:
        if not people:
            rows = Member.everything.filter(space=run.space_id).values_list("pk", "person__name")
            people.update((str(pk), name) for pk, name in rows)
        return people.get(member) or _("quelqu’un")

    return name_of


def is_open(run: Run) -> bool:
    return run.status in (Status.OPEN, Status.PAUSED)
