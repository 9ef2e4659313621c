"""The list of resources."""

from django.http import HttpResponse
from django.shortcuts import render

from essaim.resources.listing import Filter, listed
from essaim.spaces.requests import SeatRequest
from essaim.spaces.rights import for_members


@for_members
def index(request: SeatRequest) -> HttpResponse:
    asked = Filter.read(request.GET)
    page = {"tab": "pages", "asked": asked}
    if not asked.is_first_page_of_all:
        page["listing"] = listed(request.space, asked, request.member)
    return render(request, "resources/list.html", page)
