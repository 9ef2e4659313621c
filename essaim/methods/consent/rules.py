"""The log of a decision by consent, folded: versions, answers, objections and what became of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from essaim.methods.consent.params import Params
from essaim.runs.circle import EMPTY, Circle, circle_order
from essaim.runs.state import Event, RunState, Seat

AnswerKind = Literal["consent", "concern", "objection", "pass"]


@dataclass(frozen=True)
class Version:
    number: int
    text: str
    by: str = ""
    why: str = ""  # first, clarify, amend, or the kind of integration
    note: str = ""  # owner and date of what is postponed, indicator of what is watched


@dataclass(frozen=True)
class Question:
    id: str
    by: str
    text: str
    reply: str | None = None  # empty: « non précisé », which is an answer
    retagged: bool = False


@dataclass(frozen=True)
class Answer:
    kind: AnswerKind
    text: str = ""
    passed_before: bool = False


@dataclass(frozen=True)
class Contest:
    by: str
    reason: str
    upheld: tuple[str, ...] = ()
    not_upheld: tuple[str, ...] = ()


@dataclass(frozen=True)
class Objection:
    id: str
    holder: str
    text: str
    version: int
    status: Literal["open", "qualified", "downgraded", "withdrawn", "integrated", "standing"] = "open"
    understood: tuple[str, ...] = ()
    contests: tuple[Contest, ...] = ()
    resolution: str = ""


@dataclass(frozen=True)
class Amendment:
    text: str
    kind: str
    by: str
    note: str = ""
    accepted: tuple[str, ...] = ()


@dataclass(frozen=True)
class DecisionCard:
    owner: str = ""
    starts: str = ""
    review: str = ""
    criteria: tuple[str, ...] = ()


@dataclass(frozen=True)
class Data:
    versions: tuple[Version, ...] = ()
    comments: tuple[Question, ...] = ()
    doubts: Mapping[str, str] = field(default_factory=dict)  # member: yes, doubt
    verdict: str = ""  # keep, reformulate, redirect
    questions: tuple[Question, ...] = ()
    reactions: Circle = EMPTY
    electorate: tuple[str, ...] = ()  # who answers this version
    answers: Mapping[str, Answer] = field(default_factory=dict)
    revealed: bool = False
    locked: bool = False  # the same version is asked again to one person: the others’ answers stay as they are
    objections: tuple[Objection, ...] = ()
    current: str = ""
    ideas: tuple[Question, ...] = ()
    amendment: Amendment | None = None
    loops: int = 0
    withdrawn: bool = False
    adopted: bool = False
    indicative: bool = False
    card: DecisionCard = DecisionCard()
    votes: Mapping[str, str] = field(default_factory=dict)
    fallback_note: str = ""

    @property
    def version(self) -> Version | None:
        return self.versions[-1] if self.versions else None

    def objection(self, key: str) -> Objection | None:
        return next((one for one in self.objections if one.id == key), None)


State = RunState[Params, Data]


def voters(state: State) -> tuple[str, ...]:
    """Who must answer this version: those on the roll when its check opened, less who left since."""
    voices = set(state.voices)
    return tuple(member for member in state.data.electorate if member in voices)


def heard(state: State) -> dict[str, Answer]:
    """The answers that count; a pass is not one yet."""
    return {
        member: state.data.answers[member]
        for member in voters(state)
        if member in state.data.answers and state.data.answers[member].kind != "pass"
    }


def in_turn(state: State) -> tuple[str, ...]:
    """Who still has to answer, in circle order: the proposer last, second chances before the proposer."""
    answers, proposer = state.data.answers, state.params.proposer
    people = [one for one in voters(state) if one != proposer]
    fresh = [one for one in people if one not in answers]
    again = [one for one in people if one in answers and answers[one].kind == "pass"]
    if fresh or again:
        return tuple(fresh + again)
    mine = answers.get(proposer)
    return (proposer,) if proposer in voters(state) and (mine is None or mine.kind == "pass") else ()


def shown(state: State) -> bool:
    """Whether the answers may be seen: in turn they are heard as they come; at once, only all together."""
    if state.params.mode == "classique" or state.phase != "OBJECTIONS" or state.data.revealed or state.over:
        return True
    return len(heard(state)) == len(voters(state))


def both(state: State) -> set[str]:
    """Who must accept a new version: the holder of the objection and the proposer, unless they left."""
    objection, proposer = current(state), state.params.proposer
    people = {objection.holder if objection else "", proposer} - {""}
    return {one for one in people if (seat := state.seat(one)) is None or seat.counts}


def accepted(state: State) -> bool:
    amendment = state.data.amendment
    return amendment is not None and both(state) <= set(amendment.accepted)


def open_objections(state: State) -> tuple[Objection, ...]:
    """Objections to this version that still hold, whose holder is still here, in the order they came."""
    holders = {member for member, answer in heard(state).items() if answer.kind == "objection"}
    number = state.data.version.number if state.data.version else 0
    return tuple(
        one
        for one in state.data.objections
        if one.status in ("open", "qualified") and one.version == number and one.holder in holders
    )


def current(state: State) -> Objection | None:
    return state.data.objection(state.data.current)


def contest_result(state: State, objection: Objection) -> Literal["none", "waiting", "upheld", "rejected"]:
    """A contest holds only by consent of all others, without the holder; in doubt it stays an objection."""
    if not objection.contests:
        return "none"
    others = {one for one in voters(state) if one != objection.holder}
    results = []
    for contest in objection.contests:
        if others & set(contest.not_upheld):
            results.append("rejected")
        elif others <= set(contest.upheld):
            results.append("upheld")
        else:
            results.append("waiting")
    if "upheld" in results:
        return "upheld"
    return "waiting" if "waiting" in results else "rejected"


def concerns(state: State) -> tuple[tuple[str, str], ...]:
    """(member, text): those given with a consent, and objections that became concerns."""
    given = {member: answer.text for member, answer in state.data.answers.items() if answer.kind == "concern"}
    for one in state.data.objections:
        if one.status == "downgraded" and one.holder not in given:
            given[one.holder] = one.text
    return tuple(given.items())


def fallback_passes(data: Data) -> bool:
    """Two thirds of those who expressed themselves; exact, never rounded."""
    pro = sum(vote == "for" for vote in data.votes.values())
    con = sum(vote == "against" for vote in data.votes.values())
    return pro + con > 0 and 3 * pro >= 2 * (pro + con)


def start(params: Params, roll: tuple[Seat, ...]) -> Data:
    text = params.text.strip()
    versions = (Version(1, text, params.proposer, "first"),) if text else ()
    return Data(versions=versions, card=DecisionCard(owner=params.owner, review=params.review))


def apply(state: State, event: Event) -> Data:
    if event.kind == "phase_entered" and event.data.get("how") != "back":
        return _entered(state, event)
    if event.kind in ("left", "counted_absent", "recused"):
        member = str(event.data.get("member") or event.by)
        return replace(state.data, reactions=state.data.reactions.leaves(member))
    handle = _INPUTS.get(event.input)
    return handle(state, event) if handle else state.data


def _entered(state: State, event: Event) -> Data:
    data, came_from = state.data, state.trail[-2].phase if len(state.trail) > 1 else ""
    if state.phase == "PREP":
        return replace(data, verdict="")
    if state.phase == "REACTION":
        people = [one for one in state.voices if one != state.params.proposer]
        order = circle_order(people, people[0]) if people else ()
        return replace(data, reactions=Circle(order))
    if state.phase == "OBJECTIONS":
        return _check_opens(state, came_from)
    if state.phase == "TEST":
        waiting = open_objections(state)
        return replace(data, current=waiting[0].id if waiting else "")
    if state.phase == "INTEGRER":
        return replace(_set_status(data, data.current, "qualified"), amendment=None, ideas=())
    if state.phase == "ADOPTEE":
        answered = len(heard(state))
        return replace(data, adopted=True, revealed=True, indicative=not state.quorum_reached(answered))
    if state.phase == "IMPASSE":
        for one in open_objections(state):
            data = _set_status(data, one.id, "standing")
        return replace(data, revealed=True)
    return data


def _check_opens(state: State, came_from: str) -> Data:
    """A new version asks everybody again; the same version asks only the holder of what was put down."""
    data, objection = state.data, current(state)
    if came_from == "INTEGRER" and accepted(state):
        data = _integrated(data)
    elif came_from in ("TEST", "INTEGRER"):
        answers = dict(data.answers)
        if objection is not None and contest_result(state, objection) == "upheld":
            data = _set_status(data, objection.id, "downgraded")
        if objection is not None:
            answers.pop(objection.holder, None)
        return replace(data, answers=answers, current="", locked=True, amendment=None, ideas=())
    return replace(
        data, answers={}, electorate=state.voices, revealed=False, locked=False, current="", amendment=None, ideas=()
    )


def _integrated(data: Data) -> Data:
    amendment = data.amendment
    assert amendment is not None
    number = len(data.versions) + 1
    version = Version(number, amendment.text, amendment.by, amendment.kind, amendment.note)
    data = _set_status(data, data.current, "integrated", resolution=amendment.kind)
    return replace(data, versions=(*data.versions, version), loops=data.loops + 1)


def _set_status(data: Data, key: str, status: Any, resolution: str = "") -> Data:
    changed = tuple(
        replace(one, status=status, resolution=resolution or one.resolution) if one.id == key else one
        for one in data.objections
    )
    return replace(data, objections=changed)


def _propose(state: State, event: Event) -> Data:
    return replace(state.data, versions=(Version(1, event.text(), event.member, "first"),))


def _comment(state: State, event: Event) -> Data:
    return replace(state.data, comments=(*state.data.comments, Question(event.id, event.member, event.text())))


def _relevance(state: State, event: Event) -> Data:
    return replace(state.data, doubts={**state.data.doubts, event.member: event.text("answer")})


def _verdict(state: State, event: Event) -> Data:
    return replace(state.data, verdict=event.text("verdict"))


def _question(state: State, event: Event) -> Data:
    return replace(state.data, questions=(*state.data.questions, Question(event.id, event.member, event.text())))


def _reply(state: State, event: Event) -> Data:
    return _change_question(state.data, event, lambda one: replace(one, reply=event.text()))


def _retag(state: State, event: Event) -> Data:
    return _change_question(state.data, event, lambda one: replace(one, retagged=True))


def _change_question(data: Data, event: Event, change: Any) -> Data:
    of = event.text("of")
    return replace(data, questions=tuple(change(one) if one.id == of else one for one in data.questions))


def _reacted(state: State, event: Event) -> Data:
    return replace(state.data, reactions=state.data.reactions.spoke(event.text()))


def _reaction_passed(state: State, event: Event) -> Data:
    return replace(state.data, reactions=state.data.reactions.passes())


def _adjust(state: State, event: Event) -> Data:
    data, how = state.data, event.text("how")
    if how == "withdraw":
        return replace(data, withdrawn=True)
    before = data.version
    if how == "maintain" or before is None or event.text() == before.text:
        return replace(data, withdrawn=False)
    return replace(
        data, withdrawn=False, versions=(*data.versions, Version(before.number + 1, event.text(), event.member, how))
    )


def _answer(state: State, event: Event) -> Data:
    data, member = state.data, event.member
    before = data.answers.get(member)
    passed = before is not None and (before.kind == "pass" or before.passed_before)
    kind: Any = event.text("answer")
    answers = {**data.answers, member: Answer(kind, event.text(), passed)}
    number = data.version.number if data.version else 0
    # Whoever answers again before the end of the phase replaces what they had said.
    objections = tuple(
        one for one in data.objections if not (one.holder == member and one.version == number and one.status == "open")
    )
    if kind == "objection":
        objections = (*objections, Objection(event.id, member, event.text(), number))
    return replace(data, answers=answers, objections=objections)


def _reveal(state: State, event: Event) -> Data:
    return replace(state.data, revealed=True)


def _take(state: State, event: Event) -> Data:
    return replace(state.data, current=event.text("of"))


def _understand(state: State, event: Event) -> Data:
    def change(one: Objection) -> Objection:
        contests = tuple(contest for contest in one.contests if contest.by != event.member)
        understood = tuple(who for who in one.understood if who != event.member)
        return replace(one, understood=(*understood, event.member), contests=contests)

    return _change_current(state.data, change)


def _contest(state: State, event: Event) -> Data:
    def change(one: Objection) -> Objection:
        contests = tuple(contest for contest in one.contests if contest.by != event.member)
        mine = Contest(event.member, event.text(), upheld=(event.member,))
        understood = tuple(who for who in one.understood if who != event.member)
        return replace(one, contests=(*contests, mine), understood=understood)

    return _change_current(state.data, change)


def _uphold(state: State, event: Event) -> Data:
    who, yes, of = event.member, event.text("answer") == "yes", event.text("of")

    def weigh(contest: Contest) -> Contest:
        if of and contest.by != of:
            return contest
        upheld = tuple(one for one in contest.upheld if one != who)
        rejected = tuple(one for one in contest.not_upheld if one != who)
        return replace(
            contest, upheld=(*upheld, who) if yes else upheld, not_upheld=rejected if yes else (*rejected, who)
        )

    return _change_current(state.data, lambda one: replace(one, contests=tuple(weigh(each) for each in one.contests)))


def _remains(state: State, event: Event) -> Data:
    """What the holder says remains: keep, reword or withdraw."""
    what = event.text("what")
    if what == "withdraw":
        return _change_current(state.data, lambda one: replace(one, status="withdrawn"))
    if what == "reword":
        return _change_current(state.data, lambda one: replace(one, text=event.text(), status="open"))
    return _change_current(state.data, lambda one: replace(one, status="open"))


def _change_current(data: Data, change: Any) -> Data:
    return replace(data, objections=tuple(change(one) if one.id == data.current else one for one in data.objections))


def _idea(state: State, event: Event) -> Data:
    return replace(state.data, ideas=(*state.data.ideas, Question(event.id, event.member, event.text())))


def _amendment(state: State, event: Event) -> Data:
    author = event.member
    made = Amendment(event.text(), event.text("how"), author, event.text("note"))
    # Whoever of the two writes it accepts it by writing it.
    return replace(state.data, amendment=replace(made, accepted=(author,) if author in both(state) else ()))


def _accept(state: State, event: Event) -> Data:
    amendment = state.data.amendment
    if amendment is None:
        return state.data
    others = tuple(one for one in amendment.accepted if one != event.member)
    accepted = (*others, event.member) if event.text("answer") == "yes" else others
    return replace(state.data, amendment=replace(amendment, accepted=accepted))


def _card(state: State, event: Event) -> Data:
    criteria = tuple(line.strip() for line in event.text("criteria").splitlines() if line.strip())
    card = DecisionCard(event.text("owner"), event.text("starts"), event.text("review"), criteria)
    return replace(state.data, card=card)


def _vote(state: State, event: Event) -> Data:
    return replace(state.data, votes={**state.data.votes, event.member: event.text("answer")})


def _fallback_note(state: State, event: Event) -> Data:
    return replace(state.data, fallback_note=event.text())


_INPUTS: dict[str, Any] = {
    "propose": _propose,
    "comment": _comment,
    "relevance": _relevance,
    "verdict": _verdict,
    "question": _question,
    "reply": _reply,
    "retag": _retag,
    "react": _reacted,
    "react_pass": _reaction_passed,
    "adjust": _adjust,
    "answer": _answer,
    "reveal": _reveal,
    "take": _take,
    "understand": _understand,
    "contest": _contest,
    "uphold": _uphold,
    "remains": _remains,
    "idea": _idea,
    "amendment": _amendment,
    "accept": _accept,
    "card": _card,
    "vote": _vote,
    "fallback_note": _fallback_note,
}
