"""What is printed for the day, as blocks: the team's run sheet, the programme, who signs, how to come."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from essaim.base.blocks import Block, Heading, Listing, Paragraph, Table
from essaim.base.hours import clock_text, day_text, length_text
from essaim.programme.actions.practical import sheet_of
from essaim.programme.launch import method_name
from essaim.programme.models import Module, Sequence
from essaim.programme.models.practical import Coming, How
from essaim.spaces.models import Space
from essaim.spaces.models.member import Role

NBSP = "\u00a0"
TO_SIGN = NBSP * 52  # as wide as a signature
SIGNED_ROWS = 6
"""Empty rows at the end of the list, for those who were not expected."""


def run_sheet(space: Space) -> list[Block]:
    """« Conducteur »: what the team has in hand, minute by minute."""
    blocks: list[Block] = []
    for title, rows in _by_day(space):
        if title:
            blocks.append(Heading(2, title))
        for one in rows:
            blocks += _in_hand(space, one)
    return blocks or [Paragraph(_("Le programme n’a pas encore de séquence."))]


def _in_hand(space: Space, one: Sequence) -> list[Block]:
    blocks: list[Block] = [Heading(3, f"{one.time} · {one.shown_title}"), Paragraph(_facts(one))]
    if one.shown_objective:
        blocks.append(Paragraph(one.shown_objective))
    at, rows = one.start, []
    for step in one.shown_steps:
        name = method_name(step["method"]) if step["method"] != "free" else ""
        said = " – ".join(filter(None, [step["title"], name]))
        asked = " · ".join(filter(None, [step["question"], step["card"]]))
        rows.append([clock_text(at), length_text(step["minutes"]), said, asked])
        at += step["minutes"]
    if rows:
        blocks.append(Table([_("Heure"), _("Durée"), _("Étape"), _("Question, consigne")], rows))
    if one.shown_production:
        blocks.append(Paragraph(_("Nous en garderons : %s") % one.shown_production))
    return [*blocks, *_modules([module for module in space.modules.all() if module.sequence_id == one.pk])]


def _facts(one: Sequence) -> str:
    bounds = [length_text(one.minutes)]
    if one.min_minutes < one.minutes:
        bounds.append(_("au plus court %s") % length_text(one.min_minutes))
    if one.max_minutes and one.max_minutes > one.minutes:
        bounds.append(_("au plus long %s") % length_text(one.max_minutes))
    if one.fixed:
        bounds.append(_("heure fixe"))
    if one.leads:
        bounds.append(_("anime : %s") % one.leads)
    if one.room:
        bounds.append(_("salle : %s") % one.room)
    if one.material:
        bounds.append(_("matériel : %s") % one.material)
    return " · ".join(bounds)


def _modules(modules: Iterable[Module]) -> list[Block]:
    rows = [
        [one.shown_title, one.host_name, one.room, f"{one.min_people}–{one.max_people}", one.shown_objective]
        for one in modules
    ]
    head = [_("Module"), _("Animation"), _("Salle"), _("Places"), _("Objectif")]
    return [Table(head, rows, _("Modules au choix"))] if rows else []


def programme(space: Space) -> list[Block]:
    """What participants keep: hours, titles, aims."""
    blocks: list[Block] = []
    head = [_("Heure"), _("Séquence"), _("Pour quoi")]
    for title, rows in _by_day(space):
        if title:
            blocks.append(Heading(2, title))
        blocks.append(Table(head, [[one.time, one.shown_title, one.shown_objective] for one in rows]))
    return blocks or [Paragraph(_("Le programme arrive bientôt."))]


def _by_day(space: Space) -> list[tuple[str, list[Sequence]]]:
    """The sequences of each day, under its date when there are several."""
    days: dict[int, list[Sequence]] = {}
    for one in space.sequences.all():
        days.setdefault(one.day, []).append(one)
    several = len(days) > 1
    return [(day_text(rows[0].date, weekday=True) if several else "", rows) for rows in days.values()]


def attendance(space: Space) -> list[Block]:
    """To sign on arrival: morning, and afternoon. Those who said that they do not come are not on it."""
    away = set(Coming.objects.filter(space=space, how=How.NO).values_list("member_id", flat=True))
    people = space.members.exclude(role=Role.OBSERVER).exclude(pk__in=away).select_related("person", "structure")
    rows = [[f"{one.name}\n{NBSP}", one.structure_name, TO_SIGN, TO_SIGN] for one in people.order_by("person__folded")]
    rows += [[f"{NBSP}\n{NBSP}", "", TO_SIGN, TO_SIGN] for _number in range(SIGNED_ROWS)]
    head = [_("Nom"), _("Structure"), _("Signature, matin"), _("Signature, après-midi")]
    blocks: list[Block] = [Paragraph(" · ".join(filter(None, [day_text(space.day, weekday=True), space.place_name])))]
    for number in range(space.lasts_days):
        if space.lasts_days > 1:
            blocks.append(Heading(2, _("Jour %d") % (number + 1)))
        blocks.append(Table(head, rows))
    blocks.append(
        Paragraph(_("Cette feuille prouve la présence ; elle est gardée par l’équipe, et par personne d’autre."))
    )
    return blocks


def practical(space: Space) -> list[Block]:
    """How to come: for everyone, so it holds nobody's needs."""
    sheet = sheet_of(space)
    when = day_text(space.day, weekday=True)
    first = space.sequences.first()
    if first is not None:
        when = _("%(day)s, à partir de %(time)s") % {"day": when, "time": first.time}
    lines = [
        (_("Quand"), when),
        (_("Où"), " · ".join(filter(None, [space.place_name, sheet.address]))),
        (_("Comment venir"), sheet.way),
        (_("Accès"), sheet.access),
        (_("Repas"), sheet.meal),
        (_("À distance"), sheet.video),
        (_("Contact"), sheet.contact),
    ]
    rows = [[label, said] for label, said in lines if said]
    return [Table(["", ""], rows, _("Informations pratiques"), row_heads=True)]


def needs(space: Space) -> list[Block]:
    """What people need to come, for the team alone."""
    said = Coming.objects.filter(space=space).select_related("member__person").order_by("member__person__folded")
    counts = {how: sum(one.how == how for one in said) for how in How.values}
    lines = [
        ngettext("%d personne vient", "%d personnes viennent", counts["room"]) % counts["room"],
        ngettext("%d à distance", "%d à distance", counts["video"]) % counts["video"],
        ngettext("%d ne vient pas", "%d ne viennent pas", counts["no"]) % counts["no"],
    ]
    asked = [f"{one.member.name} : {one.needs}" for one in said if one.needs and one.how != How.NO]
    return [Paragraph(" · ".join(lines)), *([Listing(asked)] if asked else [])]
