"""Sharing from any page of the web: a bookmark on a computer, « Partager » on a phone."""

import json

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.utils.translation import gettext as _

from essaim.spaces.pages import seat_path
from essaim.spaces.requests import SeatRequest
from essaim.spaces.rights import for_members


@for_members
def anywhere(request: SeatRequest) -> HttpResponse:
    target = json.dumps(request.build_absolute_uri(request.seat_root + seat_path("resources:new", "link")))
    # Typed by nobody: the address is ours, and what the other page says is encoded in it.
    script = (
        f"javascript:(()=>{{const p=new URLSearchParams({{url:location.href,title:document.title,"
        f"text:String(getSelection())}});open({target}+'?'+p,'_blank')}})()"
    )
    return render(request, "resources/anywhere.html", {"tab": "pages", "bookmark": script.replace(" ", "%20")})


@for_members
def manifest(request: SeatRequest) -> HttpResponse:
    """What a phone needs to put this space among its applications, and in the list of its « Partager »."""
    root = request.seat_root
    told = {
        "name": request.space.title,
        "short_name": "Essaim",
        "description": _("L’espace de travail du groupe"),
        "lang": request.LANGUAGE_CODE,
        "id": root,
        "start_url": root,
        "scope": root,
        # A phone lists nothing in its « Partager » that opens as an ordinary page.
        "display": "minimal-ui",
        "icons": [{"src": static("base/icon.svg"), "sizes": "any", "type": "image/svg+xml", "purpose": "any"}],
        "share_target": {
            "action": root + seat_path("resources:new", "link"),
            "method": "GET",
            "enctype": "application/x-www-form-urlencoded",
            "params": {"url": "url", "title": "title", "text": "text"},
        },
    }
    return JsonResponse(told, content_type="application/manifest+json")
