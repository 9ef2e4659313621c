"""`{% blocks tree %}` and `{% chart chart %}`: the content tree inside a template."""

from collections.abc import Iterable

from django import template
from django.utils.safestring import SafeString

from essaim.base.blocks import Block, Chart
from essaim.base.blocks.html import to_html

register = template.Library()


@register.simple_tag
def blocks(tree: Iterable[Block], level: int = 2, anchors: bool = False) -> SafeString:
    """The tree as HTML; its headings of level 1 become `level`."""
    return to_html(tree, base_level=level, anchors=anchors)


@register.simple_tag
def chart(chart: Chart) -> SafeString:
    """The chart with its sentence and its table."""
    return to_html([chart])
