"""What is new in a space, as Atom (RFC 4287)."""

import re
from collections.abc import Iterable
from datetime import datetime
from xml.etree import ElementTree as Tree

from essaim.spaces.activity import Fresh

MEDIA_TYPE = "application/atom+xml; charset=utf-8"
_ATOM = "http://www.w3.org/2005/Atom"
# What XML cannot say, whatever was typed.
_UNSAID = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def atom(
    news: Iterable[Fresh], *, title: str, team: str, language: str, itself: str, root: str, founded_at: datetime
) -> bytes:
    """`itself` is the address of the feed; what it tells of is found under `root`, or nowhere without one."""
    news = list(news)
    feed = Tree.Element("feed", {"xmlns": _ATOM, "xml:lang": language})
    _say(feed, "id", itself)
    _say(feed, "title", title)
    _say(feed, "updated", max((one.at for one in news), default=founded_at).isoformat())
    Tree.SubElement(feed, "link", {"rel": "self", "type": "application/atom+xml", "href": itself})
    _say(Tree.SubElement(feed, "author"), "name", team)
    for one in news:
        entry = Tree.SubElement(feed, "entry")
        _say(entry, "id", one.id.urn)
        _say(entry, "title", one.title)
        _say(entry, "updated", one.at.isoformat())
        _say(entry, "published", one.created_at.isoformat())
        if one.who:
            _say(Tree.SubElement(entry, "author"), "name", one.who)
        Tree.SubElement(entry, "category", {"term": one.kind})
        if root:
            Tree.SubElement(entry, "link", {"rel": "alternate", "type": "text/html", "href": root + one.href})
        if one.text:
            _say(entry, "summary", one.text)
    return Tree.tostring(feed, encoding="utf-8", xml_declaration=True)


def _say(around: Tree.Element, name: str, words: str) -> None:
    Tree.SubElement(around, name).text = _UNSAID.sub("", words)
