"""A drawing as a picture, for whoever cannot take SVG."""

import typst

from .compiler import fonts, one_at_a_time
from .glyphs import printable

LARGEST = 6000
_PAGE = b'#set page(width: auto, height: auto, margin: 0pt, fill: white)\n#image("drawing.svg")\n'


def png(svg: str, width: int, height: int, *, scale: float = 2) -> bytes:
    """`svg` drawn `width` × `height`, twice as fine unless a side would pass `LARGEST` pixels. Takes a core a while."""
    fine = min(scale, LARGEST / max(width, height))
    with one_at_a_time:
        made = typst.compile(
            {"main": _PAGE, "drawing.svg": printable(svg).encode()},
            format="png",
            font_paths=fonts(),
            ignore_system_fonts=True,
            # Typst reads a drawing's pixels as 96 an inch.
            ppi=fine * 96,
        )
    return bytes(made[0] if isinstance(made, list) else made)
