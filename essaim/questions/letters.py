"""Letters about questions: to whoever asked, when somebody answers; to those who follow, of what is new.

What is new is read from the rows since the last letter: nothing is queued, so nothing is told twice.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.utils import translation
from django.utils.translation import gettext as _

from essaim.base.db import writing
from essaim.questions.models import Answer, Question, Told, Watch
from essaim.spaces.addresses import public_address
from essaim.spaces.invitations import letter
from essaim.spaces.models import Member, Space

PAUSE = timedelta(minutes=10)
"""A letter waits until nothing more was said for this long, an hour at most; then not another one within the hour."""
MOST_WAIT = timedelta(hours=1)
LATE = timedelta(days=3)
"""What could not be told in that time is not told long after."""
MOST_LINES = 20


@dataclass(frozen=True)
class News:
    """A question, or an answer to it."""

    question: Question
    answer: Answer | None
    at: datetime

    @property
    def by(self) -> UUID | None:
        return (self.answer or self.question).author_id


def tick(space: Space) -> None:
    now = space.now()
    news = _news(space, now)
    if not news:
        return
    for pk, told in _for_each(space, news).items():
        first, last = told[0].at, told[-1].at
        if last <= now - PAUSE or first <= now - MOST_WAIT:
            _send(space, pk, now)


def _news(space: Space, now: datetime) -> list[News]:
    recent = {"space": space, "created_at__gt": now - LATE, "created_at__lte": now}
    answers = Answer.objects.filter(**recent, question__deleted_at=None).select_related("question", "author__person")
    found = [News(one.question, one, one.created_at) for one in answers]
    found += [
        News(one, None, one.created_at) for one in Question.objects.filter(**recent).select_related("author__person")
    ]
    return sorted(found, key=lambda one: one.at)


def _for_each(space: Space, news: list[News]) -> dict[UUID, list[News]]:
    """What each person follows, did not say themselves, and was not told yet."""
    by_all: dict[UUID, datetime] = {}
    on: dict[UUID, dict[UUID, datetime]] = defaultdict(dict)
    off: set[tuple[UUID, UUID]] = set()
    for watch in Watch.objects.filter(space=space):
        if watch.question_id is None:
            if watch.is_given:
                by_all[watch.member_id] = watch.created_at
        elif watch.is_given:
            on[watch.question_id][watch.member_id] = watch.created_at
        else:
            off.add((watch.question_id, watch.member_id))
    told = dict(Told.objects.filter(member__space=space).values_list("member", "at"))
    found: dict[UUID, list[News]] = defaultdict(list)
    for one in news:
        followers = {**by_all, **on[one.question.pk]}
        if one.answer and one.question.author_id and (one.question.pk, one.question.author_id) not in off:
            followers[one.question.author_id] = one.question.created_at
        for member, since in followers.items():
            is_off = (one.question.pk, member) in off and member not in by_all
            if member != one.by and not is_off and one.at > max(since, told.get(member, since)):
                found[member].append(one)
    return found


def _send(space: Space, pk: UUID, now: datetime) -> None:
    with writing():
        # The turn of this change is ours: what another process has just told is seen here.
        last = Told.objects.filter(member_id=pk).first()
        if last is not None and timedelta() <= now - last.at < MOST_WAIT:
            return
        member = Member.objects.select_related("person").filter(pk=pk).first()
        news = _for_each(space, _news(space, now)).get(pk, [])
        if not news:
            return
        Told.objects.update_or_create(member_id=pk, defaults={"at": now})
        if member is None or not member.person.email:
            return
        with translation.override(member.person.language):
            subject = _("Du nouveau dans les questions : {title}").format(title=space.title)[:200]
            letter(space, member, address=public_address(), subject=subject, text=_text(news, member))


def _text(news: list[News], member: Member) -> str:
    by_question: dict[UUID, list[News]] = defaultdict(list)
    for one in news:
        by_question[one.question.pk].append(one)
    lines: list[str] = []
    for told in list(by_question.values())[:MOST_LINES]:
        question = told[0].question
        mine = question.author_id == member.pk
        lines.append(_("Votre question : {text}").format(text=question.text) if mine else f"« {question.text} »")
        lines += [f"  - {_said(one)}" for one in told][:MOST_LINES]
    if len(by_question) > MOST_LINES:
        lines.append(_("… et {n} autres questions.").format(n=len(by_question) - MOST_LINES))
    # The letter fills {name} and {link} in: what people wrote holds no such place.
    said = "\n".join(lines).replace("{", "(").replace("}", ")")
    start = _("Bonjour {name},\n\nDans « {title} » :\n\n")
    end = _(
        "\n\nPour y aller : {link}\nÉcrits, puis Questions au groupe.\n\n"
        "Vous recevez cette lettre parce que vous avez posé cette question, ou que vous suivez celles du groupe. "
        "Elle part une fois par heure au plus. Pour ne plus en recevoir, ouvrez la question, puis « Ne plus suivre ».\n"
    )
    return start + said + end


def _said(news: News) -> str:
    if news.answer is None:
        return _("nouvelle question")
    who = news.answer.signed or _("quelqu’un du groupe")
    text = " ".join(news.answer.text.split())[:300]
    return _("{who} répond : {text}").format(who=who, text=text)
