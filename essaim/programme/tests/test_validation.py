from datetime import UTC, datetime
from fractions import Fraction
from typing import Any

import pytest

from essaim.base.errors import Refused
from essaim.programme.validation import rules
from essaim.programme.validation.method import METHOD, State
from essaim.programme.validation.rules import Data, Item, Params
from essaim.runs.definition import Act
from essaim.runs.fold import fold
from essaim.runs.state import Event

NOW = datetime(2026, 10, 8, 8, 0, tzinfo=UTC)
ITEMS = (Item("S3", "La coopération, késako", "11:00"), Item("S4", "Libérer le potentiel", "12:00"))


def names(member: str) -> str:
    return member


class Log:
    """A run written line by line."""

    def __init__(self, people: int, params: Params | None = None) -> None:
        params = params or Params(items=ITEMS)
        roll = [{"member": f"P{number}"} for number in range(1, people + 1)]
        self.params = params
        self.events: list[Event] = []
        self.add("opened", params=METHOD.freeze(params), roll=roll, anonymity="A1")

    def add(self, kind: str, by: str = "A", **data: Any) -> "Log":
        seq = len(self.events) + 1
        self.events.append(Event(seq, f"e{seq}", kind, NOW, by, data))
        return self

    def give(self, by: str, kind: str, **value: Any) -> "Log":
        return self.add("input", by, input=kind, value=value)

    def enter(self, phase: str) -> "Log":
        return self.add("phase_entered", phase=phase)

    @property
    def state(self) -> State:
        return fold(METHOD, self.params, self.events)


def marked(keep: int, adjust: int, drop: int, item: str = "S3") -> Data:
    given = ["keep"] * keep + ["adjust"] * adjust + ["drop"] * drop
    return Data(items=ITEMS, marks={f"P{index}": {item: mark} for index, mark in enumerate(given)})


def standing(data: Data, item: str) -> rules.Standing:
    return next(one for one in rules.standings(data) if one.item.id == item)


def test_p1_twelve_respondents() -> None:
    assert standing(marked(9, 2, 1), "S3").share == Fraction(1, 4)
    assert not standing(marked(9, 2, 1), "S3").discussed
    assert standing(marked(7, 4, 1, "S4"), "S4").share == Fraction(5, 12)
    assert standing(marked(7, 4, 1, "S4"), "S4").discussed


def test_p2_thirty_percent_is_enough() -> None:
    assert standing(marked(2, 1, 0), "S3").discussed
    assert standing(marked(7, 3, 0), "S3").share == Fraction(3, 10)
    assert standing(marked(7, 3, 0), "S3").discussed
    assert not standing(marked(8, 2, 0), "S3").discussed


def test_marks_topics_and_a_consent_with_one_loop() -> None:
    log = Log(3).enter("REAGIR")
    log.give("P1", "mark", marks={"S3": "adjust", "S4": "keep"}).give("P2", "mark", marks={"S3": "keep", "S4": "keep"})
    log.give("P1", "mark", marks={"S3": "drop"})
    log.give("P1", "topic", text="Les appels à projets").give("P2", "topic", text="Le bénévolat")
    log.give("P3", "plus", topic="e7").give("P1", "plus", topic="e7").give("P1", "plus", topic="e7")
    state = log.state

    sequences, topics = rules.to_discuss(state.data, 3)
    assert [(one.item.id, one.drop, one.share) for one in sequences] == [("S3", 1, Fraction(1, 2))]
    assert [(topic.text, topic.plus) for topic in topics] == [("Le bénévolat", ("P3",)), ("Les appels à projets", ())]

    log.enter("DISCUTER").enter("AJUSTER").give("A", "change", text="20 min de plus pour les statuts")
    log.enter("CONSENTIR").give("P1", "answer", answer="ok").give("P2", "answer", answer="objection", text="Trop court")
    with pytest.raises(Refused, match="Une objection est ouverte"):
        METHOD.may_close(log.state)
    log.give("A", "resolve", text="Le repas à 13 h 10")
    assert (log.state.data.loop, log.state.data.answers, log.state.data.earlier) == (1, {}, ("Trop court",))
    log.give("P1", "answer", answer="ok").give("P2", "answer", answer="ok").give("P3", "answer", answer="ok")
    METHOD.may_close(log.state)
    outcome = METHOD.outcome(log.add("closed").state, names)

    assert outcome.sentence == (
        "2 personnes ont réagi au programme. 1 séquence discutée. Programme consenti par 3 personnes."
    )
    assert outcome.figures["consented"] is True
    assert [hand.title for hand in METHOD.hand_overs(log.state, names)] == ["Le bénévolat", "Les appels à projets"]


