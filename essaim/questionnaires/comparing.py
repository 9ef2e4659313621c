"""What moved from one questionnaire to the next: totals only, never one person with themselves."""

from collections.abc import Iterable

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from essaim.base.anonymity import LEAST
from essaim.base.blocks import Block, Heading, Table
from essaim.questionnaires import counting
from essaim.questionnaires.definition import Field, say
from essaim.questionnaires.digests import digest
from essaim.questionnaires.models import Kind, Questionnaire
from essaim.questionnaires.revealing import may_see
from essaim.spaces.models import Space

Place = tuple[str, str, str]  # kind of questionnaire, question, field
CHOICES: tuple[tuple[Place, Place], ...] = (
    ((Kind.AMONT, "brakes", "brakes"), (Kind.FROID, "brakes", "brakes")),
    ((Kind.AMONT, "horizon", "horizon"), (Kind.FROID, "cooperation", "horizon")),
)
NUMBERS: tuple[tuple[Place, Place], ...] = (
    ((Kind.CHAUD, "roti", "roti"), (Kind.FROID, "roti", "roti")),
    ((Kind.CHAUD, "met", "count"), (Kind.FROID, "met", "count")),
)


def comparison(space: Space, language: str) -> list[Block]:
    """Tables of what was asked twice, when at least five people answered each time."""
    tables = [*_numbers(space, language), *_choices(space, language)]
    return [Heading(2, _("Ce qui a bougé")), *tables] if tables else []


def _numbers(space: Space, language: str) -> Iterable[Block]:
    rows = []
    for before, after in NUMBERS:
        earlier, later = _values(space, before), _values(space, after)
        if earlier and later:
            title = _title(space, after, language)
            rows.append([title, _summary(earlier[1], before), _summary(later[1], after)])
    if rows:
        head = [_("Question"), _("À chaud"), _("À froid")]
        yield Table(head, rows, _("Les mêmes questions, à chaud et à froid"), row_heads=True)


def _summary(values: list[object], place: Place) -> str:
    numbers = [value for value in values if isinstance(value, int)]
    silent = 0 if place[1] == "roti" else None
    expressed = [number for number in numbers if number != silent]
    if not expressed:
        return "—"
    return _("moyenne %(mean)s, médiane %(median)s (%(n)s réponses)") % {
        "mean": number_format(round(sum(expressed) / len(expressed), 2), 2),
        "median": counting.lower_median(expressed),
        "n": len(numbers),
    }


def _choices(space: Space, language: str) -> Iterable[Block]:
    for before, after in CHOICES:
        earlier, later = _values(space, before), _values(space, after)
        if not earlier or not later:
            continue
        codes = [choice.code for choice in later[0].choices]
        first, second = counting.tally(earlier[1], codes), counting.tally(later[1], codes)
        rows = [
            [later[0].label_of(code, language), _of(first[code], earlier[1]), _of(second[code], later[1])]
            for code in codes
        ]
        head = ["", _("Avant la journée"), _("Un mois après")]
        yield Table(head, rows, _title(space, after, language), row_heads=True)


def _of(count: int, values: list[object]) -> str:
    return f"{count} ({counting.rate(count, len(values))}\u00a0%)"


def _values(space: Space, place: Place) -> tuple[Field, list[object]] | None:
    """The answers to one field, when there are enough of them."""
    questionnaire = _asked(space, place[0])
    question = questionnaire.asked.question(place[1]) if questionnaire else None
    if questionnaire is None or question is None or not may_see(questionnaire, question):
        return None
    values = digest(questionnaire, question).values(place[2])
    return (question.field(place[2]), values) if len(values) >= LEAST else None


def _title(space: Space, place: Place, language: str) -> str:
    questionnaire = _asked(space, place[0])
    question = questionnaire.asked.question(place[1]) if questionnaire else None
    if question is None:
        return ""
    asked = say(question.text, language)
    label = say(question.field(place[2]).label, language) if len(question.fields) > 1 else ""
    return f"{asked} {label}".strip()


def _asked(space: Space, kind: str) -> Questionnaire | None:
    found: Questionnaire | None = space.questionnaires.filter(kind=kind, opened_at__isnull=False).last()
    return found
