"""Putting together two questions that ask the same. What one person gave counts once."""

from django.utils.translation import gettext as _

from essaim.base.errors import Refused
from essaim.questions.actions.asking import changing, give, keep_need
from essaim.questions.models import Answer, Echo, Question, Watch
from essaim.spaces.changes import Journal
from essaim.spaces.models import Member


def merge(question: Question, into: Question, member: Member) -> None:
    """The answers of `question`, and whoever shared it, go to `into`; its address leads there from now on."""
    if not member.can_facilitate():
        raise Refused(_("Seule l’équipe d’animation réunit deux questions."), code="team_only")
    told = {one.topic for one in (question, into)}
    with changing(question.space, member, "now", "question-echoes", *told) as journal:
        # The turn of this change is ours: what another of the team has just done is seen here.
        for one in (question, into):
            one.refresh_from_db()
        if question.pk == into.pk or question.deleted_at or into.deleted_at:
            raise Refused(_("L’une des deux n’est plus là. Revenez à la liste."), code="gone")
        if question.sent_at:
            raise Refused(
                _("Elle est orientée vers le DLA : gardez-la, et réunissez plutôt l’autre avec elle."), code="sent"
            )
        for said in Answer.objects.filter(question=question):
            journal.edit(said, "question.answer_moved", question=into)
        _share(journal, question, into)
        for earlier in Question.everything.filter(merged_into=question):
            journal.edit(earlier, "question.merged", merged_into=into)
        if question.relayed_at and not into.relayed_at:
            journal.edit(into, "question.relayed", relayed_at=question.relayed_at)
        journal.edit(question, "question.merged", merged_into=into)
        journal.remove(question, "question.removed")
        keep_need(journal, into)
        journal.find_anew(into)


def _share(journal: Journal, question: Question, into: Question) -> None:
    """Whoever asked it or had it too has the other one, and follows it when they followed this one."""
    had = set(Echo.objects.filter(question=question, is_given=True).values_list("member", flat=True))
    follow = set(Watch.objects.filter(question=question, is_given=True).values_list("member", flat=True))
    if question.author_id:
        had.add(question.author_id)
        if not Watch.objects.filter(question=question, member=question.author_id, is_given=False).exists():
            follow.add(question.author_id)
    people = Member.objects.in_bulk((had | follow) - {into.author_id})
    for pk in sorted(had & set(people)):
        made = Echo(id=Echo.identity(into, people[pk]), space=into.space, question=into, member=people[pk])
        give(journal, made, "question.echoed", is_given=True)
    asked_not_to = set(Watch.objects.filter(question=into, is_given=False).values_list("member", flat=True))
    for pk in sorted(follow & set(people) - asked_not_to):
        made_watch = Watch(
            id=Watch.of(into, people[pk]), created_at=into.space.now(), space=into.space, question=into,
            member=people[pk],
        )  # fmt: skip
        give(journal, made_watch, "question.watched", is_given=True)
