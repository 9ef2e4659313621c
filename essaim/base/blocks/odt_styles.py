"""The styles of our OpenDocument texts: named as LibreOffice does, so that a template can replace them."""

from collections.abc import Mapping

from .archives import escaped, xml
from .book import Book

_OASIS = "urn:oasis:names:tc:opendocument:xmlns"
NAMESPACES = {
    "xmlns:office": f"{_OASIS}:office:1.0",
    "xmlns:text": f"{_OASIS}:text:1.0",
    "xmlns:table": f"{_OASIS}:table:1.0",
    "xmlns:style": f"{_OASIS}:style:1.0",
    "xmlns:draw": f"{_OASIS}:drawing:1.0",
    "xmlns:fo": f"{_OASIS}:xsl-fo-compatible:1.0",
    "xmlns:svg": f"{_OASIS}:svg-compatible:1.0",
    "xmlns:meta": f"{_OASIS}:meta:1.0",
    "xmlns:xlink": "http://www.w3.org/1999/xlink",
    "xmlns:dc": "http://purl.org/dc/elements/1.1/",
}
INK, ACCENT, QUIET, RULE, SOFT = "#1d2733", "#0e5a49", "#55606d", "#c9c1b0", "#f2ede2"
TONES = {"info": "#2a6597", "now": "#7a5206", "good": ACCENT, "harm": "#b23a2a"}
_MARKS = {
    "bold": {"fo:font-weight": "bold"},
    "italic": {"fo:font-style": "italic"},
    "underline": {"style:text-underline-style": "solid", "style:text-underline-width": "auto"},
    "strike": {"style:text-line-through-style": "solid"},
    "code": {"style:font-name": "Mono"},
}
_LEVELS = range(1, 11)

# name: parent, paragraph, text
_PARAGRAPHS: dict[str, tuple[str, dict[str, str], dict[str, str]]] = {
    "Text_20_body": (
        "Standard",
        {"fo:margin-top": "0.12cm", "fo:margin-bottom": "0.25cm", "fo:line-height": "125%"},
        {},
    ),
    "Title": (
        "Standard",
        {"fo:margin-bottom": "0.6cm"},
        {"fo:font-size": "24pt", "fo:font-weight": "bold", "fo:color": ACCENT},
    ),
    "Heading": ("Standard", {"fo:keep-with-next": "always"}, {"fo:font-weight": "bold", "fo:color": INK}),
    "List_20_item": ("Text_20_body", {"fo:margin-top": "0cm", "fo:margin-bottom": "0.1cm"}, {}),
    "Quotations": (
        "Text_20_body",
        {
            "fo:margin-left": "0.8cm",
            "fo:margin-right": "0.8cm",
            "fo:padding-left": "0.3cm",
            "fo:border-left": f"2pt solid {RULE}",
        },
        {},
    ),
    "Preformatted_20_Text": (
        "Text_20_body",
        {"fo:background-color": SOFT, "fo:padding": "0.15cm"},
        {"style:font-name": "Mono"},
    ),
    "Table_20_Contents": ("Standard", {}, {}),
    "Table_20_Heading": ("Table_20_Contents", {}, {"fo:font-weight": "bold"}),
    "After_20_table": ("Standard", {"fo:margin-bottom": "0.2cm"}, {"fo:font-size": "6pt"}),
    "Caption": (
        "Standard",
        {"fo:margin-top": "0.1cm", "fo:margin-bottom": "0.25cm"},
        {"fo:font-size": "10pt", "fo:color": QUIET},
    ),
    "Table": ("Caption", {"fo:keep-with-next": "always"}, {"fo:font-weight": "bold", "fo:color": INK}),
    "Illustration": ("Caption", {}, {}),
    "Figure": ("Standard", {"fo:margin-top": "0.2cm", "fo:margin-bottom": "0.1cm"}, {}),
    "Horizontal_20_Line": (
        "Standard",
        {"fo:border-bottom": f"1pt solid {RULE}", "fo:margin-bottom": "0.5cm"},
        {"fo:font-size": "6pt"},
    ),
    "Notice_5f_label": (
        "Text_20_body",
        {"fo:margin-bottom": "0cm", "fo:keep-with-next": "always"},
        {"fo:font-weight": "bold"},
    ),
    "Notice_5f_end": ("Standard", {"fo:margin-top": "0.3cm"}, {"fo:font-size": "9pt", "fo:color": QUIET}),
    "Footer": ("Standard", {}, {"fo:font-size": "8pt", "fo:color": QUIET}),
}
_HEADINGS = ((16, 0.6), (14, 0.5), (12, 0.4), (11, 0.3), (11, 0.3), (11, 0.3))


def automatic(marks: Mapping[tuple[str, ...], str], columns: Mapping[int, str]) -> list[str]:
    """The styles of one text: a combination of marks each, a width of column each, and those of the tables."""
    made = _tables()
    for share, name in columns.items():
        width = xml("style:table-column-properties", {"style:rel-column-width": f"{share}*"})
        made.append(xml("style:style", {"style:name": name, "style:family": "table-column"}, width))
    for worn, name in marks.items():
        told: dict[str, str] = {}
        for mark in worn:
            told |= _MARKS[mark]
        made.append(
            xml("style:style", {"style:name": name, "style:family": "text"}, xml("style:text-properties", told))
        )
    return made


