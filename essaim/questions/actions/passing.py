"""Passing a question on: to the team, then to the commissioner; and following it."""

from django.utils.translation import gettext as _

from essaim.base.errors import Refused
from essaim.base.hours import moment_text
from essaim.questions.actions.asking import changing, happened, keep_need
from essaim.questions.models import Question, Watch
from essaim.spaces.changes import change
from essaim.spaces.models import Member
from essaim.spaces.models.space import Phase


def relay(question: Question, member: Member) -> None:
    """Ask the team, once the group had its time: whoever asked, or the team. Relayed twice, it is once."""
    if not question.is_changed_by(member):
        raise Refused(
            _("Seule la personne qui a posé la question, ou l’équipe d’animation, peut la relayer."), code="not_yours"
        )
    with changing(question.space, member, question.topic, "now") as journal:
        done, is_live = happened(question), question.space.phase == Phase.DAY
        if done.is_relayed:
            return
        if not done.may_be_relayed(question.space.now(), is_live=is_live):
            when = done.relayed_from(is_live=is_live)
            raise Refused(
                _("Le groupe a encore le temps de répondre. À relayer à partir du {when}.").format(
                    when=moment_text(when)
                ),
                code="too_early",
            )
        journal.edit(question, "question.relayed", relayed_at=question.space.now())


def send_on(question: Question, member: Member) -> None:
    """Turn it to the DLA, with the agreement of whoever asked; it becomes a need to be passed on."""
    if member.pk != question.author_id and not (member.can_facilitate() and question.may_be_sent):
        raise Refused(
            _("La personne qui l’a posée n’a pas dit que sa question pouvait partir au DLA. Demandez-le-lui."),
            code="no_consent",
        )
    with changing(question.space, member, question.topic, "now") as journal:
        done = happened(question)
        if done.is_sent:
            return
        if not done.may_be_sent():
            raise Refused(_("Relayez d’abord la question à l’équipe d’animation."), code="too_early")
        journal.edit(question, "question.sent_on", sent_at=question.space.now(), may_be_sent=True)
        keep_need(journal, question)


def watch(member: Member, question: Question | None, *, is_on: bool) -> None:
    """Follow a question, or all of them; or no longer. Whoever asked follows it by itself."""
    identity = Watch.of(question, member)
    with change(member.space, by=member) as journal:
        kept = Watch.objects.filter(pk=identity).first()
        if kept is not None:
            journal.edit(kept, "question.watched", is_given=is_on)
        else:
            journal.add(
                Watch(
                    id=identity, created_at=member.space.now(), space=member.space, question=question, member=member,
                    is_given=is_on,
                ),
                "question.watched",
            )  # fmt: skip


def watches(member: Member, question: Question | None) -> bool:
    """Whoever asked does, until they say otherwise."""
    said: Watch | None = Watch.objects.filter(space=member.space_id, member=member, question=question).first()
    if said is not None:
        return said.is_given
    return question is not None and bool(question.author_id == member.pk)
