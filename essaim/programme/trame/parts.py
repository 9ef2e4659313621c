"""How each part of a trame is read."""

from typing import Any

import yaml
from django.utils.translation import gettext as _

from essaim.programme.trame import shape
from essaim.programme.trame.node import (
    Key,
    Reading,
    duration,
    line,
    link,
    one_of,
    parameters,
    some,
    text,
    time_of_day,
    whole,
    words,
    yes_no,
)
from essaim.programme.trame.shape import Words

_SAID = Key(words, needed=True, default=Words())
_MAYBE = Key(words, default=Words())
_SOME = Key(some(words), default=())
_DAY = whole(-730, 730, "jours")


def bounds(reading: Reading, node: yaml.Node) -> shape.Bounds:
    when = Key(time_of_day, needed=True, default=0)
    read = reading.mapping(node, "bornes", {"arrivee": when, "debut": when, "fin": when})
    return shape.Bounds(read["arrivee"], read["debut"], read["fin"])


def step(reading: Reading, node: yaml.Node) -> shape.Step:
    read = reading.mapping(
        node,
        "deroule",
        {
            "methode": Key(text, needed=True, default="free"),
            "minutes": Key(duration, needed=True, default=1),
            "titre": _MAYBE,
            "question": _MAYBE,
            "consigne": _MAYBE,
            "params": Key(parameters, default={}),
        },
    )
    method, minutes, params = read["methode"], read["minutes"], read["params"]
    return shape.Step(method, minutes, read["titre"], read["question"], read["consigne"], params, line(node))


def sequence(reading: Reading, node: yaml.Node) -> shape.SequencePlan:
    read = reading.mapping(
        node,
        "jour",
        {
            "id": Key(text, needed=True, default=""),
            "debut": Key(time_of_day, needed=True, default=0),
            "duree": Key(duration, needed=True, default=1),
            "min": Key(duration),
            "fixe": Key(yes_no, default=False),
            "type": Key(one_of("sequence", "pause", "buffer", "modules"), default="sequence"),
            "jour": Key(whole(1, 30), default=1),
            "max": Key(duration),
            "anime": Key(text, default=""),
            "salle": Key(text, default=""),
            "materiel": Key(text, default=""),
            "source": Key(text, default=""),
            "titre": _SAID,
            "objectif": _MAYBE,
            "texte": _MAYBE,
            "production": _MAYBE,
            "modules": Key(some(text), default=()),
            "deroule": Key(some(step), default=()),
        },
    )
    return shape.SequencePlan(
        id=read["id"],
        start=read["debut"],
        minutes=read["duree"],
        min_minutes=read["min"] or read["duree"],
        fixed=read["fixe"],
        kind=read["type"],
        title=read["titre"],
        objective=read["objectif"],
        text=read["texte"],
        production=read["production"],
        source=read["source"],
        steps=read["deroule"],
        modules=read["modules"],
        line=line(node),
        day=read["jour"] - 1,
        max_minutes=read["max"],
        leads=read["anime"],
        room=read["salle"],
        material=read["materiel"],
    )


def module(reading: Reading, node: yaml.Node) -> shape.ModulePlan:
    read = reading.mapping(
        node,
        "modules",
        {
            "id": Key(text, needed=True, default=""),
            "source": Key(text, default=""),
            "titre": _SAID,
            "objectif": _SAID,
            "texte": _MAYBE,
            "animation": _MAYBE,
            "salle": _MAYBE,
            "min": Key(whole(1, 300), default=3),
            "max": Key(whole(1, 300), default=15),
            "production": _MAYBE,
            "deroule": Key(some(step), default=()),
        },
    )
    return shape.ModulePlan(
        id=read["id"],
        title=read["titre"],
        objective=read["objectif"],
        text=read["texte"],
        host=read["animation"],
        room=read["salle"],
        min_people=read["min"],
        max_people=read["max"],
        production=read["production"],
        source=read["source"],
        steps=read["deroule"],
        line=line(node),
    )


