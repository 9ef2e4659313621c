"""An answer as plain words: for its author's own list, and for the export."""

from essaim.questionnaires.analysis import level_names
from essaim.questionnaires.answers import Value
from essaim.questionnaires.definition import Field, Kind, Question, say


def say_value(question: Question, value: Value, language: str) -> list[str]:
    """One line a thing said; empty when nothing was answered."""
    return [line for part in question.fields for line in say_field(part, value.get(part.code), language)]


def say_field(part: Field, kept: object, language: str) -> list[str]:
    if kept in (None, "", [], {}):
        return []
    if part.kind == Kind.CHOICE:
        return [part.label_of(str(kept), language)]
    if part.kind in (Kind.CHOICES, Kind.RANKING) and isinstance(kept, list):
        labels = [part.label_of(code, language) for code in kept]
        return [f"{n}. {label}" for n, label in enumerate(labels, start=1)] if part.kind == Kind.RANKING else labels
    if part.kind in (Kind.SCALE, Kind.ROTI) and isinstance(kept, int):
        return [level_names(part.kind)[kept]]
    if part.kind == Kind.ITEMS and isinstance(kept, list):
        return [_item(part, item, language) for item in kept]
    if part.kind == Kind.MATRIX and isinstance(kept, dict):
        rows = {row.code: say(row.label, language) for row in part.rows}
        said = [(rows.get(row, ""), part.label_of(code, language)) for row, code in kept.items()]
        return [f"{row} — {label}" if row else label for row, label in said]
    return [str(kept)]


def _item(part: Field, item: dict[str, str], language: str) -> str:
    words = [part.label_of(item["category"], language), item["keywords"], item.get("detail", "")]
    return " — ".join(word for word in words if word)
