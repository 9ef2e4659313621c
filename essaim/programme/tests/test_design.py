"""What a programme says of itself while it is designed."""

from dataclasses import dataclass, field
from typing import Any

from hypothesis import given
from hypothesis import strategies as some

from essaim.programme.design import OTHER, PAUSING, SPEAKING, WRITING, design_of


@dataclass
class Planned:
    start: int
    minutes: int
    shown_title: str = "Séquence"
    kind: str = "sequence"
    day: int = 0
    steps: list[dict[str, Any]] = field(default_factory=list)
    lead_names: list[str] = field(default_factory=list)

    @property
    def end(self) -> int:
        return self.start + self.minutes

    @property
    def is_pause(self) -> bool:
        return self.kind in ("pause", "buffer")


def steps(*told: tuple[str, int]) -> list[dict[str, Any]]:
    return [{"method": method, "minutes": minutes} for method, minutes in told]


def shares(design: Any) -> dict[str, int]:
    return {share.what: share.minutes for share in design.shares}


def test_time_is_shared_between_what_people_do() -> None:
    day = [
        Planned(540, 60, steps=steps(("round", 20), ("brainstorm", 15), ("short_input", 10))),
        Planned(600, 15, kind="pause"),
    ]
    design = design_of(day)

    assert design.total == 75
    assert shares(design) == {SPEAKING: 20, WRITING: 15, PAUSING: 15, OTHER: 25}


def test_an_hour_where_nobody_speaks_is_said_with_its_time() -> None:
    day = [Planned(540, 40, steps=steps(("brainstorm", 40))), Planned(580, 20, steps=steps(("dots", 20)))]

    assert design_of(day).warnings == ("À partir de 9\u00a0h\u00a000, personne ne parle pendant 1\u00a0h.",)
    day[1].steps = steps(("round", 20))
    assert design_of(day).warnings == ()


def test_two_hours_without_a_pause_are_said_and_free_time_is_a_pause() -> None:
    day = [Planned(540, 90, steps=steps(("round", 90))), Planned(630, 45, steps=steps(("round", 45)))]

    assert "aucune pause pendant 2\u00a0h\u00a015" in design_of(day).warnings[0]
    day[1].start += 15
    assert design_of(day).warnings == ()


def test_nobody_leads_two_rooms_at_once() -> None:
    hosts = [("Outils", "Amina"), ("Statuts", "amina "), ("Accélérateur", "Bruno"), ("Libre", "")]

    assert design_of([], hosts).warnings == ("Amina anime à la fois «\u00a0Outils\u00a0» et «\u00a0Statuts\u00a0».",)


def test_each_day_of_several_is_judged_apart() -> None:
    day = [Planned(540, 90, steps=steps(("round", 90))), Planned(630, 90, day=1, steps=steps(("brainstorm", 90)))]

    assert [said.partition("\u00a0:")[0] for said in design_of(day).warnings] == ["Jour 2"]


@given(some.lists(some.tuples(some.sampled_from(["round", "brainstorm", "free", "pause"]), some.integers(1, 90))))
def test_shares_add_up_to_the_day(told: list[tuple[str, int]]) -> None:
    at, day = 0, []
    for method, minutes in told:
        kind = "pause" if method == "pause" else "sequence"
        day.append(Planned(at, minutes, kind=kind, steps=[] if kind == "pause" else steps((method, minutes))))
        at += minutes
    design = design_of(day)

    assert sum(share.minutes for share in design.shares) == design.total == at
