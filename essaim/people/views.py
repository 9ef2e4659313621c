"""Signing in for a team: an address, then the code it receives."""

from urllib.parse import urlencode

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from essaim.base.errors import refusals_shown_in
from essaim.people import signin
from essaim.people.models import Person

COOKIE = "team"
AFTER_SIGN_IN = "/equipe/"


class AddressForm(forms.Form):
    email = forms.EmailField(
        label=_("Votre adresse e-mail"),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": _("Écrivez l’adresse e-mail que votre équipe connaît."),
            "invalid": _("Cette adresse n’est pas complète. Exemple : amina@exemple.org"),
        },
    )


class CodeForm(forms.Form):
    email = forms.EmailField(widget=forms.HiddenInput)
    code = forms.CharField(
        label=_("Le code reçu par e-mail"),
        max_length=12,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
        error_messages={"required": _("Recopiez les six chiffres.")},
    )


def sign_in(request: HttpRequest) -> HttpResponse:
    form = AddressForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        signin.send_code(form.cleaned_data["email"])
        return redirect("/connexion/code?" + urlencode({"email": form.cleaned_data["email"]}))
    return render(request, "people/sign_in.html", {"form": form}, status=422 if form.errors else 200)


def sign_in_code(request: HttpRequest) -> HttpResponse:
    form = CodeForm(request.POST or None, initial={"email": request.GET.get("email", "")})
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            secret = signin.check_code(form.cleaned_data["email"], form.cleaned_data["code"])
            return remember(request, HttpResponseRedirect(AFTER_SIGN_IN), secret)
    return render(request, "people/code.html", {"form": form}, status=422 if form.errors else 200)


def remember(request: HttpRequest, response: HttpResponse, secret: str) -> HttpResponse:
    """Sign this browser in."""
    lives = int(signin.SESSION_LIVES.total_seconds())
    response.set_cookie(COOKIE, secret, max_age=lives, httponly=True, samesite="Lax", secure=request.is_secure())
    return response


def signed_in(request: HttpRequest) -> Person | None:
    return signin.person_of(request.COOKIES.get(COOKIE, ""))


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    signin.end_session(request.COOKIES.get(COOKIE, ""))
    response = redirect("/")
    response.delete_cookie(COOKIE)
    return response
