"""Offering modules."""

import uuid
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _

from essaim.base import ids, order
from essaim.base.errors import Refused
from essaim.base.text import one_line
from essaim.programme.models import Module, ModuleState
from essaim.spaces import handovers
from essaim.spaces.changes import change
from essaim.spaces.models import HandOver, Member, Space

TOPICS = ("modules", "programme", "now")


def offer_module(
    space: Space,
    *,
    by: Member,
    title: str,
    objective: str,
    host: str = "",
    id: uuid.UUID | None = None,
    idea: HandOver | None = None,
    **details: Any,
) -> Module:
    """Anyone may offer a module until the afternoon's are opened. `idea` is the hand-over it came from."""
    if not by.can_facilitate() and Module.objects.filter(space=space, state=ModuleState.OPEN).exists():
        raise Refused(_("Les modules sont déjà ouverts. Parlez-en à l’animation."))
    with change(space, by=by) as journal:
        last = space.modules.order_by("place").last()
        sequence = space.sequences.filter(kind="modules").first()
        module = Module(
            id=id or ids.uuid7(),
            space=space,
            sequence=sequence,
            place=order.between(last.place if last else ""),
            title=one_line(title),
            objective=objective.strip(),
            host=one_line(host),
            proposed_by=by,
            **details,
        )
        kept = journal.add(module, "module.offered", *TOPICS)
        if idea is not None and kept is module:
            handovers.take(journal, idea, into=module)
        return kept


def adjust_module(module: Module, *, by: Member, **fields: Any) -> Module:
    rewritten = [
        name
        for name in ("title", "objective", "text", "production")
        if name in fields and fields[name] != getattr(module, name)
    ]
    if fields.get("min_people", module.min_people) > fields.get("max_people", module.max_people):
        raise Refused(_("Le minimum dépasse le maximum de personnes."), field="min_people")
    if rewritten:
        fields["said"] = module.said_without(rewritten)
    with change(module.space, by=by) as journal:
        return journal.edit(module, "module.adjusted", *TOPICS, f"module:{module.pk}", **fields)


def withdraw_module(module: Module, *, by: Member) -> None:
    """Take an offer back. Whoever offered it may, until it opens."""
    if module.is_open:
        raise Refused(_("Ce module est ouvert : il ne peut plus être retiré."))
    if not by.can_facilitate() and module.proposed_by_id != by.pk:
        raise Refused(_("Seule la personne qui l’a proposé, ou l’animation, peut retirer ce module."))
    with change(module.space, by=by) as journal:
        journal.remove(module, "module.withdrawn", *TOPICS)


def set_clock(module: Module, *, by: Member, minutes: int) -> Module:
    """The module's own clock: starts `minutes` from now; 0 stops it."""
    if not 0 <= minutes <= 240:
        raise Refused(_("Choisissez un nombre de minutes entre 1 et 240."), field="minutes")
    ends = module.space.now() + timedelta(minutes=minutes) if minutes else None
    with change(module.space, by=by) as journal:
        return journal.edit(
            module, "module.clock_set", f"module:{module.pk}", "modules", clock_minutes=minutes, clock_ends_at=ends
        )


def validate_page(module: Module, *, by: Member, validated: bool) -> Module:
    """Say that the module's page may be printed in the published report, or take that back."""
    if validated == (module.validated_at is not None):
        return module
    with change(module.space, by=by) as journal:
        when = module.space.now() if validated else None
        return journal.edit(module, "module.page_validated", f"module:{module.pk}", "modules", validated_at=when)
