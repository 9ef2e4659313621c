"""`{{ text|typo }}`: what people typed, with the spaces and quotes of the page's language."""

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from essaim.base.typography import typo as set_typo

register = template.Library()


@register.filter(is_safe=True)
def typo(value: object) -> str:
    text = str(value)
    # An escaped apostrophe or quote is the same letter to the reader.
    if isinstance(value, SafeString):
        text = text.replace("&#x27;", "'").replace("&#39;", "'")
    return set_typo(text, get_language() or "fr")
