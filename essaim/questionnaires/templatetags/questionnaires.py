"""Words of a definition in the reader's language."""

from django import template
from django.utils.translation import get_language

from essaim.questionnaires.definition import Shown, Text, say
from essaim.questionnaires.models import Seen

register = template.Library()


@register.filter
def said(text: Text) -> str:
    return say(text, get_language() or "fr")


@register.filter
def seen(level: Shown) -> str:
    return str(Seen(level.value).label)
