"""What answers are for: a sequence, a module, a theme; and what those of each question become elsewhere."""

from collections.abc import Sequence as Many

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from essaim.base.anonymity import LEAST
from essaim.programme.models import Kind as SequenceKind
from essaim.programme.models import Sequence
from essaim.questionnaires import counting, sources
from essaim.questionnaires.analysis import Reader
from essaim.questionnaires.definition import Field, Kind, Question, filled
from essaim.questionnaires.digests import digest, is_worded
from essaim.questionnaires.models import Questionnaire
from essaim.questionnaires.revealing import may_see
from essaim.questionnaires.types.ranking import ranks
from essaim.spaces.models import Space

FEEDS: dict[str, str | Promise] = {
    "": gettext_lazy("rien d’autre qu’un résultat"),
    "expectation": gettext_lazy("une attente, à côté du programme"),
    "note": gettext_lazy("une note, à mettre sur un tableau"),
    "need": gettext_lazy("un besoin"),
    "module_idea": gettext_lazy("une idée de module"),
}
TOTALLED = (Kind.CHOICE, Kind.CHOICES, Kind.RANKING)
MOST_TOTALS = 5
LONGEST_THEME = 60


def words_of(question: Question) -> Field | None:
    """The field whose words may become something else: never what « Autre » is, nor what only the team reads."""
    open_to_all = [part for part in question.fields if is_worded(part) and not part.private and not part.prefill]
    return next((part for part in open_to_all if part.feeds), open_to_all[0] if open_to_all else None)


def counted_of(question: Question) -> Field | None:
    return next((part for part in question.fields if part.kind in TOTALLED and not part.private), None)


def targets(space: Space) -> list[tuple[str, list[tuple[str, str]]]]:
    """The sequences and the modules of the space, by heading."""
    sequences = Sequence.objects.filter(space=space).exclude(kind=SequenceKind.PAUSE)
    modules = space.modules.all()
    found = [
        (_("Une séquence"), [(f"sequence:{one.pk}", one.shown_title) for one in sequences]),
        (_("Un module"), [(f"module:{one.pk}", one.shown_title) for one in modules]),
    ]
    return [group for group in found if group[1]]


def theme(serves: Many[str]) -> str:
    return next((one.removeprefix("theme:") for one in serves if one.startswith("theme:")), "")


def target(serves: Many[str]) -> str:
    return next((one for one in serves if not one.startswith("theme:")), "")


def about(questionnaire: Questionnaire, question: Question) -> dict[str, object]:
    """What a hand-over says it is about: `sequences` by identity, and in words the module and the theme."""
    serves = questionnaire.serves.get(question.code, [])
    kind, _colon, identity = target(serves).partition(":")
    module = questionnaire.space.modules.filter(pk=identity).first() if kind == "module" else None
    said = " · ".join(part for part in (module.shown_title if module else "", theme(serves)) if part)
    return {"sequences": [identity] if kind == "sequence" else [], "for": said}


def totals(questionnaire: Questionnaire, question: Question, language: str) -> dict[str, int]:
    """The choices that most made, when the group may read them: what it expects, in figures."""
    part = counted_of(question)
    if part is None or not may_see(questionnaire, question, Reader.GROUP):
        return {}
    values = digest(questionnaire, question).values(part.code)
    if len(values) < LEAST:
        return {}
    known = filled(question, sources.of_question(questionnaire, question)).field(part.code)
    codes = [choice.code for choice in known.choices if choice.code != "other"]
    if part.kind == Kind.RANKING:
        counted = {code: firsts for code, (firsts, _first) in counting.points(values, codes, ranks(part)).items()}
    else:
        counted = counting.tally(values, codes)
    best = sorted((code for code in codes if counted[code]), key=lambda code: -counted[code])[:MOST_TOTALS]
    return {known.label_of(code, language): counted[code] for code in best}
