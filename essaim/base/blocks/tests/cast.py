"""One tree with every kind of block in it."""

import contextlib
import copy
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import cycle
from typing import Any

from essaim.base.blocks import (
    Bar,
    Blocks,
    Break,
    Chart,
    CheckList,
    Code,
    CommitmentBlock,
    Decision,
    Embed,
    Figure,
    Heading,
    Image,
    KeyFigure,
    KeyFigures,
    Link,
    Listing,
    Malformed,
    Mention,
    Notice,
    PageLink,
    Paragraph,
    Programme,
    ProgrammeRow,
    Provenance,
    Quote,
    Rule,
    Table,
    Text,
    check,
    dump,
)

SOMEONE = "0190b1a0-0000-7000-8000-000000000001"
SOMEWHERE = "0190b1a0-0000-7000-8000-000000000002"

EVERY_KIND: Blocks = (
    Heading(1, "Ce que vous nous aviez dit"),
    Paragraph(
        [
            "Le groupe : ",
            Text("24 personnes", "bold"),
            " ; ",
            Link("https://exemple.org/a?b=1", "la page"),
            Break(),
            "Fin",
        ]
    ),
    KeyFigures([KeyFigure("24", "personnes présentes", "sur 27 inscrites"), KeyFigure("7", "engagements")]),
    Chart(
        "bars",
        "Qu’est-ce qui freine vos coopérations ?",
        [Bar("Le temps", 18), Bar("La concurrence", 11), Bar("Autre", 0)],
        of=24,
        unit="réponses",
        provenance=Provenance("Questionnaire amont", n=24, of=27, anonymity="A2", state="validated", authors=["Chloé"]),
    ),
    Chart("scale", "Où en êtes-vous ?", [Bar("Je coopère déjà", parts=[3, 9, 6, 4, 2, 0])]),
    Chart("ranking", "Projets", [Bar("Un agenda", 9), Bar("Une fête", 12), Bar("Un poste", 9), Bar("Une caisse", 2)]),
    Heading(2, "Paroles"),
    Quote("On découvre les voisins.", by="une structure", provenance=Provenance("Cercle", state="to_validate")),
    Listing(["Un", [Paragraph("Deux"), Listing(["deux a"], ordered=True, start=3)]]),
    Table(["Structure", "Présents"], [["Régie", "3"], [Text("Écoute", "italic"), "2"]], "Qui était là", row_heads=True),
    Decision(
        "Partager une salariée comptable.",
        "Consentement",
        "Bruno",
        date(2026, 6, 12),
        ["Le coût réel", "La durée"],
        title="Mutualiser",
        effect_date=date(2026, 3, 1),
        criteria=["Un point en juin"],
        objections=["Un an au lieu de trois"],
        tally="14 voix sur 14",
    ),
    CommitmentBlock(
        "Ouvrir l’agenda", "Chloé", ["Régie"], "Appeler", date(2026, 3, 1), support="Un lieu", state="en cours"
    ),
    CommitmentBlock("Écrire la charte", "Bruno"),
    Programme([ProgrammeRow("Accueil", "9 h 30", "café", 30, "9 h 00", "Hall", "done")], "La journée"),
    Notice(["À retenir", Listing(["Un point", "Un autre"])], "now"),
    CheckList(
        ["Appeler la mairie", ["Écrire à ", Mention(SOMEONE, "Bruno"), " : ", PageLink(SOMEWHERE, "La charte")]], [0]
    ),
    Embed("https://pad.exemple.org/p/charte", "Le pad de la charte"),
    Figure(Image("f/1.png", "Le groupe en cercle", 800, 500), "La carte", credit="Amina"),
    Code("a = 1  # <b>"),
    Rule(),
)

HOSTILE_WORDS = (
    '"><script>x</script>',
    "<!-- <b>",
    "a\r\r<script>x</script>",
    "`` <i>`",
    "\n\n    <div onclick=x>",
    "| </td><script> |",
    "](javascript:x) ![x](data:text/html,x)",
    '#eval("1") #set page(fill: red) \\ $x$ @ref <label>',
    "*_~-+=1. [x]",
    "https://exemple.org/\"onload='x'>`|",
    "\u202e\u0000\ufffe",
)


def with_words(words: Sequence[str]) -> list[dict[str, Any]]:
    """Every kind, as data, with `words` (in turn) wherever the schema takes any."""
    turn = cycle(words)
    return [_said(node, turn) for node in dump(EVERY_KIND)]


def _said(node: dict[str, Any], words: Iterator[str]) -> dict[str, Any]:
    for path in list(_texts(node, ())):
        tried = copy.deepcopy(node)
        holder: Any = tried
        for step in path[:-1]:
            holder = holder[step]
        holder[path[-1]] = next(words)
        with contextlib.suppress(Malformed):
            check([tried])
            node = tried
    return node


def _texts(value: Any, path: tuple[Any, ...]) -> Iterator[tuple[Any, ...]]:
    if isinstance(value, str):
        yield path
    elif isinstance(value, (list, dict)):
        for name, inside in value.items() if isinstance(value, dict) else enumerate(value):
            if name not in ("kind", "marks"):
                yield from _texts(inside, (*path, name))
