"""A published page, for anyone who has its address: read-only, with its authors and its licence."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from essaim.pages import public


def show(request: HttpRequest, key: str) -> HttpResponse:
    found = public.published(key)
    if found is None:
        return render(request, "pages/public_gone.html", status=404)
    page = found.page
    response = render(request, "pages/public.html", public.shown(found) | {"page": page, "publication": found})
    if not found.is_indexed:
        response["X-Robots-Tag"] = "noindex, nofollow"
    return response
