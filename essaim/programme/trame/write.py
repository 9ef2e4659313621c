"""A space's programme, written as a trame that a team can read, keep, change by hand, and found another space from."""

from collections.abc import Iterable
from typing import Any

import yaml
from django.utils.text import slugify
from django.utils.translation import gettext as _

from essaim.programme.models import Module, Sequence
from essaim.programme.trame.shape import clock_text
from essaim.spaces.models import Space

WIDTH = 110
_ACCOMPANIMENT = {
    "resultats": ("titre", "texte"),
    "tarifs": ("libelle", "personnes", "support", "montant"),
    "calendrier": ("libelle", "lieu", "jours", "personnes", "actions", "date"),
    "intervenants": ("nom", "role", "texte", "support"),
}
_TEXTS = ("territoire", "commanditaire", "contexte", "enjeux", "demande", "demarche", "processus", "avant", "apres")
_NEEDED = ("territoire", "contexte", "enjeux", "demande", "demarche")


def write_trame(space: Space, title: str = "") -> str:
    """The text of a trame: what `read_trame` reads back, in the language of the space."""
    sequences, modules = list(space.sequences.all()), list(space.modules.all())
    title = title or space.title
    said = {
        "trame": {
            "id": slugify(title)[:60] or "trame",
            "version": 1,
            "langues": [space.language[:2]],
            "titre": title,
            "bornes": {
                "arrivee": clock_text(min((one.start for one in sequences), default=540)),
                "debut": clock_text(min((one.start for one in sequences), default=540)),
                "fin": clock_text(max((one.end for one in sequences), default=1020)),
            },
        },
        "accompagnement": _accompaniment(space.accompaniment),
        "jour": [_sequence(one, number, modules) for number, one in enumerate(sequences, 1)],
        "modules": [_module(one, number) for number, one in enumerate(modules, 1)],
    }
    said = {name: part for name, part in said.items() if part}
    text: str = yaml.dump(said, Dumper=_Readable, allow_unicode=True, sort_keys=False, width=WIDTH)
    return text


class _Readable(yaml.SafeDumper):
    """Long texts on lines of their own, as one writes them by hand."""


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    is_long = "\n" in text and "\t" not in text
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if is_long else None)


_Readable.add_representer(str, _text)


def _accompaniment(kept: dict[str, Any]) -> dict[str, Any]:
    said: dict[str, Any] = {name: kept.get(name) or "" for name in _TEXTS}
    said |= {name: said[name] or _("À compléter.") for name in _NEEDED}
    for name, keys in _ACCOMPANIMENT.items():
        said[name] = [_some(row, keys) for row in kept.get(name, [])]
    said["resultats"] = said["resultats"] or [{"titre": _("À compléter.")}]
    return {name: value for name, value in said.items() if value}


def _some(row: dict[str, Any], keys: Iterable[str]) -> dict[str, Any]:
    return {key: row[key] for key in keys if row.get(key) not in (None, "", [])}


def _sequence(one: Sequence, number: int, modules: list[Module]) -> dict[str, Any]:
    said: dict[str, Any] = {"id": f"S{number}", **({"jour": one.day + 1} if one.day else {})}
    said |= {"debut": clock_text(one.start), "duree": one.minutes, "min": one.min_minutes, "max": one.max_minutes}
    said |= {"fixe": one.fixed or None, "type": one.kind if one.kind != "sequence" else None}
    said |= {"titre": one.title, "objectif": one.objective, "texte": one.text, "production": one.production}
    said |= {"anime": one.leads, "salle": one.room, "materiel": one.material}
    own = [f"M{at}" for at, module in enumerate(modules, 1) if module.sequence_id == one.pk]
    said |= {"modules": own, "deroule": [_step(step, one.space.language) for step in one.steps]}
    return {name: value for name, value in said.items() if value not in (None, "", [])}


def _module(one: Module, number: int) -> dict[str, Any]:
    said = {
        "id": f"M{number}",
        "titre": one.title,
        "objectif": one.objective or one.title,
        "texte": one.text,
        "animation": one.host_name,
        "salle": one.room,
        "min": one.min_people,
        "max": one.max_people,
        "production": one.production,
        "deroule": [_step(step, one.space.language) for step in one.steps],
    }
    return {name: value for name, value in said.items() if value not in (None, "", [])}


def _step(step: dict[str, Any], language: str) -> dict[str, Any]:
    def word(name: str) -> str:
        words = step.get(name) or {}
        return str(words.get(language[:2]) or next(iter(words.values()), ""))

    said = {
        "methode": step["method"],
        "minutes": step["minutes"],
        "titre": word("title"),
        "question": word("question"),
        "consigne": word("card"),
        "params": step.get("params"),
    }
    return {name: value for name, value in said.items() if value not in (None, "", {})}
