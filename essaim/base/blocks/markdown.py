"""Blocks as Markdown, and Markdown read into blocks."""

import re
from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import quote

from markdown_it import MarkdownIt
from markdown_it.token import Token

from .inlines import Break, Inline, Link, Mention, PageLink, Text, safe_href, safe_src
from .nodes import Block, Blocks, CheckList, Code, Figure, Heading, Listing, Paragraph, Quote, Rule, Table
from .records import Image
from .simple import simple

# --- out ---------------------------------------------------------------------------------------------------------

_SPECIAL = re.compile(r"([\\`*_\[\]<>|~])")
_AT_START = re.compile(r"^(\s*\d*)((?<!\d)[#+\-=]|(?<=\d)[.)])", re.MULTILINE)
_LINE_END = re.compile(r"\r\n?|\n")
_ENDS_ADDRESS = re.compile(r"[<>\\|`\s]")
_KNOWN = frozenset({"checklist"})
_FENCES = {"bold": "**", "italic": "*", "strike": "~~"}


def to_markdown(tree: Iterable[Block]) -> str:
    """The tree as Markdown (CommonMark with tables). What people typed prints as they typed it."""
    return "\n\n".join(filter(None, (_block(block) for block in simple(tree, knows=_KNOWN)))) + "\n"


def _block(block: Block) -> str:
    match block:
        case Heading(level=level, inlines=inlines):
            return f"{'#' * level} {_words(inlines).replace(chr(10), ' ')}"
        case Paragraph(inlines=inlines):
            return _AT_START.sub(r"\1\\\2", _words(inlines)) if inlines else ""
        case Listing(items=items, ordered=ordered, start=start):
            return "\n".join(_item(f"{start + n}." if ordered else "-", item) for n, item in enumerate(items))
        case CheckList(items=items, checked=checked):
            return "\n".join(_item(f"- [{'x' if n in checked else ' '}]", item) for n, item in enumerate(items))
        case Quote(blocks=inside):
            return "\n".join(f"> {line}".rstrip() for line in "\n\n".join(map(_block, inside)).split("\n"))
        case Code(text=text):
            text = _LINE_END.sub("\n", text)
            fence = "`" * max(3, 1 + max((len(run) for run in re.findall("`+", text)), default=0))
            return f"{fence}\n{text}\n{fence}"
        case Table():
            return _table(block)
        case Figure(image=image, caption=caption, credit=credit):
            aside = " · ".join(filter(None, (caption, credit)))
            return f"![{_safe(image.alt)}](<{_address(image.src)}>)" + (f"\n\n*{_safe(aside)}*" if aside else "")
        case Rule():
            return "---"
    raise TypeError(f"No Markdown for {type(block).__name__}: say it plainly in blocks/simple.py.")


def _item(bullet: str, item: Blocks) -> str:
    lines = "\n\n".join(map(_block, item)).split("\n")
    indent = " " * (2 if bullet.startswith("-") else len(bullet) + 1)
    return "\n".join([f"{bullet} {lines[0]}", *(f"{indent}{line}".rstrip() for line in lines[1:])])


def _table(block: Table) -> str:
    width = max([len(block.head), *(len(row) for row in block.rows)], default=0)
    if not width:
        return ""
    rows = [
        [_words(cell).replace("\\\n", " · ").replace("\n", " ") for cell in row] for row in (block.head, *block.rows)
    ]
    padded = [[*row, *([""] * (width - len(row)))] for row in rows]
    lines = ["| " + " | ".join(row) + " |" for row in padded]
    title = f"**{_safe(block.caption)}**\n\n" if block.caption else ""
    return title + "\n".join([lines[0], "|" + " --- |" * width, *lines[1:]])


