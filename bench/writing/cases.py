"""The cases of the table: who comes, who types, and what is aimed at."""

from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Seen:
    """What one run of one case gave. A quantile of -1 is infinite: letters that never came."""

    p50: float = 0
    p95: float = 0
    p99: float = 0
    cpu: float = 0
    rss: float = 0
    grown: float = 0
    frames: float = 0
    delivered: float = 1
    synced_s: float = 0
    cursors_s: float = 0
    lost: int = 0
    lost_s: float = 0
    ack_p95: float = 0
    letters: int = 0
    busy: float = 0
    lag: float = 0
    note: str = ""


def under(value: float, limit: float) -> bool:
    return 0 <= value <= limit


@dataclass(frozen=True)
class Case:
    """`groups` documents of `people`, of whom `writers` type. `words` are the crowd's own."""

    name: str
    title: str
    people: int
    aim: str
    holds: Callable[[Seen], bool]
    figure: Callable[[Seen], float] = lambda seen: seen.p95
    unit: str = "ms p95"
    writers: int | None = None
    groups: int = 1
    what: str = "hall"
    words: dict[str, object] = field(default_factory=dict)
    ours_only: bool = False
    # Run while it holds, with more and more people.
    more: tuple[int, ...] = ()

    @property
    def is_kill(self) -> bool:
        return "killed" in self.words


OPENING = {"seconds": 0, "seed": 203_000, "cursors": 1, "burst": 1}

CASES = [
    Case(
        "quiet",
        "a quiet room of 10, all type",
        10,
        "p50 ≤ 3 ms, p95 ≤ 8 ms",
        lambda seen: under(seen.p50, 3) and under(seen.p95, 8),
    ),
    Case(
        "together",
        "300 all type in one document",
        300,
        "p95 ≤ 30 ms at ≤ 30 % of a core",
        lambda seen: under(seen.p95, 30) and seen.cpu <= 30,
    ),
    Case(
        "readers",
        "30 type, 1,000 read",
        1000,
        "p95 ≤ 30 ms at ≤ 40 % of a core, ≤ 40 MB above idle",
        lambda seen: under(seen.p95, 30) and seen.cpu <= 40 and seen.grown <= 40,
        writers=30,
    ),
    Case(
        "rooms",
        "200 documents of 5 writers",
        5,
        "p95 ≤ 25 ms, p99 ≤ 35 ms",
        lambda seen: under(seen.p95, 25) and under(seen.p99, 35),
        groups=200,
        what="groups",
    ),
    Case(
        "open",
        "300 open a document of 200 kB at once, with cursors",
        300,
        "last one synced in ≤ 0.3 s",
        lambda seen: under(seen.synced_s, 0.3),
        figure=lambda seen: seen.synced_s,
        unit="s",
        writers=0,
        words=OPENING,
    ),
    Case(
        "killed",
        "SIGKILL while 60 of 150 type, no client left",
        150,
        "0 letters seen or acknowledged are lost",
        lambda seen: seen.lost == 0,
        figure=lambda seen: seen.lost_s,
        unit="s lost",
        writers=60,
        words={"killed": 1, "seconds": 20},
    ),
    Case(
        "limit",
        "all type in one document: people at which p95 passes 200 ms",
        0,
        "well past 1,000 (must), 2,000 (stretch)",
        lambda seen: under(seen.p95, 200),
        words={"seconds": 6},
        more=(100, 200, 400, 600, 800, 1000, 1500, 2000),
    ),
    Case(
        "cold",
        "a document of 60,000 edits opens cold",
        1,
        "≤ 0.5 s",
        lambda seen: under(seen.synced_s, 0.5),
        figure=lambda seen: seen.synced_s,
        unit="s",
        writers=0,
        what="long",
        words={"seconds": 0},
        ours_only=True,
    ),
    Case(
        "cursors",
        "300 in one document, 30 type, a cursor at each letter",
        300,
        "p95 ≤ 30 ms",
        lambda seen: under(seen.p95, 30),
        writers=30,
        words={"cursors": 1, "moves": 1},
    ),
]
