"""The resources that a new space starts with."""

from typing import TYPE_CHECKING

from essaim.resources.actions.sharing import known_themes
from essaim.resources.models import Kind, Resource
from essaim.spaces.changes import Journal
from essaim.spaces.models import Member, Space

if TYPE_CHECKING:
    from essaim.programme.trame import Trame


def found_resources(journal: Journal, space: Space, trame: "Trame", language: str, *, by: Member) -> list[Resource]:
    """Those of the trame, brought by the team, within the change that makes the space."""
    return [
        journal.add(
            Resource(
                space=space,
                author=by,
                kind=Kind.LINK if plan.url else Kind.TEXT,
                title=plan.title(language),
                why=plan.why(language),
                themes=known_themes(journal, [plan.theme(language)]),
                url=plan.url,
                text="" if plan.url else plan.text(language),
            ),
            "resource.shared",
            "resources",
        )
        for plan in reversed(trame.resources)
    ]
