"""The log of a programme's validation, folded."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any, Literal

from django.utils.translation import gettext_lazy as _

from essaim.runs.definition import param
from essaim.runs.state import Event, RunState, Seat

Mark = Literal["keep", "adjust", "drop"]
MARKS = (("keep", _("Gardée")), ("adjust", _("À ajuster")), ("drop", _("Pas utile")))
TOPICS_EACH = 2
CROWD = 60  # from here on, only the first few subjects are discussed
CROWD_SUBJECTS = 3


@dataclass(frozen=True)
class Item:
    """A sequence of the programme as it was when the validation opened."""

    id: str
    title: str
    time: str = ""


@dataclass(frozen=True)
class Topic:
    id: str
    text: str
    by: str
    plus: tuple[str, ...] = ()


@dataclass(frozen=True)
class Answer:
    ok: bool
    text: str = ""


@dataclass(frozen=True)
class Change:
    """What the facilitators say they changed, before asking for consent."""

    text: str
    loop: int = 0


@dataclass(frozen=True)
class Params:
    items: tuple[Item, ...] = param((), _("Séquences"))
    threshold: int = param(30, _("À discuter à partir de (% des réponses)"), least=1, most=100, advanced=True)


@dataclass(frozen=True)
class Data:
    items: tuple[Item, ...] = ()
    threshold: int = 30
    marks: Mapping[str, Mapping[str, Mark]] = field(default_factory=dict)  # by person, then by sequence
    topics: tuple[Topic, ...] = ()
    changes: tuple[Change, ...] = ()
    answers: Mapping[str, Answer] = field(default_factory=dict)
    earlier: tuple[str, ...] = ()  # objections that were answered by a change
    loop: int = 0
    decision: str = ""

    @property
    def respondents(self) -> int:
        return len(self.marks)

    @property
    def objections(self) -> tuple[str, ...]:
        return tuple(answer.text for answer in self.answers.values() if not answer.ok)


@dataclass(frozen=True)
class Standing:
    """How a sequence was received. `share` is that of « à ajuster » and « pas utile » among those who reacted."""

    item: Item
    keep: int
    adjust: int
    drop: int
    share: Fraction
    discussed: bool


def standings(data: Data) -> tuple[Standing, ...]:
    """In the order of the programme."""
    return tuple(_standing(data, item) for item in data.items)


def _standing(data: Data, item: Item) -> Standing:
    given = [marks.get(item.id) for marks in data.marks.values()]
    keep, adjust, drop = (given.count(mark) for mark in ("keep", "adjust", "drop"))
    share = Fraction(adjust + drop, data.respondents) if data.respondents else Fraction(0)
    return Standing(item, keep, adjust, drop, share, bool(data.respondents) and share * 100 >= data.threshold)


def to_discuss(data: Data, people: int) -> tuple[tuple[Standing, ...], tuple[Topic, ...]]:
    """What the group talks about: sequences by share, missing topics by « +1 ». A crowd takes only the first few."""
    sequences = sorted((one for one in standings(data) if one.discussed), key=lambda one: -one.share)
    topics = sorted(data.topics, key=lambda topic: -len(topic.plus))
    if people >= CROWD:
        sequences, topics = sequences[:CROWD_SUBJECTS], topics[:CROWD_SUBJECTS]
    return tuple(sequences), tuple(topics)


def consented(state: RunState[Params, Data]) -> bool:
    """Everyone who answered agrees, and someone did."""
    return bool(state.data.answers) and not state.data.objections


def start(params: Params, roll: tuple[Seat, ...]) -> Data:
    return Data(items=params.items, threshold=params.threshold)


def apply(state: RunState[Params, Data], event: Event) -> Data:
    handle = _INPUTS.get(event.input)
    return handle(state.data, event) if handle else state.data


def _mark(data: Data, event: Event) -> Data:
    mine = {**data.marks.get(event.member, {}), **event.value["marks"]}
    return replace(data, marks={**data.marks, event.member: mine})


def _topic(data: Data, event: Event) -> Data:
    return replace(data, topics=(*data.topics, Topic(event.id, event.text(), event.member)))


def _plus(data: Data, event: Event) -> Data:
    """Pressed again, it is taken back."""

    def counted(topic: Topic) -> Topic:
        if topic.id != event.value["topic"]:
            return topic
        others = tuple(one for one in topic.plus if one != event.member)
        return replace(topic, plus=others if event.member in topic.plus else (*others, event.member))

    return replace(data, topics=tuple(counted(topic) for topic in data.topics))


def _changed(data: Data, event: Event) -> Data:
    return replace(data, changes=(*data.changes, Change(event.text(), data.loop)))


def _answer(data: Data, event: Event) -> Data:
    answer = Answer(event.value["answer"] == "ok", event.text())
    return replace(data, answers={**data.answers, event.member: answer})


def _resolve(data: Data, event: Event) -> Data:
    """One loop: what changes for the objections, then everyone answers again."""
    loop = data.loop + 1
    changes = (*data.changes, Change(event.text(), loop))
    return replace(data, changes=changes, loop=loop, answers={}, earlier=(*data.earlier, *data.objections))


def _decide(data: Data, event: Event) -> Data:
    return replace(data, decision=event.text())


_INPUTS: dict[str, Any] = {
    "mark": _mark,
    "topic": _topic,
    "plus": _plus,
    "change": _changed,
    "answer": _answer,
    "resolve": _resolve,
    "decide": _decide,
}
