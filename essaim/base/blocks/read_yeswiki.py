"""What a YesWiki gives: its pages in their own syntax, and the entries of its forms, as CSV or JSON."""

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from .inlines import Inline, Text
from .nodes import Block, Blocks, Code, Heading, Listing, Paragraph
from .read_html import blocks_of_html
from .reading import Line, Mark, ReadPage, Words, assembled, kept_href, table

MOST_PAGES = 2000
LONGEST = 400_000
"""Signs of one page; more is cut."""

_HEADING = re.compile(r"^\s*(={2,6})\s*(.+?)\s*={2,6}\s*$")
_ITEM = re.compile(r"^(?P<space>[ \t]+)(?:(?P<bullet>[-*])|(?P<number>\d+|[a-zA-Z]|[ivxlIVXL]+)[.)])\s*(?P<words>.*)$")
_RULE = re.compile(r"^-{4,}\s*$")
_BLOCK = re.compile(
    r'%%(?:\([^)\n]*\))?(?P<code>.*?)%%|""(?P<html>.*?)""|\{\{(?P<action>.*?)\}\}|\[\|(?P<table>.*?)\|\]', re.DOTALL
)
_INLINE = re.compile(
    r"\[\[(?P<href>[^\s\]]+)(?:\s+(?P<name>[^\]]+?))?\s*\]\]"
    r"|(?P<url>\bhttps?://[^\s<>\"\]]+)"
    r"|(?P<mark>\*\*|//|__|@@|##|££)"
    r"|(?P<wiki>\b[A-ZÀ-Ý][a-zà-ÿ]+(?:[A-ZÀ-Ý0-9][a-zà-ÿ]+)+\b)"
)
_MARKS = {"**": "bold", "//": "italic", "__": "underline", "@@": "strike", "££": "", "##": "code"}
_ATTACHED = re.compile(r'^\s*attach\b.*?\bfile="([^"]+)"', re.DOTALL)
_DESCRIBED = re.compile(r'\bdesc="([^"]*)"')

_TECHNICAL = re.compile(
    r"^(id_?(fiche|typeannonce)?|id_fiche|statut_fiche|createur|owner|user|date_\w+|time|tag|url|html_data|semantic|"
    r"external-data|external_link|geolocation|antispam|bf_(latitude|longitude|motdepasse\w*)|-is-.*)$"
)


def wiki_href(name: str) -> str:
    """Where a link to another page of the same wiki leads, until it is known which page that is."""
    return f"wiki/{name}"


# --- pages -------------------------------------------------------------------------------------------------------


def from_yeswiki(text: str, known: frozenset[str] = frozenset()) -> Blocks:
    """A page in YesWiki's syntax. `known`: the names that are links when they stand bare, as WikiWords do."""
    lines: list[Line] = []
    end = 0
    text = text[:LONGEST].replace("\r\n", "\n")
    for found in _BLOCK.finditer(text):
        is_inside = _is_in_a_line(text, found)
        if found["html"] is not None and is_inside:
            continue  # a scrap of HTML among words: the words keep it, and lose its tags
        lines += _lines(text[end : found.start()], known)
        lines += _special(found, known)
        end = found.end()
    return assembled([*lines, *_lines(text[end:], known)])[1]


def _is_in_a_line(text: str, found: re.Match[str]) -> bool:
    before = text[text.rfind("\n", 0, found.start()) + 1 : found.start()]
    return bool(before.strip()) and "\n" not in found.group()


def _special(found: re.Match[str], known: frozenset[str]) -> list[Line]:
    if found["code"] is not None:
        return [Line(block=Code(found["code"].strip("\n")))] if found["code"].strip() else []
    if found["html"] is not None:
        return [Line(block=block) for block in blocks_of_html(found["html"])]
    if found["table"] is not None:
        rows = [_cells(row, known) for row in found["table"].split("\n") if row.strip(" |")]
        made = table(rows, head=False, row_heads=False)
        return [Line(block=made)] if made else []
    attached = _ATTACHED.match(found["action"])
    if attached is None:
        return []
    said = _DESCRIBED.search(found["action"])
    name = attached.group(1)
    words = said.group(1) if said and said.group(1) else name
    return [Line(inlines=(Text(_("Fichier joint : {name}").format(name=words), "italic"),))]


