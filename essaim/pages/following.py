"""Following pages: who is told of what, by one letter at a time; and what is new to each."""

import threading
from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import Max, Min, Q
from django.utils import translation
from django.utils.translation import gettext as _

from essaim.base import clock
from essaim.base.db import writing
from essaim.documents.models import Document
from essaim.pages.models import Digest, News, Notice, Page, Seen, Watch
from essaim.spaces.changes import Journal, change
from essaim.spaces.invitations import letter
from essaim.spaces.models import Member, Space

PAUSE = timedelta(minutes=10)
"""A letter waits until nothing more happened for this long, an hour at most; then not another one within the hour."""
MOST_WAIT = timedelta(hours=1)
MOST_LINES = 40
MOST_SEEN = 20_000


def watch(member: Member, page: Page | None, *, on: bool) -> None:
    """Follow a page, or all of them (`page` none); or no longer."""
    found = Watch.objects.filter(space=member.space, member=member, page=page).first()
    if (found is not None) == on:
        return
    with change(member.space, by=member) as journal:
        if found is not None:
            journal.remove(found, "page.unwatched")
        else:
            journal.add(Watch(space=member.space, member=member, page=page), "page.watched")


def watches(member: Member, page: Page | None) -> bool:
    return Watch.objects.filter(space=member.space, member=member, page=page).exists()


def written(document: Document, members: Collection[UUID]) -> None:
    """Writing paused in a page: those who follow it, and did not write, will be told."""
    page = Page.objects.select_related("document", "space").filter(pk=document.pk).first()
    if page is None:
        return
    writers = Member.objects.filter(pk__in=members).select_related("person").order_by("person__folded")
    who = ", ".join(member.name for member in writers)[:200]
    with writing():
        _mark([(member.pk, page.pk) for member in writers], page.space.now())
        notify(page, _followers(page, but=members), News.WRITTEN, who=who, text="", at=page.space.now())


def commented(journal: Journal, page: Page, author: Member, text: str, named: Iterable[Member]) -> None:
    """Someone spoke of a page; inside the change. Who is named is told so, whoever follows the page is told of it."""
    now, said = journal.space.now(), " ".join(text.split())[:300]
    told = {member.pk for member in named if member.pk != author.pk and page.document.can_open(member)}
    notify(page, told, News.MENTION, who=author.name, text=said, at=now)
    notify(page, _followers(page, but=[author.pk, *told]), News.COMMENT, who=author.name, text=said, at=now)


def notify(page: Page, members: Iterable[UUID], kind: str, *, who: str, text: str, at: datetime) -> None:
    """In the caller's transaction. Writing again in a page before the letter leaves is the same news."""
    members = set(members)
    if kind == News.WRITTEN:
        Notice.objects.filter(page=page, kind=kind, member__in=members).delete()
    Notice.objects.bulk_create(
        Notice(member_id=member, page=page, kind=kind, who=who[:200], text=text, at=at) for member in members
    )


def tick(space: Space) -> None:
    """Write to whoever has news that rested long enough; keep what was seen."""
    keep_seen()
    now = space.now()
    waiting = Notice.objects.filter(member__space=space).values("member").annotate(first=Min("at"), last=Max("at"))
    for one in waiting:
        if one["last"] <= now - PAUSE or one["first"] <= now - MOST_WAIT:
            _send(space, one["member"], now)


def _send(space: Space, pk: UUID, now: datetime) -> None:
    member = Member.objects.select_related("person").filter(pk=pk).first()
    with writing():
        digest = Digest.objects.filter(member_id=pk).first()
        if digest is not None and now - digest.sent_at < MOST_WAIT:
            return
        news = list(Notice.objects.filter(member_id=pk).select_related("page__document").order_by("at"))
        if not news:
            return
        Notice.objects.filter(pk__in=[one.pk for one in news]).delete()
        readable = [
            one for one in news if member and one.page.deleted_at is None and one.page.document.can_open(member)
        ]
        if member is None or not member.person.email or not readable:
            return
        Digest.objects.update_or_create(member_id=pk, defaults={"sent_at": now})
        with translation.override(member.person.language):
            subject = _("Du nouveau dans les pages : {title}").format(title=space.title)[:200]
            address = settings.PUBLIC_URL or "http://localhost:8000"
            letter(space, member, address=address, subject=subject, text=_letter(readable))


