"""The course of a sequence as a form without scripts: one row a step, an empty one to add."""

from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from essaim.base import ids
from essaim.base.text import one_line

EXTRA = 2
WORDS = ("title", "question", "card")


@dataclass(frozen=True)
class StepRow:
    """One row as typed, with what is wrong with it."""

    index: int
    id: str = ""
    method: str = "free"
    minutes: str = ""
    title: str = ""
    question: str = ""
    card: str = ""
    error: str = ""


def rows_of(steps: list[dict[str, Any]]) -> list[StepRow]:
    """Rows for steps already in the reader's language, then empty ones."""
    known = [
        StepRow(index, one["id"], one["method"], str(one["minutes"]), one["title"], one["question"], one["card"])
        for index, one in enumerate(steps)
    ]
    return known + [StepRow(len(known) + extra) for extra in range(EXTRA)]


def read_rows(posted: QueryDict, known: set[str]) -> list[StepRow]:
    """The rows as they were sent. A row without minutes, title nor question is no step."""
    rows = []
    for index in range(30):
        if f"step-{index}-minutes" not in posted:
            break
        values = {name: posted.get(f"step-{index}-{name}", "").strip() for name in ("id", "method", "minutes", *WORDS)}
        row = StepRow(index, **{**values, "title": one_line(values["title"])})
        rows.append(row if _empty(row) else _checked(row, known))
    return rows


def _empty(row: StepRow) -> bool:
    return not (row.minutes or row.title or row.question)


def _checked(row: StepRow, known: set[str]) -> StepRow:
    error = ""
    if not row.minutes.isdigit() or not 1 <= int(row.minutes) <= 720:
        error = _("Écrivez un nombre de minutes, de 1 à 720. Pour retirer l’étape, videz sa ligne.")
    elif row.method not in known:
        error = _("Choisissez une méthode de la liste.")
    elif len(row.title) > 160 or len(row.question) > 500 or len(row.card) > 2000:
        error = _("C’est trop long.")
    return StepRow(row.index, row.id, row.method, row.minutes, row.title, row.question, row.card, error)


def steps_of(rows: list[StepRow], before: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The steps to keep. Words that did not change keep their translations; parameters stay with their method."""
    old = {one["id"]: one for one in before}
    return [_step(row, old.get(row.id, {})) for row in rows if not _empty(row)]


def _step(row: StepRow, old: dict[str, Any]) -> dict[str, Any]:
    language = (get_language() or "fr")[:2]
    step: dict[str, Any] = {"id": row.id or str(ids.uuid7()), "method": row.method, "minutes": int(row.minutes)}
    for name in WORDS:
        words, typed = old.get(name) or {}, getattr(row, name)
        shown = words.get(language) or next(iter(words.values()), "")
        step[name] = words if typed == shown else {language: typed}
    step["params"] = old.get("params", {}) if old.get("method") == row.method else {}
    return step
