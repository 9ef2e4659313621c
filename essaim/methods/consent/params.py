"""What is fixed and announced before a decision by consent opens."""

from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext_lazy as _

from essaim.runs.definition import param

MODES = (
    ("classique", _("Classique : chacun son tour, qui propose parle en dernier")),
    ("s3", _("Simultané : chacun répond sur son téléphone, tout s’affiche d’un coup")),
)
FALLBACKS = (
    ("none", _("Aucun : la proposition n’est pas adoptée")),
    ("postpone", _("Report à une autre réunion")),
    ("subgroup", _("Un sous-groupe retravaille la proposition")),
    ("vote_2_3", _("Vote aux deux tiers")),
)


@dataclass(frozen=True)
class Params:
    text: str = param("", _("La proposition : qui, quoi, quand"), _("1 500 signes au plus."), rows=5, most_signs=1500)
    proposer: str = param("", _("Qui propose"), member=True)
    aim: str = param("", _("Le but commun, visible pendant toute la décision"), rows=2)
    driver: str = param("", _("Pourquoi maintenant : la situation, son effet"), rows=2)
    mode: Literal["classique", "s3"] = param("classique", _("Comment on répond"), choices=MODES)
    short: bool = param(False, _("Forme courte : présenter, répondre"))
    most_loops: int = param(3, _("Nombre de versions nouvelles au plus"), least=1, most=9, advanced=True)
    timebox: int = param(30, _("Minutes en tout, pour information"), least=5, most=240, advanced=True)
    fallback: Literal["none", "postpone", "subgroup", "vote_2_3"] = param(
        "none", _("Si une objection demeure"), choices=FALLBACKS
    )
    review: str = param("", _("Date de révision"), date=True)
    owner: str = param("", _("Qui s’en occupe"))
