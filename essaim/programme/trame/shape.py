"""What a trame says, once read. Times are minutes after midnight, durations minutes, `j` days from the day itself."""

from dataclasses import dataclass, field, fields, is_dataclass
from datetime import timedelta
from typing import Any


@dataclass(frozen=True)
class Words:
    """The same words in the languages of the trame."""

    fr: str = ""
    en: str = ""

    def said(self, language: str) -> str:
        """In `language`, or in the one there is."""
        return (self.en or self.fr) if language.startswith("en") else (self.fr or self.en)

    def __call__(self, language: str) -> str:
        return self.said(language)

    def __bool__(self) -> bool:
        return bool(self.fr or self.en)

    def as_json(self) -> dict[str, str]:
        return {"fr": self.fr, "en": self.en}


@dataclass(frozen=True)
class Step:
    """One method inside a sequence. `method` is "free" when the group only needs a question, a clock and a card."""

    method: str
    minutes: int
    title: Words = Words()
    question: Words = Words()
    card: Words = Words()
    params: dict[str, Any] = field(default_factory=dict)
    line: int = 0

    def as_json(self) -> dict[str, Any]:
        words = {"title": self.title.as_json(), "question": self.question.as_json(), "card": self.card.as_json()}
        return {"method": self.method, "minutes": self.minutes, **words, "params": self.params}


@dataclass(frozen=True)
class SequencePlan:
    id: str
    start: int
    minutes: int
    min_minutes: int
    fixed: bool
    kind: str
    title: Words
    objective: Words
    text: Words
    production: Words
    source: str
    steps: tuple[Step, ...]
    modules: tuple[str, ...]
    line: int = 0
    day: int = 0
    max_minutes: int | None = None
    leads: str = ""
    room: str = ""
    material: str = ""

    @property
    def end(self) -> int:
        return self.start + self.minutes


@dataclass(frozen=True)
class ModulePlan:
    id: str
    title: Words
    objective: Words
    text: Words
    host: Words
    room: Words
    min_people: int
    max_people: int
    production: Words
    source: str
    steps: tuple[Step, ...]
    line: int = 0


@dataclass(frozen=True)
class Task:
    """Something the team does before or after the day."""

    id: str
    day: int
    title: Words
    month: Words = Words()
    load: Words = Words()
    production: Words = Words()


@dataclass(frozen=True)
class Fee:
    label: Words
    people: int
    support: int
    amount: int


@dataclass(frozen=True)
class CalendarLine:
    label: Words
    place: Words
    days: int
    people: int
    actions: tuple[Words, ...]
    date: Words


@dataclass(frozen=True)
class Aim:
    """A result aimed at: the report sets what happened beside it."""

    title: Words
    text: Words = Words()


@dataclass(frozen=True)
class Provider:
    name: Words
    address: Words
    text: Words
    missions: tuple[Words, ...]
    approach: Words


@dataclass(frozen=True)
class Practitioner:
    name: str
    role: Words
    text: Words
    support: bool = False


@dataclass(frozen=True)
class Accompaniment:
    territory: Words
    commissioner: Words
    context: Words
    stakes: Words
    request: Words
    approach: Words
    process: Words
    before: Words
    after: Words
    aims: tuple[Aim, ...]
    fees: tuple[Fee, ...]
    fees_note: Words
    calendar: tuple[CalendarLine, ...]
    provider: Provider | None
    practitioners: tuple[Practitioner, ...]


@dataclass(frozen=True)
class QuestionnaireRef:
    """Which questionnaire opens when, in days from the day (`reminders` and `closes` too)."""

    template: str
    opens: int
    reminders: tuple[int, ...] = ()
    closes: int | None = None


@dataclass(frozen=True)
class ResourcePlan:
    title: Words
    why: Words
    url: str = ""
    text: Words = Words()
    theme: Words = Words()


@dataclass(frozen=True)
class RolePlan:
    id: str
    title: Words
    text: Words


@dataclass(frozen=True)
class Bounds:
    arrival: int
    start: int
    end: int


@dataclass(frozen=True)
class Trame:
    id: str
    version: int
    languages: tuple[str, ...]
    title: Words
    credit: Words
    people: dict[str, int]
    team: dict[str, int]
    bounds: Bounds
    accompaniment: Accompaniment
    before: tuple[Task, ...]
    day: tuple[SequencePlan, ...]
    modules: tuple[ModulePlan, ...]
    after: tuple[Task, ...]
    questionnaires: dict[str, QuestionnaireRef]
    resources: tuple[ResourcePlan, ...]
    roles: tuple[RolePlan, ...]

    def description(self, language: str) -> dict[str, Any]:
        """The accompaniment in one language, by the keys that `Space.accompaniment` holds."""
        described = {name: _said(getattr(self.accompaniment, field), language) for name, field in _DESCRIBED.items()}
        tasks = {"taches_avant": self.before, "taches_apres": self.after}
        return {
            **described,
            **{name: _said(value, language) for name, value in tasks.items()},
            "roles": _said(self.roles, language),
            "credit": self.credit(language),
            "trame": {"id": self.id, "version": self.version},
        }


# The keys that pages and the report read, beside the names they have in code.
_DESCRIBED = {
    "territoire": "territory",
    "commanditaire": "commissioner",
    "contexte": "context",
    "enjeux": "stakes",
    "demande": "request",
    "demarche": "approach",
    "processus": "process",
    "avant": "before",
    "apres": "after",
    "resultats": "aims",
    "tarifs": "fees",
    "mention_tarifs": "fees_note",
    "calendrier": "calendar",
    "prestataire": "provider",
    "intervenants": "practitioners",
}
_KEYS = {
    "title": "titre",
    "text": "texte",
    "label": "libelle",
    "people": "personnes",
    "amount": "montant",
    "place": "lieu",
    "days": "jours",
    "day": "j",
    "month": "mois",
    "load": "charge",
    "name": "nom",
    "address": "adresse",
    "approach": "approche",
}


def _said(value: Any, language: str) -> Any:
    """Plain data in one language."""
    if isinstance(value, Words):
        return value.said(language)
    if isinstance(value, tuple):
        return [_said(one, language) for one in value]
    if is_dataclass(value) and not isinstance(value, type):
        return {_KEYS.get(one.name, one.name): _said(getattr(value, one.name), language) for one in fields(value)}
    return value


def clock_text(minutes: int) -> str:
    """570 → "9:30"; minutes after midnight."""
    whole = timedelta(minutes=minutes)
    return f"{whole.seconds // 3600:d}:{whole.seconds // 60 % 60:02d}"
