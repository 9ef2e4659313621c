"""What questions to the group say of themselves to the pages that show everything."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from essaim.base.blocks import Block, Heading, Listing, Paragraph, Provenance, Text
from essaim.questions.listing import Known, full, known
from essaim.questions.models import Answer
from essaim.questions.states import State
from essaim.spaces.activity import Production, ToDo
from essaim.spaces.models import Member, Space
from essaim.spaces.models.space import Phase
from essaim.spaces.pages import seat_path

FAQ, NEEDS = "A5", "14"


def place() -> tuple[str, str, str]:
    return (
        seat_path("questions:list"),
        _("Questions au groupe"),
        _("Demander, répondre : quelqu’un ici a peut-être la réponse"),
    )


def now_for(space: Space, member: Member) -> list[ToDo]:
    """To the team, what was relayed to it; to whoever asked, what was answered; to all, a question that waits."""
    if space.phase in (Phase.PREPARE, Phase.MEMORY) or not member.can_contribute():
        return []
    if member.can_facilitate():
        relayed = [one for one in known(space, Q(relayed_at__isnull=False)) if one.state == State.RELAYED]
        return [_one(space, relayed[0], 11, _("Une question vous est relayée"), _("Répondre"))] if relayed else []
    mine = [one for one in known(space, Q(author=member)) if one.is_open and one.answers]
    if mine:
        return [_one(space, mine[0], 14, _("On vous a répondu"), _("Lire la réponse"))]
    # During the day the hall leads; the list is one press away.
    if space.phase == Phase.DAY:
        return []
    answered = Exists(Answer.objects.filter(question=OuterRef("pk")))
    waiting = [one for one in known(space, ~Q(author=member), ~answered) if one.is_open]
    return [_one(space, waiting[0], 23, _("Une question attend le groupe"), _("Répondre"))] if waiting else []


def _one(space: Space, one: Known, rank: int, title: str, action: str) -> ToDo:
    text = space.group_questions.values_list("text", flat=True).get(pk=one.pk)
    return ToDo(rank, title, text, action, seat_path("questions:show", one.pk), 1)


def produced(space: Space) -> list[Production]:
    found = known(space)
    if not found:
        return []
    answered = sum(one.state == State.ANSWERED for one in found)
    said = ngettext("{n} question", "{n} questions", len(found)).format(n=len(found))
    if answered:
        said += ", " + ngettext("{n} répondue", "{n} répondues", answered).format(n=answered)
    latest = max(one.asked_at for one in found)
    return [Production(latest, _("Questions au groupe"), said, seat_path("questions:list"))]


def brief(space: Space) -> list[str]:
    found = known(space)
    answered = sum(one.state == State.ANSWERED for one in found)
    if not found:
        return []
    asked = ngettext("{n} question posée au groupe", "{n} questions posées au groupe", len(found)).format(n=len(found))
    if not answered:
        return [f"{asked}."]
    return [ngettext("{asked}, dont {n} répondue.", "{asked}, dont {n} répondues.", answered).format(
        asked=asked, n=answered)]  # fmt: skip


def report_blocks(space: Space, section: str, *, draft: bool) -> list[Block]:
    """What was answered, as an annex; what nobody could answer, among the needs to be passed on (section 14)."""
    if section == FAQ:
        return list(_answered(space))
    return _left(space, draft) if section == NEEDS else []


def _answered(space: Space) -> Iterable[Block]:
    """Each question with the answers retained by whoever asked, or by the team, and who chose to be credited."""
    asked = full(space, [one for one in known(space) if one.state == State.ANSWERED])
    retained = Answer.objects.filter(space=space, is_retained=True).order_by("created_at")
    answers: dict[object, list[Answer]] = {}
    for answer in retained.select_related("author__person", "author__structure"):
        answers.setdefault(answer.question_id, []).append(answer)
    for one in asked:
        yield Heading(2, one.row.text)
        yield from map(Paragraph, _paragraphs(one.row.detail))
        if one.known.echoes:
            n = one.known.echoes + 1
            said = ngettext("{n} personne se la posait.", "{n} personnes se la posaient.", n).format(n=n)
            yield Paragraph(Text(said, "italic"))
        for answer in answers[one.row.pk]:
            *others, last = _paragraphs(answer.text)
            yield from map(Paragraph, others)
            yield Paragraph(last, provenance=_source(answer))


def _source(answer: Answer) -> Provenance:
    who = _("Réponse de l’équipe d’animation") if answer.from_team else _("Réponse du groupe")
    authors = [answer.credited] if answer.credited and not answer.said_aloud else []
    return Provenance(who, anonymity="" if authors else "A1", authors=authors)


def _left(space: Space, draft: bool) -> list[Block]:
    """A published report prints what whoever asked agreed to send on; a draft prints all, to be agreed."""
    found = [one for one in full(space, known(space)) if one.known.state != State.ANSWERED]
    agreed = [one.row.text for one in found if one.row.may_be_sent or one.row.sent_at]
    others = [one.row.text for one in found if not (one.row.may_be_sent or one.row.sent_at)]
    if not found:
        return []
    blocks: list[Block] = [Heading(2, _("Questions restées sans réponse"))]
    blocks += [Listing(agreed)] if agreed else []
    if others and draft:
        waits = Provenance(_("Questions au groupe"), anonymity="A1", state="to_validate")
        said = _("À transmettre si la personne qui l’a posée est d’accord :")
        blocks += [Paragraph(said, provenance=waits), Listing(others)]
    elif others:
        said = ngettext(
            "{n} question reste dans le groupe.", "{n} questions restent dans le groupe.", len(others)
        ).format(n=len(others))
        blocks.append(Paragraph(said))
    return blocks


def _paragraphs(text: str) -> list[str]:
    return [part.strip() for part in text.replace("\r\n", "\n").split("\n\n") if part.strip()]
