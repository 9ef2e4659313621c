"""The content tree: whatever a group produced, as a few typed blocks (`nodes.py`, `outcomes.py`), by `schema.json`.

From here a tree goes to a page (`html`), to paper (`typst`), to text (`markdown`, `plain`), to the editor
(`prosemirror`).
"""

from .inlines import Break, Inline, Inlines, Link, Mention, PageLink, Text, Words, safe_href, safe_site, safe_src, words
from .nodes import (
    Block,
    Blocks,
    Chart,
    CheckList,
    Code,
    Content,
    Embed,
    Figure,
    Heading,
    Listing,
    Notice,
    Paragraph,
    Quote,
    Rule,
    Table,
    content,
)
from .outcomes import CommitmentBlock, Decision, KeyFigures, Programme
from .records import Bar, Image, KeyFigure, ProgrammeRow, Provenance
from .tree import Malformed, check, dump, load

__all__ = [
    "Bar",
    "Block",
    "Blocks",
    "Break",
    "Chart",
    "CheckList",
    "Code",
    "CommitmentBlock",
    "Content",
    "Decision",
    "Embed",
    "Figure",
    "Heading",
    "Image",
    "Inline",
    "Inlines",
    "KeyFigure",
    "KeyFigures",
    "Link",
    "Listing",
    "Malformed",
    "Mention",
    "Notice",
    "PageLink",
    "Paragraph",
    "Programme",
    "ProgrammeRow",
    "Provenance",
    "Quote",
    "Rule",
    "Table",
    "Text",
    "Words",
    "check",
    "content",
    "dump",
    "load",
    "safe_href",
    "safe_site",
    "safe_src",
    "words",
]
