"""Pages as files: one page, a branch or all of them, with their licence and those who wrote them."""

import io
import zipfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from essaim.base.blocks import Blocks, Heading, Inline, Link, Mention, PageLink, Text, safe_href
from essaim.base.blocks.book import Book, Chapter
from essaim.base.blocks.docx import to_docx
from essaim.base.blocks.labels import gone_page
from essaim.base.blocks.markdown import to_markdown
from essaim.base.blocks.odt import to_odt
from essaim.base.blocks.rewrite import rewrite, with_pictures
from essaim.base.errors import Refused
from essaim.documents.names import pointed_at
from essaim.documents.pictures import picture_bytes
from essaim.pages import exporting_html, reading
from essaim.pages.models import Page
from essaim.pages.public import OURS
from essaim.pages.reading import Said
from essaim.spaces.models import Member, Space

FORMATS = {
    "odt": gettext_lazy("LibreOffice (ODT)"),
    "docx": gettext_lazy("Word (DOCX)"),
    "pdf": gettext_lazy("PDF, à lire et à imprimer"),
    "html": gettext_lazy("Pages web (HTML)"),
    "md": gettext_lazy("Markdown, pour un autre wiki"),
}
MEDIA_TYPES = {
    "odt": "application/vnd.oasis.opendocument.text",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "html": "text/html; charset=utf-8",
    "md": "text/markdown; charset=utf-8",
    "zip": "application/zip",
}
MOST_IN_A_DOCUMENT = 300
"""Pages of one office document or PDF: more than anyone reads in one, and than a small server should print."""
LICENCE, LICENCE_HREF = "CC BY-SA 4.0", "https://creativecommons.org/licenses/by-sa/4.0/"


class Exported(NamedTuple):
    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True)
class Leaf:
    """One page of an export: the name of its file, where it stands (« 01.02 »), its blocks with links that hold."""

    said: Said
    name: str
    blocks: Blocks
    credits: tuple[str, ...]

    @property
    def title(self) -> str:
        return self.said.page.title

    def authors(self) -> str:
        return ", ".join([*self.credits, _("les participant·es")])


@dataclass(frozen=True)
class Export:
    """What is exported: `title` names the whole."""

    space: Space
    title: str
    leaves: tuple[Leaf, ...]
    language: str
    at: datetime

    def picture(self, src: str) -> bytes | None:
        return picture_bytes(self.space, src)

    def credits(self) -> list[str]:
        named = sorted({name for leaf in self.leaves for name in leaf.credits})
        return [self.space.team.name, *named, _("les participant·es")]


def export(space: Space, member: Member, form: str, *, page: Page | None, branch: bool, language: str) -> Exported:
    """The file to give. Raises `Refused` when there is nothing in it, or too many pages for one document."""
    with_drafts = member.can_facilitate()
    if page is None:
        said = list(reading.of_all(space, with_drafts=with_drafts))
    elif branch:
        said = list(reading.of_branch(page, with_drafts=with_drafts))
    else:
        said = [reading.of_page(page)]
    if not said:
        raise Refused(_("Aucune page à exporter encore."))
    if form in ("odt", "docx", "pdf") and len(said) > MOST_IN_A_DOCUMENT:
        sentence = _("Cela ferait {n} pages dans un document : choisissez une partie, ou le format HTML ou Markdown.")
        raise Refused(sentence.format(n=len(said)), field="format")
    title = page.title if page else space.title
    is_alone = len(said) == 1
    whole = Export(space, title, _leaves(space, said, form, is_alone), language, space.now().replace(microsecond=0))
    name = slugify(title)[:60] or "pages"
    made = _WRITERS[form](whole)
    end = "zip" if made[:2] == b"PK" and form in ("html", "md") else form
    return Exported(f"{name}.{end}", MEDIA_TYPES[end], made)


def _leaves(space: Space, said: Sequence[Said], form: str, is_alone: bool) -> tuple[Leaf, ...]:
    names = dict(zip([one.page.pk for one in said], _names(said), strict=True))
    people, _pages = pointed_at([block for one in said for block in one.blocks])
    members = space.members.filter(pk__in=people).select_related("person", "structure")
    called = {str(one.pk): one.credited for one in members}

    def address(pk: str) -> str:
        """Where a page of the export is, from another one of it; nothing when it is not of it."""
        name = names.get(UUID(pk)) if not is_alone else None
        return "" if name is None else f"{name}.{form}" if form in ("html", "md") else f"#p{name}"

    def outside(inline: Inline) -> Inline | tuple[Inline, ...]:
        match inline:
            case Mention(id=id):
                return Text(called.get(id) or _("quelqu’un du groupe"))
            case PageLink(id=id, title=title):
                return Link(address(id), title or gone_page()) if address(id) else Text(title or gone_page())
            case Link(href=href, inlines=inside):
                ours = OURS.match(href)
                if ours and address(ours[1]):
                    return Link(address(ours[1]), inside)
                return inline if ":" in safe_href(href) else inside
            case _:
                return inline

    return tuple(
        Leaf(one, names[one.page.pk], rewrite(one.blocks, outside), tuple(reading.credits_of(one.page))) for one in said
    )


