"""A definition read from the library's files, from a file somebody brings, or from what a questionnaire keeps."""

from typing import Any

from essaim.questionnaires.definition import Choice, Condition, Definition, Field, Kind, Question, Shown, Text


class BadDefinition(ValueError):
    """A definition that cannot be read: where, and what was expected."""


def read_definition(data: Any, lists: dict[str, tuple[Choice, ...]] | None = None, where: str = "") -> Definition:
    """Raise `BadDefinition` naming the place that is wrong."""
    data = _mapping(data, where or "questionnaire")
    questions = tuple(
        _question(item, lists or {}, f"{where}questions[{position}]")
        for position, item in enumerate(_list(data.get("questions"), f"{where}questions"))
    )
    codes = [q.code for q in questions]
    if twice := next((code for code in codes if codes.count(code) > 1), None):
        raise BadDefinition(f"{where}questions: code {twice!r} is used twice")
    return Definition(
        kind=str(data.get("kind", "own")),
        title=_text(data.get("title"), f"{where}title"),
        questions=questions,
        preamble=_text(data.get("preamble", {}), f"{where}preamble"),
        sections={code: _text(text, f"{where}sections.{code}") for code, text in data.get("sections", {}).items()},
        anonymity=str(data.get("anonymity", "A1")),
        minutes=dict(data.get("minutes", {"first": 5, "all": 10})),
    )


def read_choices(items: Any, where: str) -> tuple[Choice, ...]:
    choices = []
    for position, item in enumerate(_list(items, where) if items else []):
        item = _mapping(item, f"{where}[{position}]")
        label = item.get("label") or {k: v for k, v in item.items() if k != "code"}
        choices.append(Choice(str(item["code"]), _text(label, f"{where}[{position}]")))
    return tuple(choices)


def _question(item: Any, lists: dict[str, tuple[Choice, ...]], where: str) -> Question:
    item = _mapping(item, where)
    if "code" not in item:
        raise BadDefinition(f"{where}: a code is expected")
    where = f"{where} ({item['code']})"
    most = _shown(item.get("most_shown", Shown.ANONYMOUS), where)
    return Question(
        code=str(item["code"]),
        text=_text(item.get("text"), f"{where}.text"),
        fields=tuple(_field(part, lists, where) for part in _list(item.get("fields"), f"{where}.fields")),
        number=int(item.get("number", 0)),
        section=str(item.get("section", "")),
        hint=_text(item.get("hint", {}), f"{where}.hint"),
        essential=bool(item.get("essential", False)),
        most_shown=most,
        default_shown=_shown(item.get("default_shown", Shown.NEVER), where).at_most(most),
        required=bool(item.get("required", False)),
        show_if=_condition(item.get("show_if"), f"{where}.show_if"),
        retired=bool(item.get("retired", False)),
    )


def _condition(item: Any, where: str) -> Condition | None:
    if not item:
        return None
    item = _mapping(item, where)
    question = str(item.get("question", ""))
    if not question:
        raise BadDefinition(f"{where}: the code of an earlier question is expected")
    values = tuple(str(value) for value in _list(item.get("values"), f"{where}.values"))
    return Condition(question, str(item.get("field", "") or question), values)


def _field(item: Any, lists: dict[str, tuple[Choice, ...]], where: str) -> Field:
    item = _mapping(item, f"{where}.fields")
    try:
        kind = Kind(item.get("type") or item.get("kind"))
    except ValueError:
        raise BadDefinition(f"{where}.fields: type {item.get('type')!r} is not one of {', '.join(Kind)}") from None
    named = item.get("choices", ())
    if isinstance(named, str) and named not in lists:
        raise BadDefinition(f"{where}.fields: no list of choices is called {named!r}")
    return Field(
        code=str(item["code"]),
        kind=kind,
        label=_text(item.get("label", {}), f"{where}.label"),
        choices=lists[named] if isinstance(named, str) else read_choices(named, f"{where}.choices"),
        rows=read_choices(item.get("rows", ()), f"{where}.rows"),
        **{key: str(item.get(key, "")) for key in ("source", "other_of", "prefill", "feeds")},
        private=bool(item.get("private", False)),
        most=_whole(item.get("most", 0), f"{where}.most"),
        low=_text(item.get("low", {}), f"{where}.low"),
        high=_text(item.get("high", {}), f"{where}.high"),
        shuffled=bool(item.get("shuffled", False)),
    )


def _whole(value: Any, where: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= 9999:
        raise BadDefinition(f"{where}: a whole number is expected")
    return value


def _shown(value: Any, where: str) -> Shown:
    try:
        return Shown(value)
    except ValueError:
        raise BadDefinition(f"{where}: {value!r} is not one of {', '.join(Shown)}") from None


def _text(value: Any, where: str) -> Text:
    if not isinstance(value, dict) or not all(isinstance(words, str) for words in value.values()):
        raise BadDefinition(f"{where}: words by language are expected, for example {{fr: …, en: …}}")
    return {str(language): words for language, words in value.items()}


def _mapping(value: Any, where: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise BadDefinition(f"{where}: keys and values are expected")
    return value


def _list(value: Any, where: str) -> list[Any]:
    if not isinstance(value, list | tuple) or not value:
        raise BadDefinition(f"{where}: a list is expected")
    return list(value)
