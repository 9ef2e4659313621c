"""A published page, for anyone who has its address: read-only, with its authors and its licence."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from essaim.files import giving
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


def picture(request: HttpRequest, key: str, pk: UUID) -> HttpResponseBase:
    found = public.published(key)
    stored = public.picture(found, pk) if found else None
    if stored is None:
        raise Http404
    response = giving.given(stored)
    response["X-Robots-Tag"] = "noindex"
    # Revoked, it is soon gone from browsers too.
    response["Cache-Control"] = "private, max-age=300"
    return response
