"""Talking about a page beside its text: threads, about some words or about all of it; settled, opened again."""

import re
from collections.abc import Iterable
from uuid import UUID

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from essaim.base.errors import Refused
from essaim.base.text import fold
from essaim.pages import following
from essaim.pages.models import Comment, Page, Thread
from essaim.spaces.changes import change
from essaim.spaces.models import Member

MOST_COMMENTS = 200
_AT = re.compile(r"(?:^|(?<=[\s(«\u00a0\u202f]))@")


def comment(page: Page, member: Member, text: str, *, thread: UUID | None, quote: str, input_id: UUID) -> Comment:
    """Say something; the identity of a thread is born in the browser, with the highlight it stands beside."""
    with change(page.space, by=member) as journal:
        found = Thread.everything.filter(pk=thread).first() if thread else None
        if found is not None and found.page_id != page.pk:
            raise Refused(_("Cette conversation est celle d’une autre page. Rechargez celle-ci."), code="foreign")
        if found is None:
            found = Thread(**({"id": thread} if thread else {}), space=page.space, page=page, quote=quote)
            journal.add(found, "page.thread_opened")
        if found.comments.count() >= MOST_COMMENTS:
            raise Refused(_("Cette conversation est très longue : ouvrez-en une autre."))
        made = Comment(id=input_id, thread=found, author=member, text=text)
        kept = journal.add(made, "page.commented", page.topic)
        if kept is made:
            if found.resolved_at is not None:
                journal.edit(found, "page.thread_reopened", resolved_at=None, resolved_by=None)
            people = page.space.members.select_related("person")
            following.commented(journal, page, member, text, named_in(text, people) if "@" in text else [])
    return kept


def settle(thread: Thread, member: Member, *, is_resolved: bool) -> None:
    with change(thread.space, by=member) as journal:
        at, by = (thread.space.now(), member) if is_resolved else (None, None)
        kind = "page.thread_resolved" if is_resolved else "page.thread_reopened"
        if (thread.resolved_at is not None) != is_resolved:
            journal.edit(thread, kind, thread.page.topic, resolved_at=at, resolved_by=by)


def withdraw(said: Comment, member: Member) -> None:
    """Take one's own words back; a thread without any goes."""
    if not said.is_withdrawn_by(member):
        raise Refused(_("Seule la personne qui l’a écrit, ou l’équipe d’animation, peut le retirer."), code="not_yours")
    with change(said.thread.space, by=member) as journal:
        journal.remove(said, "page.comment_withdrawn", said.thread.page.topic)
        if not said.thread.comments.exists():
            journal.remove(said.thread, "page.thread_removed", said.thread.page.topic)


def threads_of(page: Page) -> list[Thread]:
    """Open ones first, each with its comments and their authors."""
    said = Comment.objects.select_related("author__person").order_by("created_at", "id")
    found = page.threads.select_related("resolved_by__person").prefetch_related(
        Prefetch("comments", queryset=said, to_attr="said")
    )
    return sorted(found.order_by("created_at"), key=lambda one: one.resolved_at is not None)


def share_threads(page: Page) -> list[Thread]:
    """The same, made once for the page and for the live part it holds."""
    shown = page.space.shown
    if (Thread, page.pk) not in shown:
        shown[Thread, page.pk] = threads_of(page)
    threads: list[Thread] = shown[Thread, page.pk]
    return threads


def named_in(text: str, members: Iterable[Member]) -> list[Member]:
    """Whom « @Prénom » names: the longest name that fits. Two people of the same name are both told."""
    folded: dict[str, list[Member]] = {}
    for member in members:
        name = fold(member.name)
        for key in {name, name.split(" ")[0]}:
            folded.setdefault(key, []).append(member)
    named: dict[UUID, Member] = {}
    for found in _AT.finditer(text):
        after = fold(text[found.end() : found.end() + 100])
        fitting = [name for name in folded if name and _starts_with(after, name)]
        for member in folded[max(fitting, key=len)] if fitting else []:
            named[member.pk] = member
    return list(named.values())


def _starts_with(text: str, name: str) -> bool:
    return text.startswith(name) and not text[len(name) : len(name) + 1].isalnum()
