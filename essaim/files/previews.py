"""Small pictures of a file: of a photo, and of the first page of a PDF."""

import io
import logging
import subprocess
import sys
import threading
from pathlib import Path
from typing import BinaryIO

from PIL import Image

from essaim.files.kinds import PDF, FileKind

log = logging.getLogger(__name__)

SIZES = {"thumb": 320, "view": 1200}
"""The longest side, in points: beside its title in a list, and on its own page."""
PATIENCE_S = 8
_one_at_a_time = threading.BoundedSemaphore(1)


def drawn(content: BinaryIO, kind: FileKind) -> dict[str, bytes]:
    """The previews of a file, by size; nothing when it has none, or when drawing it fails or takes too long."""
    content.seek(0)
    try:
        if kind.is_picture:
            with Image.open(content) as picture:
                return _sized(picture)
        if kind is PDF:
            with Image.open(io.BytesIO(first_page(content.read()))) as picture:
                return _sized(picture)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError, subprocess.SubprocessError) as error:
        log.info("no preview: %s", error)
    return {}


def first_page(pdf: bytes) -> bytes:
    """The first page as a PNG, drawn by a process of its own: a hostile PDF can only spoil that one."""
    with _one_at_a_time:
        said = subprocess.run(
            [sys.executable, "-I", str(Path(__file__).with_name("pdf_page.py"))],
            input=pdf,
            capture_output=True,
            timeout=PATIENCE_S,
            check=True,
        )
    return said.stdout


def _sized(picture: Image.Image) -> dict[str, bytes]:
    made = {}
    for size, side in sorted(SIZES.items(), key=lambda one: -one[1]):
        smaller = picture.convert("RGBA" if picture.has_transparency_data else "RGB")
        smaller.thumbnail((side, side))
        saved = io.BytesIO()
        smaller.save(saved, "WEBP", quality=78, method=4)
        made[size] = saved.getvalue()
    return made
