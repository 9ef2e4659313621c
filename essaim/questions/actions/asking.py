"""Asking the group, changing one's question, saying « moi aussi »."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from uuid import UUID

from django.utils.translation import gettext as _

from essaim.base.errors import Refused
from essaim.base.text import fold
from essaim.people.models import Person
from essaim.questions.models import Answer, Echo, Given, Question, Signing
from essaim.questions.states import Happened, State
from essaim.runs.actions import WALL
from essaim.runs.actions import mine_topic as run_mine
from essaim.runs.actions import topic as run_topic
from essaim.runs.now import live_runs
from essaim.spaces import handovers
from essaim.spaces.changes import Journal, change, to_member
from essaim.spaces.models import Member, Space
from essaim.spaces.models.space import Phase

TOPIC = "questions"
METHOD = "short_input"


def is_written(space: Space) -> bool:
    """A memory is read only."""
    return space.phase != Phase.MEMORY


@contextmanager
def changing(
    space: Space, member: Member, *topics: str, quiet_for: tuple[Member | None, ...] = ()
) -> Iterator[Journal]:
    """One change, followed by the lists and by the input during which questions are asked. Nothing in a memory.

    `quiet_for`: the only people whose own part of that input changes; the others read it in the common part.
    """
    if not is_written(space):
        raise Refused(_("Cet espace est devenu une mémoire : on n’y écrit plus. Tout se relit."), code="memory")
    with change(space, by=member) as journal:
        runs = [run for run in live_runs(space) if run.method == METHOD]
        for run in runs:
            mine = [to_member(run_mine(run), one) for one in quiet_for if one] if quiet_for else [run_mine(run)]
            journal.touch(run_topic(run), WALL, *mine)
        journal.touch(TOPIC, *topics)
        yield journal


def ask(
    member: Member,
    text: str,
    *,
    detail: str = "",
    signing: str = Signing.NAME,
    alias: str = "",
    about: UUID | None = None,
    asked_in: UUID | None = None,
    may_be_sent: bool = False,
    input_id: UUID,
) -> Question:
    """Ask; sent twice, it is the same question."""
    alias = checked_alias(member, signing, alias)
    with changing(member.space, member, "now") as journal:
        return journal.add(
            Question(
                id=input_id, created_at=member.space.now(), space=member.space, author=member, text=text, detail=detail,
                signing=signing, alias=alias, about=about, asked_in=asked_in, may_be_sent=may_be_sent,
            ),
            "question.asked",
        )  # fmt: skip


def revise(question: Question, member: Member, **given: object) -> None:
    """Change what is given among text, detail, signing, alias, about and may_be_sent.

    Only whoever asked says how it is signed and whether it may go on to the commissioner.
    """
    _changed_by(question, member)
    if member.pk != question.author_id:
        given = {name: value for name, value in given.items() if name in ("text", "detail", "about")}
    if "signing" in given:
        given["alias"] = checked_alias(member, str(given["signing"]), str(given.get("alias", "")))
    with changing(question.space, member, question.topic) as journal:
        journal.edit(question, "question.revised", **given)


def remove(question: Question, member: Member) -> None:
    """Take it away. Once somebody answered, only the team does: the answers go with it."""
    _changed_by(question, member)
    if not member.can_facilitate() and Answer.objects.filter(question=question).exclude(author=member).exists():
        raise Refused(
            _("On vous a répondu : demandez à l’équipe d’animation de la retirer, la réponse part avec."),
            code="answered",
        )
    with changing(question.space, member, question.topic, "now") as journal:
        journal.remove(question, "question.removed")
        keep_need(journal, question)


def echo(question: Question, member: Member, *, is_given: bool) -> None:
    """Say « moi aussi », or take it back; said twice it counts once. One's own question has one's voice already."""
    if member.pk == question.author_id:
        raise Refused(_("C’est votre question : votre voix compte déjà."), code="own")
    own = to_member("question-echoes", member)
    with changing(question.space, member, question.topic, own, quiet_for=(member, question.author)) as journal:
        question = kept(journal, question)
        if member.pk == question.author_id:
            return
        made = Echo(id=Echo.identity(question, member), space=question.space, question=question, member=member)
        give(journal, made, "question.echoed", is_given=is_given)


def kept(journal: Journal, question: Question) -> Question:
    """Inside the change: this question, or the one it was put together with while somebody was writing to it."""
    into: Question | None = Question.objects.filter(merged=question.pk).first()
    if into is None:
        return question
    into.space = question.space
    journal.touch(into.topic)
    return into


def give(journal: Journal, made: Given, kind: str, *, is_given: bool) -> None:
    """Keep what one person gives once, or what they take back."""
    kept = type(made).objects.filter(pk=made.pk).first()
    if kept is not None:
        journal.edit(kept, kind, is_given=is_given)
    elif is_given:
        journal.add(made, kind)


def happened(question: Question) -> Happened:
    """What was done about it, read now."""
    answers = Answer.objects.filter(question=question).values_list("from_team", "is_retained")
    return happened_to(question, answers)


def happened_to(question: Question, answers: Iterable[tuple[bool, bool]]) -> Happened:
    """The same from its answers: whether each is the team's, whether it is retained."""
    known = list(answers)
    return Happened(
        asked_at=question.created_at,
        heard=sum(not from_team for from_team, _retained in known),
        retained=sum(retained for _from_team, retained in known),
        is_relayed=question.relayed_at is not None,
        is_sent=question.sent_at is not None,
    )


def keep_need(journal: Journal, question: Question) -> None:
    """A need is offered to whoever passes needs on, as long as the question is turned to the DLA."""
    if question.deleted_at is None and happened(question).state == State.SENT:
        told = {"label": _("Question au groupe")}
        handovers.offer(journal, "need", question.text, source=question, data=told)
    else:
        handovers.withdraw(journal, question, kind="need")


def checked_alias(member: Member, signing: str, alias: str) -> str:
    """Another name must not be somebody's."""
    if signing != Signing.ALIAS:
        return ""
    if not alias:
        raise Refused(_("Écrivez le nom à montrer, ou choisissez « Sans nom »."), field="alias")
    if Person.objects.filter(memberships__space=member.space, folded=fold(alias)).exclude(pk=member.person_id).exists():
        raise Refused(_("Quelqu’un du groupe s’appelle ainsi : choisissez un autre nom."), field="alias")
    return alias


def _changed_by(question: Question, member: Member) -> None:
    if not question.is_changed_by(member):
        raise Refused(_("Seule la personne qui l’a posée, ou l’équipe d’animation, peut la changer."), code="not_yours")
