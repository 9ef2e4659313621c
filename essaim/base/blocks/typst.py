"""Blocks as the plain data the Typst template draws. Text stays text: the template never evaluates it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _

from ..charts import figures_table, for_paper, sentence
from ..typography import typo
from .inlines import Break, Inline, Link, Mention, PageLink, Text, safe_href, safe_site, words
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
from .nodes import (
    Block,
    Chart,
    CheckList,
    Code,
    Embed,
    Figure,
    Heading,
    Listing,
    Notice,
    Paragraph,
    Quote,
    Rule,
    Table,
)
from .outcomes import CommitmentBlock, Decision, KeyFigures, Programme
from .plain import is_many

Node = dict[str, Any]
SENTENCE, NARROW = 40, 10
"""Characters from which a cell holds a sentence; up to which a column takes just its own width."""


@dataclass
class Paper:
    """What the template needs: `nodes` to draw, `drawings` (file name → SVG), `pictures` (file name → our address).

    Headings never jump a level and begin at 1, as a tagged PDF demands.
    """

    language: str = "fr"
    nodes: list[Node] = field(default_factory=list)
    drawings: dict[str, str] = field(default_factory=dict)
    pictures: dict[str, str] = field(default_factory=dict)
    deepest: int = 0
    source: str = ""
    """Where the last blocks came from: said once, until a title begins something else."""

    def add(self, tree: Iterable[Block]) -> list[Node]:
        made = self._tree(tree)
        self.nodes += made
        return made

    def _tree(self, tree: Iterable[Block]) -> list[Node]:
        made: list[Node] = []
        for are_commitments, group in groupby(tree, key=lambda block: isinstance(block, CommitmentBlock)):
            together = tuple(group)
            made += self._commitments(together) if are_commitments else [n for b in together for n in self._block(b)]
        return made

    def _block(self, block: Block) -> list[Node]:
        node = self._shape(block)
        return [node, *self._sources([block])] if node else []

    def _shape(self, block: Block) -> Node | None:
        match block:
            case Heading(level=level, inlines=inlines):
                self.deepest = min(level, self.deepest + 1)
                self.source = "" if level <= 2 else self.source
                return _node("heading", level=self.deepest, inlines=self._words(inlines)) if inlines else None
            case Paragraph(inlines=inlines):
                return _node("paragraph", inlines=self._words(inlines)) if inlines else None
            case Listing(items=items, ordered=ordered, start=start):
                made = [self.inside(item) for item in items]
                many = not ordered and is_many(block)
                return _node("list", items=made, ordered=ordered, start=start, many=many) if made else None
            case Quote(blocks=inside, by=by):
                return _node("quote", blocks=self.inside(inside), by=self.said(by))
            case Code(text=text):
                return _node("code", text=text)
            case Table(head=head, rows=rows, caption=caption, row_heads=row_heads):
                cells = [[self._words(cell) for cell in row] for row in rows]
                return _table([self._words(cell) for cell in head], cells, self.said(caption), row_heads)
            case Figure():
                return self._figure(block)
            case Chart():
                return self._chart(block)
            case Decision():
                return _node(
                    "decision",
                    label=_("Décision"),
                    title=self.said(block.title),
                    inlines=self._words(words(block.text)),
                    facts=[self._fact(fact) for fact in decision_facts(block)],
                )
            case KeyFigures(figures=figures):
                shown = [
                    {"value": self.said(f.value), "label": self.said(f.label), "note": self.said(f.note)}
                    for f in figures
                ]
                return _node("key_figures", figures=shown) if shown else None
            case Programme():
                return self._programme(block)
            case Notice(blocks=inside, tone=tone):
                return _node("notice", tone=tone, label=notice_label(tone), blocks=self.inside(inside))
            case CheckList(items=items, checked=checked):
                rows = [
                    {"done": n in checked, "state": check_label(n in checked), "blocks": self.inside(item)}
                    for n, item in enumerate(items)
                ]
                return _node("checklist", items=rows) if rows else None
            case Embed(href=href, title=title):
                said = self.said(title or block.host)
                return _node("embed", href=href, title=said, host=block.host) if safe_site(href) else None
            case Rule():
                return _node("rule")
        raise TypeError(f"Nothing on paper for {type(block).__name__}: add it to blocks/typst.py and report.typ.")

    # words

    def said(self, text: str) -> str:
        return typo(text, self.language)

    def _words(self, inlines: Iterable[Inline]) -> list[Node]:
        made: list[Node] = []
        for inline in inlines:
            match inline:
                case Text(text=text, marks=marks):
                    made.append(
                        {"kind": "text", "text": text if "code" in marks else self.said(text), "marks": list(marks)}
                    )
                case Link(href=href, inlines=inside):
                    # Only whole addresses lead somewhere from paper.
                    safe = safe_href(href)
                    inner = self._words(inside) or [{"kind": "text", "text": safe, "marks": []}]
                    made += [{"kind": "link", "href": safe, "inlines": inner}] if ":" in safe else inner
                case Break():
                    made.append({"kind": "break"})
                case Mention(name=name):
                    made.append({"kind": "text", "text": f"@{name}", "marks": []})
                case PageLink(title=title):
                    made.append({"kind": "text", "text": self.said(title) or gone_page(), "marks": ["italic"]})
        return made

    def inside(self, tree: Iterable[Block]) -> list[Node]:
        """Blocks inside another: a heading there is a bold line, since it would break the outline."""
        return self._tree(
            Paragraph([Text(i.text, {*i.marks, "bold"}) if isinstance(i, Text) else i for i in block.inlines])
            if isinstance(block, Heading)
            else block
            for block in tree
        )

    def _fact(self, fact: Fact) -> list[Any]:
        label, texts = fact
        return [label, [self.said(text) for text in texts]]

    def _sources(self, tree: Iterable[Block]) -> list[Node]:
        """Where blocks come from, each place said once."""
        lines = {
            provenance_line(block.provenance): block.provenance.state == "to_validate"
            for block in tree
            if block.provenance
        }
        fresh = [(line, waits) for line, waits in lines.items() if line and line != self.source]
        self.source = fresh[-1][0] if fresh else self.source
        return [_node("source", text=self.said(line), waits=waits) for line, waits in fresh]

    # pictures and tables

    def _figure(self, block: Figure) -> Node:
        name = f"picture-{len(self.pictures)}"
        self.pictures[name] = block.image.src
        caption = " · ".join(self.said(text) for text in (block.caption, block.credit) if text)
        alt = self.said(block.image.alt.strip()) or _("Image sans description")
        return _node("figure", file=name, alt=alt, caption=caption)

    def _chart(self, block: Chart) -> Node:
        name = f"chart-{len(self.drawings)}.svg"
        self.drawings[name] = for_paper(block, self.language)
        head, rows = figures_table(block)
        says, title = self.said(sentence(block)), self.said(block.title)
        table = _table(
            [self._cell(cell) for cell in head], [[self._cell(cell) for cell in row] for row in rows], "", True
        )
        return _node("chart", file=name, title=title, sentence=says, alt=f"{title} {says}", table=table)

    def _commitments(self, tree: Iterable[Block]) -> list[Node]:
        commitments = [block for block in tree if isinstance(block, CommitmentBlock)]
        head, rows = commitments_table(commitments)
        cells = [[self._cell(cell) for cell in row] for row in rows]
        table = _table([self._cell(cell) for cell in head], cells, "", True)
        return [*([table] if table else []), *self._sources(commitments)]

    def _programme(self, block: Programme) -> Node | None:
        rows = [
            {
                "time": self.said(row.time),
                "title": self.said(row.title),
                "details": " · ".join(self.said(detail) for detail in programme_details(row)),
                "state": row.state,
                "state_label": programme_state(row),
            }
            for row in block.rows
        ]
        return (
            _node("programme", rows=rows, caption=self.said(block.caption), head=[_("Heure"), _("Séquence")])
            if rows
            else None
        )

    def _cell(self, text: str) -> list[Node]:
        return self._words(words(text))


def _node(kind: str, **fields: Any) -> Node:
    return {"kind": kind, **fields}


def _table(head: list[Any], rows: list[list[Any]], caption: str, row_heads: bool) -> Node | None:
    """Every row as long as the longest: a table with holes has no readable tags. Nothing for a table without rows."""
    columns = max([len(head), *(len(row) for row in rows)], default=0)
    if not columns or not rows:
        return None
    level = [[*row, *([[]] * (columns - len(row)))] for row in rows]
    full_head = [*head, *([[]] * (columns - len(head)))] if head else []
    widths = _widths([*([full_head] if head else []), *level])
    return _node(
        "table", columns=columns, widths=widths, head=full_head, rows=level, caption=caption, row_heads=row_heads
    )


def _widths(rows: list[list[Any]]) -> list[int]:
    """Shares of the width, by the longest text of each column, when one holds sentences; nothing when all are short."""
    longest = [max(len(_plain(cell)) for cell in column) for column in zip(*rows, strict=True)]
    if max(longest) <= SENTENCE:
        return []
    return [0 if n <= NARROW else min(max(n, NARROW + 6), 2 * SENTENCE) for n in longest]


def _plain(cell: Any) -> str:
    return "".join(node.get("text", "") or _plain(node.get("inlines", [])) for node in cell)
