"""The styles and the lists of our Word documents: named as Word names them, so that a template can replace them."""

from collections.abc import Iterable

from .archives import xml
from .book import Book

NAMESPACES = {
    "xmlns:w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "xmlns:r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "xmlns:wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "xmlns:a": "http://schemas.openxmlformats.org/drawingml/2006/main",
}
BULLETS, NUMBERS, BOXES = range(3)
INK, ACCENT, QUIET, RULE, SOFT = "1D2733", "0E5A49", "55606D", "C9C1B0", "F2EDE2"
TONES = {"Info": "2A6597", "Now": "7A5206", "Good": ACCENT, "Harm": "B23A2A"}
_HEADINGS = ((32, 340), (28, 300), (24, 240), (22, 200), (22, 200), (22, 200))


def _space(before: int = 0, after: int = 0, line: int = 0) -> str:
    told = {"w:before": before, "w:after": after} | ({"w:line": line, "w:lineRule": "auto"} if line else {})
    return xml("w:spacing", told)


def _size(half_points: int) -> str:
    return xml("w:sz", {"w:val": half_points})


def _colour(value: str) -> str:
    return xml("w:color", {"w:val": value})


def _edge(side: str, colour: str, width: int) -> str:
    return xml("w:pBdr", None, xml(f"w:{side}", {"w:val": "single", "w:sz": width, "w:space": 6, "w:color": colour}))


_SOFT = xml("w:shd", {"w:val": "clear", "w:fill": SOFT})
_MONO = xml("w:rFonts", {"w:ascii": "Courier New", "w:hAnsi": "Courier New", "w:cs": "Courier New"})
_BOLD, _KEEP = xml("w:b"), xml("w:keepNext")
# id: name, parent, paragraph, run
_PARAGRAPHS: dict[str, tuple[str, str, str, str]] = {
    "BodyText": ("Body Text", "Normal", _space(70, 140, 288), ""),
    "Title": ("Title", "Normal", _space(after=300), _BOLD + _colour(ACCENT) + _size(48)),
    "ListParagraph": ("List Paragraph", "BodyText", _space(0, 60, 288), ""),
    "ListContinue": ("List Continue", "BodyText", _space(0, 60, 288), ""),
    "Quote": ("Quote", "BodyText", _edge("left", RULE, 16) + xml("w:ind", {"w:left": 450, "w:right": 450}), ""),
    "Code": ("HTML Preformatted", "BodyText", _SOFT, _MONO),
    "TableContents": ("Table Contents", "Normal", "", ""),
    "TableHeading": ("Table Heading", "TableContents", "", _BOLD),
    "AfterTable": ("After Table", "Normal", _space(after=100), _size(12)),
    "Caption": ("caption", "Normal", _space(60, 140), _colour(QUIET) + _size(20)),
    "TableCaption": ("Table Caption", "Caption", _KEEP, _BOLD + _colour(INK)),
    "Figure": ("Figure", "Normal", _KEEP + _space(120, 60), ""),
    "HorizontalLine": ("Horizontal Line", "Normal", _edge("bottom", RULE, 8) + _space(after=280), _size(12)),
    "NoticeLabel": ("Notice Label", "BodyText", _KEEP + _space(after=0, line=288), _BOLD),
    "NoticeEnd": ("Notice End", "Normal", _space(before=170), _colour(QUIET) + _size(18)),
    "Footer": ("footer", "Normal", "", _colour(QUIET) + _size(16)),
}


def styles(book: Book) -> bytes:
    language = f"{book.language}-{book.region}".rstrip("-")
    run = xml("w:rFonts", {"w:ascii": "Arial", "w:hAnsi": "Arial", "w:cs": "Arial"}) + _colour(INK) + _size(22)
    run += xml("w:lang", {"w:val": language})
    defaults = xml(
        "w:docDefaults",
        None,
        xml("w:rPrDefault", None, xml("w:rPr", None, run)),
        xml("w:pPrDefault", None, xml("w:pPr")),
    )
    made = [
        xml(
            "w:style",
            {"w:type": "paragraph", "w:default": 1, "w:styleId": "Normal"},
            xml("w:name", {"w:val": "Normal"}),
            xml("w:qFormat"),
        )
    ]
    made += [_paragraph(key, *told) for key, told in _every().items()]
    made.append(_character("Hyperlink", "Hyperlink", _colour(TONES["Info"]) + xml("w:u", {"w:val": "single"})))
    made.append(_character("CodeWords", "HTML Code", _MONO))
    made.append(_grid())
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + xml("w:styles", NAMESPACES, defaults, *made)
    ).encode()


