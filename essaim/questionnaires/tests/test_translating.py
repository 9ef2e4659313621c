"""Every word in two languages, side by side."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from essaim.questionnaires import actions, library, wording
from essaim.questionnaires.drafting import Draft

KINDS = (*library.KINDS, *library.READY)


@pytest.mark.parametrize("kind", KINDS)
def test_the_library_is_in_both_languages(kind):
    assert [one.place for one in wording.said(library.load(kind)) if one.is_missing] == []


@given(some.sampled_from(KINDS), some.data())
def test_putting_words_back_changes_nothing_but_them(kind, data):
    asked = library.load(kind)
    found = {one.place: one.text for one in wording.said(asked)}
    assert wording.translated(asked, found) == asked
    place = data.draw(some.sampled_from(sorted(found)))
    changed = wording.translated(asked, {place: {"fr": "Nouveau", "en": "New"}})
    assert {p: t for p, t in ((s.place, s.text) for s in wording.said(changed)) if t != found[p]} == {
        place: {"fr": "Nouveau", "en": "New"}
    }


@pytest.mark.django_db
def test_translated_on_one_page(space, amina, bruno, client_for, now):
    made = actions.create_own(space, "Le local", by=amina)
    lines = {"fr": "Au Sanitas\nAilleurs"}
    made = actions.add_question(made, Draft(text={"fr": "Où ?"}, kind="choice", choices=lines), by=amina)
    code = made.asked.questions[0].code
    console, at = client_for(amina), f"questionnaires/{made.pk}/translation/"
    page = console.get(at).text
    assert "Il manque 4 traductions" in page and f'name="q/{code}/text/en"' in page
    kept = console.post(
        at, {f"q/{code}/text/en": "Where?", f"q/{code}/{code}/choice/c1/en": "In Sanitas", "title/en": "The room"}
    )
    assert kept.status_code == 303
    made.refresh_from_db()
    question = made.asked.questions[0]
    assert question.text == {"fr": "Où ?", "en": "Where?"} and made.asked.title["en"] == "The room"
    assert [c.label for c in question.fields[0].choices] == [
        {"fr": "Au Sanitas", "en": "In Sanitas"},
        {"fr": "Ailleurs"},
    ]
    refused = console.post(at, {f"q/{code}/text/fr": " ", f"q/{code}/text/en": " ", "title/en": "Kept as typed"})
    assert refused.status_code == 422 and "dans une langue au moins" in refused.text and "Kept as typed" in refused.text
    long = console.post(at, {f"q/{code}/text/en": "x" * 401})
    assert long.status_code == 422 and "trop long" in long.text
    assert client_for(bruno).get(at).status_code == 403