def _cells(row: str, known: frozenset[str]) -> list[tuple[Inline, ...]]:
    cells = row.strip().removeprefix("|").removesuffix("|").split("|")
    return [_words(cell.strip(), known) for cell in cells]


def _lines(text: str, known: frozenset[str]) -> Iterator[Line]:
    run: list[str] = []
    for line in [*text.split("\n"), ""]:
        heading, item = _HEADING.match(line), _ITEM.match(line)
        if heading or item or not line.strip() or _RULE.match(line):
            if run:
                yield Line(inlines=_words("\n".join(run), known))
            run = []
        if heading:
            yield Line("heading", _words(heading[2], known), level=7 - len(heading[1]))
        elif item:
            yield _item(item, known)
        elif _RULE.match(line):
            yield Line("rule")
        elif line.strip():
            run.append(line.strip())


def _item(found: re.Match[str], known: frozenset[str]) -> Line:
    level = max(0, len(found["space"].replace("\t", "  ")) - 1)
    number = found["number"] or ""
    key = "numbers" if number else "bullets"
    return Line(
        inlines=_words(found["words"], known),
        mark=Mark(level, key, bool(number), int(number) if number.isdigit() and len(number) < 5 else 1),
    )


def _words(text: str, known: frozenset[str]) -> tuple[Inline, ...]:
    """The words of a paragraph. A line of the wiki's text is a line; « --- » at its end asked for it anyway."""
    text = re.sub(r'""(.*?)""', lambda found: re.sub(r"<[^>]*>", "", found[1]), text)
    words, worn, end = Words(), list[str](), 0
    pieces = list(_INLINE.finditer(text))
    signs = [found["mark"] for found in pieces]
    # A sign that nothing closes is only a sign.
    alone = {len(signs) - 1 - signs[::-1].index(sign) for sign in set(signs) if sign and signs.count(sign) % 2}
    for number, found in enumerate(pieces):
        if number in alone:
            continue
        _add(words, text[end : found.start()], worn)
        end = found.end()
        if found["mark"]:
            mark = _MARKS[found["mark"]]
            worn = [one for one in worn if one != mark] if mark in worn else [*worn, *([mark] if mark else [])]
        elif found["href"]:
            _link(words, found["href"], (found["name"] or "").strip(), worn)
        elif found["url"]:
            url = found["url"].rstrip(".,;:!?)")
            end -= len(found["url"]) - len(url)
            words.add(url, worn, kept_href(url))
        elif found["wiki"] in known:
            words.add(found["wiki"], worn, wiki_href(found["wiki"]))
        else:
            words.add(found["wiki"], worn)
    _add(words, text[end:], worn)
    return tuple(part for piece in words.pieces() for part in (piece if isinstance(piece, tuple) else ()))


def _add(words: Words, text: str, worn: list[str]) -> None:
    for number, line in enumerate(text.split("\n")):
        if number:
            words.line_break()
        words.add(re.sub(r"\s*-{3}$", "", line), worn)


def _link(words: Words, target: str, name: str, worn: list[str]) -> None:
    href = kept_href(target) if re.match(r"[a-z]+:", target, re.IGNORECASE) else wiki_href(target.strip("/"))
    words.add(name or target, worn, href)


# --- exports -----------------------------------------------------------------------------------------------------


def looks_like_an_export(rows: list[dict[str, Any]]) -> bool:
    return bool(rows) and any(_is_page(row) or _title_of(row) for row in rows[:20])


