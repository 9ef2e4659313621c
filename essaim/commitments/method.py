"""Commitments lived together (methods.md, M23): each writes a first step, partners co-sign, those who wish say it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from essaim.commitments.models import State as Became
from essaim.commitments.parts import shown
from essaim.runs.definition import Card, Method, Outcome, People, Phase, Timer
from essaim.runs.state import RunState, Seat

if TYPE_CHECKING:
    from essaim.runs.models import Run


@dataclass(frozen=True)
class Params:
    pass


@dataclass(frozen=True)
class Data:
    """Nothing: commitments have their own table, where each is followed for months."""


class Commitments(Method[Params, Data]):
    key = "commitments"
    name = _("Engagements")
    section = 12
    params, data = Params, Data
    templates = "commitments/run"
    people = People(1, 300, 60)
    card = Card(
        what_for=_("Passer des idées à un premier pas, petit et daté."),
        when=_("À la fin de la journée, avant l’évaluation."),
        when_not=_("Quand rien n’a encore été décidé ni partagé."),
        steps=(
            _("Chaque personne écrit un premier pas, qu’elle porte elle-même."),
            _("Les structures invitées co-signent, si elles le veulent."),
            _("Celles et ceux qui le souhaitent le disent à voix haute, en vingt secondes."),
        ),
    )
    phases = (
        Phase(
            "ECRIRE",
            _("Écrire"),
            phone=_("Un premier pas, petit et daté, que vous portez. Personne ne s’engage à votre place."),
            wall=_("Quel premier pas, petit et daté ?"),
            timer=Timer("soft", 240),
        ),
        Phase(
            "COSIGNER",
            _("Co-signer"),
            phone=_("On vous invite peut-être : lisez, et co-signez si vous le voulez."),
            wall=_("Qui s’y met avec nous ?"),
            timer=Timer("soft", 180),
        ),
        Phase(
            "DIRE",
            _("Dire"),
            phone=_("Si vous le souhaitez, dites votre engagement à voix haute : vingt secondes."),
            wall=_("Disons-le à voix haute"),
            timer=Timer("soft", 300),
        ),
    )

    def start(self, params: Params, roll: tuple[Seat, ...]) -> Data:
        return Data()

    def around(self, run: "Run", state: RunState[Params, Data]) -> Mapping[str, Any]:
        kept = [one for one in shown(run.space) if one.state != Became.DRAFT]
        said = ngettext("{n} engagement.", "{n} engagements.", len(kept)).format(n=len(kept))
        return {
            "commitments": kept[::-1],
            "gave": len({one.author_id for one in kept}),
            "outcome": Outcome(said, answered=bool(kept)),
        }


METHOD = Commitments()
