"""One person's answers: given, corrected, withdrawn, at each step."""

from uuid import UUID

from django.utils.translation import gettext as _

from essaim.base import ids
from essaim.base.db import hold
from essaim.base.errors import Refused
from essaim.questionnaires import attachments, giving, path
from essaim.questionnaires.answers import Value
from essaim.questionnaires.definition import Question, Shown
from essaim.questionnaires.models import Answer, Questionnaire, Response
from essaim.questionnaires.results import question_topic
from essaim.runs.actions import WALL
from essaim.spaces.changes import Journal, change
from essaim.spaces.models import Member

Given = dict[str, tuple[Value, Shown]]
"""What a page says, by question: the answer, and who may see it."""


def answer(
    questionnaire: Questionnaire,
    member: Member,
    code: str,
    *,
    value: Value,
    shown: Shown = Shown.NEVER,
    input_id: UUID | None = None,
) -> Answer | None:
    """Keep the one answer of `member` to a question, and what it gives the group when they let it be shown.

    An empty `value` withdraws what was there.
    """
    with (
        attachments.written(questionnaire, {code: value}, member) as files,
        change(questionnaire.space, by=member) as journal,
    ):
        response = _response(journal, questionnaire, member)
        kept = _keep(journal, questionnaire, response, code, (value, shown), input_id or ids.uuid7(), files)
        if questionnaire.is_now:
            _finish(journal, questionnaire, response)
        else:
            _reach(journal, response, path.after(questionnaire.asked, code, content_of(response)))
        return kept


def answer_page(questionnaire: Questionnaire, member: Member, given: Given, *, is_last: bool = False) -> None:
    """Keep all the answers of a page together, or none. The last page also says that it is done."""
    values = {code: value for code, (value, _shown) in given.items()}
    with (
        attachments.written(questionnaire, values, member) as files,
        change(questionnaire.space, by=member) as journal,
    ):
        response = _response(journal, questionnaire, member)
        for code, one in given.items():
            _keep(journal, questionnaire, response, code, one, ids.uuid7(), files)
        if is_last:
            _reach(journal, response, path.END)
            _finish(journal, questionnaire, response)
        elif given:
            _reach(journal, response, path.after(questionnaire.asked, [*given][-1], content_of(response)))


def skip(questionnaire: Questionnaire, member: Member, code: str) -> None:
    """Go to the next question; what may have been answered stays."""
    _question(questionnaire, code)
    with change(questionnaire.space, by=member) as journal:
        response = _response(journal, questionnaire, member)
        _reach(journal, response, path.after(questionnaire.asked, code, content_of(response)))


def go_on(questionnaire: Questionnaire, member: Member) -> str:
    """« Encore 10 minutes » : accept the other questions. Gives the code of the first."""
    with change(questionnaire.space, by=member) as journal:
        response = _response(journal, questionnaire, member)
        following = path.after(questionnaire.asked, path.MORE, content_of(response))
        _reach(journal, response, following)
    return following


def finish(questionnaire: Questionnaire, member: Member) -> Response:
    """« J’ai terminé » : no more reminders. Answers can still be corrected until it closes."""
    with change(questionnaire.space, by=member) as journal:
        response = _response(journal, questionnaire, member)
        _reach(journal, response, path.END)
        _finish(journal, questionnaire, response)
        return response


def withdraw(questionnaire: Questionnaire, member: Member, code: str) -> None:
    """Take one answer back, with what it had given and nobody used yet."""
    _question(questionnaire, code)
    with change(questionnaire.space, by=member) as journal:
        response = _response(journal, questionnaire, member)
        for kept in response.answers.filter(question=code):
            _take_back(journal, questionnaire, kept)


def withdraw_all(questionnaire: Questionnaire, member: Member) -> None:
    with change(questionnaire.space, by=member) as journal:
        response = _response(journal, questionnaire, member)
        for kept in response.answers.all():
            _take_back(journal, questionnaire, kept)


def _keep(
    journal: Journal,
    questionnaire: Questionnaire,
    response: Response,
    code: str,
    one: tuple[Value, Shown],
    identity: UUID,
    files: attachments.Stored,
) -> Answer | None:
    question, (value, shown) = _question(questionnaire, code), one
    if shown.rank > questionnaire.cap(question).rank:
        raise Refused(_("Choisissez dans la liste qui peut voir votre réponse."), field="shown")
    kept = response.answers.filter(question=code).first()
    value = attachments.settled(journal, questionnaire, question, value, kept.value if kept else {}, files)
    topics = [question_topic(questionnaire, code), questionnaire.topic, *([WALL] if questionnaire.is_now else [])]
    if kept is None and value:
        row = Answer(id=identity, response=response, question=code, value=value, shown=shown)
        kept = journal.add(row, "answer.given", *topics)
    elif kept is not None:
        kind = "answer.changed" if value else "answer.withdrawn"
        journal.edit(kept, kind, *topics, value=value, shown=shown if value else Shown.NEVER)
    if kept is not None:
        giving.hand_over(journal, questionnaire, question, kept, response.member)
    return kept


def _finish(journal: Journal, questionnaire: Questionnaire, response: Response) -> None:
    if response.finished_at is None:
        journal.edit(response, "response.finished", questionnaire.topic, finished_at=questionnaire.space.now())


def _take_back(journal: Journal, questionnaire: Questionnaire, kept: Answer) -> None:
    topics = (question_topic(questionnaire, kept.question), questionnaire.topic)
    attachments.dropped(journal, questionnaire.asked.question(kept.question), kept.value)
    journal.edit(kept, "answer.withdrawn", *topics, value={}, shown=Shown.NEVER)
    giving.take_back(journal, kept)


def content_of(response: Response) -> dict[str, Value]:
    """What was answered so far, by question: what conditions look at."""
    return {row.question: row.value for row in response.answers.all()}


def _question(questionnaire: Questionnaire, code: str) -> Question:
    question = questionnaire.asked.question(code)
    if question is None or question.retired:
        raise Refused(_("Cette question n’est pas, ou plus, dans le questionnaire."), code="unknown_question")
    return question


def _response(journal: Journal, questionnaire: Questionnaire, member: Member) -> Response:
    """The person's response, made at the first step. Refuses when the questionnaire cannot be answered now."""
    # Two presses at once must find one row: the second waits here for the first to be kept.
    hold(member)
    fresh = Questionnaire.objects.get(pk=questionnaire.pk)
    if fresh.is_anonymous:
        raise Refused(_("Cette évaluation est anonyme : répondez-y depuis sa page."), code="anonymous")
    if not fresh.is_open:
        raise Refused(_("Ce questionnaire n’est pas ouvert. Demandez à l’équipe d’animation."), code="not_open")
    fresh.refuse_others(member)
    kept: Response | None = Response.objects.filter(questionnaire=fresh, member=member).first()
    if kept is None:
        return journal.add(Response(questionnaire=fresh, member=member), "response.started", fresh.topic)
    kept.member = member
    return kept


def _reach(journal: Journal, response: Response, code: str) -> None:
    """Remember where to resume. No event of its own: it tells of nothing that the answers do not."""
    if response.reached == code or response.finished_at:
        return
    response.reached = code
    response.stamp()
    response.save(update_fields=["reached", "version", "hlc", "origin"])
