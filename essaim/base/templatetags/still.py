"""`{% still %}…{% endstill %}`: a piece of page that says the same to everyone; it is made once for each language.

What it also depends on follows its name: `{% still tab member.can_facilitate %}`. It holds no `{% block %}`.
"""

from collections.abc import Sequence

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.template.context import Context
from django.utils.safestring import SafeString
from django.utils.translation import get_language

register = template.Library()
MOST = 64


class Still(template.Node):
    def __init__(self, nodelist: NodeList, on: Sequence[FilterExpression]) -> None:
        self.nodelist = nodelist
        self.on = on
        self.made: dict[tuple[object, ...], SafeString] = {}

    def render(self, context: Context) -> SafeString:
        key = (get_language(), *(one.resolve(context) for one in self.on))
        made = self.made.get(key)
        if made is None:
            made = self.nodelist.render(context)
            if len(self.made) >= MOST:
                self.made.clear()
            self.made[key] = made
        stills = getattr(context.get("request"), "page_stills", None)
        if stills is not None:
            stills.append(made)
        return made


@register.tag
def still(parser: Parser, token: Token) -> Still:
    on = [parser.compile_filter(bit) for bit in token.split_contents()[1:]]
    nodelist = parser.parse(("endstill",))
    parser.delete_first_token()
    return Still(nodelist, on)
