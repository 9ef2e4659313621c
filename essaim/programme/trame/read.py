"""From the text of a trame to its `Trame`, or to a `TrameError` that lists every problem."""

from collections.abc import Container
from pathlib import Path
from typing import Any

import yaml
from django.utils.translation import gettext as _

from essaim.programme.trame import parts
from essaim.programme.trame.check import check
from essaim.programme.trame.node import Key, Problem, Reading, TrameError, one_of, some, text, whole, words
from essaim.programme.trame.shape import Accompaniment, Bounds, Trame, Words

MAX_BYTES = 400_000
_MAX_DEPTH = 30


def read_trame(
    source: str | Path, *, methods: Container[str] | None = None, questionnaires: Container[str] | None = None
) -> Trame:
    """The trame written in `source`: its text, or the path of its file.

    `methods` and `questionnaires` are the names this installation knows; None trusts the file.
    Raises `TrameError` with every problem found and its line.
    """
    root = _compose(_text_of(source) if isinstance(source, Path) else source)
    reading = Reading()
    header = _child(root, "trame")
    if header is not None:
        reading.languages = _languages(header)
    values = reading.mapping(root, _("trame"), _ROOT)
    trame = _build(values) if not reading.problems else None
    if trame is not None:
        check(reading, root, trame, methods, questionnaires)
    if reading.problems or trame is None:
        raise TrameError(reading.problems)
    return trame


def _text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        sentence = _("le fichier « %(name)s » ne s’ouvre pas ; attendu un fichier lisible")
        raise TrameError([Problem(1, sentence % {"name": path.name})]) from error
    except UnicodeDecodeError as error:
        raise TrameError([Problem(1, _("ce fichier n’est pas du texte ; attendu du YAML en UTF-8"))]) from error


def _compose(source: str) -> yaml.Node:
    if len(source.encode()) > MAX_BYTES:
        raise TrameError([Problem(1, _("le fichier est trop grand ; attendu au plus 400 Ko"))])
    try:
        depth = 0
        for event in yaml.parse(source, Loader=yaml.SafeLoader):
            if isinstance(event, yaml.AliasEvent):
                sentence = _("les renvois (*nom) ne sont pas lus ; attendu le texte lui-même")
                raise TrameError([Problem(event.start_mark.line + 1, sentence)])
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > _MAX_DEPTH:
                sentence = _("trop de niveaux imbriqués ; attendu une trame comme celles de la bibliothèque")
                raise TrameError([Problem(event.start_mark.line + 1, sentence)])
        root = yaml.compose(source, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        sentence = _("le fichier ne se lit pas ici ; attendu du YAML (vérifiez les deux-points, tirets et guillemets)")
        raise TrameError([Problem(mark.line + 1 if mark else 1, sentence)]) from error
    except yaml.YAMLError as error:
        raise TrameError([Problem(1, _("ce fichier n’est pas du texte ; attendu du YAML en UTF-8"))]) from error
    if root is None:
        raise TrameError([Problem(1, _("le fichier est vide ; attendu une trame"))])
    return root


def _child(node: yaml.Node, name: str) -> yaml.Node | None:
    if not isinstance(node, yaml.MappingNode):
        return None
    return next((value for key, value in node.value if key.value == name), None)


def _languages(header: yaml.Node) -> tuple[str, ...]:
    """Read first: it decides which languages every text must have."""
    node = _child(header, "langues")
    found = tuple(child.value for child in node.value) if isinstance(node, yaml.SequenceNode) else ()
    return tuple(language for language in found if language in ("fr", "en")) or ("fr",)


def _numbers(*names: str) -> Any:
    keys = {name: Key(whole(0, 10_000), needed=True, default=0) for name in names}
    return lambda reading, node: reading.mapping(node, _("nombres"), keys)


def _header(reading: Reading, node: yaml.Node) -> dict[str, Any]:
    return reading.mapping(
        node,
        "trame",
        {
            "id": Key(text, needed=True, default=""),
            "version": Key(whole(1, 10_000), needed=True, default=1),
            "langues": Key(some(one_of("fr", "en")), needed=True, default=("fr",)),
            "titre": Key(words, needed=True, default=Words()),
            "credit": Key(words, default=Words()),
            "effectif": Key(_numbers("min", "prevu", "max"), default={}),
            "equipe": Key(_numbers("animation", "support"), default={}),
            "bornes": Key(parts.bounds, needed=True, default=Bounds(0, 0, 0)),
        },
    )


_ROOT = {
    "trame": Key(_header, needed=True, default={}),
    "accompagnement": Key(parts.accompaniment, needed=True),
    "roles": Key(some(parts.role), default=()),
    "avant": Key(some(parts.task), default=()),
    "jour": Key(some(parts.sequence), needed=True, default=()),
    "modules": Key(some(parts.module), default=()),
    "apres": Key(some(parts.task), default=()),
    "questionnaires": Key(parts.questionnaires, default={}),
    "ressources": Key(some(parts.resource), default=()),
}


def _build(values: dict[str, Any]) -> Trame:
    header, accompaniment = values["trame"], values["accompagnement"]
    assert isinstance(accompaniment, Accompaniment)
    return Trame(
        id=header["id"],
        version=header["version"],
        languages=header["langues"],
        title=header["titre"],
        credit=header["credit"],
        people=header["effectif"],
        team=header["equipe"],
        bounds=header["bornes"],
        accompaniment=accompaniment,
        before=values["avant"],
        day=tuple(sorted(values["jour"], key=lambda sequence: (sequence.day, sequence.start))),
        modules=values["modules"],
        after=values["apres"],
        questionnaires=values["questionnaires"],
        resources=values["ressources"],
        roles=values["roles"],
    )
