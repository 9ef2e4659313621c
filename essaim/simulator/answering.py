"""What simulated people answer: words that fit each question, choices that lean one way, and how much they let show."""

from collections.abc import Iterable, Mapping

from essaim.simulator.pages import Form
from essaim.simulator.phone import Phone

WORDS: Mapping[str, tuple[str, ...]] = {
    "brakes.story": (
        "Nos réunions tombaient toujours en même temps", "Le dossier commun demandait trop d’heures",
        "Chacun attendait que l’autre commence", "La convention n’a jamais été signée",
    ),
    "project": (
        "Une fête des quartiers portée à plusieurs", "Un poste de coordination partagé", "Une matériauthèque commune",
        "Des ateliers cuisine entre voisins", "Un journal écrit par les habitants",
    ),
    "worth": (
        "Repartir avec un partenaire", "Savoir par où commencer", "Une date fixée ensemble", "Comprendre les statuts",
        "Mieux connaître mes voisins",
    ),
    "together.story": (
        "Un repas de quartier avec trois associations", "Une brocante tenue avec la régie",
        "Un jardin ouvert par deux centres sociaux",
    ),
    "worked": ("Nous nous connaissions déjà", "Une personne tenait l’agenda", "Chacun savait sa part"),
    "definition": (
        "décider ensemble de ce qui nous concerne tous", "faire mieux que chacun de son côté",
        "partager les risques autant que les réussites", "prendre soin d’un projet commun",
    ),
    "activity": ("Nous réparons et revendons des objets, aux Rives", "Nous accueillons les familles, au Nord"),
    "needs.keywords": ("une salle le mardi soir", "de l’aide en comptabilité", "un camion", "des bénévoles le samedi"),
    "offers.keywords": ("une grande salle", "une sono", "un réseau de bénévoles", "une heure de conseil"),
    "case.question": ("Comment partager un salarié à trois ?", "Comment faire vivre un lieu à plusieurs ?"),
    "councils.hopes": ("Que la parole des habitants compte", "Je crains que rien ne suive"),
    "learnt": (
        "La décision par consentement", "Écrire avant de parler", "Le tour de parole", "Un pas vaut mieux qu’un plan",
    ),
    "missing": ("Plus de temps pour les modules", "Un exemple d’association qui a fusionné", "Rien, merci"),
    "step": ("Appeler ma voisine de table", "En parler à mon bureau", "Relire la fiche sur les statuts"),
    "cooperation.story": ("Avec la régie, sur l’agenda des salles", "Avec le centre social, pour la fête de juin"),
    "commitments.why": ("Le temps a manqué", "C’était plus simple que prévu"),
    "space.missing": ("Les fiches sur les statuts", "Rien ne manque"),
    "councils.councils": ("Une première réunion a eu lieu", "Rien encore"),
    "support.subject": ("Le partage d’un emploi", "Le choix d’un statut"),
    "change": ("Commencer plus tard", "Garder une heure de plus l’après-midi", "Ne rien changer"),
    "comfort.detail": ("Une place près de l’écran",),
    "comfort.resource": ("Le guide du voisinage",),
}  # fmt: skip
LEANING = {"0": 1, "1": 1, "2": 2, "3": 5, "4": 12, "5": 9}
"""How often each step of a scale is chosen: a good day, not a perfect one."""
SEVERAL = {"brakes", "horizon", "reused", "useful", "rework", "needs"}
OTHER = {"other", "alone"}


def answers(phone: Phone, form: Form, code: str) -> dict[str, str | list[str]]:
    """Something for every field of the question `code`."""
    given: dict[str, str | list[str]] = {}
    ranks = [name for name in form.choices if name.rpartition(".")[2].isdigit()]
    for name, offered in form.choices.items():
        values = [one.value for one in offered if one.value and one.value not in OTHER]
        if name in ranks or name == "shown" or not values:
            continue
        if name == "structure":
            given[name] = next((one.value for one in offered if one.label == phone.structure), values[0])
        elif name in SEVERAL:
            given[name] = phone.random.sample(values, min(len(values), phone.random.randint(1, 2)))
        elif ".1." in name or ".2." in name:
            continue
        elif set(values) <= set(LEANING):
            given[name] = phone.random.choices(values, [LEANING[one] for one in values])[0]
        else:
            given[name] = phone.random.choice(values)
    if ranks:
        values = [one.value for one in form.choices[ranks[0]] if one.value and one.value not in OTHER]
        given |= dict(zip(ranks, phone.random.sample(values, len(ranks)), strict=True))
    given |= dict(_written(phone, form, code))
    if "shown" in form.choices:
        given["shown"] = _shown(phone, [one.value for one in form.choices["shown"]])
    return given


def _written(phone: Phone, form: Form, code: str) -> Iterable[tuple[str, str]]:
    for name, value in form.fields.items():
        key = f"{code}.{name.rpartition('.')[2]}"
        fitting = WORDS.get(key) or (WORDS.get(code) if name == code else None)
        if name == "count":
            yield name, str(phone.random.randint(1, 6))
        elif fitting and not value and ".1." not in name and ".2." not in name:
            yield name, phone.random.choice(fitting)


def _shown(phone: Phone, offered: list[str]) -> str | list[str]:
    """Three answers in four may be read by the group, as far as the questionnaire allows."""
    if "never" not in offered:  # a box to tick
        return offered if phone.random.random() < 0.75 else []
    return phone.random.choice([one for one in offered if one != "never"]) if phone.random.random() < 0.75 else "never"