def _safe(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", _LINE_END.sub(" ", text))


def _code(text: str) -> str:
    """Nothing in it ends it: neither a longer run of marks, nor an empty line, nor a bar between cells."""
    text = _LINE_END.sub(" ", text)
    if not text.strip():
        return text
    fence = "`" * (1 + max((len(run) for run in re.findall("`+", text)), default=0))
    space = " " if text[0] in "` " or text[-1] in "` " else ""
    return f"{fence}{space}{text}{space}{fence}"


def _address(address: str) -> str:
    return _ENDS_ADDRESS.sub(lambda sign: quote(sign[0]), address)


def _words(inlines: Iterable[Inline]) -> str:
    return "".join(map(_inline, inlines))


def _inline(inline: Inline) -> str:
    match inline:
        case Text(text=text, marks=marks):
            if "code" in marks:
                return _code(text)
            made = _safe(text)
            if not made.strip():
                return made
            for mark in reversed(marks):
                before, body, after = re.fullmatch(r"(\s*)(.*?)(\s*)", made, re.DOTALL).groups()  # type: ignore[union-attr]
                made = f"{before}{_FENCES.get(mark, '')}{body}{_FENCES.get(mark, '')}{after}"
            return made
        case Link(href=href, inlines=inside):
            return f"[{_words(inside)}](<{_address(href)}>)" if safe_href(href) else _words(inside)
        case Break():
            return "\\\n"
        case Mention() | PageLink():
            raise TypeError("simple() says mentions and links between pages plainly.")


# --- in ----------------------------------------------------------------------------------------------------------

_READER = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
_MARKS = {"strong": "bold", "em": "italic", "s": "strike"}


def from_markdown(text: str) -> Blocks:
    """What Markdown says, as blocks. HTML in it is text; pictures and addresses of elsewhere keep their words only."""
    tokens = _READER.parse(text)
    return tuple(_read(iter(tokens), ""))


def _read(tokens: Iterator[Token], until: str) -> Iterable[Block]:
    for token in tokens:
        match token.type:
            case kind if kind == until:
                return
            case "heading_open":
                words = [part for part in _next_words(tokens) if not isinstance(part, Image)]
                yield Heading(int(token.tag[1]), words)
            case "paragraph_open":
                yield from _paragraph(_next_words(tokens))
            case "bullet_list_open" | "ordered_list_open":
                ordered = token.type == "ordered_list_open"
                items = tuple(_read_items(tokens, token.type.replace("open", "close")))
                if not ordered and (checks := _read_checks(items)):
                    yield checks
                else:
                    yield Listing(items, ordered, start=int(token.attrGet("start") or 1) if ordered else 1)
            case "blockquote_open":
                yield Quote(tuple(_read(tokens, "blockquote_close")))
            case "fence" | "code_block":
                yield Code(token.content.rstrip("\n"))
            case "hr":
                yield Rule()
            case "table_open":
                yield _read_table(tokens)


def _read_items(tokens: Iterator[Token], until: str) -> Iterable[Blocks]:
    for token in tokens:
        if token.type == until:
            return
        if token.type == "list_item_open":
            yield tuple(_read(tokens, "list_item_close"))


_BOX = re.compile(r"\[([ xX])\](?:\s+|$)")


def _read_checks(items: Sequence[Blocks]) -> CheckList | None:
    """The list as things to do, when each of its items begins with a box."""
    boxes = [_BOX.match(_first_words(item)) for item in items]
    if not items or not all(boxes):
        return None
    kept = []
    for item, box in zip(items, boxes, strict=True):
        first = item[0]
        assert isinstance(first, Paragraph) and isinstance(first.inlines[0], Text) and box
        rest = Text(first.inlines[0].text[box.end() :], first.inlines[0].marks)
        words = (rest, *first.inlines[1:]) if rest.text else first.inlines[1:]
        kept.append((Paragraph(words), *item[1:]))
    return CheckList(kept, [n for n, box in enumerate(boxes) if box and box.group(1) != " "])


def _first_words(item: Blocks) -> str:
    first = item[0].inlines[0] if item and isinstance(item[0], Paragraph) and item[0].inlines else None
    return first.text if isinstance(first, Text) and not first.marks else ""


def _read_table(tokens: Iterator[Token]) -> Table:
    rows: list[list[tuple[Inline, ...]]] = []
    for token in tokens:
        if token.type == "table_close":
            break
        if token.type == "tr_open":
            rows.append([])
        elif token.type == "inline":
            rows[-1].append(tuple(i for i in _inlines(token.children or []) if not isinstance(i, Image)))
    return Table(rows[0], rows[1:])


def _next_words(tokens: Iterator[Token]) -> tuple[Inline | Image, ...]:
    return _inlines(next(tokens).children or [])


def _paragraph(parts: Sequence[Inline | Image]) -> Iterable[Block]:
    """A paragraph is cut where a picture stands: pictures are blocks of their own."""
    run: list[Inline] = []
    for part in parts:
        if isinstance(part, Image):
            if run:
                yield Paragraph(tuple(run))
                run = []
            yield Figure(part)
        else:
            run.append(part)
    if run:
        yield Paragraph(tuple(run))


def _inlines(tokens: Sequence[Token]) -> tuple[Inline | Image, ...]:
    made: list[Inline | Image] = []
    marks: list[str] = []
    link: tuple[str, int] | None = None
    for token in tokens:
        match token.type:
            case "text" | "html_inline":
                if token.content:
                    made.append(Text(token.content, marks))
            case "code_inline":
                made.append(Text(token.content, [*marks, "code"]))
            case "softbreak":
                made.append(Text(" "))
            case "hardbreak":
                made.append(Break())
            case "link_open":
                link = (str(token.attrGet("href") or ""), len(made))
            case "link_close" if link:
                href, start = link
                inside = tuple(part for part in made[start:] if isinstance(part, Text | Break))
                if safe_href(href) and inside:
                    made[start:] = [Link(href, inside)]
                link = None
            case "image":
                made.append(_image(token) or Text(token.content, marks))
            case kind if kind.endswith("_open") and kind[:-5] in _MARKS:
                marks.append(_MARKS[kind[:-5]])
            case kind if kind.endswith("_close") and kind[:-6] in _MARKS:
                marks.remove(_MARKS[kind[:-6]])
    return tuple(made)


def _image(token: Token) -> Image | None:
    src = safe_src(str(token.attrGet("src") or ""))
    return Image(src, token.content.strip()) if src and token.content.strip() else None
