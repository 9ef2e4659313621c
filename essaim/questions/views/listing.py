"""The list of questions, following all of them, and their screen."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from essaim.base import ids
from essaim.questions import actions
from essaim.questions.actions.asking import is_written
from essaim.questions.actions.passing import watches
from essaim.questions.forms import QuestionForm
from essaim.questions.listing import Filter, listed
from essaim.spaces.joining import join_details
from essaim.spaces.pages import to_page
from essaim.spaces.requests import SeatRequest
from essaim.spaces.rights import for_facilitators, for_members, for_wall_too


@for_members
def index(request: SeatRequest) -> HttpResponse:
    asked = Filter.read(request.GET)
    writes = request.member.can_contribute() and is_written(request.space)
    initial = {"input_id": ids.uuid7(), "about": asked.about}
    page = {
        "tab": "pages",
        "asked": asked,
        "writes": writes,
        "form": QuestionForm(space=request.space, initial=initial) if writes else None,
        "on_screen": request.member.can_facilitate() and actions.shown_on_wall(request.space),
        "follows": watches(request.member, None),
    }
    if not asked.is_first_page_of_all:
        page["listing"] = listed(request.space, asked, request.member)
    return render(request, "questions/list.html", page)


@for_members
@require_POST
def watch_all(request: SeatRequest) -> HttpResponse:
    actions.watch(request.member, None, is_on="not" not in request.POST)
    return to_page(request, "questions:list")


@for_facilitators
@require_POST
def screen(request: SeatRequest) -> HttpResponse:
    """The hall's screen shows them, or no longer."""
    actions.show_on_wall(request.member, is_on="not" not in request.POST)
    return to_page(request, "questions:list")


@for_wall_too
def wall(request: SeatRequest) -> HttpResponse:
    return render(request, "questions/wall.html", join_details(request))
