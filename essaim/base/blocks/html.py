"""Blocks as HTML for a page: only what is written here can come out, every word escaped, no style attribute.

Classes (coloured by `base/css/blocks.css`): `block-table`, `block-checks`, `block-embed`, `block-mention`,
`block-page`, `block-figure`, `block-chart`, `block-decision`, `block-commitments`, `block-figures`, `block-programme`,
`block-notice`, `block-quote`, `block-facts`, `block-provenance`; inside them `block-kind`, `block-title`,
`block-number`, `block-state`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ..charts import figures_table, for_page, sentence
from ..typography import typo
from .inlines import Break, Inline, Link, Mention, PageLink, Text, safe_href, safe_site, safe_src, words
from .labels import (
    Fact,
    check_label,
    commitment_facts,
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
from .plain import inline_text, is_many
from .records import Provenance

_TAGS = {"bold": "strong", "italic": "em", "underline": "u", "strike": "s", "code": "code"}


def to_html(
    tree: Iterable[Block], *, base_level: int = 2, language: str | None = None, anchors: bool = False
) -> SafeString:
    """The tree as HTML. Headings of level 1 become `base_level`; with `anchors` each heading has an id to link to."""
    return _Page(base_level, language or get_language() or "fr", anchors).tree(tree)


@dataclass
class _Page:
    base_level: int
    language: str
    anchors: bool
    used: set[str] = field(default_factory=set)
    source: str = ""
    """Where the last blocks came from: said once, until a title begins something else."""

    def tree(self, tree: Iterable[Block]) -> SafeString:
        made: list[SafeString] = []
        for are_commitments, group in groupby(tree, key=lambda block: isinstance(block, CommitmentBlock)):
            together = tuple(group)
            made += [self.commitments(together)] if are_commitments else map(self.block, together)
        return _join(made)

    def block(self, block: Block) -> SafeString:
        return _join([self.shape(block), self.provenance(block.provenance)])

    def shape(self, block: Block) -> SafeString:
        match block:
            case Heading():
                return self.heading(block)
            case Paragraph(inlines=inlines):
                return format_html("<p>{}</p>", self.words(inlines)) if inlines else SafeString()
            case Listing():
                return self.listing(block)
            case Quote(blocks=inside, by=by):
                said_by = format_html("<figcaption>— {}</figcaption>", self.said(by)) if by else ""
                quote = format_html("<blockquote>{}</blockquote>", self.tree(inside))
                return format_html('<figure class="block-quote">{}{}</figure>', quote, said_by)
            case Code(text=text):
                return format_html('<pre class="block-code" tabindex="0"><code>{}</code></pre>', text)
            case Table():
                return self.table(block)
            case Figure():
                return self.figure(block)
            case Chart():
                return self.chart(block)
            case Decision():
                return self.decision(block)
            case KeyFigures():
                return self.key_figures(block)
            case Programme():
                return self.programme(block)
            case Notice(blocks=inside, tone=tone):
                return format_html(
                    '<div class="block-notice is-{}" role="note"><p class="block-kind">{}</p>{}</div>',
                    tone,
                    notice_label(tone),
                    self.tree(inside),
                )
            case CheckList():
                return self.checks(block)
            case Embed():
                return self.embed(block)
            case Rule():
                return mark_safe("<hr>")
            case CommitmentBlock():
                return self.commitments([block])
        raise TypeError(f"No HTML for {type(block).__name__}: add it to blocks/html.py.")

    # words

    def said(self, text: str) -> str:
        return typo(text, self.language)

    def words(self, inlines: Iterable[Inline]) -> SafeString:
        return _join(self.inline(inline) for inline in inlines)

    def inline(self, inline: Inline) -> SafeString:
        match inline:
            case Text(text=text, marks=marks):
                made = conditional_escape(text if "code" in marks else self.said(text))
                for mark in reversed(marks):
                    made = format_html("<{0}>{1}</{0}>", mark_safe(_TAGS[mark]), made)
                return made
            case Link(href=href, inlines=inside):
                if not (safe := safe_href(href)):
                    return self.words(inside)
                away = mark_safe(' rel="noopener noreferrer"') if safe.startswith("http") else ""
                return format_html('<a href="{}"{}>{}</a>', safe, away, self.words(inside) or safe)
            case Break():
                return mark_safe("<br>")
            case Mention(id=id, name=name):
                return format_html('<span class="block-mention" data-id="{}">@{}</span>', id, name)
            case PageLink(title=title) if title:
                return format_html('<a class="block-page" href="{}">{}</a>', inline.href, self.said(title))
            case PageLink():
                return format_html('<span class="block-page is-gone">{}</span>', gone_page())

    # blocks of words

    def heading(self, block: Heading) -> SafeString:
        level = min(6, self.base_level - 1 + block.level)
        if block.level <= 2:
            self.source = ""
        return format_html("<h{0}{1}>{2}</h{0}>", level, self.anchor(block), self.words(block.inlines))

    def anchor(self, block: Heading) -> SafeString | str:
        if not self.anchors:
            return ""
        root = slugify(inline_text(block.inlines)) or "section"
        name, number = root, 2
        while name in self.used:
            name, number = f"{root}-{number}", number + 1
        self.used.add(name)
        return format_html(' id="{}"', name)

    def listing(self, block: Listing) -> SafeString:
        items = _join(format_html("<li>{}</li>", self.item(item)) for item in block.items)
        if not block.ordered:
            many = mark_safe(' class="is-many"') if is_many(block) else ""
            return format_html("<ul{}>{}</ul>", many, items)
        start = format_html(' start="{}"', block.start) if block.start != 1 else ""
        return format_html("<ol{}>{}</ol>", start, items)

    def item(self, item: tuple[Block, ...]) -> SafeString:
        """An item of one paragraph has no `<p>` inside."""
        if item and isinstance(item[0], Paragraph) and not item[0].provenance:
            return _join([self.words(item[0].inlines), self.tree(item[1:])])
        return self.tree(item)

    def checks(self, block: CheckList) -> SafeString:
        rows = (
            (
                mark_safe(' class="is-checked"') if number in block.checked else "",
                _("%(state)s : ") % {"state": check_label(number in block.checked)},
                self.item(item),
            )
            for number, item in enumerate(block.items)
        )
        row = '<li{}><span class="visually-hidden">{}</span><div>{}</div></li>'
        return format_html('<ul class="block-checks">{}</ul>', format_html_join("", row, rows))

    def embed(self, block: Embed) -> SafeString:
        """A card: the other site is not asked for anything until someone goes there."""
        if not (href := safe_site(block.href)):
            return SafeString()
        return format_html(
            '<div class="block-embed" data-href="{0}"><p class="block-kind">{1}</p>'
            '<p class="block-title"><a href="{0}" rel="noopener noreferrer nofollow">{2}</a></p></div>',
            href,
            block.host,
            self.said(block.title or block.host),
        )

    def facts(self, facts: Iterable[Fact]) -> SafeString:
        pairs = []
        for label, texts in facts:
            said = [self.said(text) for text in texts]
            many = _join(
                [mark_safe("<ul>"), format_html_join("", "<li>{}</li>", ((t,) for t in said)), mark_safe("</ul>")]
            )
            pairs.append((label, many if len(said) > 1 else said[0]))
        rows = format_html_join("", "<div><dt>{}</dt><dd>{}</dd></div>", pairs)
        return format_html('<dl class="block-facts">{}</dl>', rows) if pairs else SafeString()

    def provenance(self, provenance: Provenance | None) -> SafeString:
        line = provenance_line(provenance) if provenance else ""
        if not provenance or not line or line == self.source:
            return SafeString()
        self.source = line
        waits = mark_safe(" is-waiting") if provenance.state == "to_validate" else ""
        return format_html('<p class="block-provenance{}">{}</p>', waits, self.said(line))

    # tables and pictures

    def table(self, block: Table) -> SafeString:
        cells = [[self.words(cell) for cell in row] for row in block.rows]
        return self.grid([self.words(cell) for cell in block.head], cells, block.caption, block.row_heads)

    def grid(self, head: Sequence[str], rows: Sequence[Sequence[str]], caption: str, row_heads: bool) -> SafeString:
        titles = format_html_join("", '<th scope="col">{}</th>', ((cell,) for cell in head))
        first = '<th scope="row">{}</th>' if row_heads else "<td>{}</td>"
        body = format_html_join(
            "",
            "<tr>{}</tr>",
            ((_join(format_html(first if n == 0 else "<td>{}</td>", c) for n, c in enumerate(row)),) for row in rows),
        )
        # The scrolling box can be reached by keyboard, so it has a name.
        return format_html(
            '<div class="block-table" role="group" tabindex="0" aria-label="{}">'
            "<table>{}{}<tbody>{}</tbody></table></div>",
            self.said(caption or _("Tableau")),
            format_html("<caption>{}</caption>", self.said(caption)) if caption else "",
            format_html("<thead><tr>{}</tr></thead>", titles) if head else "",
            body,
        )

    def figure(self, block: Figure) -> SafeString:
        image = block.image
        if not (src := safe_src(image.src)):
            return SafeString()
        size = format_html(' width="{}" height="{}"', image.width, image.height) if image.width and image.height else ""
        alt = image.alt.strip() or _("Image sans description")
        caption = [self.said(text) for text in (block.caption, block.credit) if text]
        return format_html(
            '<figure class="block-figure"><img src="{}" alt="{}"{} loading="lazy">{}</figure>',
            src,
            self.said(alt),
            size,
            format_html("<figcaption>{}</figcaption>", " · ".join(caption)) if caption else "",
        )

    def chart(self, block: Chart) -> SafeString:
        head, rows = figures_table(block)
        said_rows = [[self.said(cell) for cell in row] for row in rows]
        return format_html(
            '<figure class="block-chart"><figcaption><strong>{}</strong><span>{}</span></figcaption>{}'
            "<details><summary>{}</summary>{}</details></figure>",
            self.said(block.title),
            self.said(sentence(block)),
            for_page(block, self.language),
            _("Les chiffres en tableau"),
            self.grid([self.said(cell) for cell in head], said_rows, block.title, block.form != "ranking"),
        )

    # what the group made

    def decision(self, block: Decision) -> SafeString:
        title = format_html('<p class="block-title">{}</p>', self.said(block.title)) if block.title else ""
        return format_html(
            '<div class="block-decision"><p class="block-kind">{}</p>{}<blockquote>{}</blockquote>{}</div>',
            _("Décision"),
            title,
            self.words(words(block.text)),
            self.facts(decision_facts(block)),
        )

    def commitments(self, group: Iterable[Block]) -> SafeString:
        made = (
            (self.said(block.text), self.facts(commitment_facts(block)), self.provenance(block.provenance))
            for block in group
            if isinstance(block, CommitmentBlock)
        )
        items = format_html_join("", '<li><p class="block-title">{}</p>{}{}</li>', made)
        return format_html('<ul class="block-commitments">{}</ul>', items)

    def key_figures(self, block: KeyFigures) -> SafeString:
        made = (
            (self.said(f.label), self.said(f.value), format_html("<dd>{}</dd>", self.said(f.note)) if f.note else "")
            for f in block.figures
        )
        figures = format_html_join("", '<div><dt>{}</dt><dd class="block-number">{}</dd>{}</div>', made)
        return format_html('<dl class="block-figures">{}</dl>', figures)

    def programme(self, block: Programme) -> SafeString:
        rows = []
        for row in block.rows:
            details = " · ".join(self.said(detail) for detail in programme_details(row))
            state = programme_state(row)
            rows.append(
                (
                    mark_safe(f' class="is-{row.state}"') if state else "",
                    self.said(row.time),
                    self.said(row.title),
                    format_html('<span class="block-state">{}</span>', state) if state else "",
                    format_html("<small>{}</small>", details) if details else "",
                )
            )
        items = format_html_join("", "<li{}><time>{}</time><div><strong>{}</strong> {}{}</div></li>", rows)
        caption = format_html('<p class="block-title">{}</p>', self.said(block.caption)) if block.caption else ""
        return format_html('<div class="block-programme">{}<ol>{}</ol></div>', caption, items)


def _join(parts: Iterable[SafeString]) -> SafeString:
    return mark_safe("".join(parts))
