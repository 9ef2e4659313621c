"""Blocks said with the few kinds that every text format knows (heading, paragraph, list, quote, code, table, figure).

The editor, Markdown and office files have no decision card and no chart: `simple` gives them the same content plainly.
"""

from collections.abc import Iterable
from itertools import groupby

from django.utils.translation import gettext as _

from ..charts.figures import figures_table, sentence
from .inlines import Break, Inline, Text
from .labels import (
    Fact,
    commitments_table,
    decision_facts,
    programme_details,
    programme_state,
    provenance_line,
)
from .nodes import Block, Blocks, Chart, Listing, Notice, Paragraph, Quote, Table
from .outcomes import CommitmentBlock, Decision, KeyFigures, Programme
from .records import ProgrammeRow


def simple(tree: Iterable[Block]) -> Blocks:
    made: list[Block] = []
    for kind, group in groupby(tree, key=lambda block: isinstance(block, CommitmentBlock)):
        if kind:
            commitments = [block for block in group if isinstance(block, CommitmentBlock)]
            head, rows = commitments_table(commitments)
            made += [Table(head, rows), *_provenances(commitments)]
        else:
            for block in group:
                made += [*_simple(block), *_provenances([block])]
    return tuple(made)


def _simple(block: Block) -> Blocks:
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
        case Notice(inlines=inlines):
            return (Quote([Paragraph(inlines)]),)
        case Listing(items=items, ordered=ordered, start=start):
            return (Listing([simple(item) for item in items], ordered, start=start),)
        case Quote(blocks=inside, by=by):
            return (Quote([*simple(inside), *([Paragraph(f"— {by}")] if by else [])]),)
        case _:
            return (block,)


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
