"""A mind map made together (methods.md, M20): a centre, branches, ideas by all, then it is read aloud."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from essaim.runs.definition import Card, Method, People, Phase, Timer, param
from essaim.runs.state import Anonymity, RunState, Seat

if TYPE_CHECKING:
    from essaim.spaces.models import Space


@dataclass(frozen=True)
class Params:
    question: str = param("", _("Le mot ou la question au centre"))


@dataclass(frozen=True)
class Data:
    """Nothing: the map is a document, written by many hands, that lives on after the run."""


class MindMap(Method[Params, Data]):
    key = "mind_map"
    name = _("Carte mentale")
    section = 6
    params, data = Params, Data
    templates = "mindmaps/run"
    anonymity = (Anonymity.UNNAMED_ON_WALL,)
    people = People(2, 300, 40)
    card = Card(
        what_for=_("Explorer un sujet à plusieurs mains, en voyant ce qui se tient."),
        when=_("Pour des conditions favorables, des ingrédients, un tour d’horizon."),
        when_not=_("Pour décider : prenez ensuite les gommettes ou le consentement."),
        steps=(
            _("Se mettre d’accord sur le mot ou la question au centre."),
            _("Proposer jusqu’à sept branches ; le groupe les corrige."),
            _("Chaque personne ajoute ses idées depuis son téléphone, ou une par table à partir de 40."),
            _("Relire la carte à voix haute et déplacer ce qui n’est pas à sa place."),
        ),
    )
    phases = (
        Phase(
            "CENTRE",
            _("Le centre"),
            phone=_("De quoi parlons-nous ? Le mot au centre se dit ensemble."),
            wall=_("De quoi parlons-nous ?"),
            timer=Timer("soft", 120),
        ),
        Phase(
            "BRANCHES",
            _("Les branches"),
            phone=_("Sept branches au plus autour du centre. Corrigez-les : c’est votre carte."),
            wall=_("Quelles branches ?"),
            timer=Timer("soft", 300),
        ),
        Phase(
            "ENRICHIR",
            _("Enrichir"),
            phone=_("Ajoutez vos idées, en quelques mots. Ce que les autres ont écrit reste."),
            wall=_("Ajoutons nos idées"),
            timer=Timer("soft", 600),
        ),
        Phase(
            "RELIRE",
            _("Relire"),
            phone=_("Relisons ensemble : qu’est-ce qui manque, qu’est-ce qui n’est pas à sa place ?"),
            wall=_("Relisons la carte"),
            timer=Timer("soft", 300),
        ),
    )

    def start(self, params: Params, roll: tuple[Seat, ...]) -> Data:
        return Data()

    def around(self, space: "Space", state: RunState[Params, Data]) -> Mapping[str, Any]:
        # What came out is the map itself, shown where the sentence of an outcome would be.
        return {"outcome": None, "question": state.params.question}


METHOD = MindMap()
