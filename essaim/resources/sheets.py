"""What may be said more of a resource, by kind: a few questions, all optional, as networks of facilitators ask them."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from essaim.resources.models import Kind

Said = str | Promise


@dataclass(frozen=True)
class Question:
    """One detail. With `choices` it is picked and kept by key; else written, in a line or in a text."""

    key: str
    label: Said
    choices: tuple[tuple[str, Said], ...] = ()
    is_long: bool = False
    help: Said = ""

    @property
    def longest(self) -> int:
        return 4000 if self.is_long else 200

    def said(self, value: str) -> str:
        """An answer as it is read; what is no answer any more is said as it was kept."""
        return str(dict(self.choices).get(value, value))


SOURCE = Question("source", _("D’où cela vient : auteur·rice, licence"))
ALT = Question("alt", _("Ce que montre l’image, pour qui ne la voit pas"))
GROUP = (
    ("2-5", _("De 2 à 5 personnes")),
    ("6-12", _("De 6 à 12")),
    ("13-30", _("De 13 à 30")),
    ("30+", _("Plus de 30")),
    ("any", _("Peu importe")),
)
REMOTE = (("yes", _("Oui")), ("partly", _("En partie")), ("no", _("Non, en présence seulement")))
FREE = (("free", _("Libre")), ("no", _("Propriétaire")), ("unknown", _("Je ne sais pas")))
EASE = (("easy", _("Facile")), ("middle", _("Demande un peu d’aide")), ("hard", _("Demande une formation")))
PROGRESS = (("idea", _("Une idée")), ("started", _("En cours")), ("lasting", _("Dure encore")), ("ended", _("Terminé")))
SUCCESS = (
    ("well", _("Cela a marché")),
    ("partly", _("En partie")),
    ("not", _("Cela n’a pas marché, et nous avons appris")),
)

SHEETS: dict[str, tuple[Question, ...]] = {
    Kind.LINK: (SOURCE,),
    Kind.FILE: (ALT, SOURCE),
    Kind.TEXT: (SOURCE,),
    Kind.EXPERIENCE: (
        Question("learned", _("Ce que vous referiez, ce que vous ne referiez pas"), is_long=True),
        Question("success", _("Le résultat"), SUCCESS),
        Question("progress", _("Où cela en est"), PROGRESS),
        Question("where", _("Où, avec qui")),
        Question("year", _("En quelle année")),
        Question("lasted", _("Combien de temps")),
        Question("people", _("Combien de personnes")),
    ),
    Kind.ANIMATION: (
        Question("goal", _("Objectif")),
        Question("group", _("Taille du groupe"), GROUP),
        Question("lasted", _("Durée")),
        Question("remote", _("Faisable à distance"), REMOTE),
        Question("material", _("Matériel")),
        Question("course", _("Déroulé détaillé"), is_long=True),
        Question("variants", _("Variantes et conseils"), is_long=True),
        SOURCE,
    ),
    Kind.TOOL: (
        Question("free", _("Logiciel"), FREE),
        Question("ease", _("Prise en main"), EASE),
        Question("start", _("Pour commencer"), is_long=True),
        Question("pros", _("Avantages"), is_long=True),
        Question("cons", _("Limites"), is_long=True),
        Question("further", _("Pour aller plus loin")),
    ),
}


def said_details(kind: str, details: dict[str, str]) -> list[tuple[str, str]]:
    """The answers given, in the order of the sheet. What a picture shows is not said twice."""
    return [(str(one.label), one.said(details[one.key])) for one in asked(kind) if details.get(one.key)]


def asked(kind: str) -> Iterable[Question]:
    return (question for question in SHEETS[kind] if question is not ALT)
