from typing import Any
from uuid import UUID

from django.db.models import Count, Q
from django.http import Http404
from django.template.loader import render_to_string

from essaim.live.parts import EVERYONE, PERSON, WALL, Part, PartContext, topics
from essaim.questions.about import about
from essaim.questions.actions.asking import happened_to, is_written
from essaim.questions.fitting import fitting
from essaim.questions.listing import full, known, listed
from essaim.questions.models import Answer, Echo, Question, Thanks
from essaim.questions.states import State
from essaim.spaces.models import Space
from essaim.spaces.models.space import Phase

ON_WALL = 13


def questions(context: PartContext) -> str:
    """The open ones; the rest is one press away. « Moi aussi » is pressed here: who said it is told apart."""
    page = {"listing": listed(context.space), "writes": is_written(context.space)}
    return render_to_string("questions/_list.html", page)


def echoed(context: PartContext) -> str:
    """To one person: what they said « moi aussi » to, and what they asked."""
    said = Echo.objects.filter(space=context.space, member=context.member, is_given=True)
    own = context.space.group_questions.filter(author=context.member)
    page = {
        "said": said.values_list("question", flat=True),
        "own": own.values_list("pk", flat=True),
    }
    return render_to_string("questions/_echoed.html", page)


def question(context: PartContext) -> str:
    """All of one question, as one person may act on it."""
    rows: Any = context.space.group_questions.select_related("author__person", "author__structure")
    found: Question | None = rows.filter(pk=context.key).first()
    if found is None:
        kept = Question.objects.filter(space=context.space, merged__pk=context.key).first()
        if kept is None:
            raise Http404
        return render_to_string("questions/_merged.html", {"question": kept})
    found.space = context.space
    return render_to_string("questions/_talk.html", _talk(context, found))


def _talk(context: PartContext, found: Question) -> dict[str, Any]:
    member, space = context.member, context.space
    rows: Any = Answer.objects.filter(question=found).select_related("author__person", "author__structure")
    given = Count("thanks", filter=Q(thanks__is_given=True, thanks__deleted_at=None))
    answers = list(rows.annotate(n=given).order_by("-is_retained", "-n", "created_at"))
    happened = happened_to(found, [(one.from_team, one.is_retained) for one in answers])
    thanked = set(
        Thanks.objects.filter(answer__in=answers, member=member, is_given=True).values_list("answer", flat=True)
    )
    echoes = Echo.objects.filter(question=found, is_given=True)
    is_live, writes = space.phase == Phase.DAY, member.can_contribute() and is_written(space)
    is_mine = found.author_id == member.pk
    steers = writes and found.is_changed_by(member)
    return {
        "question": found, "member": member, "team": member.can_facilitate(), "writes": writes, "is_mine": is_mine,
        "steers": steers, "state": happened.state, "about": about(space, found.about),
        "others": found.other_words(), "echoes": echoes.count(), "has_echoed": echoes.filter(member=member).exists(),
        "answers": [(one, one.pk in thanked, writes and one.is_changed_by(member)) for one in answers],
        "may_relay": steers and happened.may_be_relayed(space.now(), is_live=is_live),
        "relay_from": happened.relayed_from(is_live=is_live) if steers and happened.state == State.ASKED else None,
        "may_send": steers and happened.may_be_sent() and (is_mine or found.may_be_sent),
    }  # fmt: skip


def wall_page(space: Space) -> dict[str, Any]:
    """The open ones, large, without names."""
    found = known(space)
    waiting = [one for one in found if one.is_open]
    asked = fitting(full(space, waiting[:ON_WALL]))
    return {
        "asked": asked, "more": len(waiting) - len(asked), "open": len(waiting),
        "answered": sum(one.state == State.ANSWERED for one in found),
    }  # fmt: skip


def wall(context: PartContext) -> str:
    return render_to_string("questions/_wall.html", wall_page(context.space))


def questions_about(context: PartContext) -> str:
    """Beside what it is about: how many were asked, and where to ask one."""
    try:
        key = UUID(context.key)
    except ValueError:
        raise Http404 from None
    count = context.space.group_questions.filter(about=key).count()
    page = {"key": key, "count": count, "writes": is_written(context.space)}
    return render_to_string("questions/_about.html", page)


PARTS = [
    Part("questions", EVERYONE, topics("questions"), questions),
    Part("questions-echoed", PERSON, topics("question-echoes"), echoed),
    Part("question", PERSON, topics("question:{}"), question),
    Part("questions-wall", WALL, topics("questions"), wall),
    Part("questions-about", EVERYONE, topics("questions"), questions_about),
]
