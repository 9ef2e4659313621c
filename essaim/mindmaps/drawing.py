"""The drawing of a map as SVG, from the same layout as the browsers'; on a page its colours are those of the theme."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from essaim.base.lettering import width_of
from essaim.mindmaps.layout import MARGIN, PAD_X, PAD_Y, Layout, Place, layout, sizes_of
from essaim.mindmaps.tree import ROOT, Tree

FONT = "'Atkinson Hyperlegible Next', 'Source Sans 3', 'Noto Emoji', sans-serif"
ON_PAPER = {
    "ink": "#1d2733", "quiet": "#55606d", "paper": "#ffffff", "edge": "#867d6b", "centre": "#0e5a49",
    "on_centre": "#ffffff", "act": "#0e5a49", "info": "#2a6597", "now": "#7a5206", "harm": "#b23a2a",
}  # fmt: skip
ON_A_PAGE = {
    "ink": "var(--words)", "quiet": "var(--words-quiet)", "paper": "var(--surface)", "edge": "var(--outline)",
    "centre": "var(--act)", "on_centre": "var(--on-act)",
    "act": "var(--act)", "info": "var(--info)", "now": "var(--now-words)", "harm": "var(--harm)",
}  # fmt: skip
# A colour never says a thing alone: each tone has its shape, drawn on the corner of the box and in the legend.
SIGNS = {"act": "M-6 0a6 6 0 1 0 12 0a6 6 0 1 0 -12 0", "info": "M-6 -6h12v12h-12z", "now": "M0 -7l7 13h-14z",
         "harm": "M0 -8l8 8l-8 8l-8 -8z"}  # fmt: skip
LEGEND_LINE, LEGEND_SIZE = 26, 16
NARROW = 56
MOST_TRIES = 24


def svg(
    found: Layout, *, title: str, legend: Mapping[str, str] | None = None, prefix: str = "map", is_file: bool = False,
    least: tuple[int, int] = (0, 0),
) -> SafeString:  # fmt: skip
    """The drawing, named `title`; the words of its tones under it. `prefix` makes its ids its own on a page.

    Smaller than `least`, it stands in the middle of as much room.
    """
    colours = ON_PAPER if is_file else ON_A_PAGE
    words = legend or {}
    width = max([found.width, *(width_of(said, LEGEND_SIZE) + 4 * MARGIN for said in words.values())])
    height = found.height + under(words)
    wide, tall = max(width, least[0]), max(height, least[1])
    left, top = (width - wide) // 2, (height - tall) // 2
    links = "".join(f'<path d="{place.link}"/>' for place in found.places if place.link)
    drawn = "".join(_idea(place, colours) for place in found.places)
    font = f' font-family="{FONT}"' if is_file else ""
    title = format_html('<title id="{}-title">{}</title>', prefix, title)
    links = f'<g fill="none" stroke="{colours["edge"]}" stroke-width="2">{links}</g>'
    return mark_safe(
        f'<svg xmlns="http://www.w3.org/2000/svg" class="map-svg" viewBox="{left} {top} {wide} {tall}" width="{wide}" '
        f'height="{tall}" role="img" aria-labelledby="{prefix}-title"{font}>'
        f"{title}{links}{drawn}{_legend(words, found.height, colours)}</svg>"
    )


def _idea(place: Place, colours: Mapping[str, str]) -> str:
    size, line, _widest = sizes_of(place.level)
    back, ink = ("centre", "on_centre") if place.level == 0 else ("paper", "ink")
    left, top = place.x + PAD_X, place.y + PAD_Y + line // 2 + size * 35 // 100
    said = "".join(
        f'<tspan x="{left}" y="{top + line * at}">{escape(one)}</tspan>' for at, one in enumerate(place.lines)
    )
    more = f'<tspan dx="4" fill="{colours["quiet"]}">+{place.hidden}</tspan>' if place.hidden else ""
    is_thick = place.level < 2 or place.tone
    weight = 600 if place.level < 2 else 400
    return (
        f'<g class="map-idea" data-idea="{place.id}">'
        f'<rect x="{place.x}" y="{place.y}" width="{place.width}" height="{place.height}" rx="10" '
        f'fill="{colours[back]}" stroke="{colours[place.tone or "edge"]}" stroke-width="{2 if is_thick else 1}"/>'
        f'<text font-size="{size}" font-weight="{weight}" fill="{colours[ink]}">{said}{more}</text>'
        f"{_sign(place.tone, place.x + place.width - 4, place.y + 4, colours) if place.tone else ''}</g>"
    )


def _sign(tone: str, x: int, y: int, colours: Mapping[str, str]) -> str:
    return (
        f'<path d="{SIGNS[tone]}" transform="translate({x} {y})" fill="{colours[tone]}" stroke="{colours["paper"]}" '
        'stroke-width="2"/>'
    )


def _legend(words: Mapping[str, str], top: int, colours: Mapping[str, str]) -> str:
    rows, ink = [], colours["ink"]
    for at, (tone, said) in enumerate(words.items()):
        y = top + LEGEND_LINE * at + LEGEND_LINE // 2
        rows.append(
            f"{_sign(tone, MARGIN + 8, y, colours)}"
            f'<text x="{MARGIN + 26}" y="{y + 6}" font-size="{LEGEND_SIZE}" fill="{ink}">{escape(said)}</text>'
        )
    return "".join(rows)


def under(legend: Mapping[str, str]) -> int:
    """The height that the words of the tones take."""
    return LEGEND_LINE * len(legend) + MARGIN if legend else 0


def fitted(tree: Tree, *, width: int, height: int, least: float) -> Layout:
    """The most of a map that can be read at once: letters not smaller than `least` times their size.

    When not everything fits, whole levels are folded from the deepest; then branches are opened again, the smallest
    first, as long as there is room. When even its branches alone do not fit, the last ones are left out and counted.
    """

    def fits(found: Layout) -> bool:
        return min(width / found.width, height / found.height) >= least

    deepest = max(branch.level for branch in tree.branches.values())
    folded: set[str] = set()
    found = layout(tree, narrow=NARROW)
    for level in range(deepest, 0, -1):
        if fits(found):
            return _opened(tree, folded, found, fits)
        folded = {id for id, branch in tree.branches.items() if branch.level == level and branch.children}
        found = layout(tree, folded=folded, narrow=NARROW)
    if fits(found):
        return _opened(tree, folded, found, fits)

    def first(most: int) -> Layout:
        kept = _first(tree, most)
        return layout(kept, folded=folded, narrow=NARROW, beside=len(tree.branches) - len(kept.branches))

    low, high = 1, len(tree.branches[ROOT].children)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if fits(first(middle)) else (low, middle)
    return first(low)


def _opened(tree: Tree, folded: set[str], found: Layout, fits: Callable[[Layout], bool]) -> Layout:
    waiting = [(len(tree.under(id)), id) for id in folded]
    for _try in range(MOST_TRIES):
        if not waiting:
            break
        waiting.sort(reverse=True)
        _size, id = waiting.pop()
        inside = {child for child in tree.branches[id].children if tree.branches[child].children}
        wider = layout(tree, folded=(folded - {id}) | inside, narrow=NARROW)
        if fits(wider):
            folded, found = (folded - {id}) | inside, wider
            waiting += [(len(tree.under(child)), child) for child in inside]
    return found


def _first(tree: Tree, most: int) -> Tree:
    """The same tree with its first branches only."""
    tops = tree.branches[ROOT].children[:most]
    inside = {ROOT, *tops, *(id for top in tops for id in tree.under(top))}
    branches = {id: branch for id, branch in tree.branches.items() if id in inside}
    return replace(tree, branches={**branches, ROOT: replace(branches[ROOT], children=tops)})
