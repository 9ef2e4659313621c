"""The scenes of an accompaniment, in order; each acts through pages, checks them, and tells what it did."""

from collections.abc import Callable

from essaim.simulator.play import Play
from essaim.simulator.scenes import (
    answering,
    arriving,
    asking,
    choosing,
    concluding,
    deciding,
    gathering,
    mapping,
    promising,
    sharing,
    validating,
    writing,
)

Scene = Callable[[Play], str]

SCENES: list[tuple[str, Scene]] = [
    ("Entrer par le code de la salle", arriving.join),
    ("Répondre au questionnaire", answering.before),
    ("Apporter des ressources", sharing.resources),
    ("Demander au groupe, répondre", asking.questions),
    ("Écrire la même page, tous ensemble", writing.together),
    ("La journée commence", arriving.day_begins),
    ("Valider le programme", validating.programme),
    ("Remplir une carte mentale, tous ensemble", mapping.mind_map),
    ("Écouter un apport, questionner", asking.short_input),
    ("Collecter les freins, les regrouper", gathering.brainstorm),
    ("Coller des gommettes", gathering.dots),
    ("Décider par consentement", deciding.consent),
    ("Choisir son module", choosing.modules),
    ("Écrire la page de chaque module", choosing.pages),
    ("S’engager", promising.commitments),
    ("Évaluer à chaud", answering.hot),
    ("Quinze jours après : où en sont les engagements", promising.follow),
    ("Un mois après : évaluer à froid", answering.cold),
    ("L’équipe écrit", concluding.write),
]
