"""A team's own page: its spaces, and a new one."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from essaim.people.views import signed_in
from essaim.screens.founding import SpaceForm, enter_as_facilitator, facilitator_member, found_space, read_named
from essaim.spaces.models import Space
from essaim.spaces.pages import to_seat


def spaces(request: HttpRequest) -> HttpResponse:
    person = signed_in(request)
    if person is None:
        return redirect("people:sign_in")
    found = Space.objects.filter(team__in=person.teams.all()).select_related("team").order_by("-day")
    return render(request, "screens/team.html", {"person": person, "spaces": found})


def create(request: HttpRequest) -> HttpResponse:
    person = signed_in(request)
    if person is None:
        return redirect("people:sign_in")
    team = person.teams.order_by("created_at").first()
    if team is None:
        raise Http404
    form = SpaceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        space, member = found_space(
            team,
            person,
            title=form.cleaned_data["title"],
            day=form.cleaned_data["day"],
            trame=read_named(form.cleaned_data["trame"]),
        )
        return to_seat(request, enter_as_facilitator(space, member), "console/")
    return render(request, "screens/team_create.html", {"form": form}, status=422 if form.errors else 200)


@require_POST
def enter(request: HttpRequest, key: str) -> HttpResponse:
    person = signed_in(request)
    if person is None:
        return redirect("people:sign_in")
    space = get_object_or_404(Space, key=key, team__in=person.teams.all())
    return to_seat(request, enter_as_facilitator(space, facilitator_member(space, person)), "console/")
