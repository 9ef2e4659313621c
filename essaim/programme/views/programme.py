"""The programme as everybody sees it."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from essaim.base import ids
from essaim.programme.actions.versions import history, unpublished
from essaim.programme.day import the_day
from essaim.programme.forms import VersionForm
from essaim.programme.launch import course
from essaim.spaces.joining import join_details
from essaim.spaces.requests import SeatRequest
from essaim.spaces.rights import for_facilitators, for_members, for_wall_too


@for_members
def show(request: SeatRequest) -> HttpResponse:
    return render(request, "programme/show.html", {"tab": "home"})


@for_members
def sequence(request: SeatRequest, pk: UUID) -> HttpResponse:
    """One sequence: what it is for, and its course."""
    found = get_object_or_404(request.space.sequences, pk=pk)
    line = next((line for line in the_day(request.space).lines if line.sequence.pk == found.pk), None)
    page = {"tab": "home", "sequence": found, "line": line, "course": course(found)}
    return render(request, "programme/sequence.html", page)


@for_members
def versions(request: SeatRequest) -> HttpResponse:
    """Every version and what it changed; a facilitator publishes the next one here."""
    changes = unpublished(request.space)
    form = VersionForm(initial={"input_id": ids.uuid7()}) if changes else None
    page = {"tab": "home", "history": history(request.space), "changes": changes, "form": form}
    return render(request, "programme/versions.html", page)


@for_wall_too
def wall(request: SeatRequest) -> HttpResponse:
    return render(request, "programme/wall.html", join_details(request))


@for_facilitators
def console_day(request: SeatRequest) -> HttpResponse:
    """The day on its hours, what the group expects, and what to do about now."""
    return render(request, "programme/console_day.html", {"tab": "console"})
