"""Finding again what is in the space."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from essaim.search.index import find
from essaim.spaces.requests import SeatRequest
from essaim.spaces.rights import for_members

LONGEST = 200
AT_ONCE = 20
MOST = 1000
KINDS = {
    "page": _("Page"),
    "board": _("Tableau"),
    "mind_map": _("Carte mentale"),
    "question": _("Question au groupe"),
    "resource": _("Ressource"),
    "sequence": _("Programme"),
    "module": _("Module"),
    "run": _("Ce que nous avons fait"),
    "commitment": _("Engagement"),
    "report": _("Bilan"),
}


@for_members
def search(request: SeatRequest) -> HttpResponse:
    asked = request.GET.get("q", "").strip()[:LONGEST]
    kind = request.GET.get("kind", "")
    kind = kind if kind in KINDS else ""
    told = request.GET.get("from", "")
    start = min(int(told), MOST) if told.isdigit() else 0
    by_team = request.member.can_facilitate()
    found = find(request.space, asked, kind=kind, limit=AT_ONCE + 1, start=start, by_team=by_team)
    page = {
        "tab": "pages",
        "asked": asked,
        "kind": kind,
        "kinds": KINDS.items(),
        "hits": [(KINDS.get(hit.kind, ""), hit) for hit in found[:AT_ONCE]],
        "start": start,
        "more": start + AT_ONCE if len(found) > AT_ONCE else None,
    }
    return render(request, "screens/search.html", page)
