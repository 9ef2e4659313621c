"""What must hold between the parts of a trame."""

from collections import Counter
from collections.abc import Container

import yaml
from django.utils.translation import gettext as _

from essaim.programme.trame.node import Problem, Reading, line
from essaim.programme.trame.shape import SequencePlan, Step, Trame, clock_text


def check(
    reading: Reading,
    root: yaml.Node,
    trame: Trame,
    methods: Container[str] | None,
    questionnaires: Container[str] | None,
) -> None:
    """Add to `reading` what is wrong between the parts: each alone was read well."""
    _bounds(reading, root, trame)
    _sequences(reading, trame)
    _references(reading, trame)
    if methods is not None:
        _methods(reading, trame, methods)
    for name, ref in trame.questionnaires.items():
        if questionnaires is not None and ref.template not in questionnaires:
            sentence = _("questionnaire « %(name)s » inconnu ; attendu un gabarit de cette installation")
            reading.problems.append(Problem(_line_of(root, "questionnaires", name), sentence % {"name": ref.template}))
    if not trame.day:
        sentence = _("la journée est vide ; attendu une séquence au moins")
        reading.problems.append(Problem(_line_of(root, "jour"), sentence))


def _line_of(root: yaml.Node, *path: str) -> int:
    """The line of a key that was read, following `path` from the root."""
    node, found = root, line(root)
    for name in path:
        key, node = next((pair for pair in node.value if pair[0].value == name), (node, node))
        found = line(key)
    return found


def _bounds(reading: Reading, root: yaml.Node, trame: Trame) -> None:
    edges = trame.bounds
    if not edges.arrival <= edges.start < edges.end:
        sentence = _("bornes : attendu l’arrivée, puis le début, puis la fin")
        reading.problems.append(Problem(_line_of(root, "trame", "bornes"), sentence))
        return
    for plan in trame.day:
        if plan.start < edges.arrival or plan.end > edges.end:
            said = {
                "id": plan.id,
                "start": clock_text(plan.start),
                "end": clock_text(plan.end),
                "low": clock_text(edges.arrival),
                "high": clock_text(edges.end),
            }
            sentence = _("« %(id)s » va de %(start)s à %(end)s ; attendu entre %(low)s et %(high)s (bornes)")
            reading.problems.append(Problem(plan.line, sentence % said))


def _sequences(reading: Reading, trame: Trame) -> None:
    for before, after in zip(trame.day, trame.day[1:], strict=False):
        if after.day == before.day and after.start < before.end:
            said = {
                "id": after.id,
                "start": clock_text(after.start),
                "other": before.id,
                "line": before.line,
                "end": clock_text(before.end),
            }
            sentence = _(
                "« %(id)s » commence à %(start)s alors que « %(other)s » (ligne %(line)d) finit à %(end)s ; "
                "attendu des séquences qui ne se chevauchent pas"
            )
            reading.problems.append(Problem(after.line, sentence % said))
    for plan in trame.day:
        _durations(reading, plan)


def _durations(reading: Reading, plan: SequencePlan) -> None:
    if plan.min_minutes > plan.minutes:
        said = {"id": plan.id, "min": plan.min_minutes, "minutes": plan.minutes}
        sentence = _("« %(id)s » : le minimum (%(min)d min) dépasse la durée ; attendu %(minutes)d min au plus")
        reading.problems.append(Problem(plan.line, sentence % said))
    if plan.max_minutes is not None and plan.max_minutes < plan.minutes:
        said = {"id": plan.id, "max": plan.max_minutes, "minutes": plan.minutes}
        sentence = _("« %(id)s » : le maximum (%(max)d min) est sous la durée ; attendu %(minutes)d min au moins")
        reading.problems.append(Problem(plan.line, sentence % said))
    total = sum(step.minutes for step in plan.steps)
    if total > plan.minutes:
        said = {"id": plan.id, "total": total, "minutes": plan.minutes}
        sentence = _("« %(id)s » : le déroulé fait %(total)d min ; attendu %(minutes)d min au plus")
        reading.problems.append(Problem(plan.line, sentence % said))


def _references(reading: Reading, trame: Trame) -> None:
    known = {module.id for module in trame.modules}
    for plan in trame.day:
        for name in plan.modules:
            if name not in known:
                said = {"name": name, "known": ", ".join(sorted(known)) or "–"}
                sentence = _("module « %(name)s » inconnu ; attendu l’un de : %(known)s")
                reading.problems.append(Problem(plan.line, sentence % said))
    for module in trame.modules:
        if module.min_people > module.max_people:
            sentence = _("« %(id)s » : le minimum de personnes dépasse le maximum ; attendu min ≤ max")
            reading.problems.append(Problem(module.line, sentence % {"id": module.id}))
    plans = [(plan.id, plan.line) for plan in (*trame.day, *trame.modules)]
    twice = Counter(name for name, _line in plans)
    for name, where in plans:
        if twice[name] > 1:
            sentence = _("l’identifiant « %(id)s » sert deux fois ; attendu un identifiant par séquence ou module")
            reading.problems.append(Problem(where, sentence % {"id": name}))


def _methods(reading: Reading, trame: Trame, methods: Container[str]) -> None:
    steps: list[Step] = [step for plan in (*trame.day, *trame.modules) for step in plan.steps]
    for step in steps:
        if step.method not in methods:
            sentence = _(
                "méthode « %(name)s » inconnue ; attendu une méthode installée, ou « free » (une question, une horloge)"
            )
            reading.problems.append(Problem(step.line, sentence % {"name": step.method}))