def _names(said: Iterable[Said]) -> list[str]:
    """« 01-la-charte », « 01.02-les-roles »: in the order of the pages, and telling which stands under which."""
    counts: list[int] = []
    names = []
    for one in said:
        depth = min(one.depth, len(counts))
        counts = [*counts[: depth + 1]] if depth < len(counts) else [*counts, 0]
        counts[-1] += 1
        number = ".".join(f"{count:02}" for count in counts)
        names.append(f"{number}-{slugify(one.page.title)[:50] or 'page'}")
    return names


# --- documents ---------------------------------------------------------------------------------------------------


def book(whole: Export) -> Book:
    return Book(
        title=whole.title,
        chapters=tuple(Chapter(leaf.title, leaf.blocks, f"p{leaf.name}", leaf.said.depth) for leaf in whole.leaves),
        language=whole.language[:2],
        authors=tuple(whole.credits()),
        foot=f"{LICENCE} · {', '.join(whole.credits()[:3])}",
        licence_href=LICENCE_HREF,
        notices=(licence(), _("Ont contribué : {names}.").format(names=", ".join(whole.credits()))),
        written_at=whole.at,
        picture=whole.picture,
    )


def licence() -> str:
    return _(
        "Ce contenu est placé sous licence CC BY-SA 4.0 : vous pouvez le réutiliser et le modifier pour tout usage, à "
        "condition d’en citer les auteurs et de le partager dans les mêmes conditions."
    )


def _pdf(whole: Export) -> bytes:
    printed: bytes = import_string(settings.PAGES_PDF)(book(whole), whole.space)
    return printed


# --- folders -----------------------------------------------------------------------------------------------------


def _html(whole: Export) -> bytes:
    if len(whole.leaves) == 1:
        (leaf,) = whole.leaves
        held: list[bytes] = []

        def inside(src: str) -> str | None:
            if content := whole.picture(src):
                held.append(content)
            return f"picture/{len(held) - 1}" if content else None

        blocks = with_pictures(leaf.blocks, inside)
        return exporting_html.alone(leaf.title, blocks, whole.language, leaf.authors(), licence(), held)
    index = exporting_html.index(whole, licence())
    return _packed(whole, "html", index, lambda leaf, blocks: exporting_html.page(leaf, blocks, whole, licence()))


def _markdown(whole: Export) -> bytes:
    if len(whole.leaves) == 1 and not _pictures_of(whole.leaves[0].blocks):
        return _as_markdown(whole.leaves[0], whole.leaves[0].blocks).encode()
    lines = [f"{'  ' * leaf.said.depth}- [{leaf.title}](<{leaf.name}.md>)" for leaf in whole.leaves]
    index = f"# {whole.title}\n\n" + "\n".join(lines) + f"\n\n{licence()}\n"
    return _packed(whole, "md", index, _as_markdown)


def _as_markdown(leaf: Leaf, blocks: Blocks) -> str:
    """With what other programs read at the head of a Markdown file."""
    told = {"title": leaf.title, "authors": leaf.authors(), "licence": LICENCE, "licence_url": LICENCE_HREF}
    head = "\n".join(f"{name}: {_quoted(value)}" for name, value in told.items())
    return f"---\n{head}\n---\n\n{to_markdown((Heading(1, leaf.title), *blocks))}"


def _quoted(value: str) -> str:
    return '"' + " ".join(value.split()).replace("\\", "\\\\").replace('"', '\\"') + '"'


def _packed(whole: Export, form: str, index: str, write: Callable[[Leaf, Blocks], str]) -> bytes:
    """A zip of one file a page, with its pictures beside and an index."""
    made = io.BytesIO()
    pictures: dict[str, str] = {}
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:

        def put(name: str, content: str | bytes) -> None:
            info = zipfile.ZipInfo(name, whole.at.timetuple()[:6])  # type: ignore[arg-type]
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, content)

        def placed(src: str) -> str | None:
            """The picture beside the pages; its name there, or nothing when it is not there any more."""
            if src not in pictures:
                content = whole.picture(src)
                if content is None:
                    return None
                pictures[src] = f"pictures/{len(pictures) + 1}.{_extension(content)}"
                put(pictures[src], content)
            return pictures[src]

        put(f"index.{form}", index)
        if form == "html":
            put("style.css", exporting_html.style())
        for leaf in whole.leaves:
            put(f"{leaf.name}.{form}", write(leaf, with_pictures(leaf.blocks, placed)))
    return made.getvalue()


def _pictures_of(blocks: Blocks) -> list[str]:
    found: list[str] = []
    with_pictures(blocks, lambda src: found.append(src) or src)  # type: ignore[func-returns-value]
    return found


def _extension(content: bytes) -> str:
    return "png" if content.startswith(b"\x89PNG") else "webp" if content[8:12] == b"WEBP" else "jpg"


_WRITERS: dict[str, Callable[[Export], bytes]] = {
    "odt": lambda whole: to_odt(book(whole)),
    "docx": lambda whole: to_docx(book(whole)),
    "pdf": _pdf,
    "html": _html,
    "md": _markdown,
}
