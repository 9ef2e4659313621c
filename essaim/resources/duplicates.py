"""What the group has already: said before saving, never forbidden."""

from difflib import SequenceMatcher
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile

from essaim.base.text import fold
from essaim.files import storing
from essaim.resources.models import Resource
from essaim.spaces.models import Space

NEAR = 0.87
"""From here two titles are said to be near; « Charte du groupe » and « La charte du groupe » are at 0.91."""
MOST_SHOWN = 5
TRACKERS = frozenset(
    "fbclid gclid dclid msclkid yclid igshid mc_cid mc_eid mkt_tok ref_src spm _ga _gl _hsenc _hsmi".split()
)


def normal_address(url: str) -> str:
    """The same page, the same address: without scheme, « www. », final slash, place in it, trackers."""
    parts = urlsplit(url.strip())
    try:
        port = f":{parts.port}" if parts.port not in (None, 80, 443) else ""
    except ValueError:
        port = ""
    asked = [
        (name, value)
        for name, value in parse_qsl(parts.query, keep_blank_values=True)
        if name.lower() not in TRACKERS and not name.lower().startswith(("utm_", "mtm_", "pk_"))
    ]
    query = f"?{urlencode(sorted(asked))}" if asked else ""
    # « #!/page » and « #/page » are addresses of pages, « #top » is a place in one.
    place = f"#{parts.fragment}" if parts.fragment.startswith(("/", "!")) else ""
    host = (parts.hostname or "").removeprefix("www.")
    return host + port + unquote(parts.path).rstrip("/") + query + place


def alike(
    space: Space, *, title: str = "", url: str = "", upload: "UploadedFile[bytes] | None" = None
) -> list[Resource]:
    """Resources that lead to the same page, hold the same file, or have nearly the same title; the surest first."""
    rows = space.resources.order_by("-created_at").values_list("pk", "title", "url", "file_id")
    address = normal_address(url) if url else ""
    files = storing.same_as(upload, space.pk) if upload else set()
    same = [pk for pk, _title, its, file in rows if (address and normal_address(its) == address) or file in files]
    near = [pk for pk, its, _url, _file in rows if title and pk not in same and is_near(title, its)]
    return _in_order(space, [*same, *near][:MOST_SHOWN])


def is_near(one: str, other: str) -> bool:
    """Whether two titles say nearly the same. A number makes a difference: « Atelier 1 » is not « Atelier 2 »."""
    first, second = fold(one), fold(other)
    if not first or not second or _figures(first) != _figures(second):
        return False
    matcher = SequenceMatcher(None, first, second)
    return matcher.real_quick_ratio() >= NEAR and matcher.quick_ratio() >= NEAR and matcher.ratio() >= NEAR


def _figures(text: str) -> list[str]:
    return "".join(c if c.isdigit() else " " for c in text).split()


def _in_order(space: Space, keys: list[UUID]) -> list[Resource]:
    found = space.resources.select_related("author__person", "file").in_bulk(keys)
    return [found[key] for key in keys]
