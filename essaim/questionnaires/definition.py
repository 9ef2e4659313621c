"""What a questionnaire asks, typed: read from the library's files or from the JSON frozen in a questionnaire."""

from dataclasses import asdict, dataclass, field, replace
from enum import StrEnum
from typing import Any

Text = dict[str, str]
"""Words by language: {"fr": …, "en": …}. What a facilitator typed may be in one language only."""


class Kind(StrEnum):
    """What a field takes."""

    CHOICE = "choice"
    CHOICES = "choices"
    SCALE = "scale"  # 1 to 5
    ROTI = "roti"  # 0 to 5; 0 does not count in the mean
    SHORT = "short"
    LONG = "long"
    NUMBER = "number"
    ITEMS = "items"  # up to three {category, keywords, detail}
    MATRIX = "matrix"  # one choice a row
    RANKING = "ranking"  # choices in order, three unless said
    YESNO = "yesno"
    DATE = "date"
    SLOTS = "slots"  # yes, if need be or no, for each row
    POINTS = "points"  # shared between the choices
    CONSENT = "consent"  # one box, ticked or not
    PLACE = "place"  # {label, lat, lon}, perhaps one of those that are offered
    FILE = "file"  # a photo or a document


class Shown(StrEnum):
    """Who may see an answer, from the fewest to the most."""

    NEVER = "never"  # the facilitators only
    ANONYMOUS = "anonymous"
    STRUCTURE = "structure"
    NAMED = "named"

    @property
    def rank(self) -> int:
        return list(Shown).index(self)

    def at_most(self, most: "Shown") -> "Shown":
        return self if self.rank <= most.rank else most


class Flow(StrEnum):
    """How the questions come."""

    ONE = "one"  # one at a time
    PAGES = "pages"
    ALL = "all"


WORDS = (Kind.SHORT, Kind.LONG)
COUNTED = tuple(kind for kind in Kind if kind not in (*WORDS, Kind.ITEMS, Kind.FILE))
CHOSEN = (Kind.CHOICE, Kind.CHOICES, Kind.YESNO)
"""What a condition may look at."""


@dataclass(frozen=True)
class Choice:
    code: str
    label: Text
    lat: float | None = None  # of a place
    lon: float | None = None


GIVEN = {
    Kind.YESNO: (Choice("yes", {"fr": "Oui", "en": "Yes"}), Choice("no", {"fr": "Non", "en": "No"})),
    Kind.CONSENT: (Choice("yes", {"fr": "Je suis d’accord", "en": "I agree"}),),
    Kind.SLOTS: (
        Choice("yes", {"fr": "Oui", "en": "Yes"}),
        Choice("maybe", {"fr": "S’il le faut", "en": "If need be"}),
        Choice("no", {"fr": "Non", "en": "No"}),
    ),
}
"""The choices of types that bring their own."""


@dataclass(frozen=True)
class Field:
    code: str
    kind: Kind
    label: Text = field(default_factory=dict)
    choices: tuple[Choice, ...] = ()
    rows: tuple[Choice, ...] = ()  # of a matrix
    source: str = ""  # choices, or rows of a matrix, known only when asked: structures, sequences, commitments
    other_of: str = ""  # words that say what « Autre » is in that field
    prefill: str = ""  # "name": offered from what the person already gave
    feeds: str = ""  # the kind of hand-over the answer becomes
    private: bool = False  # never shown, whatever the answer's setting
    most: int = 0  # boxes ticked, ranks, points, the top of a scale or of a number; 0 is what the type says
    low: Text = field(default_factory=dict)  # what the ends of a scale mean
    high: Text = field(default_factory=dict)
    shuffled: bool = False  # choices in another order on each phone

    def __post_init__(self) -> None:
        if not self.choices and self.kind in GIVEN:
            object.__setattr__(self, "choices", GIVEN[self.kind])

    @property
    def is_counted(self) -> bool:
        return self.kind in COUNTED

    @property
    def levels(self) -> tuple[int, ...]:
        """The steps of a scale, lowest first."""
        if self.kind == Kind.SCALE:
            return tuple(range(1, (self.most or 5) + 1))
        return tuple(range(6)) if self.kind == Kind.ROTI else ()

    def label_of(self, code: str, language: str) -> str:
        """The words of a choice; a choice that is no longer offered is said by its code, someone who left by a dash."""
        found = next((choice for choice in self.choices if choice.code == code), None)
        return say(found.label, language) if found else "—" if self.source else code

    @property
    def is_words(self) -> bool:
        return self.kind in WORDS


@dataclass(frozen=True)
class Condition:
    """Asked only when the field of an earlier question holds one of `values`."""

    question: str
    field: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class Question:
    code: str
    text: Text
    fields: tuple[Field, ...]
    number: int = 0
    section: str = ""
    hint: Text = field(default_factory=dict)
    essential: bool = False
    most_shown: Shown = Shown.ANONYMOUS
    default_shown: Shown = Shown.NEVER
    required: bool = False
    show_if: Condition | None = None
    retired: bool = False  # no longer asked; its answers stay under it
    opens_page: bool = False  # where questions come by pages

    @property
    def is_counted(self) -> bool:
        return any(part.is_counted for part in self.fields)

    @property
    def is_private(self) -> bool:
        return self.most_shown == Shown.NEVER or all(part.private for part in self.fields)

    def field(self, code: str) -> Field:
        return next(part for part in self.fields if part.code == code)


@dataclass(frozen=True)
class Definition:
    kind: str
    title: Text
    questions: tuple[Question, ...]
    preamble: Text = field(default_factory=dict)
    sections: dict[str, Text] = field(default_factory=dict)
    anonymity: str = "A1"
    minutes: dict[str, int] = field(default_factory=lambda: {"first": 5, "all": 10})
    flow: Flow = Flow.ONE

    def ordered(self) -> tuple[Question, ...]:
        """The essential questions first; the others wait for « Encore 10 minutes »."""
        return self.essential() + tuple(q for q in self.questions if not q.essential and not q.retired)

    def essential(self) -> tuple[Question, ...]:
        return tuple(q for q in self.questions if q.essential and not q.retired)

    def question(self, code: str) -> Question | None:
        return next((q for q in self.questions if q.code == code), None)

    def with_questions(self, questions: tuple[Question, ...]) -> "Definition":
        return replace(self, questions=questions)

    def as_json(self) -> dict[str, Any]:
        data: dict[str, Any] = asdict(self)
        return data


def filled(question: Question, sources: dict[str, tuple[Choice, ...]]) -> Question:
    """The question with the choices and rows that are known only now, by source."""
    fields = []
    for part in question.fields:
        known = sources.get(part.source, ())
        fields.append(
            replace(part, rows=known) if part.kind == Kind.MATRIX else replace(part, choices=part.choices + known)
        )
    return replace(question, fields=tuple(fields))


def say(text: Text, language: str) -> str:
    """`text` in `language`, else in French, else in what there is."""
    return text.get(language) or text.get("fr") or next(iter(text.values()), "")
