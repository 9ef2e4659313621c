"""Who the simulated people are, and what they say: fictional, drawn from a seed."""

import random
import threading
from dataclasses import dataclass, field

FIRST = (
    "Aïcha", "Bastien", "Camille", "Djibril", "Élodie", "Farid", "Gaëlle", "Hugo", "Inès", "Jules", "Karima", "Léo",
    "Maëlle", "Nadia", "Oscar", "Pauline", "Quentin", "Rosa", "Sofiane", "Thérèse", "Ulysse", "Valérie", "Wassim",
    "Yaëlle", "Zoé", "Anselme", "Brigitte", "Cyprien", "Dalila", "Éric",
)  # fmt: skip
STRUCTURES = (
    "Régie de quartier des Rives", "Centre social Le Pont", "Jardin partagé des Deux-Ponts", "Écoute jeunes",
    "Compagnie du Tilleul", "Ressourcerie La Boucle", "Maison de quartier Nord", "Club sportif des Bords",
)  # fmt: skip
NOTES = (
    "Le temps manque pour se voir", "Chacun cherche ses propres financements", "On ne sait pas qui fait quoi",
    "Peur de perdre son identité", "Pas de salle commune", "Les règles de chacun diffèrent",
    "Personne n’est payé pour coordonner", "Les calendriers ne se croisent pas", "La confiance se construit lentement",
    "Le cadre juridique fait peur",
)  # fmt: skip
ACTS = (
    "Appeler le centre social", "Prêter la salle du mardi", "Proposer une date commune", "Écrire une charte à deux",
    "Ouvrir le camion aux voisins", "Inviter la régie à notre bureau", "Partager notre fichier de bénévoles",
    "Visiter la ressourcerie",
)  # fmt: skip
PROPOSAL = "Partager un même agenda des salles entre nos structures, dès le mois prochain."


TITLES = (
    "Un guide pour coopérer", "Notre charte de voisinage", "Dix questions avant de s’allier", "Un agenda partagé",
    "Le récit d’une mutualisation", "Des jeux pour se connaître",
)  # fmt: skip
THEMES = ("Coopérer", "Décider", "Lieux")
SENTENCES = (
    "Nous avons ouvert nos portes aux voisins", "Une salle se partage mieux qu’un budget",
    "Il faut se voir avant de s’écrire", "Un tiers nous a aidés à nous parler", "La confiance vient des petits gestes",
)  # fmt: skip
QUESTIONS = (
    "Qui peut prêter une salle le mardi soir ?", "Comment partager un salarié à deux associations ?",
    "Quelqu’un a-t-il déjà écrit une convention de mise à disposition ?", "Où trouver un camion pour la brocante ?",
    "Comment faire venir des habitants à nos réunions ?", "Qui connaît un bon logiciel pour l’agenda des salles ?",
    "Peut-on mutualiser l’assurance ?", "Comment se décider quand nous ne sommes pas d’accord ?",
)  # fmt: skip
REPLIES = (
    "Le centre social l’a fait l’an dernier, demandez-leur", "Oui, nous avons un modèle à vous passer",
    "Chez nous, le plus simple a été d’essayer un mois", "La maison de quartier saura",
    "Nous cherchons aussi, appelons-nous", "Un repas partagé aide plus qu’une affiche",
)  # fmt: skip
IDEAS = (
    "Se connaître avant de décider", "Un lieu où se croiser", "Une personne qui relie", "Une règle écrite à plusieurs",
    "Du temps payé pour coordonner", "Un agenda partagé", "Le droit à l’erreur", "Un budget commun, même petit",
)  # fmt: skip
LESSONS = (
    "Un outil simple vaut mieux que trois", "Il faut un garant des règles", "Le statut vient après le projet",
    "On décide mieux quand chacun a parlé", "Essayer un mois, puis décider",
)  # fmt: skip
MISSING = ("Parler des financements", "Prendre le temps de se présenter", "Voir un exemple qui marche")


@dataclass
class Ledger:
    """What was sent and acknowledged: the product must hold all of it, and nothing else."""

    people: list[tuple[str, str]] = field(default_factory=list)
    resources: list[str] = field(default_factory=list)
    sentences: list[str] = field(default_factory=list)
    topics: list[str] = field(default_factory=list)
    changes: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    families: list[str] = field(default_factory=list)
    dots: dict[str, int] = field(default_factory=dict)
    concerns: list[str] = field(default_factory=list)
    decisions: list[str] = field(default_factory=list)
    commitments: list[tuple[str, str]] = field(default_factory=list)
    kept: int = 0
    quotes: list[str] = field(default_factory=list)
    named: list[str] = field(default_factory=list)
    ideas: list[str] = field(default_factory=list)
    points: list[str] = field(default_factory=list)
    lessons: list[str] = field(default_factory=list)
    unpublished: list[str] = field(default_factory=list)
    questions: list[str] = field(default_factory=list)
    answered: dict[str, str] = field(default_factory=dict)
    sent_on: list[str] = field(default_factory=list)  # the questions that may go on to the commissioner
    texts: list[str] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)


def people(count: int, seed: int) -> list[tuple[str, str]]:
    """`count` people with a name of their own and a structure."""
    drawn = random.Random(seed)
    names = list(FIRST)
    drawn.shuffle(names)
    while len(names) < count:
        names += [f"{name} {len(names) // len(FIRST) + 1}" for name in FIRST]
    return [(name, STRUCTURES[i % len(STRUCTURES)]) for i, name in enumerate(names[:count])]
