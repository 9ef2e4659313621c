"""Answering, thanking, retaining what answers."""

from uuid import UUID

from django.utils.translation import gettext as _

from essaim.base.errors import Refused
from essaim.questions.actions.asking import changing, checked_alias, give, happened, keep_need, kept
from essaim.questions.models import Answer, Question, Signing, Thanks
from essaim.spaces.changes import to_member
from essaim.spaces.models import Member


def answer(
    question: Question,
    member: Member,
    text: str,
    *,
    signing: str = Signing.NAME,
    alias: str = "",
    said_aloud: bool = False,
    input_id: UUID,
) -> Answer:
    """Answer; sent twice, it counts once. The team waits for the group, unless it writes down what was said aloud."""
    aloud = said_aloud and member.can_facilitate()
    alias = checked_alias(member, signing, alias)
    told = [to_member("now", question.author)] if question.author else []
    with changing(question.space, member, question.topic, *told) as journal:
        # The turn of this change is ours: what somebody else has just answered is seen here.
        question = kept(journal, question)
        if member.can_facilitate() and not aloud and not happened(question).hears_team():
            raise Refused(
                _("Le groupe répond d’abord. L’équipe répond ensuite, ou quand la question lui est relayée."),
                code="group_first",
            )
        said = journal.add(
            Answer(
                id=input_id, created_at=question.space.now(), space=question.space, question=question, author=member,
                text=text, signing=Signing.NONE if aloud else signing, alias="" if aloud else alias, said_aloud=aloud,
                from_team=member.can_facilitate() and not aloud,
            ),
            "question.answered",
        )  # fmt: skip
        journal.find_anew(question)
    return said


def change_answer(said: Answer, member: Member, text: str) -> None:
    _changed_by(said, member)
    with changing(said.space, member, said.question.topic) as journal:
        journal.edit(said, "question.answer_changed", text=text)
        journal.find_anew(said.question)


def withdraw_answer(said: Answer, member: Member) -> None:
    """Take an answer away: whoever wrote it, and the team."""
    _changed_by(said, member)
    with changing(said.space, member, said.question.topic, "now") as journal:
        journal.remove(said, "question.answer_removed")
        keep_need(journal, said.question)
        journal.find_anew(said.question)


def thank(said: Answer, member: Member, *, is_given: bool) -> None:
    """Say « merci », or take it back; said twice it counts once. Nobody thanks themselves."""
    if member.pk == said.author_id and not said.said_aloud:
        raise Refused(_("C’est votre réponse : merci à vous !"), code="own")
    with changing(said.space, member, said.question.topic) as journal:
        made = Thanks(id=Thanks.identity(said, member), space=said.space, answer=said, member=member)
        give(journal, made, "question.thanked", is_given=is_given)


def retain(said: Answer, member: Member, *, is_retained: bool) -> None:
    """Whoever asked says that this answers them; so may the team. Several answers may complete each other."""
    if not said.question.is_changed_by(member):
        raise Refused(
            _("Seule la personne qui a posé la question, ou l’équipe d’animation, peut retenir une réponse."),
            code="not_yours",
        )
    with changing(said.space, member, said.question.topic, "now") as journal:
        journal.edit(said, "question.retained", is_retained=is_retained)
        keep_need(journal, said.question)


def _changed_by(said: Answer, member: Member) -> None:
    if not said.is_changed_by(member):
        raise Refused(
            _("Seule la personne qui l’a écrite, ou l’équipe d’animation, peut la changer."), code="not_yours"
        )
