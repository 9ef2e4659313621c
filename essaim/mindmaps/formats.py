"""A map to and from files: FreeMind's `.mm` and Markdown lists. What comes from a file is read with distrust."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from xml.etree import ElementTree
from xml.sax.saxutils import quoteattr

from django.utils.translation import gettext as _

from essaim.base.errors import Refused
from essaim.mindmaps.content import DEEPEST, LONGEST_KEPT, one_line
from essaim.mindmaps.tree import ROOT, Tree

MOST_BYTES = 1_000_000
MOST_IDEAS = 1_000
LONGEST_LINE = 4_000

# Spaces are those of the format: a no-break space is a letter of a label.
_BULLET = re.compile(r"^( *)(?:[-*+]|[0-9]+[.)]) +(.*)$")
_HEADING = re.compile(r"^(#{1,6}) +(.*?)(?: +#+)? *$")
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|])")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]<>#|+.!()-])")
_COLOURS = {"act": "#0e5a49", "info": "#2a6597", "now": "#7a5206", "harm": "#b23a2a"}
_TONES = {colour: tone for tone, colour in _COLOURS.items()}


@dataclass
class Idea:
    """One idea of a file, with those under it."""

    text: str
    tone: str = ""
    children: list["Idea"] = field(default_factory=list)

    def all(self) -> Iterator["Idea"]:
        waiting = [self]
        while waiting:
            one = waiting.pop()
            yield one
            waiting += one.children


def to_markdown(tree: Tree) -> str:
    """A title and a nested list, which any program of notes reads."""
    lines = [f"# {_escaped(tree.branches[ROOT].text)}", ""]
    for branch in list(tree.branches.values())[1:]:
        lines.append(f"{'  ' * (branch.level - 1)}- {_escaped(branch.text)}")
    return "\n".join(lines) + "\n"


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)


def to_freemind(tree: Tree) -> str:
    said: list[str] = ['<map version="1.0.1">']
    open_levels: list[int] = []
    for id, branch in tree.branches.items():
        while open_levels and open_levels[-1] >= branch.level:
            said.append("</node>")
            open_levels.pop()
        colour = f' COLOR="{_COLOURS[branch.tone]}"' if branch.tone else ""
        side = f' POSITION="{_side(tree, id)}"' if branch.level == 1 else ""
        said.append(f"<node ID={quoteattr(id)} TEXT={_attribute(branch.text)}{colour}{side}>")
        open_levels.append(branch.level)
    return "\n".join([*said, *("</node>" for _level in open_levels), "</map>"]) + "\n"


def _side(tree: Tree, id: str) -> str:
    return "left" if tree.branches[ROOT].children.index(id) % 2 else "right"


def _attribute(text: str) -> str:
    # What XML cannot hold at all has no place in a label either.
    return quoteattr("".join(c for c in text if c >= " " and not "\ud800" <= c <= "\udfff" and c not in "\ufffe\uffff"))


def read_file(name: str, content: bytes) -> Idea:
    """The map of a file, by its name. Raises `Refused` with what to do."""
    if len(content) > MOST_BYTES:
        raise Refused(_("Ce fichier est trop lourd : 1 Mo au plus pour une carte."), field="upload")
    kind = name.rsplit(".", 1)[-1].lower()
    readers: dict[str, Callable[[str], Idea]] = {"mm": _from_freemind, "md": _from_markdown, "txt": _from_markdown}
    if kind not in readers:
        raise Refused(_("Choisissez un fichier FreeMind (.mm) ou une liste Markdown (.md)."), field="upload")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("latin-1")
    centre = readers[kind](text)
    if sum(1 for _one in centre.all()) > MOST_IDEAS:
        raise Refused(_("Cette carte a plus de 1 000 idées : coupez-la en plusieurs."), field="upload")
    if not any(one.text for one in centre.all()):
        raise Refused(_("Aucune idée n’a été trouvée dans ce fichier."), field="upload")
    return centre


def _from_freemind(text: str) -> Idea:
    # No entity is ours: with a DTD, a file of one line could say a gigabyte.
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise _unread()
    try:
        root = ElementTree.fromstring(text)
    except ElementTree.ParseError:
        raise _unread() from None
    first = root if root.tag == "node" else root.find("node")
    if first is None:
        raise _unread()
    centre = _idea(first)
    waiting = [(first, centre, [centre])]
    while waiting:
        element, idea, path = waiting.pop()
        for child in element.findall("node"):
            found = _idea(child)
            # What is deeper than a map of ours goes on the last level, beside its parent.
            parent = path[DEEPEST - 1] if len(path) > DEEPEST else idea
            parent.children.append(found)
            waiting.append((child, found, [*path[:DEEPEST], found] if len(path) <= DEEPEST else path))
    return centre


def _idea(element: ElementTree.Element) -> Idea:
    text = element.get("TEXT") or ""
    if not text:
        rich = element.find("richcontent[@TYPE='NODE']")
        text = " ".join(rich.itertext()) if rich is not None else ""
    return Idea(one_line(text)[:LONGEST_KEPT], _TONES.get((element.get("COLOR") or "").lower(), ""))


def _unread() -> Refused:
    return Refused(
        _("Ce fichier .mm n’a pas pu être lu. Enregistrez-le à nouveau depuis FreeMind ou Freeplane."), field="upload"
    )


def _from_markdown(text: str) -> Idea:
    """Titles and lists, by their depth; plain lines are ideas too. One title at the top is the centre."""
    found: list[tuple[int, str]] = []
    title = 0
    for line in text.splitlines():
        said = line.expandtabs(4)[:LONGEST_LINE]
        if not said.strip(" "):
            continue
        if heading := _HEADING.match(said):
            title = len(heading[1])
            found.append((title * 1000, _unescaped(heading[2])))
        elif bullet := _BULLET.match(said):
            found.append((title * 1000 + 1 + len(bullet[1]), _unescaped(bullet[2])))
        else:
            found.append((title * 1000 + 1 + len(said) - len(said.lstrip(" ")), _unescaped(said)))
    if not found:
        return Idea("")
    least = min(depth for depth, _said in found)
    tops = [said for depth, said in found if depth == least]
    centre = Idea("")
    if len(tops) == 1 and found[0][0] == least:
        centre = Idea(tops[0])
        found = found[1:]
    path = [(-1, centre)]
    for depth, said in found:
        while path[-1][0] >= depth and len(path) > 1:
            path.pop()
        parent = path[min(len(path), DEEPEST) - 1][1]
        parent.children.append(Idea(said))
        path.append((depth, parent.children[-1]))
    return centre


def _unescaped(text: str) -> str:
    return one_line(_ESCAPED.sub(r"\1", text))[:LONGEST_KEPT]
