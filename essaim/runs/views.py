"""Pages of a run: phone, console, wall; its inputs and its commands."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from essaim.base import ids
from essaim.base.errors import Refused
from essaim.runs import actions
from essaim.runs.box import box_of
from essaim.runs.forms import NewRunForm
from essaim.runs.log import state_of
from essaim.runs.models import Run
from essaim.runs.registry import method_of, methods
from essaim.runs.showing import common, for_person, found_run
from essaim.spaces.box import keep_secret
from essaim.spaces.joining import join_details
from essaim.spaces.pages import to_page
from essaim.spaces.requests import SeatRequest
from essaim.spaces.rights import for_facilitators, for_members, for_wall_too

LONGEST = 500


def _found(request: SeatRequest, pk: UUID) -> Run:
    return found_run(request.space, pk)


@for_members
def index(request: SeatRequest) -> HttpResponse:
    runs = request.space.runs.order_by("-opened_at", "-created_at")
    return render(request, "runs/list.html", {"tab": "home", "runs": runs, "methods": methods().values()})


@for_facilitators
def new(request: SeatRequest) -> HttpResponse:
    """Prepare a run: the method's own parameters make the form."""
    key = request.POST.get("method") or request.GET.get("method") or "free"
    subject = request.POST.get("subject") or request.GET.get("subject") or ""
    initial = {**request.GET.dict(), "method": key, "subject": subject, "input_id": str(ids.uuid7())}
    form = NewRunForm(request.POST or None, method=key, space=request.space, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            run = actions.prepare(
                request.space, by=request.member, method=key, title=form.cleaned_data["title"], params=form.params(),
                subject=form.cleaned_data["subject"], input_id=form.cleaned_data["input_id"],
            )  # fmt: skip
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
        else:
            return to_page(request, "runs:console", run.pk)
    page = {"tab": "console", "form": form, "method": form.method}
    return render(request, "runs/new.html", page, status=422 if form.errors else 200)


@for_members
def show(request: SeatRequest, pk: UUID) -> HttpResponse:
    return _phone(request, _found(request, pk))


def _phone(request: SeatRequest, run: Run, refusal: Refused | None = None, status: int = 200) -> HttpResponse:
    page = {"tab": "home", "refusal": refusal, "typed": request.POST if refusal else {}}
    return _for_phone(request, run, "runs/show.html", page, status)


@for_members
def island(request: SeatRequest, pk: UUID) -> HttpResponse:
    """The form alone, as the page holds it now."""
    return _for_phone(request, _found(request, pk), "runs/_island.html")


def _for_phone(
    request: SeatRequest, run: Run, template: str, more: dict[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    found = box_of(run, method_of(run.method), state_of(run))
    page = for_person(run, request.member, found.secret(request) if found else "")
    response = render(request, template, {**page, **(more or {})}, status=status)
    if found:
        keep_secret(request, response, found)
    return response


@for_members
def give(request: SeatRequest, pk: UUID, kind: str) -> HttpResponse:
    run = _found(request, pk)
    if request.method != "POST":  # the page of a refusal, read again
        return to_page(request, "runs:show", pk)
    raw = {name: list(values) for name, values in request.POST.lists() if name not in ("input_id", "from")}
    try:
        input_id = UUID(request.POST.get("input_id", ""))
    except ValueError:
        input_id = ids.uuid7()
    from_console = request.POST.get("from") == "console"
    try:
        given = actions.give(run, request.member, kind, raw, input_id=input_id, secret=_secret(request, run))
    except Refused as refusal:
        run.refresh_from_db()
        if from_console and request.member.can_facilitate():
            return _console(request, run, refusal, 422)
        return _phone(request, run, refusal, 422)
    if "X-Island" in request.headers and from_console:
        return HttpResponse(status=204)
    if "X-Island" in request.headers:
        # A page that is alive asks for its form only: the rest of it follows by itself.
        return _for_phone(request, given, "runs/_island.html")
    return to_page(request, "runs:console" if from_console else "runs:show", pk)


@for_members
def signal(request: SeatRequest, pk: UUID) -> HttpResponse:
    """« Plus de temps », « je n’ai pas compris » : two buttons beside the form, whatever is being typed in it."""
    run = _found(request, pk)
    if request.method == "POST":
        try:
            run = actions.signal(run, request.member, request.POST.get("signal", ""), on="off" not in request.POST)
        except Refused as refusal:
            run.refresh_from_db()
            return _phone(request, run, refusal, 422)
        if "X-Island" not in request.headers:
            return to_page(request, "runs:show", pk)
    return _for_phone(request, run, "runs/_signals.html")


def _secret(request: SeatRequest, run: Run) -> str:
    found = box_of(run, method_of(run.method), state_of(run))
    return found.secret(request) if found else ""


@for_facilitators
def console(request: SeatRequest, pk: UUID) -> HttpResponse:
    return _console(request, _found(request, pk))


def _console(request: SeatRequest, run: Run, refusal: Refused | None = None, status: int = 200) -> HttpResponse:
    method, state = method_of(run.method), state_of(run)
    own = method.around_for(run, state, request.member, desk=True)
    page = {**common(run), **own, "tab": "console", "refusal": refusal, "typed": request.POST if refusal else {}}
    return render(request, "runs/console.html", page, status=status)


@for_facilitators
def command(request: SeatRequest, pk: UUID) -> HttpResponse:
    run = _found(request, pk)
    if request.method != "POST":  # the page of a refusal, read again
        return to_page(request, "runs:console", pk)
    name = request.POST.get("command", "")
    if name in ("cancel", "reopen"):  # said with words typed a while ago, on whatever the run has become
        return _ended_otherwise(request, run, name)
    number = {key: request.POST.get(key, "0") for key in ("expected", "seconds")}
    whole = {key: int(value) if value.lstrip("-").isdigit() else -1 for key, value in number.items()}
    try:
        if name == "open":
            actions.open_run(run, by=request.member, expected=whole["expected"])
        else:
            actions.command(
                run, name, by=request.member, expected=whole["expected"], seconds=whole["seconds"],
                phase=request.POST.get("phase", ""), reason=request.POST.get("reason", ""),
            )  # fmt: skip
    except Refused as refusal:
        run.refresh_from_db()
        return _console(request, run, refusal, 409)
    # Steered from the day's page, which shows what is lived.
    return to_page(request, "console") if request.POST.get("from") == "day" else to_page(request, "runs:console", pk)


def _ended_otherwise(request: SeatRequest, run: Run, name: str) -> HttpResponse:
    known = state_of(run).steered
    try:
        actions.command(run, name, by=request.member, expected=known, reason=request.POST.get("reason", "")[:LONGEST])
    except Refused as refusal:
        run.refresh_from_db()
        return _console(request, run, refusal, 422 if refusal.field else 409)
    return to_page(request, "runs:console", run.pk)


@for_facilitators
def roll(request: SeatRequest, pk: UUID) -> HttpResponse:
    """Count someone absent for this run, or put them back."""
    run = _found(request, pk)
    if request.method != "POST":
        return to_page(request, "runs:console", pk)
    member = get_object_or_404(request.space.members, pk=ids.read(request.POST.get("member", "")))
    try:
        actions.move_on_roll(run, member, request.POST.get("how", ""), by=request.member)
    except Refused as refusal:
        run.refresh_from_db()
        return _console(request, run, refusal, 422)
    return to_page(request, "runs:console", pk)


@for_wall_too
def wall(request: SeatRequest, pk: UUID) -> HttpResponse:
    """A screen for this run alone: modules side by side each have theirs."""
    run = _found(request, pk)
    return render(request, "runs/wall.html", {"run": run, "method": method_of(run.method), **join_details(request)})
