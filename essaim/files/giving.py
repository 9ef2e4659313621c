"""A file as an answer: nothing in it may run."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from django.http import FileResponse, Http404, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase

from essaim.files.models import StoredFile
from essaim.files.previews import SIZES

_RANGE = re.compile(r"bytes=(\d*)-(\d*)")


def given(stored: StoredFile, asked_range: str = "") -> HttpResponseBase:
    """A picture, a sound or a film may be shown, anything else is downloaded. `asked_range` is the request's `Range`:
    the players of phones ask for a film piece by piece."""
    content = _opened(stored.disk_path)
    wanted = _wanted(asked_range, stored.size)
    answer: HttpResponseBase
    if wanted:
        first, last = wanted
        answer = StreamingHttpResponse(_between(content, first, last), status=206, content_type=stored.media_type)
        answer["Content-Range"] = f"bytes {first}-{last}/{stored.size}"
        answer["Content-Length"] = str(last - first + 1)
    elif asked_range and _RANGE.fullmatch(asked_range):
        content.close()
        answer = HttpResponse(status=416, headers={"Content-Range": f"bytes */{stored.size}"})
    else:
        is_shown = stored.media_type.startswith(("image/", "audio/", "video/"))
        answer = FileResponse(content, as_attachment=not is_shown, filename=stored.name, content_type=stored.media_type)
    answer["Accept-Ranges"] = "bytes"
    return _harmless(answer)


def preview(stored: StoredFile, size: str) -> HttpResponseBase:
    if size not in SIZES or not stored.has_preview:
        raise Http404
    return _harmless(FileResponse(_opened(stored.preview_path(size)), content_type="image/webp"))


def _harmless(answer: HttpResponseBase) -> HttpResponseBase:
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    # Bytes never change under their address, and only a seat of the space can ask for it.
    answer["Cache-Control"] = "private, max-age=86400"
    return answer


def _opened(path: Path) -> BinaryIO:
    try:
        return path.open("rb")
    except FileNotFoundError:
        raise Http404 from None


def _wanted(asked: str, size: int) -> tuple[int, int] | None:
    """The first and last byte that are asked for; None for the whole, or for what is not there."""
    found = _RANGE.fullmatch(asked)
    if not found or not any(found.groups()):
        return None
    first, last = found.groups()
    if not first:
        return (max(0, size - int(last)), size - 1) if int(last) and size else None
    end = min(int(last), size - 1) if last else size - 1
    return (int(first), end) if int(first) <= end else None


def _between(content: BinaryIO, first: int, last: int) -> Iterator[bytes]:
    with content:
        content.seek(first)
        left = last - first + 1
        while left > 0 and (piece := content.read(min(left, 2**16))):
            left -= len(piece)
            yield piece
