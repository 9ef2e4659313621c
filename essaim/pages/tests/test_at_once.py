"""Pages moved, put away and opened at the same moment: none in a circle, none out of reach, on both databases."""

import random
import threading
from collections.abc import Callable, Sequence
from functools import partial

import pytest
from django.db import connection, connections

from essaim.base import ids
from essaim.base.errors import Refused
from essaim.pages import actions, listing, placing
from essaim.pages.models import Page

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(acts: Sequence[Callable[[], object]]) -> list[str]:
    """Do all of them, from what each saw before the others; gives what each was refused with, or nothing.

    Where the database locks rows, from threads that start together. SQLite lets one write at a time, and the suite's,
    which is in memory, lets none read meanwhile: there, one after the other.
    """
    has_threads = connection.features.has_select_for_update
    start, said = threading.Barrier(len(acts) if has_threads else 1), [""] * len(acts)

    def do(number: int, act: Callable[[], object]) -> None:
        start.wait(30)
        try:
            act()
        except Refused as refusal:
            said[number] = str(refusal.message)
        finally:
            if has_threads:
                connections.close_all()

    if not has_threads:
        for one in enumerate(acts):
            do(*one)
        return said
    threads = [threading.Thread(target=do, args=one) for one in enumerate(acts)]
    for one in threads:
        one.start()
    for one in threads:
        one.join(60)
    assert not any(one.is_alive() for one in threads)
    return said


def opened(member, title: str, parent: Page | None = None) -> Page:
    return actions.create_page(member, title, input_id=ids.uuid7(), parent=parent)


def is_whole(space, member, count: int) -> bool:
    """Every page is reached from the first level, each once."""
    reached = [page.pk for page, _depth in placing.in_order(listing.readable(space, member))]
    return len(reached) == len(set(reached)) == count == space.pages.count()


def test_each_of_two_pages_under_the_other_makes_no_circle(space, amina, bruno):
    for number in range(5):
        one, two = opened(amina, f"Un {number}"), opened(amina, f"Deux {number}")
        mine, yours = Page.objects.get(pk=one.pk), Page.objects.get(pk=two.pk)
        said = at_once(
            [partial(placing.move, mine, amina, parent=two), partial(placing.move, yours, bruno, parent=one)]
        )
        assert sorted(said) == ["", "Une page ne peut pas aller sous elle-même."]
        assert is_whole(space, amina, 2 * number + 2)


def test_a_page_is_not_lost_under_one_that_goes(space, amina, bruno):
    for number in range(5):
        one, going = opened(amina, f"Une {number}"), opened(amina, f"Qui part {number}")
        moved, removed = Page.objects.get(pk=one.pk), Page.objects.get(pk=going.pk)
        at_once([partial(placing.move, moved, bruno, parent=going), partial(actions.remove, removed, amina)])
        left = Page.everything.get(pk=one.pk)
        # Moved first, it went along and comes back with it; otherwise it was refused and stayed.
        assert (left.deleted_at is None) == (left.parent_id is None)
        actions.bring_back(Page.everything.get(pk=going.pk), amina)
        assert is_whole(space, amina, 2 * number + 2)


def test_ten_people_who_arrange_the_same_list_lose_nothing(space, amina, bruno):
    pages = [opened(amina, f"Page {number}") for number in range(8)]
    chance = random.Random(3)

    def arranging(seed: int) -> Callable[[], None]:
        own = random.Random(seed)

        def arrange() -> None:
            for _ in range(4):
                page = Page.objects.select_related("document").get(pk=own.choice(pages).pk)
                other = Page.objects.select_related("document").get(pk=own.choice(pages).pk)
                try:
                    match own.randrange(3):
                        case 0:
                            placing.step(page, bruno, own.choice(["up", "down", "in", "out"]))
                        case 1:
                            placing.move(page, bruno, parent=other)
                        case _:
                            placing.move(page, bruno, parent=other.parent, before=other)
                except Refused:
                    pass

        return arrange

    at_once([arranging(chance.random()) for _ in range(10)])
    assert is_whole(space, amina, 8)
    placed = list(Page.objects.filter(space=space).values_list("parent", "place"))
    assert len(placed) == len(set(placed))
