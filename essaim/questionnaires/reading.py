"""A definition read from the library's files, from a file somebody brings, or from what a questionnaire keeps."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.utils.translation import gettext as _

from essaim.questionnaires.definition import Choice, Condition, Definition, Field, Flow, Kind, Question, Shown, Text


class BadDefinition(ValueError):
    """A definition that cannot be read: where, what was expected, and on which line when that is known."""

    line = 0


@contextmanager
def _written(item: Any) -> Iterator[None]:
    """What is wrong inside `item` is on its line, unless something inside knew better."""
    try:
        yield
    except BadDefinition as wrong:
        wrong.line = wrong.line or getattr(item, "line", 0)
        raise


def read_definition(data: Any, lists: dict[str, tuple[Choice, ...]] | None = None, where: str = "") -> Definition:
    """Raise `BadDefinition` naming the place that is wrong."""
    data = _mapping(data, where or "questionnaire")
    with _written(data):
        questions = tuple(
            _question(item, lists or {}, f"{where}questions[{position}]")
            for position, item in enumerate(_list(data.get("questions"), f"{where}questions"))
        )
        codes = [q.code for q in questions]
        if twice := next((code for code in codes if codes.count(code) > 1), None):
            raise BadDefinition(
                _("{where} : le code « {code} » sert deux fois").format(where=f"{where}questions", code=twice)
            )
        sections = _mapping(data.get("sections") or {}, f"{where}sections")
        minutes = _mapping(data.get("minutes") or {"first": 5, "all": 10}, f"{where}minutes")
        return Definition(
            kind=str(data.get("kind", "own")),
            title=_text(data.get("title"), f"{where}title"),
            questions=questions,
            preamble=_text(data.get("preamble", {}), f"{where}preamble"),
            sections={str(code): _text(text, f"{where}sections.{code}") for code, text in sections.items()},
            anonymity=str(data.get("anonymity", "A1")),
            minutes={str(key): _whole(value, f"{where}minutes.{key}") for key, value in minutes.items()},
            flow=_flow(data.get("flow") or Flow.ONE, f"{where}flow"),
        )


def read_choices(items: Any, where: str) -> tuple[Choice, ...]:
    choices = []
    for position, item in enumerate(_list(items, where) if items else []):
        item = _mapping(item, f"{where}[{position}]")
        with _written(item):
            label = item.get("label") or {k: v for k, v in item.items() if k not in ("code", "lat", "lon")}
            at = f"{where}[{position}]"
            point = _degrees(item.get("lat"), 90, at), _degrees(item.get("lon"), 180, at)
            choices.append(Choice(_code(item, at), _text(label, at), *(point if None not in point else (None, None))))
    return tuple(choices)


def _question(item: Any, lists: dict[str, tuple[Choice, ...]], where: str) -> Question:
    item = _mapping(item, where)
    with _written(item):
        code = _code(item, where)
        where = f"{where} ({code})"
        most = _shown(item.get("most_shown", Shown.ANONYMOUS), where)
        return Question(
            code=code,
            text=_text(item.get("text"), f"{where}.text"),
            fields=tuple(_field(part, lists, where) for part in _list(item.get("fields"), f"{where}.fields")),
            number=_whole(item.get("number", 0), f"{where}.number"),
            section=str(item.get("section", "")),
            hint=_text(item.get("hint", {}), f"{where}.hint"),
            essential=bool(item.get("essential", False)),
            most_shown=most,
            default_shown=_shown(item.get("default_shown", Shown.NEVER), where).at_most(most),
            required=bool(item.get("required", False)),
            show_if=_condition(item.get("show_if"), f"{where}.show_if"),
            retired=bool(item.get("retired", False)),
            opens_page=bool(item.get("opens_page", False)),
        )


def _condition(item: Any, where: str) -> Condition | None:
    if not item:
        return None
    item = _mapping(item, where)
    question = str(item.get("question", ""))
    if not question:
        raise BadDefinition(_("{where} : le code d’une question posée avant est attendu").format(where=where))
    values = tuple(str(value) for value in _list(item.get("values"), f"{where}.values"))
    return Condition(question, str(item.get("field", "") or question), values)


def _field(item: Any, lists: dict[str, tuple[Choice, ...]], where: str) -> Field:
    item = _mapping(item, f"{where}.fields")
    with _written(item):
        where = f"{where}.fields"
        code, named = _code(item, where), item.get("choices", ())
        if isinstance(named, str) and named not in lists:
            raise BadDefinition(
                _("{where} : aucune liste de choix ne s’appelle « {name} »").format(where=where, name=named)
            )
        return Field(
            code=code,
            kind=_kind(item, where),
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


def _kind(item: dict[str, Any], where: str) -> Kind:
    named = item.get("type") or item.get("kind")
    if named not in list(Kind):
        raise BadDefinition(
            _("{where} : « {name} » n’est pas une forme de réponse ; prenez-en une parmi {kinds}").format(
                where=where, name=named, kinds=", ".join(Kind)
            )
        )
    return Kind(named)


def _code(item: dict[str, Any], where: str) -> str:
    code = item.get("code")
    if not isinstance(code, str | int) or code == "":
        raise BadDefinition(_("{where} : un code est attendu").format(where=where))
    return str(code)


def _whole(value: Any, where: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= 9999:
        raise BadDefinition(_("{where} : un nombre entier est attendu").format(where=where))
    return value


def _degrees(value: Any, most: int, where: str) -> float | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) <= most:
        raise BadDefinition(_("{where} : une latitude et une longitude sont attendues, en degrés").format(where=where))
    return float(value)


def _shown(value: Any, where: str) -> Shown:
    try:
        return Shown(value)
    except ValueError:
        raise BadDefinition(
            _("{where} : « {value} » n’est pas parmi {known}").format(where=where, value=value, known=", ".join(Shown))
        ) from None


def _flow(value: Any, where: str) -> Flow:
    try:
        return Flow(value)
    except ValueError:
        raise BadDefinition(
            _("{where} : « {value} » n’est pas parmi {known}").format(where=where, value=value, known=", ".join(Flow))
        ) from None


def _text(value: Any, where: str) -> Text:
    if not isinstance(value, dict) or not all(isinstance(words, str) for words in value.values()):
        raise BadDefinition(
            _("{where} : des mots par langue sont attendus, par exemple {{fr: …, en: …}}").format(where=where)
        )
    return {str(language): words for language, words in value.items()}


def _mapping(value: Any, where: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise BadDefinition(_("{where} : des clés et des valeurs sont attendues").format(where=where))
    return value


def _list(value: Any, where: str) -> list[Any]:
    if not isinstance(value, list | tuple) or not value:
        raise BadDefinition(_("{where} : une liste est attendue").format(where=where))
    return list(value)
