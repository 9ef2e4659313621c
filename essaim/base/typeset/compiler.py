"""The typesetter: one document at a time in a process, with our fonts only."""

import threading
from functools import cache
from typing import Any

import typst

from .glyphs import FONTS

one_at_a_time = threading.BoundedSemaphore(1)


@cache
def fonts() -> Any:
    return typst.Fonts(include_system_fonts=False, font_paths=[str(FONTS)])
