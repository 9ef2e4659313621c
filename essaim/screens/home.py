"""A person's pages over several subjects: now, what was written, the group."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from essaim.activities import places
from essaim.screens.everything import productions
from essaim.spaces.pages import seat_path
from essaim.spaces.requests import SeatRequest
from essaim.spaces.rights import for_members


@for_members
def home(request: SeatRequest) -> HttpResponse:
    return render(request, "screens/home.html", {"tab": "home"})


@for_members
def written(request: SeatRequest) -> HttpResponse:
    return render(
        request,
        "screens/written.html",
        {"tab": "pages", "productions": productions(request.space), "places": _places()},
    )


def _places() -> list[tuple[str, str, str]]:
    """Where things are written: address, name, what is found there."""
    programme = (seat_path("programme:show"), _("Programme"), _("La journée, heure par heure"))
    report = (seat_path("report:index"), _("Bilan"), _("Ce que l’accompagnement laisse"))
    return [*places(), programme, report]


@for_members
def group(request: SeatRequest) -> HttpResponse:
    """Who is in the space. Names are those people gave; addresses are never shown."""
    members = request.space.members.select_related("person", "structure").order_by("person__folded")
    return render(request, "screens/group.html", {"tab": "group", "members": members})
