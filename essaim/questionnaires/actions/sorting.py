"""Sorting the words people wrote: grouping, bringing first, hiding with a reason. The answers do not move."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from essaim.base.errors import Refused
from essaim.base.text import one_line
from essaim.questionnaires import giving
from essaim.questionnaires.definition import Question
from essaim.questionnaires.digests import Said, digest
from essaim.questionnaires.models import Questionnaire, Verbatim
from essaim.questionnaires.results import question_topic
from essaim.questionnaires.sorting import verbatim_id
from essaim.runs.actions import WALL
from essaim.spaces.changes import change
from essaim.spaces.models import Member

MOST_GROUPS = 30
LONGEST_NAME, LONGEST_REASON = 80, 200


def group_words(
    questionnaire: Questionnaire, question: Question, chosen: Iterable[UUID], name: str, *, by: Member
) -> None:
    """Put words together under a name; without a name, take them out of their group."""
    name = one_line(name)
    if len(name) > LONGEST_NAME:
        raise Refused(_("Un nom plus court : 80 caractères au plus."), field="group")
    names = set(
        questionnaire.verbatims.filter(question=question.code).exclude(group="").values_list("group", flat=True)
    )
    if name and name not in names and len(names) >= MOST_GROUPS:
        raise Refused(_("Trente groupes au plus : réunissez-en d’abord."), field="group")
    _sort(questionnaire, question, chosen, "verbatim.grouped", by, group=name)


def pin_words(
    questionnaire: Questionnaire, question: Question, chosen: Iterable[UUID], pinned: bool, *, by: Member
) -> None:
    _sort(questionnaire, question, chosen, "verbatim.pinned", by, pinned=pinned)


def hide_words(
    questionnaire: Questionnaire, question: Question, chosen: Iterable[UUID], reason: str, *, by: Member
) -> None:
    """Keep words from the group, with the reason: the team and the journal keep both."""
    reason = one_line(reason)
    if not reason:
        raise Refused(_("Dites pourquoi : la raison reste dans le journal, lue par la seule équipe."), field="reason")
    if len(reason) > LONGEST_REASON:
        raise Refused(_("Une raison plus courte : 200 caractères au plus."), field="reason")
    _sort(questionnaire, question, chosen, "verbatim.hidden", by, hidden=reason, pinned=False)


def show_words(questionnaire: Questionnaire, question: Question, chosen: Iterable[UUID], *, by: Member) -> None:
    _sort(questionnaire, question, chosen, "verbatim.shown_again", by, hidden="")


def _sort(
    questionnaire: Questionnaire, question: Question, chosen: Iterable[UUID], kind: str, by: Member, **fields: Any
) -> None:
    wanted = set(chosen)
    known = {
        verbatim_id(questionnaire, question.code, one.field, one.kept): one
        for one in digest(questionnaire, question).said
    }
    if not wanted:
        raise Refused(_("Cochez au moins une réponse."), field="words")
    if wanted - known.keys():
        raise Refused(_("Une de ces réponses vient de changer. Relisez la liste et recommencez."), field="words")
    topics = (question_topic(questionnaire, question.code), WALL)
    feeds = any(part.feeds for part in question.fields) and "hidden" in fields and not questionnaire.is_anonymous
    with change(questionnaire.space, by=by) as journal:
        kept = {row.pk: row for row in questionnaire.verbatims.filter(pk__in=wanted)}
        for identity in sorted(wanted):
            row = kept.get(identity)
            if row is not None:
                journal.edit(row, kind, *topics, **fields)
            else:
                journal.add(_new(questionnaire, question, identity, known[identity], fields), kind, *topics)
        if feeds:  # what is hidden is offered nowhere else either
            giving.give_again(journal, questionnaire, question)


def _new(
    questionnaire: Questionnaire, question: Question, identity: UUID, said: Said, fields: dict[str, Any]
) -> Verbatim:
    return Verbatim(id=identity, questionnaire=questionnaire, question=question.code, field=said.field, **fields)
