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
    RANKING = "ranking"  # three choices in order


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


WORDS = (Kind.SHORT, Kind.LONG)
COUNTED = (Kind.CHOICE, Kind.CHOICES, Kind.SCALE, Kind.ROTI, Kind.NUMBER, Kind.MATRIX, Kind.RANKING)


class BadDefinition(ValueError):
    """A definition that cannot be read: where, and what was expected."""


@dataclass(frozen=True)
class Choice:
    code: str
    label: Text


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

    @property
    def is_counted(self) -> bool:
        return self.kind in COUNTED

    @property
    def levels(self) -> tuple[int, ...]:
        """The steps of a scale, lowest first."""
        return {Kind.SCALE: tuple(range(1, 6)), Kind.ROTI: tuple(range(6))}.get(self.kind, ())

    def label_of(self, code: str, language: str) -> str:
        """The words of a choice; a choice that is no longer offered is said by its code."""
        found = next((choice for choice in self.choices if choice.code == code), None)
        return say(found.label, language) if found else code

    @property
    def is_words(self) -> bool:
        return self.kind in WORDS


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

    def ordered(self) -> tuple[Question, ...]:
        """The essential questions first; the others wait for « Encore 10 minutes »."""
        return self.essential() + tuple(q for q in self.questions if not q.essential)

    def essential(self) -> tuple[Question, ...]:
        return tuple(q for q in self.questions if q.essential)

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


def read_definition(data: Any, lists: dict[str, tuple[Choice, ...]] | None = None, where: str = "") -> Definition:
    """Raise `BadDefinition` naming the place that is wrong."""
    data = _mapping(data, where or "questionnaire")
    questions = tuple(
        _question(item, lists or {}, f"{where}questions[{position}]")
        for position, item in enumerate(_list(data.get("questions"), f"{where}questions"))
    )
    codes = [q.code for q in questions]
    if twice := next((code for code in codes if codes.count(code) > 1), None):
        raise BadDefinition(f"{where}questions: code {twice!r} is used twice")
    return Definition(
        kind=str(data.get("kind", "own")),
        title=_text(data.get("title"), f"{where}title"),
        questions=questions,
        preamble=_text(data.get("preamble", {}), f"{where}preamble"),
        sections={code: _text(text, f"{where}sections.{code}") for code, text in data.get("sections", {}).items()},
        anonymity=str(data.get("anonymity", "A1")),
        minutes=dict(data.get("minutes", {"first": 5, "all": 10})),
    )


def read_choices(items: Any, where: str) -> tuple[Choice, ...]:
    choices = []
    for position, item in enumerate(_list(items, where) if items else []):
        item = _mapping(item, f"{where}[{position}]")
        label = item.get("label") or {k: v for k, v in item.items() if k != "code"}
        choices.append(Choice(str(item["code"]), _text(label, f"{where}[{position}]")))
    return tuple(choices)


def _question(item: Any, lists: dict[str, tuple[Choice, ...]], where: str) -> Question:
    item = _mapping(item, where)
    if "code" not in item:
        raise BadDefinition(f"{where}: a code is expected")
    where = f"{where} ({item['code']})"
    most = _shown(item.get("most_shown", Shown.ANONYMOUS), where)
    return Question(
        code=str(item["code"]),
        text=_text(item.get("text"), f"{where}.text"),
        fields=tuple(_field(part, lists, where) for part in _list(item.get("fields"), f"{where}.fields")),
        number=int(item.get("number", 0)),
        section=str(item.get("section", "")),
        hint=_text(item.get("hint", {}), f"{where}.hint"),
        essential=bool(item.get("essential", False)),
        most_shown=most,
        default_shown=_shown(item.get("default_shown", Shown.NEVER), where).at_most(most),
    )


def _field(item: Any, lists: dict[str, tuple[Choice, ...]], where: str) -> Field:
    item = _mapping(item, f"{where}.fields")
    try:
        kind = Kind(item.get("type") or item.get("kind"))
    except ValueError:
        raise BadDefinition(f"{where}.fields: type {item.get('type')!r} is not one of {', '.join(Kind)}") from None
    named = item.get("choices", ())
    if isinstance(named, str) and named not in lists:
        raise BadDefinition(f"{where}.fields: no list of choices is called {named!r}")
    return Field(
        code=str(item["code"]),
        kind=kind,
        label=_text(item.get("label", {}), f"{where}.label"),
        choices=lists[named] if isinstance(named, str) else read_choices(named, f"{where}.choices"),
        rows=read_choices(item.get("rows", ()), f"{where}.rows"),
        **{key: str(item.get(key, "")) for key in ("source", "other_of", "prefill", "feeds")},
        private=bool(item.get("private", False)),
    )


def _shown(value: Any, where: str) -> Shown:
    try:
        return Shown(value)
    except ValueError:
        raise BadDefinition(f"{where}: {value!r} is not one of {', '.join(Shown)}") from None


def _text(value: Any, where: str) -> Text:
    if not isinstance(value, dict) or not all(isinstance(words, str) for words in value.values()):
        raise BadDefinition(f"{where}: words by language are expected, for example {{fr: …, en: …}}")
    return {str(language): words for language, words in value.items()}


def _mapping(value: Any, where: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise BadDefinition(f"{where}: keys and values are expected")
    return value


def _list(value: Any, where: str) -> list[Any]:
    if not isinstance(value, list | tuple) or not value:
        raise BadDefinition(f"{where}: a list is expected")
    return list(value)
