"""Reading YAML nodes that know their line, gathering every problem instead of stopping at the first."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

import yaml
from django.utils.translation import gettext as _

from essaim.base.errors import Refused
from essaim.programme.trame.shape import Words

_TIME = re.compile(r"([01]?\d|2[0-3])[:hH]([0-5]\d)")


@dataclass(frozen=True)
class Problem:
    line: int
    sentence: str

    def __str__(self) -> str:
        return _("ligne %(line)d : %(sentence)s") % {"line": self.line, "sentence": self.sentence}


class TrameError(Refused):
    """A trame that cannot be used; every problem with its line, in the order of the file."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = sorted(set(problems), key=lambda problem: (problem.line, problem.sentence))
        super().__init__("\n".join(str(problem) for problem in self.problems), field="trame", code="trame")


Reader = Callable[["Reading", yaml.Node], Any]


@dataclass(frozen=True)
class Key:
    """A key of a mapping: how its value is read, and whether the trame must say it."""

    read: Reader
    needed: bool = False
    default: Any = None


@dataclass
class Reading:
    languages: tuple[str, ...] = ("fr", "en")
    problems: list[Problem] = field(default_factory=list)

    def refuse(self, node: yaml.Node, sentence: str) -> None:
        self.problems.append(Problem(line(node), sentence))

    def mapping(self, node: yaml.Node, where: str, keys: dict[str, Key]) -> dict[str, Any]:
        """The values of `node` by key; those missing or wrong have their default."""
        values = {name: key.default for name, key in keys.items()}
        if not isinstance(node, yaml.MappingNode):
            self.refuse(node, _("« %(where)s » : attendu une liste de clés et de valeurs") % {"where": where})
            return values
        seen: set[str] = set()
        for name_node, value in node.value:
            name = str(name_node.value) if isinstance(name_node, yaml.ScalarNode) else "?"
            if name not in keys:
                words = {"key": name, "where": where, "known": ", ".join(keys)}
                self.refuse(name_node, _("clé inconnue « %(key)s » dans « %(where)s » ; attendu : %(known)s") % words)
            elif name in seen:
                self.refuse(name_node, _("« %(key)s » est écrit deux fois ; attendu une seule fois") % {"key": name})
            else:
                read = keys[name].read(self, value)
                values[name] = keys[name].default if read is None else read
            seen.add(name)
        for name, key in keys.items():
            if key.needed and name not in seen:
                words = {"key": name, "where": where}
                self.refuse(node, _("il manque « %(key)s » dans « %(where)s » ; attendu une valeur") % words)
        return values

    def items(self, node: yaml.Node, read: Reader) -> tuple[Any, ...]:
        if not isinstance(node, yaml.SequenceNode):
            self.refuse(node, _("attendu une liste (une ligne par élément, qui commence par un tiret)"))
            return ()
        return tuple(value for value in (read(self, child) for child in node.value) if value is not None)


def line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1


def some(read: Reader) -> Reader:
    """A list whose elements `read` reads."""
    return lambda reading, node: reading.items(node, read)


def text(reading: Reading, node: yaml.Node) -> str | None:
    if not isinstance(node, yaml.ScalarNode) or not node.value.strip():
        reading.refuse(node, _("attendu un texte"))
        return None
    return str(node.value).strip()


def words(reading: Reading, node: yaml.Node) -> Words | None:
    """A text for every language, or one by language: `{fr: …, en: …}`."""
    if isinstance(node, yaml.ScalarNode):
        said = text(reading, node)
        return Words(said, said) if said else None
    by_language = {language: Key(text, needed=True) for language in reading.languages}
    values = reading.mapping(node, _("texte"), by_language)
    return Words(values.get("fr") or "", values.get("en") or "")


def whole(low: int, high: int, unit: str = "") -> Reader:
    """A whole number from `low` to `high`."""

    def read(reading: Reading, node: yaml.Node) -> int | None:
        value = node.value if isinstance(node, yaml.ScalarNode) else ""
        if not re.fullmatch(r"[+-]?\d{1,9}", value) or not low <= int(value) <= high:
            said = {"value": value, "low": low, "high": high, "unit": f" {unit}" if unit else ""}
            reading.refuse(node, _("« %(value)s » : attendu un nombre entier de %(low)d à %(high)d%(unit)s") % said)
            return None
        return int(value)

    return read


def duration(reading: Reading, node: yaml.Node) -> int | None:
    value = node.value if isinstance(node, yaml.ScalarNode) else ""
    if not re.fullmatch(r"\d{1,4}", value) or not 1 <= int(value) <= 720:
        sentence = _("durée « %(value)s » : attendu un nombre entier de minutes, de 1 à 720 (par exemple 45)")
        reading.refuse(node, sentence % {"value": value})
        return None
    return int(value)


def time_of_day(reading: Reading, node: yaml.Node) -> int | None:
    value = node.value if isinstance(node, yaml.ScalarNode) else ""
    found = _TIME.fullmatch(value.strip())
    if not found:
        sentence = _("heure « %(value)s » : attendu une heure et des minutes, de 00:00 à 23:59 (par exemple « 09:30 »)")
        reading.refuse(node, sentence % {"value": value})
        return None
    return int(found[1]) * 60 + int(found[2])


def yes_no(reading: Reading, node: yaml.Node) -> bool | None:
    value = node.value.lower() if isinstance(node, yaml.ScalarNode) else ""
    if value not in ("oui", "non", "yes", "no", "true", "false"):
        reading.refuse(node, _("« %(value)s » : attendu oui ou non") % {"value": value})
        return None
    return value in ("oui", "yes", "true")


def one_of(*choices: str) -> Reader:
    def read(reading: Reading, node: yaml.Node) -> str | None:
        value = node.value if isinstance(node, yaml.ScalarNode) else ""
        if value not in choices:
            said = {"value": value, "choices": ", ".join(choices)}
            reading.refuse(node, _("« %(value)s » : attendu l’un de : %(choices)s") % said)
            return None
        return str(value)

    return read


def link(reading: Reading, node: yaml.Node) -> str | None:
    value = text(reading, node)
    if value is not None and not re.match(r"https?://[^\s/]+", value):
        reading.refuse(node, _("« %(value)s » : attendu une adresse qui commence par https://") % {"value": value})
        return None
    return value


def plain(reading: Reading, node: yaml.Node) -> Any:
    """Anything a method may take as a parameter, as JSON would hold it."""
    if isinstance(node, yaml.MappingNode):
        return {str(name.value): plain(reading, value) for name, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [plain(reading, child) for child in node.value]
    value = str(node.value)
    if node.style is None and node.tag.endswith((":int", ":bool", ":null", ":float")):
        return yaml.safe_load(value)
    return value


def parameters(reading: Reading, node: yaml.Node) -> dict[str, Any] | None:
    if not isinstance(node, yaml.MappingNode):
        reading.refuse(node, _("paramètres : attendu une liste de noms et de valeurs"))
        return None
    read: dict[str, Any] = plain(reading, node)
    return read
