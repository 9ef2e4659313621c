"""The open link of a questionnaire: whoever has it answers, on a phone of their own or on a shared tablet."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation

from essaim.base import ids
from essaim.base.errors import refusals_shown_in
from essaim.questionnaires import actions
from essaim.questionnaires.models import Questionnaire
from essaim.spaces.doors import came_through, known_seat, remember_seat
from essaim.spaces.forms import JoinForm
from essaim.spaces.models.member import SeatKind
from essaim.spaces.pages import seat_path, to_seat

SHARED = "shared"


def door(request: HttpRequest, key: str) -> HttpResponse:
    """Reading it changes nothing: previews of messages read; a person presses."""
    found = Questionnaire.objects.select_related("space__team").filter(open_key=key).first() if key else None
    if found is None or found.space.deleted_at is not None:
        raise Http404
    is_shared = SHARED in request.GET
    form = JoinForm(_given(request, found), initial={"input_id": ids.uuid7()})
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            opened = actions.come_in(
                found, name=form.cleaned_data["name"], structure=form.cleaned_data["structure"],
                language=translation.get_language() or "fr", member_id=form.cleaned_data["input_id"],
                kind=SeatKind.SHARED if is_shared else SeatKind.PHONE,
            )  # fmt: skip
            response = to_seat(request, opened, seat_path("questionnaires:show", found.pk))
            if is_shared:
                came_through(request, response, f"{request.path}?{SHARED}")
            else:
                remember_seat(request, response, opened, path=request.path)
            return response
    page = {
        "form": form,
        "questionnaire": found,
        "room": found.space,
        "structures": found.space.structures.order_by("folded"),
        "known": "" if is_shared else known_seat(request, found.space, seat_path("questionnaires:show", found.pk)),
        "is_shared": is_shared,
        "action": f"{request.path}?{SHARED}" if is_shared else request.path,
    }
    return render(request, "questionnaires/door.html", page, status=422 if form.errors else 200)


def _given(request: HttpRequest, found: Questionnaire) -> dict[str, object] | None:
    """Nothing is asked of whoever answers anonymously."""
    if request.method != "POST":
        return None
    given = {name: request.POST.get(name, "") for name in ("input_id", "name", "structure")}
    return {**given, "name": "-", "structure": ""} if found.is_anonymous else {**given}