def _letter(news: list[Notice]) -> str:
    by_page: dict[UUID, list[Notice]] = {}
    for one in news:
        by_page.setdefault(one.page_id, []).append(one)
    lines: list[str] = []
    for notices in list(by_page.values())[:MOST_LINES]:
        lines.append(f"« {notices[0].page.title} »")
        lines += [f"  - {_told(one)}" for one in notices[:MOST_LINES]]
    more = len(by_page) - MOST_LINES
    if more > 0:
        lines.append(_("… et {n} autres pages.").format(n=more))
    # The letter fills {name} and {link} in: what people wrote holds no such place.
    said = "\n".join(lines).replace("{", "(").replace("}", ")")
    start = _("Bonjour {name},\n\nDepuis la dernière lettre, dans « {title} » :\n\n")
    end = _(
        "\n\nPour y aller : {link}\nÉcrits, puis Pages.\n\n"
        "Vous recevez cette lettre parce que vous suivez ces pages, ou qu’on vous y nomme. "
        "Elle part une fois par heure au plus. Pour ne plus suivre une page, ouvrez-la, puis « Suivre, renommer… ».\n"
    )
    return start + said + end


def _told(notice: Notice) -> str:
    who = notice.who or _("quelqu’un")
    if notice.kind == News.MENTION:
        return _("{who} vous nomme : {text}").format(who=who, text=notice.text)
    if notice.kind == News.COMMENT:
        return _("{who} commente : {text}").format(who=who, text=notice.text)
    return _("{who} a écrit").format(who=who)


def _followers(page: Page, *, but: Collection[UUID]) -> set[UUID]:
    found = Watch.objects.filter(Q(page=page) | Q(page=None), space=page.space).select_related("member")
    return {
        one.member_id
        for one in found.exclude(member__in=but)
        if one.member.deleted_at is None and page.document.can_open(one.member)
    }


# What is new to each


class _SeenSoon:
    """Pages seen since the last beat. A page is read far more often than written: marks are kept together, later."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: dict[tuple[UUID, UUID], datetime] = {}

    def add(self, member: UUID, page: UUID, at: datetime) -> None:
        with self._lock:
            if len(self._waiting) < MOST_SEEN:
                self._waiting[member, page] = at

    def of(self, member: UUID) -> set[UUID]:
        with self._lock:
            return {page for one, page in self._waiting if one == member}

    def take(self) -> dict[tuple[UUID, UUID], datetime]:
        with self._lock:
            taken, self._waiting = self._waiting, {}
            return taken


seen_soon = _SeenSoon()


def saw(member: UUID, page: UUID) -> None:
    """Note that someone opened a page; kept at the next beat, and known to this process at once."""
    seen_soon.add(member, page, clock.now())


def keep_seen() -> None:
    """Write down what was seen, of the pages that had something new only."""
    by_member: dict[UUID, dict[UUID, datetime]] = {}
    for (member, page), at in seen_soon.take().items():
        by_member.setdefault(member, {})[page] = at
    for pk, pages in by_member.items():
        member = Member.objects.select_related("space").filter(pk=pk).first()
        fresh = new_among(member, pages, with_soon=False) if member else set()
        if not member or not fresh:
            continue
        with writing():
            _mark([(pk, page) for page in fresh], member.space.now())


def _mark(pairs: Iterable[tuple[UUID, UUID]], at: datetime) -> None:
    Seen.objects.bulk_create(
        [Seen(member_id=member, page_id=page, at=at) for member, page in pairs],
        update_conflicts=True,
        unique_fields=["member", "page"],
        update_fields=["at"],
    )


def new_among(member: Member, pages: Collection[UUID], *, with_soon: bool = True) -> set[UUID]:
    """Those of `pages` that others wrote in since this person last saw them, or joined."""
    asked = set(pages) - (seen_soon.of(member.pk) if with_soon else set())
    if not asked:
        return set()
    since = _since(member)
    wrote = Document.objects.filter(space=member.space, pk__in=asked, edited_at__gt=since)
    edited = dict(wrote.values_list("pk", "edited_at"))
    if not edited:
        return set()
    seen = dict(Seen.objects.filter(member=member, page__in=edited).values_list("page_id", "at"))
    return {page for page, at in edited.items() if at > seen.get(page, since)}


def see_all(member: Member) -> None:
    """Nothing is new any more."""
    seen_soon.take()
    with writing():
        Seen.objects.filter(member=member, page__isnull=False).delete()
        Seen.objects.update_or_create(member=member, page=None, defaults={"at": member.space.now()})


def _since(member: Member) -> datetime:
    all_seen = Seen.objects.filter(member=member, page=None).first()
    return all_seen.at if all_seen else member.created_at
