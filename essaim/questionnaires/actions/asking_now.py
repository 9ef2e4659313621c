"""One question, now: from the facilitator's phone to every phone and the wall, unprepared."""

from dataclasses import dataclass, replace

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from essaim.base.errors import Refused
from essaim.base.text import one_line
from essaim.questionnaires import drafting
from essaim.questionnaires.actions.founding import last_place
from essaim.questionnaires.definition import Definition, Kind, Shown
from essaim.questionnaires.drafting import Draft
from essaim.questionnaires.models import Anonymity, Questionnaire
from essaim.questionnaires.models import Kind as Family
from essaim.questionnaires.results import all_topics
from essaim.questionnaires.revealing import Reveal
from essaim.spaces.changes import Journal, change
from essaim.spaces.models import Member, Space

CODE = "asked"


@dataclass(frozen=True)
class Preset:
    """What one press asks when nothing was written: the question is said aloud."""

    kind: Kind
    name: str | Promise
    question: str | Promise
    choices: str = ""


PRESETS = {
    "yesno": Preset(Kind.YESNO, gettext_lazy("Oui ou non"), gettext_lazy("Oui ou non ?")),
    "scale": Preset(Kind.SCALE, gettext_lazy("De 1 à 5"), gettext_lazy("De 1 à 5 ?")),
    "word": Preset(Kind.SHORT, gettext_lazy("En quelques mots"), gettext_lazy("En quelques mots ?")),
    "letters": Preset(Kind.CHOICE, gettext_lazy("A, B, C ou D"), gettext_lazy("A, B, C ou D ?"), "A\nB\nC\nD"),
    "choices": Preset(Kind.CHOICE, gettext_lazy("Ces choix"), gettext_lazy("Que choisissez-vous ?")),
}


def ask_now(
    space: Space, preset: str, *, question: str = "", choices: str = "", hidden: bool = False, by: Member
) -> Questionnaire:
    """Ask at once. The question that was being asked closes: one at a time on the wall.

    `hidden`: nobody sees the answers of the others before the team shows them.
    """
    found = PRESETS.get(preset)
    if found is None:
        raise Refused(_("Choisissez une forme de réponse."), field="preset")
    words = one_line(question)[:280] or str(found.question)
    lines = {space.language: choices if preset == "choices" else found.choices}
    draft = Draft(text={space.language: words}, kind=found.kind, choices=lines, most_shown=Shown.ANONYMOUS)
    asked = drafting.made(draft, CODE)
    # Said on the phone before one answers; each may show less.
    asked = replace(asked, default_shown=Shown.ANONYMOUS)
    definition = Definition("now", title={space.language: words}, questions=(asked,), minutes={"first": 1, "all": 1})
    with change(space, by=by) as journal:
        for other in space.questionnaires.filter(kind=Family.NOW, opened_at__isnull=False, closed_at__isnull=True):
            other.space = space
            _close(journal, other)
        row = Questionnaire(
            space=space, kind=Family.NOW, place=last_place(space), definition=definition.as_json(),
            anonymity=Anonymity.A1, most_shown=Shown.ANONYMOUS, opened_at=space.now(),
            reveals={"": Reveal.HAND} if hidden else {},
        )  # fmt: skip
        journal.add(row, "questionnaire.asked_now", "questionnaires", "now")
        journal.touch(*all_topics(row))
    return row


def keep_result(questionnaire: Questionnaire, *, kept: bool, by: Member) -> Questionnaire:
    """Put the result in the report, or leave it out. Either way the question is over, and the wall goes on."""
    with change(questionnaire.space, by=by) as journal:
        _close(journal, questionnaire)
        return journal.edit(
            questionnaire, "questionnaire.kept", "questionnaires", *all_topics(questionnaire), in_report=kept
        )


def _close(journal: Journal, questionnaire: Questionnaire) -> None:
    journal.edit(
        questionnaire, "questionnaire.closed", "questionnaires", "now", *all_topics(questionnaire),
        closed_at=questionnaire.closed_at or questionnaire.space.now(),
    )  # fmt: skip
