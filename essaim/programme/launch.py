"""From the steps of a sequence or of a module to runs of their methods, or to the page of the activity they name."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

# Steps that are lived on a page of their own rather than in a run: their name, and that page.
PAGES = {
    "modules": (_("Modules au choix"), "programme:modules"),
    "commitments": (_("Engagements"), "commitments:list"),
    "hot_evaluation": (_("Évaluation à chaud"), "questionnaires:list"),
}


def method_choices(steps: Iterable[dict[str, Any]] = ()) -> list[tuple[str, str]]:
    """What a step may be, by key. What `steps` already use stays: a method that is not installed runs free."""
    found = {"free": str(_("Libre"))} | {key: str(name) for key, (name, _page) in PAGES.items()}
    return list(({step["method"]: step["method"] for step in steps} | found).items())
