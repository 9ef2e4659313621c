"""`{% to "resources:list" %}`: an address relative to the seat, so that shared parts serve every seat."""

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from essaim.base import ids
from essaim.spaces.pages import seat_path

register = template.Library()


@register.simple_tag
def to(name: str, *args: Any) -> str:
    return seat_path(name, *args) or "./"


@register.simple_tag
def input_id() -> SafeString:
    """The identity of what a form will send: pressed twice, it counts once."""
    return format_html('<input type="hidden" name="input_id" value="{}">', ids.uuid7())
