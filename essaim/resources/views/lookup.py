"""A resource of the seat's space, or 404."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from essaim.resources.models import Resource
from essaim.spaces.requests import SeatRequest


def found(request: SeatRequest, pk: UUID) -> Resource:
    rows: Any = request.space.resources.select_related("author__person", "author__structure", "file")
    resource: Resource = get_object_or_404(rows, pk=pk)
    return resource


def forbidden(request: SeatRequest) -> HttpResponse:
    return render(request, "spaces/forbidden.html", status=403)
