"""The room's screen: what is happening, big; between two runs, the programme."""

from django.http import HttpResponse
from django.shortcuts import render

from essaim.spaces.joining import join_details
from essaim.spaces.requests import SeatRequest
from essaim.spaces.rights import for_wall_too


@for_wall_too
def wall(request: SeatRequest) -> HttpResponse:
    """One page for the whole day: it follows the run that is open, by itself."""
    return render(request, "screens/wall.html", join_details(request))
