"""The first page of a new installation: it makes the team, its first facilitator and its first space."""

import hmac

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from essaim.base.errors import refusals_shown_in
from essaim.people.models import Team
from essaim.people.signin import open_session
from essaim.people.views import remember
from essaim.screens.founding import SpaceForm, found_team
from essaim.spaces.pages import to_seat


class FirstRunForm(SpaceForm):
    team = forms.CharField(label=_("Nom de votre équipe ou association"), max_length=80)
    name = forms.CharField(
        label=_("Votre prénom et nom"), max_length=80, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    email = forms.EmailField(
        label=_("Votre adresse e-mail"),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_("Vous y recevrez vos codes d’entrée."),
    )
    field_order = ["team", "name", "email", "title", "day", "trame"]


def first_run_token() -> str:
    """The token that opens this page; "" once a team exists. It follows from the secret: nothing to store."""
    if Team.objects.exists():
        return ""
    return hmac.new(settings.SECRET_KEY.encode(), b"first run", "sha256").hexdigest()[:32]


def first_run(request: HttpRequest) -> HttpResponse:
    token = first_run_token()
    given = request.POST.get("jeton") or request.GET.get("jeton", "")
    if not token:
        return redirect("people:sign_in")
    if not hmac.compare_digest(token.encode(), given.encode()):
        return render(request, "screens/first_run_closed.html", status=404)
    form = FirstRunForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            person, opened = found_team(**form.cleaned_data)
            return remember(request, to_seat(request, opened, "console/"), open_session(person))
    return render(request, "screens/first_run.html", {"form": form, "token": given}, status=422 if form.errors else 200)
