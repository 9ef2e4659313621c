"""From a trame to a space's programme."""

from typing import Any

from essaim.base import ids, order
from essaim.programme.models import Module, ProgrammeVersion, Sequence
from essaim.programme.snapshot import snapshot
from essaim.programme.trame.shape import ModulePlan, SequencePlan, Step, Trame
from essaim.spaces.changes import Journal

_WORDED = ("title", "objective", "text", "production")


def found_programme(
    journal: Journal, space: Any, trame: Trame, language: str = "", *, number: int = 1
) -> list[Sequence]:
    """Give `space` the days and the modules of `trame`, as a version. Within the caller's change."""
    language = (language or space.language)[:2]
    places = order.spread(len(trame.day))
    sequences = [_sequence(journal, plan, place, language) for plan, place in zip(trame.day, places, strict=True)]
    journal.edit(space, "space.days_counted", lasts_days=max((one.day for one in sequences), default=0) + 1)
    of_modules = next((one for one in sequences if one.kind == "modules"), None)
    for module, place in zip(trame.modules, order.spread(len(trame.modules)), strict=True):
        _module(journal, module, place, language, of_modules)
    version = ProgrammeVersion(space=space, number=number, snapshot=snapshot(sequences), at=space.now())
    journal.add(version, "programme.version_published", "programme", "modules")
    return sequences


def _sequence(journal: Journal, plan: SequencePlan, place: str, language: str) -> Sequence:
    row = Sequence(
        space=journal.space,
        place=place,
        start=plan.start,
        minutes=plan.minutes,
        min_minutes=plan.min_minutes,
        fixed=plan.fixed,
        kind=plan.kind,
        day=plan.day,
        max_minutes=plan.max_minutes,
        leads=plan.leads[:160],
        room=plan.room[:80],
        material=plan.material[:500],
        source=plan.source[:60],
        steps=[_step(step) for step in plan.steps],
        **_worded(plan, language),
    )
    return journal.add(row, "sequence.added")


def _module(journal: Journal, plan: ModulePlan, place: str, language: str, sequence: Sequence | None) -> Module:
    row = Module(
        space=journal.space,
        sequence=sequence,
        place=place,
        host=plan.host.said(language)[:80],
        room=plan.room.said(language)[:80],
        min_people=plan.min_people,
        max_people=plan.max_people,
        steps=[_step(step) for step in plan.steps],
        **_worded(plan, language),
    )
    return journal.add(row, "module.offered")


def _step(step: Step) -> dict[str, Any]:
    return {"id": str(ids.uuid7()), **step.as_json()}


def _worded(plan: SequencePlan | ModulePlan, language: str) -> dict[str, Any]:
    """The words in the space's language, and those of the other one beside."""
    other = "en" if language == "fr" else "fr"
    words = {name: getattr(plan, name) for name in _WORDED}
    translated = {name: said.said(other) for name, said in words.items() if said.said(other) != said.said(language)}
    said = {other: translated} if translated else {}
    return {name: _fitting(name, text.said(language)) for name, text in words.items()} | {"said": said}


def _fitting(name: str, text: str) -> str:
    return text[: {"title": 160, "production": 300}.get(name, 10_000)]