def rows_of(text: str) -> list[dict[str, Any]]:
    """The rows of a CSV or JSON export; nothing when it is neither."""
    start = text.lstrip("\ufeff \t\r\n")
    if start[:1] in "[{":
        try:
            told = json.loads(start)
        except (ValueError, RecursionError):
            return []
        found = (
            list(told.values()) if isinstance(told, dict) and all(isinstance(v, dict) for v in told.values()) else told
        )
        found = [found] if isinstance(found, dict) else found
        return [row for row in found if isinstance(row, dict)][:MOST_PAGES] if isinstance(found, list) else []
    try:
        dialect = csv.Sniffer().sniff(start[:20_000].split("\n", 1)[0], delimiters=",;\t")
        reader = csv.DictReader(io.StringIO(start, newline=""), delimiter=dialect.delimiter)
        return [
            {key: value for key, value in row.items() if key and isinstance(value, str)}
            for row, _n in zip(reader, range(MOST_PAGES), strict=False)
        ]
    except csv.Error:
        return []


def pages_of(rows: Iterable[Mapping[str, Any]]) -> list[ReadPage]:
    """Each row as a page: one of the wiki, or an entry of one of its forms."""
    return [page for _name, page in named_pages_of(rows)]


def named_pages_of(rows: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, ReadPage]]:
    """The same, each with the name by which the links of the wiki call it."""
    rows = list(rows)
    known = frozenset(str(row["tag"]) for row in rows if _is_page(row))
    for row in rows:
        if (page := _page(row, known)) is not None:
            yield str(row.get("tag") or row.get("id_fiche") or ""), page


def _is_page(row: Mapping[str, Any]) -> bool:
    return isinstance(row.get("tag"), str) and isinstance(row.get("body"), str)


def _page(row: Mapping[str, Any], known: frozenset[str]) -> ReadPage | None:
    if _is_page(row):
        body = row["body"]
        if body.lstrip().startswith("{"):
            try:
                entry = json.loads(body)
            except (ValueError, RecursionError):
                entry = None
            if isinstance(entry, dict) and _title_of(entry):
                return _entry(entry, known)
        blocks = from_yeswiki(body, known)
        first = blocks[0] if blocks else None
        if isinstance(first, Heading):
            title = "".join(getattr(one, "text", "") for one in first.inlines).strip()
            return ReadPage(title or row["tag"], blocks[1:])
        return ReadPage(_spaced(row["tag"]), blocks)
    return _entry(row, known) if _title_of(row) else None


def _title_of(row: Mapping[str, Any]) -> str:
    for key in ("bf_titre", "Titre", "titre", "Nom", "title"):
        if isinstance(row.get(key), str) and row[key].strip():
            return " ".join(row[key].split())
    return ""


def _entry(row: Mapping[str, Any], known: frozenset[str]) -> ReadPage:
    """Short answers are a list of facts, long ones have a heading each."""
    title = _title_of(row)
    facts: list[tuple[Inline, ...]] = []
    blocks: list[Block] = []
    for key, value in row.items():
        text = _said(value)
        if not text or _TECHNICAL.match(str(key)) or text == title:
            continue
        label = _label(str(key))
        inside = (
            blocks_of_html(text)
            if re.search(r"<(p|br|ul|ol|div|strong|em|a|h\d)\b", text)
            else from_yeswiki(text, known)
        )
        first = inside[0] if len(inside) == 1 else None
        if isinstance(first, Paragraph) and len(text) <= 200:
            facts.append((Text(_("{label} : ").format(label=label), "bold"), *first.inlines))
        elif inside:
            blocks += [Heading(2, label), *inside]
    return ReadPage(title, tuple([Listing(facts)] if facts else []) + tuple(blocks))


def _said(value: Any) -> str:
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, bool) or value is None:
        return ""
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, list):
        return ", ".join(filter(None, (_said(one) for one in value if not isinstance(one, list | dict))))
    return ""


def _label(key: str) -> str:
    """« bf_public_vise » → « Public vise »; the names that forms gave themselves are kept."""
    words = re.sub(r"^(bf_|checkbox(Liste|Fiche)?|liste(Liste|Fiche)?|radio(Liste)?)", "", key)
    return (words or key).replace("_", " ").strip().capitalize() if words != key or "_" in key else key.strip()


def _spaced(tag: str) -> str:
    """« PagePrincipale » → « Page principale »."""
    words = re.sub(r"(?<=[a-zà-ÿ])(?=[A-ZÀ-Ý])", " ", tag)
    return words[:1] + words[1:].lower() if words != tag else tag
