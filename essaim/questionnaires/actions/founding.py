"""Making questionnaires: those of the library, those of the trame, the team's own."""

from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils import translation
from django.utils.translation import gettext as _

from essaim.base.errors import Refused
from essaim.base.order import between
from essaim.base.text import one_line
from essaim.questionnaires import library
from essaim.questionnaires.definition import Definition, Field, Question, Shown, Text
from essaim.questionnaires.definition import Kind as FieldKind
from essaim.questionnaires.models import Anonymity, Kind, Questionnaire
from essaim.spaces.changes import Journal, change
from essaim.spaces.models import Member, Space

if TYPE_CHECKING:
    from essaim.programme.trame import Trame

# When the trame says nothing: days from the meeting.
PLANNED: dict[str, dict[str, object]] = {
    "amont": {"opens_day": -25, "reminder_days": [-15, -8], "closes_day": 0},
    "chaud": {"opens_day": 0, "closes_day": 2},
    "froid": {"opens_day": 30, "reminder_days": [37, 44], "closes_day": 60},
}


def found_questionnaires(journal: Journal, space: Space, trame: "Trame | None", language: str) -> list[Questionnaire]:
    """The questionnaires of a new space, within the change that makes it. The cold evaluation is always there."""
    planned = dict(PLANNED)
    for kind, ref in (trame.questionnaires if trame else {}).items():
        planned[kind] = {"opens_day": ref.opens, "closes_day": ref.closes, "reminder_days": list(ref.reminders)}
    return [_add(journal, space, kind, planned[kind]) for kind in library.KINDS]


def create_from_library(space: Space, kind: str, *, by: Member) -> Questionnaire:
    if kind not in (*library.KINDS, *library.READY):
        raise Refused(_("Choisissez un questionnaire de la liste."), field="kind")
    with change(space, by=by) as journal:
        return _add(journal, space, kind, PLANNED.get(kind, {}))


def create_own(space: Space, title: str, *, by: Member) -> Questionnaire:
    """A questionnaire of the team's, with a first question to write."""
    title = one_line(title)[:160]
    if not title:
        raise Refused(_("Donnez un titre au questionnaire."), field="title")
    first = Question(
        code="own-1", text=first_words(space.language), essential=True, most_shown=Shown.NAMED,
        fields=(Field("own-1", FieldKind.LONG),),
    )  # fmt: skip
    definition = Definition(kind="own", title={space.language: title}, questions=(first,))
    with change(space, by=by) as journal:
        row = Questionnaire(space=space, kind=Kind.OWN, place=last_place(space), definition=definition.as_json())
        return journal.add(row, "questionnaire.created", "questionnaires")


def create_brought(space: Space, definition: Definition, *, by: Member, identity: UUID) -> Questionnaire:
    """A questionnaire of the team's from a file; the same file sent twice counts once."""
    with change(space, by=by) as journal:
        row = Questionnaire(
            id=identity, space=space, kind=Kind.OWN, place=last_place(space), definition=definition.as_json()
        )
        return journal.add(row, "questionnaire.created", "questionnaires")


def copy_questionnaire(questionnaire: Questionnaire, *, by: Member) -> Questionnaire:
    """The same questions in a new one, in preparation, without any answer."""
    definition, space = questionnaire.asked, questionnaire.space
    title = {}
    for language, words in definition.title.items():
        with translation.override(language):
            title[language] = _("{title} (copie)").format(title=words)[:160]
    asked = tuple(question for question in definition.questions if not question.retired)
    copied = replace(definition, kind="own", title=title, questions=asked)
    with change(space, by=by) as journal:
        row = Questionnaire(
            space=space, kind=Kind.OWN, place=last_place(space), definition=copied.as_json(),
            anonymity=questionnaire.anonymity, most_shown=questionnaire.most_shown,
        )  # fmt: skip
        return journal.add(row, "questionnaire.created", "questionnaires")


def first_words(language: str) -> Text:
    with translation.override(language):
        return {language: _("Votre première question")}


def _add(journal: Journal, space: Space, kind: str, plan: dict[str, object]) -> Questionnaire:
    definition = library.load(kind)
    row = Questionnaire(
        space=space, kind=definition.kind, place=last_place(space), definition=definition.as_json(),
        anonymity=Anonymity(definition.anonymity), **plan,
    )  # fmt: skip
    return journal.add(row, "questionnaire.created", "questionnaires")


def last_place(space: Space) -> str:
    last = space.questionnaires.order_by("-place").values_list("place", flat=True).first()
    return between(last or "")
