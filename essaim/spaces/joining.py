"""How to join, for the foot of every screen of the hall: address, code, QR."""

import segno
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from essaim.spaces.addresses import public_address
from essaim.spaces.requests import SeatRequest


def join_details(request: SeatRequest) -> dict[str, object]:
    """Nothing once the doors are closed."""
    space = request.space
    if not space.join_open:
        return {}
    path = reverse("room", urlconf="essaim.config.urls", args=[space.join_code.replace(" ", "").lower()])
    address = public_address(request)
    return {
        "join_address": address.partition("://")[2],
        "join_code": space.join_code,
        "join_qr": qr(address + path),
    }


def qr(text: str, label: str = "") -> SafeString:
    """A QR code as SVG, drawn by us from `text` alone; `label` says what it opens, when it is not the room."""
    code = segno.make(text, error="m")
    rows = list(code.matrix_iter(scale=1, border=2))
    squares = "".join(f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark)
    return format_html(
        '<svg class="qr" viewBox="0 0 {0} {0}" role="img" aria-label="{1}"><path d="{2}"/></svg>',
        len(rows),
        label or _("QR code pour entrer"),
        squares,
    )
