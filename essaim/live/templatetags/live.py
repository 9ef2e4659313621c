"""`{% part "run" run.id %}` shows a live part; `{% live_stream %}`, once at the end of a page, keeps them true."""

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from essaim.live.parts import Audience, PartContext, PartRef, catalogue
from essaim.live.stream import Page, sign_page

register = template.Library()


@register.simple_tag(takes_context=True)
def part(context: dict[str, Any], name: str, key: object = "") -> SafeString:
    request = context["request"]
    found, ref = catalogue[name], PartRef(name, str(key))
    member = request.member if found.audience is Audience.PERSON else None
    html = found.render(PartContext(request.space, ref.key, get_language() or "fr", found.audience, member))
    request.live_parts.append(ref)
    request.is_personal = request.is_personal or member is not None
    return format_html(
        '<live-part id="{}" src="parts/{}/{}">{}</live-part>', ref.dom_id, name, ref.key or "-", mark_safe(html)
    )


@register.simple_tag(takes_context=True)
def live_stream(context: dict[str, Any]) -> SafeString:
    request = context["request"]
    if not request.live_parts:
        return SafeString("")
    language = get_language() or "fr"
    parts = tuple(request.live_parts)
    role = request.member.role if request.member else ""
    signed = sign_page(Page(request.seat.key, role, language, request.space.last_event, parts))
    request.page_slots[signed] = lambda reader: sign_page(
        Page(reader.seat_key, reader.role, language, reader.last_event, parts)
    )
    # The team's desk stays connected behind other windows: the hall is told when its lead is gone.
    stays = request.member is not None and request.member.can_facilitate()
    return format_html('<live-stream src="live?p={}"{}></live-stream>', signed, mark_safe(" stays") if stays else "")
