"""Blocks said with the few kinds that every text format knows (headings, paragraphs, lists, quotes, code, tables…).

The editor, Markdown and office files have no decision card and no chart: `simple` gives them the same content plainly.
"""

from collections.abc import Iterable
from itertools import groupby

from django.utils.translation import gettext as _

from ..charts.figures import figures_table, sentence
from .inlines import Break, Inline, Inlines, Link, Mention, PageLink, Text
from .labels import (
    Fact,
    check_label,
    commitments_table,
    decision_facts,
    gone_page,
    notice_label,
    programme_details,
    programme_state,
    provenance_line,
)
from .nodes import Block, Blocks, Chart, CheckList, Embed, Listing, Notice, Paragraph, Quote, Table
from .outcomes import CommitmentBlock, Decision, KeyFigures, Programme
from .records import ProgrammeRow
from .rewrite import rewrite


def simple(tree: Iterable[Block], *, knows: frozenset[str] = frozenset()) -> Blocks:
    """`knows`: kinds beyond the few that the format can say (checklist, notice, embed, mention, page)."""
    return rewrite(_blocks(tree, knows), lambda inline: _inline(inline, knows))


def _blocks(tree: Iterable[Block], knows: frozenset[str]) -> Blocks:
    made: list[Block] = []
    for kind, group in groupby(tree, key=lambda block: isinstance(block, CommitmentBlock)):
        if kind:
            commitments = [block for block in group if isinstance(block, CommitmentBlock)]
            head, rows = commitments_table(commitments)
            made += [Table(head, rows), *_provenances(commitments)]
        else:
            for block in group:
                made += [*_simple(block, knows), *_provenances([block])]
    return tuple(made)


def _simple(block: Block, knows: frozenset[str]) -> Blocks:
    match block:
        case Chart():
            head, rows = figures_table(block)
            return (Paragraph(Text(block.title, "bold")), Paragraph(sentence(block)), Table(head, rows, row_heads=True))
        case Decision():
            title = (Paragraph(Text(block.title, "bold")),) if block.title else ()
            facts = (Listing([_fact(fact) for fact in decision_facts(block)]),) if decision_facts(block) else ()
            return (*title, Quote(block.text), *facts)
        case KeyFigures(figures=figures):
            return (Listing([[Text(f.value, "bold"), Text(f" {f.label}"), *_aside(f.note)] for f in figures]),)
        case Programme(rows=rows, caption=caption):
            return (
                Table(
                    [_("Heure"), _("Séquence")], [[row.time, _sequence(row)] for row in rows], caption, row_heads=True
                ),
            )
        case Notice(blocks=inside, tone=tone) if "notice" in knows:
            return (Notice(_blocks(inside, knows), tone),)
        case Notice(blocks=inside, tone=tone):
            return (Quote([Paragraph(Text(notice_label(tone), "bold")), *_blocks(inside, knows)]),)
        case CheckList(items=items, checked=checked) if "checklist" in knows:
            return (CheckList([_blocks(item, knows) for item in items], checked),)
        case CheckList(items=items, checked=checked):
            return (Listing([_checked(_blocks(item, knows), n in checked) for n, item in enumerate(items)]),)
        case Embed(href=href, title=title) if "embed" not in knows:
            return (Paragraph(Link(href, title or block.host)),)
        case Listing(items=items, ordered=ordered, start=start):
            return (Listing([_blocks(item, knows) for item in items], ordered, start=start),)
        case Quote(blocks=inside, by=by):
            return (Quote([*_blocks(inside, knows), *([Paragraph(f"— {by}")] if by else [])]),)
        case _:
            return (block,)


def _checked(item: Blocks, is_done: bool) -> Blocks:
    """An item that says in words whether it is done."""
    says = Text(_("%(state)s : ") % {"state": check_label(is_done)})
    if item and isinstance(item[0], Paragraph):
        return (Paragraph((says, *item[0].inlines)), *item[1:])
    return (Paragraph(says), *item)


def _inline(inline: Inline, knows: frozenset[str]) -> Inline | Inlines:
    match inline:
        case Mention(name=name) if "mention" not in knows:
            return Text(f"@{name}")
        case PageLink(title=title) if "page" not in knows:
            return Link(inline.href, title) if title else Text(gone_page(), "italic")
        case _:
            return inline


def _provenances(tree: Iterable[Block]) -> Blocks:
    lines = dict.fromkeys(provenance_line(block.provenance) for block in tree if block.provenance)
    return tuple(Paragraph(Text(line, "italic")) for line in lines if line)


def _fact(fact: Fact) -> Iterable[Inline]:
    label, texts = fact
    return (Text(label, "bold"), Text(_(" : %(texts)s") % {"texts": " ; ".join(texts)}))


def _aside(note: str) -> Iterable[Inline]:
    return (Text(f" ({note})"),) if note else ()


def _sequence(row: ProgrammeRow) -> Iterable[Inline]:
    yield Text(row.title, "bold")
    for detail in filter(None, [*programme_details(row), programme_state(row)]):
        yield Break()
        yield Text(detail)
