"""What the programme says of itself to the pages that show everything."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from essaim.base.blocks import Block, Heading, Listing, Paragraph, Programme, ProgrammeRow, Provenance, Table, Text
from essaim.base.hours import clock_text
from essaim.documents import api as documents
from essaim.programme.actions import choosing, placing
from essaim.programme.actions.running import opened
from essaim.programme.actions.versions import history
from essaim.programme.day import NOW, PAST, Day, the_day
from essaim.programme.models import Module, ModuleState, Sequence
from essaim.programme.modules.choice import demand
from essaim.programme.snapshot import Difference
from essaim.spaces.activity import Production, ToDo
from essaim.spaces.models import Member, Space
from essaim.spaces.models.space import Phase
from essaim.spaces.pages import seat_path


def now_for(space: Space, member: Member) -> list[ToDo]:
    """Where one is expected: a module to choose or to go to, then the sequence that is happening."""
    if space.phase not in (Phase.BEFORE, Phase.DAY):
        return []
    day = the_day(space)
    found = _module_to_do(space, member, day) if member.can_contribute() else []
    if space.phase == Phase.DAY and day.now is not None:
        sequence = day.now.sequence
        found.append(
            ToDo(
                15,
                sequence.shown_title,
                sequence.shown_objective,
                _("Voir le déroulé"),
                seat_path("programme:sequence", sequence.pk),
                max(day.now.left, 0) if day.now.left else None,
            )
        )
    return found


def _module_to_do(space: Space, member: Member, day: Day) -> list[ToDo]:
    place = placing.place_of(space, member)
    if place is not None:
        if not _around(day, "modules"):
            return []
        where = " · ".join(filter(None, [place.module.room, place.module.host_name]))
        href = seat_path("programme:module", place.module_id)
        return [ToDo(2, place.module.shown_title, where, _("Aller à mon module"), href, eyebrow=_("Votre module"))]
    if member.can_facilitate():
        return []
    opened = space.modules.filter(state=ModuleState.OPEN).exists()
    href = seat_path("programme:modules")
    if opened:
        return [ToDo(2, _("Les modules sont ouverts"), _("Choisissez où aller."), _("Prendre une place"), href, 1)]
    if not space.modules.exists() or choosing.wish_of(space, member) is not None or space.phase != Phase.DAY:
        return []
    why = _("Classez jusqu’à trois ateliers. Nous ferons au mieux et vous pourrez échanger.")
    return [ToDo(3 if _choosing_now(day) else 18, _("Vos vœux pour les modules"), why, _("Choisir"), href, 1)]


def _choosing_now(day: Day) -> bool:
    """Whether the sequence that is happening, or the break before the modules, asks for wishes."""
    asks = day.now is not None and any(step.get("method") == "modules" for step in day.now.sequence.steps)
    return asks or _around(day, "modules")


def _around(day: Day, kind: str) -> bool:
    return any(line is not None and line.sequence.kind == kind for line in (day.now, day.next))


def produced(space: Space) -> list[Production]:
    """The programme each time the group changed it, and the page of each module."""
    made = [
        Production(
            version.at,
            _("Programme, version %d") % version.number,
            version.reason or _("Le programme a été confirmé."),
            seat_path("programme:versions"),
            _("validé") if version.validated_by_run else "",
        )
        for version, _differences in history(space)
        if version.number > 1
    ]
    for module in space.modules.filter(document__isnull=False).prefetch_related("places"):
        count = module.places.count()
        said = ngettext("Module · %d personne", "Module · %d personnes", count) % count
        at = module.validated_at or module.created_at
        href = seat_path("programme:module", module.pk)
        made.append(Production(at, module.shown_title, said, href, _("validé") if module.validated_at else ""))
    return made


def place() -> tuple[str, str, str]:
    """Where the group writes: each module has its page."""
    return seat_path("programme:modules"), _("Les modules"), _("Ce que chaque module propose, et la page qu’il écrit.")


def report_blocks(space: Space, section: str, *, draft: bool) -> list[Block]:
    """Section 1: the calendar. Section 4: planned and lived. Section 9: the modules."""
    if section == "1":
        return _calendar(space)
    if section == "4":
        return _programme(space)
    return _modules(space, draft) if section == "9" else []


def _calendar(space: Space) -> list[Block]:
    rows = [
        [
            str(row.get("libelle", "")),
            str(row.get("lieu", "")),
            str(row.get("jours", "")),
            str(row.get("personnes", "")),
            " ; ".join(row.get("actions", [])),
            str(row.get("date", "")),
        ]
        for row in space.accompaniment.get("calendrier", [])
    ]
    head = [_("Étape"), _("Lieu"), _("Jours"), _("Personnes"), _("Actions"), _("Date")]
    return [Heading(2, _("Le calendrier")), Table(head, rows, row_heads=True)] if rows else []


def _programme(space: Space) -> list[Block]:
    told = history(space)
    if not told:
        return []
    first = {one["id"]: one for one in told[-1][0].snapshot}
    lines = the_day(space).lines
    rows = [_lived(line.sequence, line.state, first) for line in lines]
    kept = {str(line.sequence.pk) for line in lines}
    rows += [
        ProgrammeRow(one["title"], planned=clock_text(one["start"]), minutes=one["minutes"], state="dropped")
        for one in first.values()
        if one["id"] not in kept
    ]
    blocks: list[Block] = [Programme(rows, _("Le programme, comme il a été vécu"))]
    for version, differences in reversed(told[:-1]):
        validated = Provenance(state="validated") if version.validated_by_run else None
        title = _("Version %(number)d, à %(time)s") % {
            "number": version.number,
            "time": clock_text(_local_minute(space, version)),
        }
        blocks.append(Heading(2, title))
        if version.reason:
            blocks.append(Paragraph(version.reason, provenance=validated))
        if differences:
            blocks.append(Listing([_said(one) for one in differences]))
        elif not version.reason:
            blocks.append(Paragraph(_("Rien n’a changé.")))
    return blocks


def _local_minute(space: Space, version: object) -> int:
    local = version.at.astimezone(space.local_now().tzinfo)  # type: ignore[attr-defined]
    return int(local.hour * 60 + local.minute)


def _lived(sequence: Sequence, state: str, first: dict[str, dict[str, object]]) -> ProgrammeRow:
    planned = first.get(str(sequence.pk))
    lived = sequence.minutes
    if sequence.started_at and sequence.ended_at:
        lived = max(1, round((sequence.ended_at - sequence.started_at).total_seconds() / 60))
    word = {PAST: "done", NOW: "now"}.get(state, "")
    return ProgrammeRow(
        sequence.shown_title,
        clock_text(opened(sequence)),
        sequence.shown_objective,
        lived,
        clock_text(int(str(planned["start"]))) if planned else "",
        state=word if planned else "added",
    )


def _said(one: Difference) -> str:
    said = {"title": one.title, "before": one.before, "after": one.after}
    if one.what == "added":
        return _("Ajoutée : %(title)s (%(after)s)") % said
    if one.what == "removed":
        return _("Retirée : %(title)s (%(before)s)") % said
    if one.before != one.after:
        return _("Modifiée : %(title)s (%(before)s → %(after)s)") % said
    return _("Modifiée : %(title)s") % said


def _modules(space: Space, draft: bool) -> list[Block]:
    modules = list(space.modules.select_related("host_member__person").prefetch_related("places"))
    opened = [module for module in modules if module.is_open]
    if not opened:
        return []
    return [*_demand(space, modules), *(block for module in opened for block in _module(module, draft))]


def _demand(space: Space, modules: list[Module]) -> list[Block]:
    """Demand beside what opened: what did not open is a need left unanswered."""
    titles = {str(module.pk): module for module in modules}
    rows = []
    for row in demand([module.offer() for module in modules], choosing.wishes(space)):
        module = titles[row.module]
        state = _("ouvert, %d inscrit·es") % module.places.count() if module.is_open else _("pas ouvert")
        rows.append([module.shown_title, str(row.points), str(row.firsts), state])
    head = [_("Module"), _("Points"), _("Premiers vœux"), _("Suite")]
    voices = len(choosing.wishes(space))
    source = Provenance(_("Vœux des participant·es"), n=voices, anonymity="A1")
    return [Table(head, rows, _("Ce que le groupe souhaitait"), row_heads=True, provenance=source)] if voices else []


def _module(module: Module, draft: bool) -> list[Block]:
    count = module.places.count()
    told = ngettext("%d personne", "%d personnes", count) % count
    blocks: list[Block] = [
        Heading(2, module.shown_title),
        Paragraph(module.shown_objective),
        Paragraph([Text(" · ".join(filter(None, [told, module.host_name, module.room])), "italic")]),
    ]
    document = module.space.documents.filter(pk=module.document).first() if module.document else None
    if document is None or not (draft or module.validated_at):
        return blocks
    written = [_lower(block) for block in documents.blocks_of(document)]
    authors = [name for name in (one.credited for one in documents.authors_of(document)) if name]
    state = "validated" if module.validated_at else "to_validate"
    return [*blocks, *written, Paragraph("", provenance=Provenance(_("Page du module"), state=state, authors=authors))]


def _lower(block: Block) -> Block:
    """A heading of a page, under the heading of its module."""
    return Heading(min(block.level + 1, 4), block.inlines) if isinstance(block, Heading) else block
