"""Wishing for modules, and what the computation makes of it."""

import uuid
from collections.abc import Sequence

from django.utils.translation import gettext as _

from essaim.base import ids
from essaim.base.errors import Refused
from essaim.programme.models import ModuleState, Wish
from essaim.programme.modules.choice import AT_ONCE, Proposal, drawn, propose
from essaim.spaces.changes import change
from essaim.spaces.models import Member, Space
from essaim.spaces.models.member import Role

WISHES_EACH = 3
# Only the console follows wishes: on phones they would be three hundred news to three hundred people.
WISHES = "wishes"
ARRIVAL, DRAW = "arrival", "draw"


def wish(space: Space, *, by: Member, modules: Sequence[str], id: uuid.UUID | None = None) -> Wish:
    """Keep the wishes of one person, best first; wishing again replaces them."""
    chosen = [str(module) for module in modules if module]
    if not chosen:
        raise Refused(_("Choisissez au moins un module."), field="first")
    if len(chosen) > WISHES_EACH:
        raise Refused(_("Trois vœux au plus."), field="third")
    if len(set(chosen)) != len(chosen):
        raise Refused(
            _("Vous avez choisi deux fois le même module. Changez l’un des deux, ou laissez vide."), field="second"
        )
    known = {str(pk) for pk in space.modules.values_list("pk", flat=True)}
    if set(chosen) - known:
        raise Refused(_("Un de ces modules n’est plus proposé. Choisissez-en un autre."), field="first")
    if space.modules.filter(state=ModuleState.OPEN).exists():
        raise Refused(_("Les modules sont ouverts : prenez une place libre, ou voyez avec l’animation."), field="first")
    with change(space, by=by) as journal:
        mine = wish_of(space, by)
        if mine is None:
            return journal.add(Wish(id=id or ids.uuid7(), space=space, member=by, modules=chosen), "wish.kept", WISHES)
        return journal.edit(mine, "wish.kept", WISHES, modules=chosen)


def wish_of(space: Space, member: Member) -> Wish | None:
    """A person's wishes. Two copies of a space may each hold some: the newest counts."""
    return Wish.objects.filter(space=space, member=member).order_by("hlc").last()


def wishes(space: Space) -> dict[str, list[str]]:
    """By person, in the order they arrived here: that order decides among equals."""
    rows = Wish.objects.filter(space=space, member__deleted_at__isnull=True).order_by("hlc")
    return {str(row.member_id): list(row.modules) for row in rows}


def people_to_place(space: Space) -> list[str]:
    """Those who are here, or have wished, in order of arrival. Facilitators go where they host."""
    members = space.members.filter(role=Role.PARTICIPANT, left_at__isnull=True)
    wished = set(wishes(space))
    here = [one for one in members if one.arrived_at is not None or str(one.pk) in wished]
    return [
        str(one.pk) for one in sorted(here, key=lambda one: (one.arrived_at is None, one.arrived_at or one.created_at))
    ]


def proposal(
    space: Space,
    *,
    at_once: int = AT_ONCE,
    opened: Sequence[str] | None = None,
    close_small: bool = False,
    how: str = ARRIVAL,
    seed: str = "",
) -> Proposal:
    """What the computation proposes now. Changes nothing."""
    people = people_to_place(space)
    people = drawn(people, seed) if how == DRAW else people
    offers = [module.offer() for module in space.modules.all()]
    return propose(offers, wishes(space), people, at_once, opened=opened, close_small=close_small)