def task(reading: Reading, node: yaml.Node) -> shape.Task:
    read = reading.mapping(
        node,
        _("avant, après"),
        {
            "id": Key(text, needed=True, default=""),
            "j": Key(_DAY, needed=True, default=0),
            "titre": _SAID,
            "mois": _MAYBE,
            "charge": _MAYBE,
            "production": _MAYBE,
        },
    )
    return shape.Task(read["id"], read["j"], read["titre"], read["mois"], read["charge"], read["production"])


def accompaniment(reading: Reading, node: yaml.Node) -> shape.Accompaniment:
    read = reading.mapping(
        node,
        "accompagnement",
        {
            "territoire": _SAID,
            "commanditaire": _MAYBE,
            "contexte": _SAID,
            "enjeux": _SAID,
            "demande": _SAID,
            "demarche": _SAID,
            "processus": _MAYBE,
            "avant": _MAYBE,
            "apres": _MAYBE,
            "resultats": Key(some(_aim), needed=True, default=()),
            "tarifs": Key(some(_fee), default=()),
            "mention_tarifs": _MAYBE,
            "calendrier": Key(some(_calendar_line), default=()),
            "prestataire": Key(_provider),
            "intervenants": Key(some(_practitioner), default=()),
        },
    )
    return shape.Accompaniment(*read.values())


def _aim(reading: Reading, node: yaml.Node) -> shape.Aim:
    return shape.Aim(*reading.mapping(node, "resultats", {"titre": _SAID, "texte": _MAYBE}).values())


def _fee(reading: Reading, node: yaml.Node) -> shape.Fee:
    people = Key(whole(0, 100), needed=True, default=0)
    keys = {"libelle": _SAID, "personnes": people, "support": Key(whole(0, 100), default=0)}
    amount = Key(whole(0, 10_000_000, "euros"), needed=True, default=0)
    return shape.Fee(*reading.mapping(node, "tarifs", {**keys, "montant": amount}).values())


def _calendar_line(reading: Reading, node: yaml.Node) -> shape.CalendarLine:
    number = Key(whole(0, 365), needed=True, default=0)
    keys = {"libelle": _SAID, "lieu": _SAID, "jours": number, "personnes": number, "actions": _SOME, "date": _SAID}
    return shape.CalendarLine(*reading.mapping(node, "calendrier", keys).values())


def _provider(reading: Reading, node: yaml.Node) -> shape.Provider:
    keys = {"nom": _SAID, "adresse": _MAYBE, "texte": _SAID, "missions": _SOME, "approche": _MAYBE}
    return shape.Provider(*reading.mapping(node, "prestataire", keys).values())


def _practitioner(reading: Reading, node: yaml.Node) -> shape.Practitioner:
    name = Key(text, needed=True, default="")
    keys = {"nom": name, "role": _SAID, "texte": _MAYBE, "support": Key(yes_no, default=False)}
    return shape.Practitioner(*reading.mapping(node, "intervenants", keys).values())


def role(reading: Reading, node: yaml.Node) -> shape.RolePlan:
    keys = {"id": Key(text, needed=True, default=""), "titre": _SAID, "texte": _MAYBE}
    return shape.RolePlan(*reading.mapping(node, "roles", keys).values())


def resource(reading: Reading, node: yaml.Node) -> shape.ResourcePlan:
    address = Key(link, default="")
    keys = {"titre": _SAID, "pourquoi": _MAYBE, "lien": address, "texte": _MAYBE, "theme": _MAYBE}
    return shape.ResourcePlan(*reading.mapping(node, "ressources", keys).values())


def questionnaires(reading: Reading, node: yaml.Node) -> dict[str, shape.QuestionnaireRef]:
    one = Key(_questionnaire)
    read: dict[str, Any] = reading.mapping(node, "questionnaires", {"amont": one, "chaud": one, "froid": one})
    return {name: ref for name, ref in read.items() if ref is not None}


def _questionnaire(reading: Reading, node: yaml.Node) -> shape.QuestionnaireRef:
    keys = {
        "gabarit": Key(text, needed=True, default=""),
        "ouvre": Key(_DAY, needed=True, default=0),
        "relances": Key(some(_DAY), default=()),
        "ferme": Key(_DAY),
    }
    return shape.QuestionnaireRef(*reading.mapping(node, "questionnaires", keys).values())
