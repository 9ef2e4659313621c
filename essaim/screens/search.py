"""Finding again what is in the space."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from essaim.search.index import find
from essaim.spaces.requests import SeatRequest
from essaim.spaces.rights import for_members

LONGEST = 200
MOST = 50
KINDS = {
    "page": _("Page"),
    "board": _("Tableau"),
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
    hits = [(KINDS.get(hit.kind, ""), hit) for hit in find(request.space, asked, limit=MOST)]
    page = {"tab": "pages", "asked": asked, "hits": hits, "is_cut": len(hits) == MOST}
    return render(request, "screens/search.html", page)
