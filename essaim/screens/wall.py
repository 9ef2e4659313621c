"""The room's screen: what is happening, big; between two runs, the programme."""

import segno
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

try:
    from essaim.runs.now import wall_run
except ImportError:
    wall_run = lambda space: None
from essaim.spaces.models import Space
from essaim.spaces.rights import for_wall_too


@for_wall_too
def wall(request: HttpRequest) -> HttpResponse:
    """One page for the whole day: it follows the run that is open, by itself."""
    return render(request, "screens/wall.html", {"run": wall_run(request.space), **join_details(request)})


def join_details(request: HttpRequest) -> dict[str, object]:
    """How to join, for the foot of the screen: address, code, QR."""
    space: Space = request.space
    if not space.join_open:
        return {}
    path = reverse("room", urlconf="essaim.config.urls", args=[space.join_code.replace(" ", "").lower()])
    return {
        "join_address": request.get_host(),
        "join_code": space.join_code,
        "join_qr": qr(request.build_absolute_uri("/").rstrip("/") + path),
    }


def qr(text: str) -> SafeString:
    """A QR code as SVG, drawn by us from `text` alone."""
    drawn = segno.make(text, error="m").svg_inline(scale=4, border=2, dark="currentColor", light=None, omitsize=True, svgclass="qr", lineclass=None)
    return mark_safe(drawn)  # noqa: S308: segno writes only squares
