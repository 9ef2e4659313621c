"""The report writes itself: each section asks every activity for its part. Sections are those of methods §7."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_
from django.utils.translation import ngettext

from essaim.activities import brief, productions, report_blocks
from essaim.base.blocks import (
    Block,
    CommitmentBlock,
    Decision,
    Heading,
    KeyFigure,
    KeyFigures,
    Listing,
    Paragraph,
    Table,
)
from essaim.base.blocks.markdown import from_markdown
from essaim.base.hours import day_text
from essaim.report.models import SectionText
from essaim.spaces.models import Space
from essaim.spaces.models.member import Credit, Role

SECTIONS = {
    "0": N_("En bref"),
    "1": N_("Contexte, commande et enjeux"),
    "2": N_("Qui était là"),
    "3": N_("Ce que vous nous aviez dit"),
    "4": N_("Le programme prévu et le programme vécu"),
    "6": N_("Ce que nous mettons sous nos mots"),
    "7": N_("Projets, freins, ingrédients et pistes"),
    "9": N_("Les modules de l’après-midi"),
    "10": N_("Décisions prises"),
    "12": N_("Engagements et suites"),
    "13": N_("Évaluation à chaud et à froid"),
    "14": N_("Besoins à transmettre"),
    "15": N_("Regard de l’équipe et recommandations"),
    "A4": N_("Ressources du groupe"),
    "A5": N_("Questions au groupe et réponses"),
}


@dataclass(frozen=True)
class Section:
    key: str
    title: str
    text: str
    blocks: tuple[Block, ...]

    @property
    def is_empty(self) -> bool:
        return not self.blocks


def compose(space: Space, *, draft: bool) -> list[Section]:
    """Every section, in order. A draft holds everything, marked « à valider »; otherwise only what is validated."""
    written = {text.section: text.text for text in SectionText.objects.filter(space=space)}
    made = {key: _section(space, key, written.get(key, ""), draft) for key in SECTIONS if key != "0"}
    brief = _brief(space, made.values(), written.get("0", ""))
    return [brief, *made.values()]


def whole(sections: Iterable[Section]) -> list[Block]:
    """The report as one tree. A section where nothing happened says so."""
    tree: list[Block] = []
    for section in sections:
        tree.append(Heading(1, section.title))
        tree += section.blocks or (Paragraph(_("Rien.")),)
    return tree


def _section(space: Space, key: str, text: str, draft: bool) -> Section:
    own: dict[str, Callable[[Space], list[Block]]] = {"1": _context, "2": _people}
    blocks = [*from_markdown(text), *(own[key](space) if key in own else []), *report_blocks(space, key, draft=draft)]
    return Section(key, _(SECTIONS[key]), text, tuple(without_leaps(without_bare_headings(blocks))))


def without_bare_headings(blocks: Sequence[Block]) -> list[Block]:
    """A heading under which nothing was written says nothing: a page's outline that nobody filled."""
    kept: list[Block] = []
    for block in reversed(blocks):
        following = kept[-1] if kept else None
        is_bare = isinstance(block, Heading) and (
            following is None or (isinstance(following, Heading) and following.level <= block.level)
        )
        if not is_bare:
            kept.append(block)
    return kept[::-1]


def without_leaps(blocks: Iterable[Block]) -> list[Block]:
    """A heading is one level under the one it belongs to: what stood between said nothing, or was never written."""
    kept: list[Block] = []
    above: list[int] = []
    for block in blocks:
        if isinstance(block, Heading):
            while above and above[-1] >= block.level:
                above.pop()
            above.append(block.level)
            block = replace(block, level=1 + len(above))
        kept.append(block)
    return kept


def in_brief(space: Space) -> str:
    """What the summary says by itself, a line for each thing that happened, for the team to take up and change."""
    return "\n".join(f"- {line}" for line in brief(space))


def _brief(space: Space, sections: Iterable[Section], text: str) -> Section:
    blocks = [block for section in sections for block in section.blocks]
    present = space.members.filter(arrived_at__isnull=False).exclude(role=Role.FACILITATOR)
    structures = present.filter(structure__isnull=False).values("structure").distinct().count()
    decided = sum(isinstance(block, Decision) for block in blocks)
    committed = sum(isinstance(block, CommitmentBlock) for block in blocks)
    made = len(productions(space))
    n = present.count()
    figures = [
        KeyFigure(str(n), ngettext("personne présente", "personnes présentes", n)),
        KeyFigure(str(structures), ngettext("structure", "structures", structures)),
        KeyFigure(str(made), ngettext("production", "productions", made)),
        KeyFigure(str(decided), ngettext("décision prise", "décisions prises", decided)),
        KeyFigure(str(committed), ngettext("engagement", "engagements", committed)),
    ]
    said = _("{title}, le {day}.").format(title=space.title, day=day_text(space.day))
    place = [Paragraph(_("Lieu : {place}.").format(place=space.place_name))] if space.place_name else []
    happened = brief(space)
    told = from_markdown(text) if text.strip() else [Listing(happened)] if happened else []
    return Section("0", _(SECTIONS["0"]), text, (Paragraph(said), *place, KeyFigures(figures), *told))


def _context(space: Space) -> list[Block]:
    told = space.accompaniment
    blocks: list[Block] = []
    for key, title in (
        ("contexte", _("Le contexte")),
        ("enjeux", _("Les enjeux")),
        ("demande", _("La demande")),
        ("demarche", _("Notre démarche")),
    ):
        if told.get(key):
            blocks += [Heading(2, title), *from_markdown(told[key])]
    aims = [aim for aim in told.get("resultats", []) if aim]
    if aims:
        blocks += [Heading(2, _("Le résultat visé")), Listing([_aim(aim) for aim in aims])]
    return blocks


def _aim(aim: object) -> str:
    return str(aim.get("titre") or aim.get("texte") or "") if isinstance(aim, dict) else str(aim)


def _people(space: Space) -> list[Block]:
    """Numbers, and the names of those who chose to be named."""
    listed = space.members.filter(role=Role.PARTICIPANT)
    present = listed.filter(arrived_at__isnull=False).select_related("person", "structure")
    if not present:
        return []
    n, of = present.count(), listed.count()
    said = ngettext("{n} personne présente sur {of} inscrite·s.", "{n} personnes présentes sur {of} inscrites.", n)
    blocks: list[Block] = [Paragraph(said.format(n=n, of=of))]
    counts: dict[str, int] = {}
    for member in present:
        label = member.structure_name if member.structure and member.credit != Credit.NONE else ""
        counts[label] = counts.get(label, 0) + 1
    hidden = counts.pop("", 0)
    rows = [[name, str(count)] for name, count in sorted(counts.items())]
    if rows and hidden:
        rows.append([_("Non nommées, à leur demande ou à titre personnel"), str(hidden)])
    if rows:
        blocks.append(Table([_("Structure"), _("Personnes")], rows, _("Les structures présentes"), row_heads=True))
    named = sorted(member.name for member in present if member.credit == Credit.NAME)
    if named:
        blocks.append(Paragraph(_("Avec {names}.").format(names=", ".join(named))))
    return blocks


def credits(space: Space) -> list[str]:
    """Who is credited for the whole: those who chose it, then the team; the others are « les participant·es »."""
    chosen = {member.credited for member in space.members.select_related("person", "structure") if member.credited}
    return [space.team.name, *sorted(chosen), _("les participant·es")]
