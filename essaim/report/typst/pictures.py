"""Pictures made safe for print: one that is broken would cost the whole document."""

import io
import logging

from PIL import Image, ImageOps

log = logging.getLogger(__name__)

LARGEST = 1600


def as_jpeg(content: bytes | None) -> bytes | None:
    """The picture as a JPEG of at most 1600 px on white, without the camera's data; None if it cannot be read."""
    if not content:
        return None
    try:
        with Image.open(io.BytesIO(content)) as opened:
            picture = ImageOps.exif_transpose(opened).convert("RGBA")
            picture.thumbnail((LARGEST, LARGEST))
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        log.warning("picture left out of a document: %s", error)
        return None
    flat = Image.new("RGB", picture.size, "white")
    flat.paste(picture, mask=picture.getchannel("A"))
    saved = io.BytesIO()
    flat.save(saved, "JPEG", quality=82, optimize=True)
    return saved.getvalue()
