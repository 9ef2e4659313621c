"""French pages made from a seed: always the same ones, with words as frequent as they are in a language.

A few words are everywhere, most are rare; plurals, elisions and accents stand where French puts them.
"""

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass

from essaim.base.text import fold

SEED = 20261125
# Singular, plural, gender.
NOUNS = [
    tuple(one.split("/"))
    for one in (
        "association/associations/f coopération/coopérations/f école/écoles/f jardin/jardins/m salle/salles/f "
        "réunion/réunions/f budget/budgets/m équipe/équipes/f quartier/quartiers/m règle/règles/f "
        "décision/décisions/f projet/projets/m atelier/ateliers/m commune/communes/f structure/structures/f "
        "partage/partages/m mutualisation/mutualisations/f fusion/fusions/f bénévole/bénévoles/m "
        "salariée/salariées/f calendrier/calendriers/m convention/conventions/f agrément/agréments/m "
        "statut/statuts/m capital/capitaux/m réserve/réserves/f excédent/excédents/m collège/collèges/m "
        "assemblée/assemblées/f bureau/bureaux/m clé/clés/f local/locaux/m véhicule/véhicules/m cuisine/cuisines/f "
        "chantier/chantiers/m besoin/besoins/m frein/freins/m piste/pistes/f accord/accords/m "
        "engagement/engagements/m adhésion/adhésions/f cotisation/cotisations/f habitante/habitantes/f "
        "œuvre/œuvres/f épicerie/épiceries/f ressourcerie/ressourceries/f compost/composts/m outil/outils/m "
        "prêt/prêts/m caisse/caisses/f facture/factures/f subvention/subventions/f mairie/mairies/f élue/élues/f "
        "formation/formations/f stage/stages/m emploi/emplois/m salaire/salaires/m congé/congés/m "
        "transport/transports/m vélo/vélos/m repas/repas/m fête/fêtes/f marché/marchés/m légume/légumes/m "
        "semence/semences/f ferme/fermes/f terre/terres/f haie/haies/f rivière/rivières/f arbre/arbres/m "
        "toit/toits/m isolant/isolants/m énergie/énergies/f panneau/panneaux/m compteur/compteurs/m "
        "crèche/crèches/f famille/familles/f enfant/enfants/m aînée/aînées/f voisine/voisines/f visite/visites/f "
        "lettre/lettres/f affiche/affiches/f radio/radios/f journal/journaux/m cahier/cahiers/m récit/récits/m "
        "mémoire/mémoires/f archive/archives/f témoignage/témoignages/m question/questions/f réponse/réponses/f "
        "méthode/méthodes/f cercle/cercles/m tour/tours/m parole/paroles/f écoute/écoutes/f objection/objections/f "
        "consentement/consentements/m élection/élections/f rôle/rôles/m mandat/mandats/m"
    ).split()
]
VERBS = (
    "partager écrire décider ouvrir préparer relire porter confier prêter acheter garder montrer demander proposer "
    "chercher accueillir réparer planter cuisiner compter signer former élire écouter essayer inviter transmettre"
).split()
LINKS = "avec pour sans dans sous chez vers selon".split()
_SYLLABLES = "bre ma ville saint or ger cha li sau mo ran vou vray pré val ri gué don bel fon tai ner mont la".split()

# What is asked, and what a plain reading of each page must meet (folded, all of them).
ASKED: dict[str, tuple[str, ...]] = {
    "ecole": (r"\becoles?\b",),
    "cooperations": (r"\bcooperations?\b",),
    "l’association": (r"\bassociations?\b",),
    "d'épiceries": (r"\bepiceries?\b",),
    "jardins": (r"\bjardins?\b",),
    "decision": (r"\bdecisions?\b",),
    "Mutualisation salle": (r"\bmutualisations?\b", r"\bsalles?\b"),
    "budget equipe": (r"\bbudgets?\b", r"\bequipes?\b"),
    "regles ": (r"\bregles?\b",),
    "subventions mairie": (r"\bsubventions?\b", r"\bmairies?\b"),
    "BENEVOLE": (r"\bbenevoles?\b",),
    "l'œuvre": (r"\boeuvres?\b",),
    "clé du local": (r"\bcles?\b", r"\bloca(?:l|ux)\b"),
    "assemblees": (r"\bassemblees?\b",),
    "conventions": (r"\bconventions?\b",),
    "la ressourcerie": (r"\bressourceries?\b",),
    "récits": (r"\brecits?\b",),
    "temoignages": (r"\btemoignages?\b",),
    "véhicule partages": (r"\bvehicules?\b", r"\bpartage[sr]?\b"),
    "l’énergie": (r"\benergies?\b",),
}


@dataclass(frozen=True)
class Written:
    title: str
    before: list[str]
    after: list[str]
    """Paragraphs under « Ce que nous savons », then under « Ce que nous ferons »."""

    @property
    def folded(self) -> str:
        return fold(" ".join([self.title, *self.before, *self.after]).replace("’", "'"))


def pages(count: int) -> Iterator[Written]:
    chance = random.Random(SEED)
    names = sorted({"".join(chance.choices(_SYLLABLES, k=chance.randint(2, 4))).capitalize() for _ in range(6000)})
    for number in range(count):
        words, paragraphs = chance.randint(300, 800), []
        while words > 0:
            length = min(words, chance.randint(40, 90))
            paragraphs.append(_sentences(chance, names, length))
            words -= length
        half = len(paragraphs) // 2
        title = f"{_noun(chance)[0].capitalize()} de {chance.choice(names)} {number}"
        yield Written(title, paragraphs[:half], paragraphs[half:])


def exact(asked: str, written: list[Written]) -> set[str]:
    """The titles that a plain reading finds."""
    patterns = [re.compile(one) for one in ASKED[asked]]
    return {one.title for one in written if all(pattern.search(one.folded) for pattern in patterns)}


def _noun(chance: random.Random) -> tuple[str, ...]:
    """The n-th word comes n times less often than the first, as in any language."""
    return NOUNS[int(len(NOUNS) ** chance.random()) - 1]


def _named(chance: random.Random) -> str:
    one, many, gender = _noun(chance)
    starts = fold(one)[0] in "aeiou"
    kind = chance.randrange(4)
    if kind == 0:
        return f"les {many}"
    if kind == 1:
        return f"d’{many}" if starts else f"de {many}"
    if kind == 2:
        return f"{'une' if gender == 'f' else 'un'} {one}"
    return f"l’{one}" if starts else f"{'la' if gender == 'f' else 'le'} {one}"


def _sentences(chance: random.Random, names: list[str], words: int) -> str:
    said: list[str] = []
    while words > 0:
        who = _named(chance) if chance.random() < 0.3 else f"{chance.choice(names)} et {chance.choice(names)}"
        made = [who, chance.choice(VERBS), "à", chance.choice(names), chance.choice(LINKS), chance.choice(names)]
        if chance.random() < 0.2:
            made += ["comme", _named(chance)]
        sentence = " ".join(made)
        said.append(sentence[0].upper() + sentence[1:] + ".")
        words -= len(sentence.split())
    return " ".join(said)