def styles(book: Book) -> bytes:
    fonts = [
        xml("style:font-face", {"style:name": name, "svg:font-family": family, "style:font-family-generic": generic})
        for name, family, generic in (("Sans", "Arial", "swiss"), ("Mono", "'Courier New'", "modern"))
    ]
    page = {
        "fo:page-width": "21cm",
        "fo:page-height": "29.7cm",
        "fo:margin": "2.2cm",
        "style:print-orientation": "portrait",
    }
    layout = xml(
        "style:page-layout",
        {"style:name": "A4"},
        xml("style:page-layout-properties", page),
        xml("style:footer-style", None, xml("style:header-footer-properties", {"fo:margin-top": "0.4cm"})),
    )
    foot = escaped(f"{book.foot} · " if book.foot else "") + xml(
        "text:page-number", {"text:select-page": "current"}, "1"
    )
    master = xml(
        "style:master-page",
        {"style:name": "Standard", "style:page-layout-name": "A4"},
        xml("style:footer", None, xml("text:p", {"text:style-name": "Footer"}, foot)),
    )
    root = xml(
        "office:document-styles",
        NAMESPACES | {"office:version": "1.3"},
        xml("office:font-face-decls", None, *fonts),
        xml("office:styles", None, *_defaults(book), *_paragraphs(), *_lists()),
        xml("office:automatic-styles", None, layout),
        xml("office:master-styles", None, master),
    )
    return ('<?xml version="1.0" encoding="UTF-8"?>\n' + root).encode()


def _defaults(book: Book) -> list[str]:
    told = {
        "style:font-name": "Sans",
        "fo:font-size": "11pt",
        "fo:color": INK,
        "fo:language": book.language,
        "fo:country": book.region or "none",
    }
    return [
        xml("style:default-style", {"style:family": "paragraph"}, xml("style:text-properties", told)),
        xml("style:style", {"style:name": "Standard", "style:family": "paragraph", "style:class": "text"}),
    ]


def _paragraphs() -> list[str]:
    every = dict(_PARAGRAPHS)
    for level, (size, before) in enumerate(_HEADINGS, start=1):
        space = {"fo:margin-top": f"{before}cm", "fo:margin-bottom": "0.2cm"}
        every[f"Heading_20_{level}"] = (
            "Heading",
            space,
            {"fo:font-size": f"{size}pt", "fo:color": ACCENT if level == 1 else INK},
        )
    for tone, colour in TONES.items():
        border = {"fo:border-left": f"3pt solid {colour}", "fo:padding-left": "0.3cm", "fo:background-color": SOFT}
        every[f"Notice_5f_{tone}"] = ("Text_20_body", border, {})
    made = []
    for name, (parent, paragraph, text) in every.items():
        told = {
            "style:name": name,
            "style:display-name": _display(name),
            "style:family": "paragraph",
            "style:parent-style-name": parent,
        }
        if name.startswith("Heading_20_"):
            told["style:default-outline-level"] = name[-1]
        inside = [xml("style:paragraph-properties", paragraph)] if paragraph else []
        made.append(xml("style:style", told, *inside, *([xml("style:text-properties", text)] if text else [])))
    return made


def _display(name: str) -> str:
    return name.replace("_20_", " ").replace("_5f_", "_")


def _tables() -> list[str]:
    padding, border = {"fo:padding": "0.12cm"}, {"fo:border": f"0.5pt solid {RULE}"}
    return [
        xml(
            "style:style",
            {"style:name": "Grid", "style:family": "table"},
            xml("style:table-properties", {"table:align": "margins"}),
        ),
        xml(
            "style:style",
            {"style:name": "Cell", "style:family": "table-cell"},
            xml("style:table-cell-properties", padding | border),
        ),
        xml(
            "style:style",
            {"style:name": "Head", "style:family": "table-cell"},
            xml("style:table-cell-properties", padding | border | {"fo:background-color": SOFT}),
        ),
    ]


def _lists() -> list[str]:
    return [
        xml(
            "text:list-style",
            {"style:name": "Bullets"},
            *(_level("bullet", n, {"text:bullet-char": "•"}) for n in _LEVELS),
        ),
        xml(
            "text:list-style",
            {"style:name": "Numbers"},
            *(_level("number", n, {"style:num-format": "1", "style:num-suffix": "."}) for n in _LEVELS),
        ),
        xml(
            "text:list-style",
            {"style:name": "Boxes"},
            *(_level("number", n, {"style:num-format": ""}) for n in _LEVELS),
        ),
    ]


def _level(kind: str, level: int, told: dict[str, str]) -> str:
    indent = {"text:list-level-position-and-space-mode": "label-alignment"}
    label = {
        "text:label-followed-by": "listtab" if told.get("style:num-format") != "" else "nothing",
        "fo:margin-left": f"{0.65 * level:.2f}cm",
        "fo:text-indent": "-0.65cm" if told.get("style:num-format") != "" else "0cm",
        "text:list-tab-stop-position": f"{0.65 * level:.2f}cm",
    }
    space = xml("style:list-level-properties", indent, xml("style:list-level-label-alignment", label))
    return xml(f"text:list-level-style-{kind}", {"text:level": level} | told, space)
