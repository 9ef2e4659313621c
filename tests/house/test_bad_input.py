"""What nobody should send, sent to every address that takes a form: a clear refusal or a harmless acceptance.

Each address tells which fields it reads; all of them are then given the same hostile word.
"""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.http import QueryDict

from essaim.spaces.models import Space
from tests.house.access_table import FACILITATOR, SEATS, Row
from tests.house.test_access import (  # noqa: F401 - the fixtures of the table
    ROLES,
    Things,
    address,
    browsers,
    sent,
    things,
    undone,
)

HOSTILE = {
    "no end": "é" * 60_000,
    "many lines": "ligne\n" * 5_000,
    "no text": "a\x00b\x07",
    "below zero": "-1",
    "too far": "9" * 30,
    "not a number": "nan",
    "markup": '"><script>alert(1)</script>',
    "no such choice": "jamais-proposé",
    "another's": "018f0000-0000-7000-8000-000000000000",
}


class FieldsRead:
    """The names that a view asks a form for."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.names: set[str] = set()
        for method in ("__getitem__", "__contains__", "getlist"):
            monkeypatch.setattr(QueryDict, method, self._noting(getattr(QueryDict, method)))

    def _noting(self, method: Callable[..., Any]) -> Callable[..., Any]:
        def noted(query: QueryDict, key: str, *rest: Any) -> Any:
            self.names.add(key)
            return method(query, key, *rest)

        return noted


@pytest.fixture
def fields_read(monkeypatch: pytest.MonkeyPatch) -> FieldsRead:
    return FieldsRead(monkeypatch)


@pytest.mark.django_db
def test_no_form_is_taken_by_surprise(
    things: Things,  # noqa: F811
    browsers: dict[str, Any],  # noqa: F811
    undone: Callable[[Callable[[], None]], None],  # noqa: F811
    fields_read: FieldsRead,
    space: Space,
) -> None:
    faults: list[str] = []
    for row in (row for row in SEATS if row.post):

        def tried(row: Row = row) -> None:
            role = next(role for role in reversed(ROLES) if role in (row.post or ()))
            browser, path, usual = browsers[role], address(row, things), sent(row, things)
            fields_read.names.clear()
            browser.post(path, usual)
            names = sorted(fields_read.names - {"csrfmiddlewaretoken"})
            for kind, word in HOSTILE.items():

                def one(kind: str = kind, word: str = word) -> None:
                    faults.extend(surprises(browser, row, path, kind, dict.fromkeys(names, word), space))

                undone(one)

        undone(tried)
    assert not faults, "\n".join(faults)


def surprises(browser: Any, row: Row, path: str, kind: str, values: dict[str, str], space: Space) -> list[str]:
    before = journal(space)
    try:
        answer = browser.post(path, values)
    except Exception as error:
        return [f"{row.route!r}, {kind} in {', '.join(values)}: {type(error).__name__}: {str(error)[:200]}"]
    if answer.status_code >= 500:
        return [f"{row.route!r}, {kind}: {answer.status_code}"]
    if answer.status_code >= 400 and journal(space) != before:
        return [f"{row.route!r}, {kind}: refused with {answer.status_code}, and yet something changed"]
    if answer.status_code == 422 and not re.search(r"[.!?…]\s*[<\"]", answer.content.decode()):
        return [f"{row.route!r}, {kind}: refused without a sentence"]
    return []


@pytest.mark.django_db
def test_bytes_that_are_no_text_are_read_as_something(browsers: dict[str, Any], space: Space) -> None:  # noqa: F811
    torn, form = b"title=%ED%A0%BD&text=\xff\xfe%00%FF", "application/x-www-form-urlencoded"
    for path in ("resources/new/text", "commitments/new", "pages/new/", "boards/"):
        answer = browsers[FACILITATOR].post(path, torn, content_type=form)
        assert answer.status_code in (200, 302, 303, 405, 422), (path, answer.status_code)


def journal(space: Space) -> int:
    space.refresh_from_db(fields=["last_event"])
    return int(space.last_event)


@pytest.mark.django_db
def test_a_form_of_ten_megabytes_is_refused_in_words(browsers: dict[str, Any]) -> None:  # noqa: F811
    answer = browsers[FACILITATOR].post("resources/new/text", {"title": "x", "text": "é" * 5_000_000})
    assert answer.status_code == 413 and "trop" in answer.content.decode()
