"""Where pages stand: born at the end, moved by one gesture. Never in a circle, never out of reach."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db import connection, models
from django.utils.translation import gettext as _

from essaim.base.errors import Refused
from essaim.base.order import between
from essaim.documents.models import Document
from essaim.pages.models import Page, PageTitle
from essaim.pages.tree import DEEPEST, Branch, mended
from essaim.spaces.changes import Journal, change
from essaim.spaces.models import Member, Space

TOPIC = "pages"
UP, DOWN, IN, OUT = "up", "down", "in", "out"


def born(journal: Journal, document: Document) -> Page:
    """The page of a new document, after all others; inside the change that makes it."""
    page = Page(id=document.pk, space=journal.space, document=document, place=_last_place(journal.space, None))
    journal.add(page, "page.created", TOPIC)
    journal.add(PageTitle(space=journal.space, page=page, title=document.title), "page.titled")
    return page


def put(
    journal: Journal, page: Page, parent: Page | None, before: Page | None = None, *, kind: str = "page.placed"
) -> None:
    """Put `page` under `parent`, before `before` or last; inside a change. Refuses a circle, and too many levels.

    What was looked at before this turn may have moved or gone meanwhile: it is looked at again.
    """
    wait_for_turn(journal.space)
    page, parent, before = _still(page), parent and _still(parent), before and _still(before)
    if before is not None and before.parent_id != (parent.pk if parent else None):
        raise Refused(_("Les pages ont bougé entre-temps. Rechargez la liste et recommencez."))
    above = [parent.pk, *lineage(parent)] if parent else []
    if page.pk in above:
        raise Refused(_("Une page ne peut pas aller sous elle-même."), field="under")
    if len(above) + height(page) > DEEPEST:
        raise Refused(
            _("Cela ferait plus de {n} niveaux de pages : choisissez une page plus haute.").format(n=DEEPEST),
            field="under",
        )
    place = _place_before(before, page) if before else _last_place(journal.space, parent, but=page)
    journal.edit(page, kind, TOPIC, page.topic, parent_id=parent.pk if parent else None, place=place)


def _still(page: Page) -> Page:
    """The page as it is now. Refuses one that was removed."""
    page.refresh_from_db(fields=["parent", "place", "deleted_at", "version"], from_queryset=Page.everything.all())
    if page.deleted_at is not None:
        raise Refused(
            _("« {title} » vient d’être retirée. Rechargez la liste et recommencez.").format(title=page.title),
            field="under",
        )
    return page


def move(page: Page, member: Member, *, parent: Page | None, before: Page | None = None) -> None:
    with change(page.space, by=member) as journal:
        put(journal, page, parent, before)


def step(page: Page, member: Member, to: str) -> None:
    """One step among the others: up, down, under the one above, out to its parent's level. Nothing if there is none."""
    with change(page.space, by=member) as journal:
        wait_for_turn(page.space)
        page = _still(page)
        peers = list(siblings(page.space, page.parent_id))
        at = next((n for n, one in enumerate(peers) if one.pk == page.pk), None)
        if at is None:
            return
        if to == UP and at:
            put(journal, page, page.parent, peers[at - 1])
        elif to == DOWN and at + 1 < len(peers):
            put(journal, page, page.parent, peers[at + 2] if at + 2 < len(peers) else None)
        elif to == IN and at:
            put(journal, page, peers[at - 1])
        elif to == OUT and page.parent is not None:
            after = siblings(page.space, page.parent.parent_id).filter(place__gt=page.parent.place).first()
            put(journal, page, page.parent.parent, after)


def siblings(space: Space, parent: UUID | None) -> "models.QuerySet[Page]":
    found: models.QuerySet[Page] = space.pages.filter(parent_id=parent).order_by("place", "id")
    return found


def lineage(page: Page) -> list[UUID]:
    """The pages above, nearest first. One query, whatever the depth."""
    return _walk(
        "SELECT id, parent_id, 0 FROM pages_page WHERE id = %s "
        "UNION ALL SELECT up.id, up.parent_id, walk.level + 1 FROM pages_page up "
        "JOIN walk ON up.id = walk.parent WHERE walk.level < %s",
        page.pk,
    )


def branch(page: Page) -> list[UUID]:
    """The pages under it that are there, whatever the depth; the nearest levels first."""
    return _walk(
        "SELECT id, parent_id, 0 FROM pages_page WHERE id = %s "
        "UNION ALL SELECT under.id, under.parent_id, walk.level + 1 FROM pages_page under "
        "JOIN walk ON under.parent_id = walk.id WHERE walk.level < %s AND under.deleted_at IS NULL",
        page.pk,
    )


def height(page: Page) -> int:
    """Levels that it and what is under it take."""
    levels, at = 1, [page.pk]
    while levels <= DEEPEST and (at := list(Page.objects.filter(parent_id__in=at).values_list("pk", flat=True))):
        levels += 1
    return levels


def mend(space: Space) -> int:
    """After a merge of two copies: every page can be reached again. Gives how many were moved."""
    with change(space) as journal:
        wait_for_turn(space)
        rows = {page.pk: page for page in Page.everything.filter(space=space)}
        branches = {one: Branch(page.parent_id, page.hlc, page.deleted_at is not None) for one, page in rows.items()}
        moved = mended(branches)
        for one, parent in moved.items():
            journal.edit(rows[one], "page.placed", TOPIC, parent_id=parent)
    return len(moved)


def in_order(pages: Iterable[Page], root: UUID | None = None) -> Sequence[tuple[Page, int]]:
    """Pages given in any order, each with its depth, as they are read: a page, then what is under it."""
    under: dict[UUID | None, list[Page]] = {}
    for page in sorted(pages, key=lambda one: (one.place, one.pk)):
        under.setdefault(page.parent_id, []).append(page)
    made: list[tuple[Page, int]] = []
    waiting = [(page, 0) for page in reversed(under.get(root, []))]
    while waiting:
        page, depth = waiting.pop()
        made.append((page, depth))
        waiting += [(child, depth + 1) for child in reversed(under.get(page.pk, []))]
    return made


def _walk(walk: str, start: UUID) -> list[UUID]:
    field = Page._meta.get_field("id")
    sql = f"WITH RECURSIVE walk(id, parent, level) AS ({walk}) SELECT id FROM walk WHERE level > 0 ORDER BY level"
    with connection.cursor() as cursor:
        cursor.execute(sql, [field.get_db_prep_value(start, connection), DEEPEST + 1])
        return [field.to_python(row[0]) for row in cursor.fetchall()]


def wait_for_turn(space: Space) -> None:
    """Moves of a space are decided one after another, also where rows are locked and not the whole database."""
    Space.everything.select_for_update().filter(pk=space.pk).first()


def _last_place(space: Space, parent: Page | None, but: Page | None = None) -> str:
    peers = siblings(space, parent.pk if parent else None)
    last = (peers.exclude(pk=but.pk) if but else peers).last()
    return between(last.place if last else "")


def _place_before(before: Page, but: Page) -> str:
    previous = siblings(before.space, before.parent_id).filter(place__lt=before.place).exclude(pk=but.pk).last()
    low = previous.place if previous else ""
    return between(low, before.place) if low < before.place else before.place
