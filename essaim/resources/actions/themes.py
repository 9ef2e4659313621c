"""The themes of a space: anyone adds one, the team renames, joins and removes them."""

from django.utils.translation import gettext as _

from essaim.base.errors import Refused
from essaim.base.text import fold
from essaim.resources.actions.sharing import TOPIC, known_themes
from essaim.resources.models import Theme
from essaim.spaces.changes import Journal, change
from essaim.spaces.models import Member


def add_theme(member: Member, name: str) -> None:
    """A name that is there already, however it is spelt, is not added again."""
    with change(member.space, by=member) as journal:
        known_themes(journal, [name])


def rename_theme(theme: Theme, member: Member, name: str) -> None:
    """Everywhere at once. Named as another one, the two become one."""
    _team_only(member)
    with change(theme.space, by=member) as journal:
        others = theme.space.themes.exclude(pk=theme.pk)
        other = next((one for one in others if fold(one.name) == fold(name)), None)
        _replace(journal, theme.name, other.name if other else name)
        if other:
            journal.remove(theme, "theme.joined", TOPIC)
        else:
            journal.edit(theme, "theme.renamed", TOPIC, name=name)


def remove_theme(theme: Theme, member: Member) -> None:
    """The resources it sorted stay, without it."""
    _team_only(member)
    with change(theme.space, by=member) as journal:
        _replace(journal, theme.name, None)
        journal.remove(theme, "theme.removed", TOPIC)


def _replace(journal: Journal, name: str, by: str | None) -> None:
    for resource in journal.space.resources.all():
        if name in resource.themes:
            renamed = [by if one == name else one for one in resource.themes]
            kept = list(dict.fromkeys(one for one in renamed if one))
            journal.edit(resource, "resource.sorted", TOPIC, f"resource:{resource.pk}", themes=kept)


def _team_only(member: Member) -> None:
    if not member.can_facilitate():
        raise Refused(_("Les thèmes sont tenus par l’équipe d’animation."), code="team_only")
