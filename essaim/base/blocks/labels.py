"""The words around a block that are not in it: labels, states, where it comes from. Said once for every rendering."""

from collections.abc import Iterable
from typing import TypeAlias

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from essaim.base.hours import day_text

from .outcomes import CommitmentBlock, Decision
from .records import ProgrammeRow, Provenance

Fact: TypeAlias = tuple[str, tuple[str, ...]]
"""A label and what it says: one text, or several to be listed."""


def decision_facts(decision: Decision) -> list[Fact]:
    return _said(
        (_("Règle"), [decision.rule]),
        (_("Résultat"), [decision.tally]),
        (_("Responsable"), [decision.owner]),
        (_("À partir du"), [day_text(decision.effect_date)] if decision.effect_date else []),
        (_("À revoir le"), [day_text(decision.review_date)] if decision.review_date else []),
        (_("Critères"), decision.criteria),
        (_("Préoccupations entendues"), decision.concerns),
        (_("Objections intégrées"), decision.objections),
    )


def commitment_facts(commitment: CommitmentBlock) -> list[Fact]:
    return _said(
        (_("Qui"), [commitment.owner]),
        (_("Avec"), [", ".join(commitment.partners)]),
        (_("Premier pas"), [commitment.first_step]),
        (_("Échéance"), [day_text(commitment.due)] if commitment.due else []),
        (_("Besoin d’appui"), [commitment.support]),
        (_("Où en est-on"), [commitment.state]),
    )


def commitments_table(commitments: Iterable[CommitmentBlock]) -> tuple[list[str], list[list[str]]]:
    """Several commitments side by side: the head and the rows, without the columns that nobody filled."""
    head = [
        _("Engagement"),
        _("Qui"),
        _("Avec"),
        _("Premier pas"),
        _("Échéance"),
        _("Besoin d’appui"),
        _("Où en est-on"),
    ]
    rows = [
        [c.text, c.owner, ", ".join(c.partners), c.first_step, day_text(c.due) if c.due else "", c.support, c.state]
        for c in commitments
    ]
    used = [number for number in range(len(head)) if number < 2 or any(row[number] for row in rows)]
    return [head[number] for number in used], [[row[number] for number in used] for row in rows]


def notice_label(tone: str) -> str:
    """What a remark set apart is for: its colour says it too, never alone."""
    return {"now": _("Important"), "good": _("Acquis"), "harm": _("Attention")}.get(tone) or _("À savoir")


def check_label(is_done: bool) -> str:
    return _("Fait") if is_done else _("À faire")


def gone_page() -> str:
    """The words in the place of a link to a page that was taken away."""
    return _("page retirée")


def programme_state(row: ProgrammeRow) -> str:
    states = {
        "done": _("fait"),
        "now": _("en cours"),
        "next": _("ensuite"),
        "dropped": _("non tenu"),
        "added": _("ajouté"),
    }
    return states.get(row.state, "")


def programme_details(row: ProgrammeRow) -> list[str]:
    minutes = _("%(minutes)s min") % {"minutes": row.minutes} if row.minutes else ""
    planned = _("prévu : %(time)s") % {"time": row.planned} if row.planned and row.planned != row.time else ""
    return [detail for detail in (row.detail, minutes, row.place, planned) if detail]


def provenance_line(provenance: Provenance) -> str:
    """« Questionnaire amont · 21 réponses sur 24 · réponses anonymes · à valider »."""
    anonymity = {
        "A0": _("avec les noms"),
        "A1": _("sans les noms"),
        "A2": _("réponses anonymes"),
        "A3": _("réponses révélées ensemble"),
    }
    state = {"to_validate": _("à valider"), "validated": _("validé par le groupe")}
    parts = (
        provenance.source,
        _answers(provenance),
        anonymity.get(provenance.anonymity, ""),
        _("Rédaction : %(names)s") % {"names": ", ".join(provenance.authors)} if provenance.authors else "",
        state.get(provenance.state, ""),
    )
    return " · ".join(part for part in parts if part)


def _answers(provenance: Provenance) -> str:
    if provenance.n is None:
        return ""
    if provenance.of is None:
        return ngettext("%(n)s réponse", "%(n)s réponses", provenance.n) % {"n": provenance.n}
    counts = {"n": provenance.n, "of": provenance.of}
    return ngettext("%(n)s réponse sur %(of)s", "%(n)s réponses sur %(of)s", provenance.n) % counts


def _said(*facts: tuple[str, Iterable[str]]) -> list[Fact]:
    kept = ((label, tuple(text for text in texts if text)) for label, texts in facts)
    return [(label, texts) for label, texts in kept if texts]
