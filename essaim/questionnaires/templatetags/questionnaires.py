"""Words of a definition in the reader's language."""

from django import template
from django.utils.translation import get_language

from essaim.questionnaires.definition import Question, Shown, Text, say
from essaim.questionnaires.digests import is_worded
from essaim.questionnaires.models import Questionnaire, Seen
from essaim.questionnaires.revealing import sentence
from essaim.questionnaires.types import type_of

register = template.Library()


@register.filter
def said(text: Text) -> str:
    return say(text, get_language() or "fr")


@register.filter
def seen(level: Shown) -> str:
    return str(Seen(level.value).label)


@register.filter
def has_words(question: Question) -> bool:
    return any(is_worded(part) for part in question.fields)


@register.filter
def revealed_when(questionnaire: Questionnaire, question: Question) -> str:
    return sentence(questionnaire, question)


@register.filter
def kinds(question: Question) -> str:
    """The form of its answer; of several fields, the first's."""
    return str(type_of(question.fields[0]).name)
