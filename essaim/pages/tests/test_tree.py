"""Who stands under whom: moved by one step, by dropping, by a title; mended when two copies merged."""

from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from essaim.base import ids
from essaim.pages import actions, listing, placing
from essaim.pages.models import Page
from essaim.pages.tree import Branch, ancestors, mended

TEN = [UUID(int=n) for n in range(1, 11)]
BRANCHES = st.fixed_dictionaries(
    {one: st.builds(Branch, st.sampled_from([None, *TEN]), st.integers(0, 50), st.booleans()) for one in TEN}
)


@settings(max_examples=300, deadline=None)
@given(BRANCHES)
def test_whatever_two_copies_made_every_page_is_reached_after_mending(branches: dict[UUID, Branch]) -> None:
    parents = {one: branch.parent for one, branch in branches.items()}
    parents.update(mended(branches))
    for one, branch in branches.items():
        if not branch.is_removed:
            above = ancestors(one, {page: p for page, p in parents.items() if not branches[page].is_removed})
            assert not any(branches[page].is_removed for page in above)
    again = {o: Branch(parents[o], b.stamp, b.is_removed) for o, b in branches.items()}
    assert mended(again) == {}


def opened(member, *titles: str, parent: Page | None = None) -> list[Page]:
    return [actions.create_page(member, title, input_id=ids.uuid7(), parent=parent) for title in titles]


def shown(space, member) -> list[tuple[str, int]]:
    return [(page.title, depth) for page, depth in placing.in_order(listing.readable(space, member))]


@pytest.mark.django_db
def test_steps_move_a_page_among_the_others(space, bruno, client_for):
    one, two, three = opened(bruno, "Un", "Deux", "Trois")
    phone = client_for(bruno)
    for page, to in ((three, "up"), (two, "in"), (one, "down")):
        assert phone.post(f"pages/{page.pk}/place", {"to": to}).status_code == 303
    assert shown(space, bruno) == [("Trois", 0), ("Deux", 1), ("Un", 0)]
    phone.post(f"pages/{two.pk}/place", {"to": "out"})
    assert shown(space, bruno) == [("Trois", 0), ("Deux", 0), ("Un", 0)]
    phone.post(f"pages/{one.pk}/place", {"to": "put", "parent": "", "before": three.pk})
    assert shown(space, bruno) == [("Un", 0), ("Trois", 0), ("Deux", 0)]


@pytest.mark.django_db
def test_a_page_never_goes_under_itself(space, bruno, client_for):
    (top,) = opened(bruno, "Dessus")
    (under,) = opened(bruno, "Dessous", parent=top)
    answer = client_for(bruno).post(f"pages/{top.pk}/under", {"under": "dessous"})
    assert answer.status_code == 422 and "sous elle-même" in answer.text and "dessous" in answer.text
    assert shown(space, bruno) == [("Dessus", 0), ("Dessous", 1)]
    assert placing.lineage(under) == [top.pk] and placing.branch(top) == [under.pk]


@pytest.mark.django_db
def test_a_circle_that_a_merge_left_is_undone(space, bruno):
    one, two = opened(bruno, "Un", "Deux")
    Page.objects.filter(pk=one.pk).update(parent=two, hlc=1)
    Page.objects.filter(pk=two.pk).update(parent=one, hlc=2)
    assert shown(space, bruno) == [] and placing.mend(space) == 1
    assert shown(space, bruno) == [("Deux", 0), ("Un", 1)]


@pytest.mark.django_db
def test_a_list_costs_the_same_with_one_page_and_with_three(space, bruno, client_for):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    phone, counts = client_for(bruno), []
    for titles in (("Un",), ("Deux", "Trois")):
        opened(bruno, *titles)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert phone.get("pages/").status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]


@pytest.mark.django_db
def test_a_renamed_page_is_found_by_both_titles(space, bruno, chloe, client_for):
    (page,) = opened(bruno, "Nos règles")
    client_for(bruno).post(f"pages/{page.pk}/title", {"title": "Nos accords"})
    for title in ("nos regles", "Nos accords"):
        answer = client_for(chloe).get(f"pages/named/{title}")
        assert answer.status_code == 303 and answer["Location"].endswith(f"/pages/{page.pk}/")
    opened(bruno, "Nos règles")
    assert client_for(chloe).get("pages/named/Nos règles")["Location"].split("/")[-2] != str(page.pk)
    assert client_for(chloe).get("pages/named/Rien").status_code == 404
