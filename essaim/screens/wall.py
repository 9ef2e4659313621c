"""The room's screen: what is happening, big; between two runs, the programme."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.http import require_POST

from essaim.base.errors import Refused
from essaim.hall import views as hall
from essaim.hall.models import Mode
from essaim.hall.screens import set_screens
from essaim.live.parts import WALL, PartContext
from essaim.screens.parts import wall as wall_part
from essaim.spaces.joining import join_details
from essaim.spaces.models import Space
from essaim.spaces.pages import to_page
from essaim.spaces.requests import SeatRequest
from essaim.spaces.rights import for_facilitators, for_wall_too


@for_wall_too
def wall(request: SeatRequest) -> HttpResponse:
    """One page for the whole day: it follows the run that is open, by itself."""
    return render(request, "screens/wall.html", join_details(request))


@for_facilitators
@require_POST
def mode(request: SeatRequest) -> HttpResponse:
    """Freeze the hall's screens, darken them, or let them follow again."""
    asked = request.POST.get("mode", "")
    shown = _shown(request.space) if asked == Mode.FROZEN else {}
    try:
        set_screens(request.space, asked, by=request.member, shown=shown)
    except Refused as refusal:
        return hall.page(request, 422, refusal=refusal.message)
    return HttpResponse(status=204) if "X-Island" in request.headers else to_page(request, "hall:room")


def _shown(space: Space) -> dict[str, str]:
    """What the hall's screen shows now, in each language."""
    found = {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            found[language] = wall_part(PartContext(space, "", language, WALL))
    return found
