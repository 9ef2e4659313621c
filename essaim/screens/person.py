"""One person as their team keeps them: who they are, their role, their ways in; and cards to print for all."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from essaim.base.errors import refusals_shown_in
from essaim.screens.console import PersonForm
from essaim.spaces import seats
from essaim.spaces.addresses import public_address
from essaim.spaces.invitations import cards
from essaim.spaces.joining import qr
from essaim.spaces.models import Member
from essaim.spaces.pages import to_page
from essaim.spaces.requests import SeatRequest
from essaim.spaces.rights import for_facilitators


class OnePersonForm(PersonForm):
    input_id = None


@for_facilitators
def person(request: SeatRequest, pk: UUID) -> HttpResponse:
    """Correcting someone, giving them another role, closing their links and phones, taking them out."""
    someone = get_object_or_404(request.space.members.select_related("person", "structure"), pk=pk)
    act = request.POST.get("act", "")
    if act in ("close", "remove") and someone != request.member:
        _close(someone, by=request.member, removes=act == "remove")
        return to_page(request, "console_people")
    form = OnePersonForm(request.POST if act == "describe" else None, initial=_described(someone))
    if act == "describe" and form.is_valid():
        with refusals_shown_in(form):
            seats.describe(someone, by=request.member, **form.cleaned_data)
            return to_page(request, "console_people")
    page = {
        "tab": "console",
        "form": form,
        "someone": someone,
        "structures": request.space.structures.order_by("folded"),
    }
    return render(request, "screens/person.html", page, status=422 if form.errors else 200)


def _described(member: Member) -> dict[str, str]:
    return {
        "name": member.name,
        "structure": member.structure_name,
        "email": member.person.email,
        "role": member.role,
    }


def _close(member: Member, *, by: Member, removes: bool) -> None:
    if removes:
        seats.remove_member(member, by=by)
    else:
        seats.close_ways(member, by=by)


@for_facilitators
@require_POST
def people_cards(request: SeatRequest) -> HttpResponse:
    """Names, QR codes and figures, to print, cut out and hand over to those who have no e-mail."""
    made = cards(request.space, address=public_address(request))
    label = _("QR code du lien de {name}")
    shown = [(one, qr(link, label.format(name=one.name))) for one, link in made]
    return render(request, "screens/cards.html", {"tab": "console", "cards": shown})
