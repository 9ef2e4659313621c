"""A mind map in its Yjs document: `static/mindmaps/edits.js` reads and writes it alike.

"nodes" maps an identity to a node: its `text`, whether it is `gone`, its `tone`, and `in:<parent>` for each parent it
was ever put under (see `tree.py`). "legend" gives the words of each tone. Whoever writes changes as few values as can
be, so that what others do at the same time is kept.
"""

import re
import secrets
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from pycrdt import Doc, Map, Text

from essaim.base.errors import Refused
from essaim.base.ids import uuid7
from essaim.base.order import between
from essaim.mindmaps.tree import ROOT, Tree, Written, is_id, read_edge, resolve

NODES, LEGEND = "nodes", "legend"
TONES = ("act", "info", "now", "harm")
LONGEST = 80
LONGEST_KEPT = 500
DEEPEST = 6
IN = "in:"
_GAPS = re.compile(r"[\x00- \x7f-\x9f\u2028\u2029\ufeff]+")
_DIGITS = "123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"


def written(doc: Doc[Any]) -> dict[str, Written]:
    nodes: Any = doc.get(NODES, type=Map)
    return {id: _read(node) for id in nodes if is_id(id) and isinstance(node := nodes[id], Map)}


def _read(node: Any) -> Written:
    edges = [read_edge(key.removeprefix(IN), node[key]) for key in node.keys() if key.startswith(IN)]
    return Written(
        text=_text(node.get("text"))[:LONGEST_KEPT],
        tone=tone if (tone := node.get("tone")) in TONES else "",
        gone=node.get("gone") is True,
        edges=tuple(edge for edge in edges if edge),
    )


def one_line(text: str) -> str:
    return _GAPS.sub(" ", text).strip(" ")


def _text(value: Any) -> str:
    return one_line(str(value)) if isinstance(value, str | Text) else ""


def tree_of(doc: Doc[Any]) -> Tree:
    return resolve(written(doc))


def legend_of(doc: Doc[Any]) -> dict[str, str]:
    """The words of each tone that was given some, in the order of the tones."""
    words: Any = doc.get(LEGEND, type=Map)
    found = {tone: _text(words.get(tone))[:LONGEST] for tone in TONES}
    return {tone: said for tone, said in found.items() if said}


def begin(doc: Doc[Any], centre: str) -> None:
    """The centre of a new map, which everybody's first branch hangs from."""
    nodes: Any = doc.get(NODES, type=Map)
    nodes[ROOT] = Map({"text": Text(centre)})


def fill(doc: Doc[Any], ideas: Iterable[tuple[str, str, str, str]]) -> None:
    """Hang many ideas at once on a new map: (identity, text, tone, parent), each after its parent, in order."""
    nodes: Any = doc.get(NODES, type=Map)
    last: dict[str, str] = {}
    for id, text, tone, parent in ideas:
        last[parent] = between(last.get(parent, ""))
        nodes[id] = Map({"text": Text(text), "tone": tone, IN + parent: [0, last[parent]]})


def add(doc: Doc[Any], parent: str, text: str, *, after: str = "", id: str = "") -> str:
    """A new idea under `parent`: after the sibling `after`, or last. Sent twice with one `id`, it is the same one."""
    tree = tree_of(doc)
    _there(tree, parent)
    _not_too_deep(tree.branches[parent].level + 1)
    nodes: Any = doc.get(NODES, type=Map)
    id = id or str(uuid7())
    if id not in nodes:
        nodes[id] = Map({"text": Text(text), IN + parent: [0, _place(tree, parent, after or None)]})
    return id


def rename(doc: Doc[Any], id: str, text: str) -> None:
    _there(tree_of(doc), id)
    node = doc.get(NODES, type=Map)[id]
    kept = node.get("text")
    if not isinstance(kept, Text):
        node["text"] = Text(text)
        return
    old, new = str(kept).encode(), text.encode()
    start = _same(str(kept), text)
    head = len(str(kept)[:start].encode())
    tail = len(str(kept)[len(str(kept)) - _same(str(kept)[start:][::-1], text[start:][::-1]) :].encode())
    if head < len(old) - tail:
        del kept[head : len(old) - tail]
    if head < len(new) - tail:
        kept.insert(head, new[head : len(new) - tail].decode())


