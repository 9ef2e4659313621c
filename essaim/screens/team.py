"""A team's own page: its spaces, and a new one."""

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from essaim.base import ids
from essaim.people.models import Person
from essaim.people.teams import let_go, welcome
from essaim.people.views import signed_in
from essaim.screens.founding import SpaceForm, enter_as_facilitator, facilitator_member, found_space, trame_of
from essaim.spaces.addresses import public_address
from essaim.spaces.models import Space
from essaim.spaces.pages import to_seat


def spaces(request: HttpRequest) -> HttpResponse:
    person = signed_in(request)
    if person is None:
        return redirect("people:sign_in")
    return _page(request, person, ColleagueForm())


def _page(request: HttpRequest, person: Person, form: "ColleagueForm", status: int = 200) -> HttpResponse:
    found = Space.objects.filter(team__in=person.teams.all()).select_related("team").order_by("-day")
    team = person.teams.order_by("created_at").first()
    people = team.people.order_by("folded") if team else []
    page = {"person": person, "spaces": found, "team": team, "people": people, "form": form}
    return render(request, "screens/team.html", page, status=status)


class ColleagueForm(forms.Form):
    name = forms.CharField(
        label=_("Prénom et nom"), max_length=80, error_messages={"required": _("Écrivez le nom de la personne.")}
    )
    email = forms.EmailField(
        label=_("Adresse e-mail"),
        help_text=_("Elle y recevra ses codes d’entrée."),
        error_messages={
            "required": _("Écrivez l’adresse où envoyer les codes d’entrée."),
            "invalid": _("Cette adresse n’est pas complète. Exemple : amina@exemple.org"),
        },
    )


@require_POST
def colleagues(request: HttpRequest) -> HttpResponse:
    """Who signs in for the team: welcoming someone, or letting someone go."""
    person = signed_in(request)
    if person is None:
        return redirect("people:sign_in")
    team = person.teams.order_by("created_at").first()
    if team is None:
        raise Http404
    gone = request.POST.get("gone", "")
    if gone:
        let_go(get_object_or_404(team.people.exclude(pk=person.pk), pk=ids.read(gone)), team)
        return redirect("team")
    form = ColleagueForm(request.POST)
    if not form.is_valid():
        return _page(request, person, form, 422)
    welcome(team, **form.cleaned_data, address=public_address(request) + "/connexion")
    return redirect("team")


def create(request: HttpRequest) -> HttpResponse:
    person = signed_in(request)
    if person is None:
        return redirect("people:sign_in")
    team = person.teams.order_by("created_at").first()
    if team is None:
        raise Http404
    form = SpaceForm(request.POST or None, team=team)
    if request.method == "POST" and form.is_valid():
        space, member = found_space(
            team,
            person,
            title=form.cleaned_data["title"],
            day=form.cleaned_data["day"],
            trame=trame_of(form.cleaned_data["trame"], team),
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
