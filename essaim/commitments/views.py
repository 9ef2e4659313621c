"""Pages of commitments."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST

from essaim.base import ids
from essaim.base.errors import Refused, refusals_shown_in
from essaim.commitments import actions
from essaim.commitments.forms import CommitmentForm, FollowForm
from essaim.commitments.models import Commitment
from essaim.runs.models import Run
from essaim.runs.now import live_runs
from essaim.spaces import handovers
from essaim.spaces.pages import to_page
from essaim.spaces.requests import SeatRequest
from essaim.spaces.rights import for_members


@for_members
def index(request: SeatRequest) -> HttpResponse:
    drafts = handovers.waiting(request.space, "commitment_draft").filter(author=request.member)
    return render(request, "commitments/list.html", {"tab": "commitments", "drafts": drafts})


@for_members
def new(request: SeatRequest) -> HttpResponse:
    draft = _draft(request)
    initial = {"input_id": ids.uuid7(), "draft": draft.pk if draft else None, "what": draft.title if draft else ""}
    form = CommitmentForm(request.POST or None, space=request.space, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = {name: value for name, value in form.cleaned_data.items() if name != "draft"}
        with refusals_shown_in(form):
            made = actions.commit(request.member, **{**given, "partners": list(given["partners"])}, draft=draft)
            run = _run(request)
            return to_page(request, "runs:show", run.pk) if run else to_page(request, "commitments:show", made.pk)
    page = {"tab": "commitments", "form": form, "run": _run(request)}
    return render(request, "commitments/form.html", page, status=422 if form.errors else 200)


def _run(request: SeatRequest) -> Run | None:
    """The run that led here, to go back to it."""
    wanted = request.GET.get("run", "")
    return next((run for run in live_runs(request.space) if str(run.pk) == wanted), None)


def _draft(request: SeatRequest) -> Any:
    try:
        wanted = UUID(request.POST.get("draft") or request.GET.get("draft") or "")
    except ValueError:
        return None
    return handovers.waiting(request.space, "commitment_draft").filter(author=request.member, pk=wanted).first()


def _found(request: SeatRequest, pk: UUID) -> Commitment:
    found: Commitment = get_object_or_404(
        request.space.commitments.select_related("author__person", "author__structure"), pk=pk
    )
    return found


@for_members
def show(request: SeatRequest, pk: UUID) -> HttpResponse:
    return _shown(request, _found(request, pk), FollowForm())


def _shown(
    request: SeatRequest, commitment: Commitment, form: FollowForm, refused: str = "", status: int = 200
) -> HttpResponse:
    page = {
        "tab": "commitments",
        "commitment": commitment,
        "form": form,
        "refused": refused,
        "mine": commitment.author_id == request.member.pk,
        "signed": any(p.member_id == request.member.pk for p in commitment.partners.all()),
    }
    return render(request, "commitments/show.html", page, status=status)


@for_members
def edit(request: SeatRequest, pk: UUID) -> HttpResponse:
    commitment = _found(request, pk)
    if commitment.author_id != request.member.pk:
        raise Http404
    names = ["what", "first_step", "due", "support", "visibility"]
    initial = {name: getattr(commitment, name) for name in names} | {
        "input_id": commitment.pk,
        "partners": [partner.structure_id for partner in commitment.partners.all() if partner.structure_id],
    }
    form = CommitmentForm(request.POST or None, space=request.space, initial=initial)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            given = {name: form.cleaned_data[name] for name in names}
            actions.revise(commitment, request.member, **given, partners=list(form.cleaned_data["partners"]))
            return to_page(request, "commitments:show", pk)
    page = {"tab": "commitments", "form": form, "commitment": commitment}
    return render(request, "commitments/form.html", page, status=422 if form.errors else 200)


@for_members
@require_POST
def cosignature(request: SeatRequest, pk: UUID) -> HttpResponse:
    commitment = _found(request, pk)
    try:
        actions.cosign(commitment, request.member, input_id=_input_id(request))
    except Refused as refusal:
        return _shown(request, commitment, FollowForm(), refusal.message, 409)
    return to_page(request, "commitments:show", pk)


@for_members
@require_POST
def follow(request: SeatRequest, pk: UUID) -> HttpResponse:
    commitment = _found(request, pk)
    form = FollowForm(request.POST)
    if form.is_valid():
        with refusals_shown_in(form):
            actions.follow(commitment, request.member, **form.cleaned_data)
            return to_page(request, "commitments:show", pk)
    return _shown(request, commitment, form, status=422)


@for_members
@require_POST
def withdrawal(request: SeatRequest, pk: UUID) -> HttpResponse:
    commitment = _found(request, pk)
    try:
        actions.withdraw(commitment, request.member)
    except Refused as refusal:
        return _shown(request, commitment, FollowForm(), refusal.message, 403)
    return to_page(request, "commitments:list")


def _input_id(request: SeatRequest) -> UUID:
    try:
        return UUID(request.POST.get("input_id", ""))
    except ValueError:
        return ids.uuid7()