def move(doc: Doc[Any], id: str, parent: str, *, after: str | None = None, first: bool = False) -> None:
    """Put an idea, and what is under it, under `parent`: after a sibling, first, or last."""
    tree = tree_of(doc)
    _there(tree, id)
    _there(tree, parent)
    if id == ROOT:
        raise Refused(_("Le centre ne se déplace pas."), code="centre")
    if id == parent or id in tree.above(parent):
        raise Refused(_("Une idée ne peut pas aller sous elle-même."), code="loop", field="parent")
    height = max((tree.branches[one].level for one in tree.under(id)), default=tree.branches[id].level)
    _not_too_deep(tree.branches[parent].level + 1 + height - tree.branches[id].level)
    _settle(doc, tree)
    _hang(doc, id, parent, _place(tree, parent, "" if first else after, but=id))


def remove(doc: Doc[Any], id: str) -> None:
    """Take an idea and what is under it off the map; it can be put back."""
    tree = tree_of(doc)
    _there(tree, id)
    if id == ROOT:
        raise Refused(_("Le centre ne s’enlève pas : renommez-le."), code="centre")
    nodes = doc.get(NODES, type=Map)
    for one in [id, *tree.under(id)]:
        nodes[one]["gone"] = True


def restore(doc: Doc[Any], id: str) -> None:
    """Put back what was removed, and all that was under it."""
    tree = tree_of(doc)
    if id not in tree.removed:
        return
    nodes, waiting = doc.get(NODES, type=Map), [id]
    while waiting:
        one = waiting.pop()
        nodes[one]["gone"] = False
        waiting += [child for child, edge in tree.parents.items() if edge.parent == one]


def paint(doc: Doc[Any], id: str, tone: str) -> None:
    _there(tree_of(doc), id)
    doc.get(NODES, type=Map)[id]["tone"] = tone if tone in TONES else ""


def name_tones(doc: Doc[Any], words: dict[str, str]) -> None:
    """Say what tones mean on this map."""
    kept: Any = doc.get(LEGEND, type=Map)
    for tone, said in words.items():
        if tone in TONES and _text(kept.get(tone)) != said:
            kept[tone] = said


def _place(tree: Tree, parent: str, after: str | None, but: str = "") -> str:
    """A key among the children of `parent`: after one of them, first ("") or last (None)."""
    siblings = [one for one in tree.branches[parent].children if one != but]
    at = siblings.index(after) + 1 if after in siblings else 0 if after == "" else len(siblings)
    low = tree.branches[siblings[at - 1]].order if at else ""
    high = tree.branches[siblings[at]].order if at < len(siblings) else ""
    # The last letters are drawn: two people who add at the same place at once get two places.
    return between(low, high if low < high else "") + secrets.choice(_DIGITS) + secrets.choice(_DIGITS)


def _hang(doc: Doc[Any], id: str, parent: str, order: str) -> None:
    node = doc.get(NODES, type=Map)[id]
    moves = max((edge.moves for edge in _read(node).edges), default=-1) + 1
    node[IN + parent] = [moves, order]


def _settle(doc: Doc[Any], tree: Tree) -> None:
    """Write what a loop was resolved into, so that nothing jumps when one of its moves is undone by another."""
    known = written(doc)
    for id, edge in tree.parents.items():
        if known[id].newest() != edge:
            _hang(doc, id, edge.parent, edge.order)


def _there(tree: Tree, id: str) -> None:
    if id not in tree.branches:
        raise Refused(_("Cette idée n’est plus sur la carte : quelqu’un l’a enlevée."), code="gone")


def _not_too_deep(level: int) -> None:
    if level > DEEPEST:
        raise Refused(
            _("C’est déjà le sixième niveau : mettez cette idée à côté, ou ouvrez une autre carte."), code="deep"
        )


def _same(one: str, other: str) -> int:
    """How many letters two texts begin with in common."""
    return next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
