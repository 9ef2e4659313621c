"""What the screen shows while somebody explains: pages written in Markdown, a line of dashes between two."""

import re

from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from essaim.base.blocks.html import to_html
from essaim.base.blocks.markdown import from_markdown

HELP = _("Facultatif. Quelques mots par page ; une ligne « --- » entre deux. « # » fait un titre, « - » une liste.")
MOST = 40
_BETWEEN = re.compile(r"^\s*-{3,}\s*$", re.MULTILINE)


def pages(text: str) -> list[str]:
    return [page.strip() for page in _BETWEEN.split(text.replace("\r\n", "\n")) if page.strip()]


def shown(found: list[str], number: int) -> SafeString | str:
    return to_html(from_markdown(found[number]), base_level=2) if 0 <= number < len(found) else ""
