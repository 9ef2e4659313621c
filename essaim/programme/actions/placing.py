"""Opening modules and seating people."""

import uuid
from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from essaim.base.blocks import Block, Heading, Paragraph
from essaim.base.errors import Refused
from essaim.documents import api as documents
from essaim.programme.actions.choosing import ARRIVAL, DRAW, proposal
from essaim.programme.actions.offering import TOPICS
from essaim.programme.models import Module, ModuleState, Place
from essaim.programme.modules.choice import Proposal
from essaim.spaces import handovers
from essaim.spaces.changes import Journal, change
from essaim.spaces.models import Member, Space


def open_modules(
    space: Space, *, by: Member, opened: Sequence[str], reason: str = "", how: str = ARRIVAL, seed: str = ""
) -> Proposal:
    """Open these modules and place everybody. Opening others than those computed needs a reason, which is kept."""
    computed, chosen = proposal(space), proposal(space, opened=opened, how=how, seed=seed)
    if not chosen.opened:
        raise Refused(_("Choisissez au moins un module à ouvrir."), field="opened")
    if set(chosen.opened) != set(computed.opened) and computed.opened and not reason.strip():
        raise Refused(_("Dites pourquoi vous ouvrez d’autres modules que ceux qui sont proposés."), field="reason")
    if chosen.unseated:
        raise Refused(
            ngettext(
                "%d personne n’aurait pas de place. Augmentez le maximum d’un module, ou ouvrez-en un autre.",
                "%d personnes n’auraient pas de place. Augmentez le maximum d’un module, ou ouvrez-en un autre.",
                len(chosen.unseated),
            )
            % len(chosen.unseated),
            field="opened",
        )
    if how == DRAW:
        reason = " ".join(filter(None, [reason.strip(), _("À égalité, tirage au sort n° %s.") % seed]))
    with change(space, by=by) as journal:
        wanted = {row.module: row.wishes for row in chosen.demand}
        for module in space.modules.all():
            _settle(journal, module, str(module.pk) in chosen.opened, reason.strip(), wanted.get(str(module.pk), 0))
        _place_everybody(journal, chosen.places)
    return chosen


def _settle(journal: Journal, module: Module, opened: bool, reason: str, wanted: int) -> None:
    state = ModuleState.OPEN if opened else ModuleState.NOT_OPENED
    topic = f"module:{module.pk}"
    document = module.document
    if opened and document is None:
        document = documents.create(journal, journal.space, "page", module.title, first_lines(module)).pk
    journal.edit(module, f"module.{state}", *TOPICS, topic, state=state, reason=reason, document=document)
    if not opened and wanted:
        # A wish nobody could answer is a need: it may be passed on with the others.
        handovers.offer(journal, "need", module.title, source=module, data={"wishes": wanted})


def first_lines(module: Module) -> list[Block]:
    """What the page of a module begins with: its aim, and a heading for each question of its course."""
    headings: list[Block] = [Heading(2, step["question"] or step["title"]) for step in module.shown_steps]
    return [Paragraph(module.shown_objective), *(block for one in headings for block in (one, Paragraph("")))]


def _place_everybody(journal: Journal, places: Mapping[str, str]) -> None:
    kept = {str(one.member_id): one for one in Place.objects.filter(space=journal.space)}
    for person, module in places.items():
        if person in kept:
            journal.edit(kept[person], "place.moved", *TOPICS, module_id=uuid.UUID(module), how="computed")
        else:
            row = Place(space=journal.space, member_id=uuid.UUID(person), module_id=uuid.UUID(module))
            journal.add(row, "place.given", *TOPICS)
    journal.touch(*(f"module:{module}" for module in set(places.values())))


def seat(space: Space, *, by: Member, member: Member, module: Module) -> Place:
    """Put someone in a module where seats remain. A late person does it for themselves."""
    if not module.is_open:
        raise Refused(_("Ce module n’est pas ouvert."), field="module")
    with change(space, by=by) as journal:
        # One at a time for the last seat.
        module = Module.objects.select_for_update().get(pk=module.pk)
        mine: Place | None = Place.objects.filter(space=space, member=member).first()
        if mine is not None and mine.module_id == module.pk:
            return mine
        if mine is not None and not by.can_facilitate():
            raise Refused(_("Vous avez déjà une place. Pour échanger, voyez avec l’animation."), field="module")
        if module.places.count() >= module.max_people:
            said = {"title": module.title, "max": module.max_people}
            raise Refused(
                _("« %(title)s » est complet (%(max)d personnes). Choisissez un autre module.") % said, field="module"
            )
        topics = ["modules", f"module:{module.pk}"]
        if mine is not None:
            return journal.edit(
                mine, "place.moved", *topics, f"module:{mine.module_id}", module_id=module.pk, how="moved"
            )
        row = Place(space=space, member=member, module=module, how="late" if member == by else "moved")
        return journal.add(row, "place.given", *topics)


def place_of(space: Space, member: Member) -> Place | None:
    places = Place.objects.filter(space=space, member=member, module__state=ModuleState.OPEN)
    found: Place | None = places.select_related("module__host_member__person").first()
    return found


def reopen_choice(space: Space, *, by: Member) -> None:
    """Back to wishes: nothing opened, no place. What was wished stays."""
    with change(space, by=by) as journal:
        for module in space.modules.exclude(state=ModuleState.OFFERED):
            handovers.withdraw(journal, module, kind="need")
            journal.edit(module, "module.offered_again", *TOPICS, state=ModuleState.OFFERED, reason="")
        for one in Place.objects.filter(space=space):
            journal.remove(one, "place.taken_back", *TOPICS)
