"""What a new page can start with: headings to fill, in French and in English (methods M21)."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from essaim.base.blocks import Block, Heading, Listing, Paragraph, Table


@dataclass(frozen=True)
class Outline:
    """`banner` stands above every page made from it, outside its text, so that nobody takes it out by mistake."""

    key: str
    name: str
    why: str
    title: str
    lines: Callable[[], list[Block]]
    banner: str = ""
    is_checked: bool = False
    """Whether its facts are to be checked by a named person, on a date."""

    def blocks(self, language: str) -> list[Block]:
        with override(language):
            return self.lines()


def _fact_sheet() -> list[Block]:
    headings = [
        _("En une phrase"),
        _("Pour quel projet de coopération"),
        _("Qui peut être membre"),
        _("Qui décide (voix, collèges)"),
        _("Argent (capital, excédents, réserves, fiscalité)"),
        _("Responsabilité"),
        _("Emploi"),
        _("Démarches et délais"),
    ]
    return [
        *_headed(headings),
        Heading(2, _("Atouts et points de vigilance")),
        Table([_("Atouts"), _("Points de vigilance")], [["", ""], ["", ""]]),
        *_headed([_("Exemple local"), _("Questions à poser à un·e juriste")]),
        Heading(2, _("Sources et date de vérification")),
        Paragraph(_("Chaque fait cite sa source (texte de loi, guide, site) et le jour où elle a été lue.")),
        Listing([""]),
    ]


def _protocol() -> list[Block]:
    return [
        Heading(2, _("Ce que nous voulons à la fin")),
        Paragraph(""),
        Heading(2, _("Qui vient, qui fait quoi")),
        Listing([_("Animation :"), _("Temps :"), _("Notes :")]),
        Heading(2, _("Avant la réunion")),
        Listing([""]),
        Heading(2, _("Le déroulé")),
        Table(
            [_("Durée"), _("Ce que nous faisons"), _("Comment"), _("Qui mène")],
            [
                [_("10 min"), _("Ouverture"), _("Tour de parole"), ""],
                [_("20 min"), "", "", ""],
                [_("20 min"), "", "", ""],
                [_("10 min"), _("Clôture : décisions, suites, météo"), _("Tour de parole"), ""],
            ],
        ),
        Heading(2, _("Ce que nous avons décidé")),
        Listing([""]),
    ]


def _purposes() -> list[Block]:
    return [
        Paragraph(_("Pourquoi fait monter vers les finalités, comment fait descendre vers les objectifs.")),
        Heading(2, _("Finalités (pourquoi ?) : trois au plus")),
        Listing(["", "", ""], True),
        Heading(2, _("Objectifs (comment ?) : cinq au plus")),
        Table([_("Objectif"), _("À quoi verrons-nous qu’il est atteint ?"), _("Pour quand")], [["", "", ""]] * 5),
        Heading(2, _("Ce que nous ne ferons pas")),
        Listing([""]),
    ]


def _minutes() -> list[Block]:
    return [
        Listing(
            [_("Date et lieu :"), _("Présentes et présents :"), _("Excusées et excusés :"), _("Notes prises par :")]
        ),
        Heading(2, _("Ce qui s’est dit")),
        Paragraph(""),
        Heading(2, _("Ce qui est décidé")),
        Listing([""], True),
        Heading(2, _("Qui fait quoi, pour quand")),
        Table([_("Quoi"), _("Qui"), _("Avec qui"), _("Pour quand")], [["", "", "", ""], ["", "", "", ""]]),
        Heading(2, _("Ce qui reste ouvert")),
        Listing([""]),
        Heading(2, _("Prochaine rencontre")),
        Paragraph(""),
    ]


def _definition() -> list[Block]:
    return [
        Paragraph(_("D’abord chacun·e avec ses mots, puis à deux, puis tout le groupe.")),
        Table(
            [_("Question"), _("Coopération"), _("Mutualisation"), _("Collaboration")],
            [
                [_("Ce que c’est"), "", "", ""],
                [_("Un exemple chez nous"), "", "", ""],
                [_("À quelles conditions"), "", "", ""],
                [_("Sa limite"), "", "", ""],
            ],
            row_heads=True,
        ),
        Heading(2, _("Ce que nous retenons ensemble")),
        Paragraph(""),
    ]


def _rules() -> list[Block]:
    headings = [
        _("À quoi servent ces règles"),
        _("Ce que chacun·e peut faire seul·e"),
        _("Ce que nous décidons ensemble, et comment"),
        _("Ce que chacun·e apporte et reçoit"),
        _("Quand nous ne sommes pas d’accord"),
        _("Comment on entre, comment on sort"),
    ]
    return [*_headed(headings), Heading(2, _("Quand nous relirons ces règles")), Paragraph("")]


def _headed(headings: list[str]) -> list[Block]:
    return [block for heading in headings for block in (Heading(2, heading), Paragraph(""))]


OUTLINES: dict[str, Outline] = {
    outline.key: outline
    for outline in (
        Outline(
            "definition",
            gettext_lazy("Définition partagée"),
            gettext_lazy("Trois colonnes à remplir : coopération, mutualisation, collaboration."),
            gettext_lazy("Coopérer, mutualiser, collaborer : nos mots"),
            _definition,
        ),
        Outline(
            "fiche_statut",
            gettext_lazy("Fiche sur un statut"),
            gettext_lazy("Le même plan pour chaque statut : qui décide, argent, emploi, démarches, sources."),
            "",
            _fact_sheet,
            banner=gettext_lazy(
                "Information générale, pas un conseil juridique ; vérifier les textes en vigueur (Légifrance) "
                "avant toute décision."
            ),
            is_checked=True,
        ),
        Outline(
            "protocole_reunion",
            gettext_lazy("Protocole d’une réunion"),
            gettext_lazy("Ce qu’on veut à la fin, qui fait quoi, le déroulé minuté."),
            "",
            _protocol,
        ),
        Outline(
            "compte_rendu",
            gettext_lazy("Compte rendu"),
            gettext_lazy("Ce qui s’est dit, ce qui est décidé, qui fait quoi pour quand."),
            "",
            _minutes,
        ),
        Outline(
            "finalites",
            gettext_lazy("Finalités et objectifs"),
            gettext_lazy("Trois finalités, cinq objectifs avec leur indicateur."),
            gettext_lazy("Nos finalités et nos objectifs"),
            _purposes,
        ),
        Outline(
            "regles",
            gettext_lazy("Règles communes"),
            gettext_lazy("Ce que chacun·e peut faire, ce qu’on décide ensemble, et comment."),
            gettext_lazy("Nos règles communes"),
            _rules,
        ),
    )
}