def test_after_the_loop_the_facilitators_decide_and_it_is_minuted() -> None:
    log = Log(3).enter("CONSENTIR").give("P1", "answer", answer="objection", text="Non")
    decide = Act("decide", "A", NOW, {"text": "On essaie {ainsi}"}, frozenset({"A"}))
    with pytest.raises(Refused, match="après une boucle"):
        METHOD.check(log.state, decide)
    log.give("A", "resolve", text="Autre ordre").give("P1", "answer", answer="objection", text="Toujours non")
    with pytest.raises(Refused, match="La boucle a déjà eu lieu"):
        METHOD.check(log.state, Act("resolve", "A", NOW, {"text": "Encore"}, frozenset({"A"})))
    METHOD.check(log.state, decide)
    state = log.give("A", "decide", text="On essaie {ainsi}").state

    METHOD.may_close(state)
    assert METHOD.outcome(state, names).sentence.endswith("l’animation a décidé\u00a0: On essaie {ainsi}")


@pytest.mark.parametrize(
    ("kind", "value", "field"),
    [
        ("mark", {"marks": {}}, "marks"),
        ("mark", {"marks": {"S9": "keep"}}, "marks"),
        ("mark", {"marks": {"S3": "love"}}, "marks"),
        ("topic", {"text": " "}, "text"),
        ("topic", {"text": "x" * 201}, "text"),
        ("plus", {"topic": "nothing"}, None),
        ("answer", {"answer": "perhaps"}, "answer"),
        ("answer", {"answer": "objection", "text": ""}, "text"),
        ("change", {"text": ""}, "text"),
    ],
)
def test_what_does_not_fit_is_refused_by_its_field(kind: str, value: dict[str, Any], field: str | None) -> None:
    with pytest.raises(Refused) as refused:
        METHOD.check(Log(3).state, Act(kind, "P1", NOW, value, frozenset({"P", "A"})))
    assert refused.value.field == field


def test_two_missing_subjects_each_and_no_plus_for_ones_own() -> None:
    log = Log(3).enter("REAGIR").give("P1", "topic", text="Un").give("P1", "topic", text="Deux")

    with pytest.raises(Refused, match="déjà proposé deux sujets"):
        METHOD.check(log.state, Act("topic", "P1", NOW, {"text": "Trois"}, frozenset({"P"})))
    with pytest.raises(Refused, match="C’est votre sujet"):
        METHOD.check(log.state, Act("plus", "P1", NOW, {"topic": "e3"}, frozenset({"P"})))


def test_two_people_talk_instead_of_marking() -> None:
    assert METHOD.next_phase(Log(2).state) == "DISCUTER"
    assert METHOD.next_phase(Log(3).state) == "REAGIR"


def test_a_crowd_discusses_the_first_three() -> None:
    items = tuple(Item(str(number), str(number)) for number in range(6))
    marks = {"P1": dict.fromkeys([item.id for item in items], "drop")}

    assert len(rules.to_discuss(Data(items=items, marks=marks), 300)[0]) == 3
    assert len(rules.to_discuss(Data(items=items, marks=marks), 20)[0]) == 6


def test_closing_with_nothing_is_no_answer() -> None:
    state = Log(3).state

    METHOD.may_close(state)
    assert METHOD.outcome(state, names).answered is False


def test_a_form_is_read_into_marks() -> None:
    raw = {"mark-S3": ["keep"], "mark-S4": [""], "input_id": ["x"]}

    assert METHOD.read(Log(3).state, "mark", raw) == {"marks": {"S3": "keep"}}
