"""The box of an anonymous questionnaire: one ballot a person, filled answer by answer."""

import json
from collections.abc import Mapping

from django.utils.translation import gettext as _

from essaim.base import ids
from essaim.base.anonymity import LEAST
from essaim.base.db import writing
from essaim.base.errors import Refused
from essaim.people.models import hashed
from essaim.questionnaires import attachments
from essaim.questionnaires.answers import Value
from essaim.questionnaires.definition import Shown
from essaim.questionnaires.models import Ballot, HasAnswered, Questionnaire
from essaim.runs.actions import WALL
from essaim.spaces import box
from essaim.spaces.box import Box, Content
from essaim.spaces.changes import Journal
from essaim.spaces.models import Member


def box_of(questionnaire: Questionnaire) -> Box:
    return Box(questionnaire.pk.hex, questionnaire.ballots, questionnaire.has_answered)


def put(questionnaire: Questionnaire, member: Member, code: str, *, value: Value, shown: Shown, secret: str) -> None:
    """Keep one answer in the ballot of this secret. Raises `Refused` on a second phone."""
    put_page(questionnaire, member, {code: (value, shown)}, secret=secret)


def put_page(
    questionnaire: Questionnaire, member: Member, given: Mapping[str, tuple[Value, Shown]], *, secret: str
) -> None:
    """Keep the answers of a page together, or none. Raises `Refused` on a second phone."""
    questions = {code: questionnaire.asked.question(code) for code in given}
    if any(question is None or question.retired for question in questions.values()):
        raise Refused(_("Cette question n’est pas, ou plus, dans le questionnaire."), code="unknown_question")
    sent = {code: value for code, (value, _shown) in given.items()}
    values = attachments.boxed(questionnaire, sent, member)
    with writing():
        # The closing waits for the answers that came before it, and the others find it closed.
        fresh = Questionnaire.objects.select_for_update().get(pk=questionnaire.pk)
        if not fresh.is_open:
            raise Refused(_("Cette évaluation est close : les bulletins ont été mêlés."), code="not_open")
        fresh.refuse_others(member)
        if not any(values.values()) and not box_of(questionnaire).own(secret):
            return
        ballot = box_of(questionnaire).ballot(member, secret)
        before = ballot.content
        content = {key: kept for key, kept in before.items() if key not in given}
        for code, (_value, shown) in given.items():
            question = questions[code]
            value = attachments.same_as_before(values[code], before.get(code, {}).get("value", {}))
            if value and question is not None:
                content[code] = {"value": value, "shown": shown.at_most(questionnaire.cap(question)).value}
        ballot.content = content
        ballot.save()
        box.tell(questionnaire.space, questionnaire.topic, WALL)
    attachments.forget(questionnaire, sent)


def put_sheet(questionnaire: Questionnaire, content: Content) -> None:
    """A sheet of paper in the box: whole, at once, without anyone; no phone can find it again."""
    with writing():
        fresh = Questionnaire.objects.select_for_update().get(pk=questionnaire.pk)
        if not fresh.is_open:
            raise Refused(_("Cette évaluation est close : les bulletins ont été mêlés."), code="not_open")
        Ballot.objects.create(questionnaire=questionnaire, secret_hash=hashed(ids.token()), content=content)
        box.tell(questionnaire.space, questionnaire.topic, WALL)


def open_box(journal: Journal, questionnaire: Questionnaire) -> None:
    """At close: mix the ballots, forget the secrets. Under five answers, forget the answers too."""
    contents, people = box_of(questionnaire).empty()
    opened = [attachments.unboxed(journal, questionnaire, content) for content in box.mixed(contents)]
    for content in opened:
        Ballot.objects.create(questionnaire=questionnaire, content=content)
    for member_id in people:
        HasAnswered.objects.create(questionnaire=questionnaire, member_id=member_id)
    result = sorted(opened, key=lambda content: json.dumps(content, sort_keys=True))
    journal.note("ballots.opened", questionnaire, questionnaire.topic, result=result, n=len(result))


def opened(questionnaire: Questionnaire) -> list[Content]:
    """The ballots of a closed box, if there are enough of them to hide each."""
    if questionnaire.closed_at is None:
        return []
    contents = [ballot.content for ballot in questionnaire.ballots.all()]
    return contents if len(contents) >= LEAST else []


def scrub() -> bool:
    return box.scrub(Ballot, HasAnswered)
