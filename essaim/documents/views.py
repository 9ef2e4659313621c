"""The pass of an editor, asked for again before it ends."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from essaim.documents import api
from essaim.spaces.rights import for_members


@require_GET
@for_members
def token(request: HttpRequest, pk: str) -> HttpResponse:
    document = get_object_or_404(request.space.documents, pk=pk)  # type: ignore[attr-defined]
    return JsonResponse({"token": api.token(document, request.member)})  # type: ignore[attr-defined]
