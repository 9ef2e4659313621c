"""What the editor of a text asks for beside its socket: its pass, names, pictures, who wrote, its keeper."""

from functools import cache
from pathlib import Path
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from essaim.base.blocks import Embed
from essaim.base.errors import Refused
from essaim.documents import api, convert, embeds, names, pictures
from essaim.documents.models import Document
from essaim.files import storing
from essaim.spaces.requests import SeatRequest
from essaim.spaces.rights import for_members, for_wall_too

KEEPER = Path(__file__).parent / "static" / "documents" / "keeper.js"


def _found(request: HttpRequest, pk: UUID) -> Document:
    found: Document = get_object_or_404(request.space.documents, pk=pk)  # type: ignore[attr-defined]
    if not found.can_open(request.member):  # type: ignore[attr-defined]
        raise Http404
    return found


@require_GET
@for_members
def token(request: SeatRequest, pk: UUID) -> HttpResponse:
    return JsonResponse({"token": api.token(_found(request, pk), request.member)})


@require_GET
@for_members
def completion(request: SeatRequest) -> HttpResponse:
    """People or pages whose name holds what was typed."""
    look = names.people_like if request.GET.get("kind") == "people" else names.pages_like
    return JsonResponse({"found": look(request.space, request.GET.get("q", "")[:80])})


@require_GET
@for_members
def authors(request: SeatRequest, pk: UUID) -> HttpResponse:
    """Whose browser each Yjs client is, and how to show each person."""
    clients, people = api.hands_of(_found(request, pk))
    shown = {member.pk.hex: {"name": member.name, "tone": n % names.HANDS} for n, member in enumerate(people)}
    shown[""] = {"name": _("Modèle, import ou sans nom connu"), "tone": "none"}
    return JsonResponse({"clients": {str(client): member.hex for client, member in clients.items()}, "people": shown})


@require_POST
@for_members
def picture_new(request: SeatRequest, pk: UUID) -> HttpResponse:
    document = _found(request, pk)
    upload = request.FILES.get("picture")
    if not document.can_write(request.member):
        return JsonResponse({"error": _("Vous lisez cette page sans pouvoir y écrire.")}, status=403)
    if upload is None:
        return JsonResponse({"error": _("Choisissez une image.")}, status=422)
    try:
        kept = pictures.keep(request.member, upload)
    except Refused as refusal:
        return JsonResponse({"error": str(refusal.message)}, status=422)
    return JsonResponse({"src": kept.src, "width": kept.width, "height": kept.height}, status=201)


@require_GET
@for_wall_too
def picture(request: SeatRequest, pk: UUID) -> HttpResponseBase:
    return storing.given(get_object_or_404(pictures.of(request.space), pk=pk))


@require_GET
@for_members
def embed(request: SeatRequest, pk: UUID) -> HttpResponse:
    """A page of ours that holds one of another site: only what the text names, only for whoever pressed."""
    address = request.GET.get("address", "")
    blocks = convert.all_blocks(api.blocks_of(_found(request, pk)))
    held = next((b for b in blocks if isinstance(b, Embed) and b.href == address), None)
    frame = embeds.framed(held.href) if held else None
    if held is None or frame is None:
        said = _("Ce contenu n’est plus dans la page. Rechargez-la.")
        refusal = render(request, "spaces/refused.html", {"reason": said}, status=422)
        refusal["Content-Security-Policy"] = "default-src 'self'; frame-ancestors 'self'"
        return refusal
    page = {"frame": frame, "title": held.title or held.host}
    response = render(request, "documents/embed.html", page)
    response["Content-Security-Policy"] = (
        f"default-src 'none'; style-src 'self'; frame-src {frame.source}; frame-ancestors 'self'; base-uri 'none'; "
        "form-action 'none'"
    )
    return response


@cache
def _keeper() -> str:
    return KEEPER.read_text("utf-8")


@require_GET
@for_members
def keeper(request: SeatRequest) -> HttpResponse:
    """The service worker of this seat's pages. It lives under the seat: it can hold no other seat's."""
    response = HttpResponse(_keeper(), content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = "no-cache"
    return response
