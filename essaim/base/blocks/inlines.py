"""The words inside a block: text with marks, links, line breaks."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias
from urllib.parse import urlsplit

from .schema import LINK_SCHEMES, MARKS

_INVISIBLE = re.compile(r"[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028-\u202f\u2060-\u2064\ufeff]")
IDENTITY = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_HOST = re.compile(r"[\w-]+(\.[\w-]+)*|[0-9a-f:]*:[0-9a-f:.]*")
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)


@dataclass(frozen=True)
class Text:
    text: str
    marks: tuple[str, ...]

    def __init__(self, text: str, marks: str | Iterable[str] = ()) -> None:
        chosen = {marks} if isinstance(marks, str) else set(marks)
        if unknown := chosen - set(MARKS):
            raise ValueError(f"Text marks {sorted(unknown)}: expected some of {', '.join(MARKS)}.")
        object.__setattr__(self, "text", text)
        object.__setattr__(self, "marks", tuple(mark for mark in MARKS if mark in chosen))


@dataclass(frozen=True)
class Link:
    href: str
    inlines: "tuple[Text | Break, ...]"

    def __init__(self, href: str, inlines: "str | Iterable[Text | Break]") -> None:
        object.__setattr__(self, "href", href)
        parts = (Text(inlines),) if isinstance(inlines, str) else tuple(inlines)
        object.__setattr__(self, "inlines", tuple(part for part in parts if part != Text("")))


@dataclass(frozen=True)
class Break:
    """A new line inside a paragraph."""


@dataclass(frozen=True)
class Mention:
    """A person of the space, by identity; `name` is how they were called when this was read."""

    id: str
    name: str


@dataclass(frozen=True)
class PageLink:
    """A link to another page of the space, by identity; `title` is today's, empty when the page is gone."""

    id: str
    title: str

    @property
    def href(self) -> str:
        """Its address inside a seat; a copy that lives elsewhere puts its own in its place (`rewrite`)."""
        return f"pages/{self.id}/"


Inline: TypeAlias = Text | Link | Break | Mention | PageLink
INLINE_TYPES = (Text, Link, Break, Mention, PageLink)
Inlines: TypeAlias = tuple[Inline, ...]
Words: TypeAlias = str | Inline | Iterable[str | Inline]
"""What constructors accept for words: plain text (its new lines become breaks), an inline, or several of them."""


def words(value: Words) -> Inlines:
    if isinstance(value, str):
        return tuple(_lines(value))
    if isinstance(value, INLINE_TYPES):
        return (value,)
    return tuple(inline for part in value for inline in words(part))


def _lines(text: str) -> Iterable[Inline]:
    for number, line in enumerate(re.split(r"\r\n?|\n", text)):
        if number:
            yield Break()
        if line:
            yield Text(line)


def safe_href(href: str) -> str:
    """The address if a browser may follow it (our own paths, or a scheme of the schema), else nothing."""
    href = _INVISIBLE.sub("", href).replace("\\", "/")
    scheme = _SCHEME.match(href)
    if scheme:
        return href if scheme.group(1).lower() in LINK_SCHEMES else ""
    return "" if href.startswith("//") or ":" in href.split("/")[0].split("?")[0].split("#")[0] else href


def safe_src(src: str) -> str:
    """The address of a picture if it is one of our own, else nothing: pages show no third party's pictures."""
    href = safe_href(src)
    return "" if _SCHEME.match(href) else href


def safe_site(address: str) -> str:
    """The address of a page of another site, whole and over http, else nothing."""
    href = safe_href(address)
    try:
        parts = urlsplit(href)
        host = parts.hostname or ""
        _ = parts.port
    except ValueError:
        return ""
    return href if parts.scheme.lower() in ("https", "http") and _HOST.fullmatch(host) else ""