def _every() -> dict[str, tuple[str, str, str, str]]:
    every = dict(_PARAGRAPHS)
    for level, (size, before) in enumerate(_HEADINGS, start=1):
        look = _BOLD + _colour(ACCENT if level == 1 else INK) + _size(size)
        outline = xml("w:outlineLvl", {"w:val": level - 1})
        every[f"Heading{level}"] = (f"heading {level}", "Normal", _KEEP + _space(before, 110) + outline, look)
    for tone, colour in TONES.items():
        every[f"Notice{tone}"] = (f"Notice {tone}", "BodyText", _edge("left", colour, 24) + _SOFT, "")
    return every


def _paragraph(key: str, name: str, parent: str, paragraph: str, run: str) -> str:
    told = [xml("w:name", {"w:val": name}), xml("w:basedOn", {"w:val": parent})]
    told += [xml("w:next", {"w:val": "BodyText"})] if key.startswith(("Heading", "Title")) else []
    told += [xml("w:qFormat")]
    told += [xml("w:pPr", None, paragraph)] if paragraph else []
    told += [xml("w:rPr", None, run)] if run else []
    return xml("w:style", {"w:type": "paragraph", "w:styleId": key}, *told)


def _character(key: str, name: str, run: str) -> str:
    return xml(
        "w:style", {"w:type": "character", "w:styleId": key}, xml("w:name", {"w:val": name}), xml("w:rPr", None, run)
    )


def _grid() -> str:
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    edges = xml(
        "w:tblBorders", None, *(xml(f"w:{side}", {"w:val": "single", "w:sz": 4, "w:color": RULE}) for side in sides)
    )
    margins = xml(
        "w:tblCellMar",
        None,
        *(xml(f"w:{side}", {"w:w": 70, "w:type": "dxa"}) for side in ("top", "left", "bottom", "right")),
    )
    told = {"w:type": "table", "w:styleId": "Grid"}
    return xml("w:style", told, xml("w:name", {"w:val": "Table Grid"}), xml("w:tblPr", None, edges, margins))


def numbering(lists: Iterable[tuple[int, int]]) -> bytes:
    """The three kinds of lists, and each list of the document with its first number."""
    kinds = [_kind(BULLETS, "bullet", "•"), _kind(NUMBERS, "decimal", ""), _kind(BOXES, "none", None)]
    made = []
    for key, (kind, first) in enumerate(lists, start=1):
        begins = (
            [xml("w:lvlOverride", {"w:ilvl": level}, xml("w:startOverride", {"w:val": first})) for level in range(9)]
            if kind == NUMBERS
            else []
        )
        made.append(xml("w:num", {"w:numId": key}, xml("w:abstractNumId", {"w:val": kind}), *begins))
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + xml("w:numbering", NAMESPACES, *kinds, *made)
    ).encode()


def _kind(key: int, form: str, sign: str | None) -> str:
    levels = []
    for level in range(9):
        words = "" if sign is None else sign or f"%{level + 1}."
        told = [xml("w:start", {"w:val": 1}), xml("w:numFmt", {"w:val": form})]
        told += [xml("w:suff", {"w:val": "nothing"})] if sign is None else []
        hanging = {} if sign is None else {"w:hanging": 360}
        told += [xml("w:lvlText", {"w:val": words}), xml("w:lvlJc", {"w:val": "left"})]
        told += [xml("w:pPr", None, xml("w:ind", {"w:left": 360 * (level + 1)} | hanging))]
        levels.append(xml("w:lvl", {"w:ilvl": level}, *told))
    return xml("w:abstractNum", {"w:abstractNumId": key}, xml("w:multiLevelType", {"w:val": "multilevel"}), *levels)
