"""From the steps of a sequence or of a module to runs of their methods, or to the page of the activity they name."""

import uuid
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from essaim.base.errors import Refused
from essaim.programme.day import PAST, the_day
from essaim.programme.models import Module, Sequence
from essaim.runs import actions as engine
from essaim.runs.models import Run
from essaim.runs.registry import methods
from essaim.spaces import handovers
from essaim.spaces.models import Member, Space
from essaim.spaces.pages import seat_path

# Steps that are lived on a page of their own rather than in a run: their name, and that page.
PAGES = {
    "modules": (gettext_lazy("Modules au choix"), "programme:modules"),
    "hot_evaluation": (gettext_lazy("Évaluation à chaud"), "questionnaires:hot"),
}
OPTIONS = 30


def method_choices(steps: Iterable[dict[str, Any]] = ()) -> list[tuple[str, str]]:
    """What a step may be, by key. What `steps` already use stays: a method that is not installed runs free."""
    found = {key: str(method.name) for key, method in methods().items()}
    found |= {key: str(name) for key, (name, _page) in PAGES.items()}
    return list(({step["method"]: step["method"] for step in steps} | {"free": _("Libre")} | found).items())


def known_methods() -> set[str]:
    """What a trame may name in a `deroule`: to check one before it is used."""
    return {key for key, _name in method_choices()}


def method_name(key: str) -> str:
    if key in PAGES:
        return str(PAGES[key][0])
    found = methods().get(key)
    return str(found.name) if found else ""


def run_id(subject: Sequence | Module, step: str) -> uuid.UUID:
    """The identity of the run of a step: pressed twice, or from two consoles, it is the same run."""
    return uuid.uuid5(subject.pk, f"run of {step}")


def launch(subject: Sequence | Module, step: dict[str, Any], *, by: Member) -> Run:
    """Prepare the run of a step (shown, in the reader's language). Raises `Refused` when it needs more words first."""
    space: Space = subject.space
    method = step["method"]
    title = step["title"] or step["question"] or subject.shown_title
    params = {**_params(space, step), **step.get("params", {})}
    return engine.prepare(
        space,
        by=by,
        method=method,
        title=title,
        params=params,
        subject=subject.pk,
        input_id=run_id(subject, step["id"]),
    )


def _params(space: Space, step: dict[str, Any]) -> dict[str, Any]:
    """What the step says, by the names its method gives to its parameters."""
    found = methods().get(step["method"])
    names = set(getattr(found.params, "__dataclass_fields__", ())) if found else {"question"}
    said: dict[str, Any] = {"question": step["question"], "guide": step["card"]}
    if step["method"] == "free":
        said["minutes"] = step["minutes"]
    if step["method"] == "programme_validation":
        said["items"] = _items(space)
    if step["method"] == "dots":
        notes = [note.title for note in handovers.waiting(space, "note")]
        if len(notes) < 2:
            raise Refused(_("Donnez les options entre lesquelles choisir."), code="needs_words")
        said["options"] = notes[-OPTIONS:]
    if step["method"] == "consent":
        raise Refused(_("Écrivez la proposition, et qui la porte."), code="needs_words")
    return {name: value for name, value in said.items() if name in names}


def _items(space: Space) -> list[dict[str, str]]:
    """The sequences still to come: what the group can still change."""
    return [
        {"id": str(line.sequence.pk), "title": line.sequence.shown_title, "time": line.sequence.time}
        for line in the_day(space).lines
        if line.state != PAST
        and not line.sequence.is_pause
        and not any(step["method"] == "programme_validation" for step in line.sequence.steps)
    ]


def form_address(subject: Sequence | Module, step: dict[str, Any]) -> str:
    """The form of the method, with what the step already says."""
    said = {
        "method": step["method"],
        "subject": str(subject.pk),
        "title": step["title"] or step["question"],
        "question": step["question"],
        "aim": step["question"],
    }
    return seat_path("runs:new") + "?" + urlencode(said)


def runs_of(subject: Sequence | Module) -> list[Run]:
    return list(subject.space.runs.filter(subject_ref=subject.pk).order_by("created_at"))


def course(subject: Sequence | Module) -> list[dict[str, Any]]:
    """The steps as shown, each with its run when it has one, or the page where it is lived."""
    by_id = {run.pk: run for run in runs_of(subject)}
    steps = []
    for step in subject.shown_steps:
        page = seat_path(PAGES[step["method"]][1]) if step["method"] in PAGES else ""
        run = by_id.pop(run_id(subject, step["id"]), None)
        steps.append({**step, "page": page, "run": run, "method_name": method_name(step["method"])})
    others = [{"title": run.title, "run": run, "method_name": method_name(run.method)} for run in by_id.values()]
    return steps + others
