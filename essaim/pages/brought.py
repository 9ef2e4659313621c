"""The pages that files hold, read before anything is made of them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import unquote

import yaml
from django.utils.translation import gettext as _

from essaim.base.blocks import Blocks, Heading, Paragraph, Text
from essaim.base.blocks.archives import Archive, Unreadable
from essaim.base.blocks.markdown import from_markdown
from essaim.base.blocks.plain import inline_text, plain
from essaim.base.blocks.read_docx import read_docx
from essaim.base.blocks.read_html import read_html
from essaim.base.blocks.read_odt import read_odt
from essaim.base.blocks.read_yeswiki import looks_like_an_export, named_pages_of, rows_of
from essaim.base.blocks.reading import ReadPage
from essaim.base.blocks.rewrite import with_pictures
from essaim.base.errors import Refused
from essaim.base.text import fold, one_line

MOST = 200
"""Pages made at once: they are made in one change, during which nobody else writes."""
LONGEST_TITLE = 120
_TEXTS = frozenset({"md", "markdown", "txt", "html", "htm", "csv", "json"})
_NUMBERED = re.compile(r"^(\d{2,}(?:\.\d{2,})*)-(?=.)")
_FRONT = re.compile(r"\A---\n(.*?)\n---\n", re.DOTALL)
_TOP = PurePosixPath(".")


@dataclass(frozen=True)
class Found:
    """A page that a file holds. `names` are what links call it; `number` (« 01.02 ») says under which it stands."""

    title: str
    blocks: Blocks
    names: frozenset[str] = frozenset()
    number: str = ""
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    lost: tuple[str, ...] = ()

    @property
    def excerpt(self) -> str:
        words = " ".join(plain(self.blocks).split())
        return words[:160] + ("…" if len(words) > 160 else "")


def read_file(name: str, content: bytes) -> list[Found]:
    """The pages in a file, told by what it holds. Raises `Refused` with a sentence that names the file."""
    try:
        found = list(_read(PurePosixPath(name.replace("\\", "/")).name, content))
    except Unreadable:
        sentence = _("« {name} » ne peut pas être lu : il est abîmé, protégé, ou trop grand.")
        raise Refused(sentence.format(name=name), field="files") from None
    if not found:
        sentence = _(
            "« {name} » n’est pas d’une sorte que nous lisons. Prenez du Markdown, du HTML, de l’ODT, du DOCX, "
            "du texte, un export de YesWiki (CSV ou JSON), ou un zip de tels fichiers."
        )
        raise Refused(sentence.format(name=name), field="files")
    return found


def _read(name: str, content: bytes) -> Iterator[Found]:
    if content.startswith(b"PK\x03\x04"):
        archive = Archive(content)
        names = archive.names()
        if "word/document.xml" in names:
            yield _one(name, read_docx(content))
        elif "content.xml" in names and "mimetype" in names:
            yield _one(name, read_odt(content))
        else:
            yield from _folder(archive)
    else:
        yield from _text(name, content, {})


def _folder(archive: Archive) -> Iterator[Found]:
    """The texts of a zip; pictures are found by their name in it. An index made by an export is not a page."""
    files = [name for name in archive.names() if not name.endswith("/") and "__MACOSX" not in name]
    texts = [name for name in files if PurePosixPath(name).suffix[1:].lower() in _TEXTS]
    numbered = any(_NUMBERED.match(PurePosixPath(name).name) for name in texts)
    beside = _Beside(archive, frozenset(files))
    for name in sorted(texts)[: MOST + 1]:
        path = PurePosixPath(name)
        if numbered and path.stem == "index":
            continue
        yield from _text(path.name, archive.read(name) or b"", beside.at(path.parent))


@dataclass(frozen=True)
class _Beside:
    """Pictures that came with a page, by their address from it."""

    archive: Archive
    files: frozenset[str]
    folder: PurePosixPath = _TOP

    def at(self, folder: PurePosixPath) -> "_Beside":
        return replace(self, folder=folder)

    def get(self, src: str) -> bytes | None:
        parts: list[str] = []
        for part in (self.folder / unquote(src)).parts:
            parts = parts[:-1] if part == ".." else [*parts, part]
        name = "/".join(part for part in parts if part != ".")
        return self.archive.read(name) if name in self.files else None


def _text(name: str, content: bytes, beside: Any) -> Iterator[Found]:
    kind = PurePosixPath(name).suffix[1:].lower()
    if kind not in _TEXTS or b"\0" in content:
        return
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", "replace")
    text = text.replace("\r\n", "\n")
    if kind in ("csv", "json"):
        rows = rows_of(text)
        if looks_like_an_export(rows):
            for name_there, page in named_pages_of(rows):
                yield _one(name_there or page.title, page)
    elif kind in ("html", "htm"):
        yield _one(name, read_html(text, beside.get))
    elif kind == "txt":
        paragraphs = [Paragraph(part.strip()) for part in text.split("\n\n") if part.strip()]
        yield _one(name, ReadPage("", tuple(paragraphs)))
    else:
        yield _one(name, _markdown(text, beside))


def _markdown(text: str, beside: Any) -> ReadPage:
    told: Any = {}
    if front := _FRONT.match(text):
        try:
            told = yaml.safe_load(front[1])
        except (yaml.YAMLError, RecursionError):
            told = {}
        text = text[front.end() :]
    told = told if isinstance(told, dict) else {}
    blocks = from_markdown(text)
    pictures: dict[str, bytes] = {}

    def placed(src: str) -> str | None:
        content = beside.get(src)
        if content is None:
            return None
        key = f"import/{len(pictures)}"
        pictures[key] = content
        return key

    blocks = with_pictures(blocks, placed)
    first = blocks[0] if blocks else None
    title = str(told.get("title") or "")
    if isinstance(first, Heading) and first.level == 1:
        title = inline_text(first.inlines)
        blocks = blocks[1:]
    # Someone else's work keeps the names of those who made it.
    named = [str(told[key]) for key in ("authors", "licence") if isinstance(told.get(key), str)]
    return ReadPage(title, blocks, pictures, notices=(" · ".join(named),) if named else ())


def _one(name: str, page: ReadPage) -> Found:
    stem = PurePosixPath(name).stem if PurePosixPath(name).suffix[1:].lower() in (*_TEXTS, "odt", "docx") else name
    number = _NUMBERED.match(stem)
    plain_name = stem[number.end() :] if number else stem
    title = (
        one_line(page.title)[:LONGEST_TITLE] or one_line(re.sub(r"[-_]+", " ", plain_name)).capitalize()[:LONGEST_TITLE]
    )
    origin = [Paragraph(Text(notice, "italic")) for notice in page.notices if notice.strip()]
    return Found(
        title=title or _("Sans titre"),
        blocks=(*page.blocks, *origin),
        names=frozenset({called(name), called(stem)}),
        number=number[1] if number else "",
        pictures=page.pictures,
        lost=page.lost,
    )


def named(page: Found, title: str) -> Found:
    """The page under the title that the person gave it; its own stays a name that links know."""
    if len(title) > LONGEST_TITLE:
        raise Refused(_("Un titre est trop long : {n} signes au plus.").format(n=LONGEST_TITLE), field="title")
    return replace(page, title=title or page.title, names=page.names | {fold(page.title)})


def called(name: str) -> str:
    """What a link says, made comparable: « La%20charte.md#fin » is « la charte.md »."""
    return fold(unquote(name).split("#")[0].split("?")[0].rsplit("/", 1)[-1])
