"""Pages as HTML files that open in any browser, without any server."""

import base64
import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from essaim.base.blocks import Blocks
from essaim.base.blocks.html import to_html
from essaim.base.typography import typo

if TYPE_CHECKING:
    from essaim.pages.exporting import Export, Leaf

_CSS = Path(__file__).parent.parent / "base" / "static" / "base" / "css"
_OWN = (
    "@layer screens { body { max-inline-size: 44rem; margin-inline: auto; padding: 2rem 1.25rem } "
    ".exported-foot { margin-block-start: 3rem; color: var(--words-quiet); font-size: var(--s-1) } }"
)


@cache
def style() -> str:
    """The product's own words and colours, without the fonts, which stay with it."""
    sheets = [(_CSS / name).read_text(encoding="utf-8") for name in ("tokens.css", "base.css", "blocks.css")]
    return re.sub(r"@font-face\s*\{[^}]*\}", "", "\n".join(sheets)) + _OWN


def alone(title: str, blocks: Blocks, language: str, authors: str, licence: str, pictures: Sequence[bytes]) -> bytes:
    """One page in one file: its pictures, which `blocks` name `picture/<place>`, and its style are inside."""
    body = _article(title, blocks, language)
    sheet = format_html("<style>{}</style>", mark_safe(style()))
    text = str(_whole(title, body, language, sheet, _foot(authors, licence)))
    for number, content in enumerate(pictures):
        kind = "png" if content.startswith(b"\x89PNG") else "webp" if content[8:12] == b"WEBP" else "jpeg"
        data = f"data:image/{kind};base64,{base64.b64encode(content).decode()}"
        text = text.replace(f'src="picture/{number}"', f'src="{data}"')
    return text.encode()


def page(leaf: "Leaf", blocks: Blocks, whole: "Export", licence: str) -> str:
    """One page among others, with a way back to their list."""
    back = format_html('<p><a href="index.html">{}</a></p>', typo(whole.title, whole.language))
    body = back + _article(leaf.title, blocks, whole.language)
    return str(_whole(leaf.title, body, whole.language, _link(), _foot(leaf.authors(), licence)))


def index(whole: "Export", licence: str) -> str:
    """The list of the pages, each under its own."""
    opened, made = -1, SafeString()
    for leaf in whole.leaves:
        depth = min(leaf.said.depth, opened + 1)
        if depth > opened:
            made += mark_safe("<ul>") * (depth - opened)
        else:
            made += mark_safe("</li>") + mark_safe("</ul></li>") * (opened - depth)
        opened = depth
        made += format_html('<li><a href="{}.html">{}</a>', leaf.name, typo(leaf.title, whole.language))
    made += mark_safe("</li></ul>") * (opened + 1)
    title = format_html("<h1>{}</h1>", typo(whole.title, whole.language))
    authors = ", ".join(whole.credits())
    return str(_whole(whole.title, title + made, whole.language, _link(), _foot(authors, licence)))


def _article(title: str, blocks: Blocks, language: str) -> SafeString:
    text = to_html(blocks, base_level=2, language=language)
    return format_html('<main class="blocks prose"><h1>{}</h1>{}</main>', typo(title, language), text)


def _foot(authors: str, licence: str) -> SafeString:
    told = (_("Ont contribué : {names}.").format(names=authors), licence)
    return format_html(
        '<footer class="exported-foot">{}</footer>', format_html_join("", "<p>{}</p>", ((t,) for t in told))
    )


def _link() -> SafeString:
    return mark_safe('<link rel="stylesheet" href="style.css">')


def _whole(title: str, body: SafeString, language: str, sheet: SafeString, foot: SafeString) -> SafeString:
    return format_html(
        '<!doctype html>\n<html lang="{}"><head><meta charset="utf-8"><title>{}</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="color-scheme" content="light dark">'
        '<link rel="license" href="https://creativecommons.org/licenses/by-sa/4.0/">{}</head><body>{}{}</body></html>\n',
        language[:2],
        title,
        sheet,
        body,
        foot,
    )
