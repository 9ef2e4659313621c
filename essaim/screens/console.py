"""The facilitator's desk: the day, what the group expects, who is here, what was made, the phase, the report."""

import datetime as dt
from datetime import date, datetime

from django import forms
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from essaim.base import ids
from essaim.base.errors import Refused, refusals_shown_in
from essaim.spaces import phases, seats
from essaim.spaces.addresses import public_address
from essaim.spaces.changes import change
from essaim.spaces.invitations import invite, shown_link, wall_link
from essaim.spaces.joining import join_details, qr
from essaim.spaces.models import Space
from essaim.spaces.models.member import Role
from essaim.spaces.pages import to_page
from essaim.spaces.requests import SeatRequest
from essaim.spaces.rights import for_facilitators

REHEARSED_DAYS = 400
"""How far from the day a rehearsal may go: beyond the memory, no further."""


@for_facilitators
def console(request: SeatRequest) -> HttpResponse:
    return render(request, "screens/console.html", {"tab": "console", **join_details(request)})


class PersonForm(forms.Form):
    input_id = forms.UUIDField(widget=forms.HiddenInput)
    name = forms.CharField(
        label=_("Prénom et nom"), max_length=80, error_messages={"required": _("Écrivez le nom de la personne.")}
    )
    structure = forms.CharField(
        label=_("Structure"), max_length=80, required=False, widget=forms.TextInput(attrs={"list": "structures"})
    )
    email = forms.EmailField(
        label=_("Adresse e-mail"),
        required=False,
        error_messages={"invalid": _("Cette adresse n’est pas complète. Exemple : bruno@exemple.org")},
        help_text=_("Pour lui envoyer son lien ; jamais montrée aux autres."),
    )
    role = forms.ChoiceField(label=_("Rôle"), choices=Role.choices, initial=Role.PARTICIPANT)


@for_facilitators
def people(request: SeatRequest) -> HttpResponse:
    """Adding people, sending links, marking who is here."""
    space = request.space
    shown = {"tab": "console", "structures": space.structures.order_by("folded"), "link": ""}
    form = PersonForm(initial={"input_id": ids.uuid7()})
    act = request.POST.get("act", "")
    if act == "add":
        form = PersonForm(request.POST)
        if form.is_valid():
            with refusals_shown_in(form):
                given = form.cleaned_data
                with change(space, by=request.member) as journal:
                    seats.add_member(
                        journal,
                        given["name"],
                        structure=given["structure"],
                        email=given["email"],
                        role=given["role"],
                        member_id=given["input_id"],
                    )
                return to_page(request, "console_people")
    elif act == "send":
        shown["sent"] = invite(space, by=request.member, address=public_address(request))
    elif act == "wall":
        shown["link"] = wall_link(space, address=public_address(request))
    elif act in ("arrive", "leave", "link"):
        someone = get_object_or_404(space.members, pk=ids.read(request.POST.get("member", "")))
        if act == "arrive":
            seats.arrive(someone)
        elif act == "leave":
            seats.leave(someone, by=request.member)
        elif act == "link":
            shown["link"] = shown_link(space, someone, address=public_address(request))
            shown["link_for"] = someone
            shown["link_qr"] = qr(shown["link"], _("QR code du lien de {name}").format(name=someone.name))
        if act != "link":
            return to_page(request, "console_people")
    shown["form"] = form
    return render(request, "screens/people.html", shown, status=422 if form.errors else 200)


class SpaceSettingsForm(forms.Form):
    title = forms.CharField(label=_("Titre"), max_length=160)
    day = forms.DateField(
        label=_("Jour de la rencontre"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Choisissez une date, par exemple 2027-03-18.")},
    )
    place_name = forms.CharField(label=_("Lieu"), max_length=160, required=False)
    join_open = forms.BooleanField(label=_("On peut entrer avec le code affiché dans la salle"), required=False)


@for_facilitators
def space_settings(request: SeatRequest) -> HttpResponse:
    space = request.space
    form = SpaceSettingsForm(request.POST or None, initial=_described(space))
    if request.method == "POST" and form.is_valid():
        with change(space, by=request.member) as journal:
            journal.edit(space, "space.described", "space", "now", "programme", **form.cleaned_data)
        return to_page(request, "console_space")
    return _settings_page(request, form=form)


def _settings_page(
    request: SeatRequest, *, form: "SpaceSettingsForm | None" = None, clock_form: "ClockForm | None" = None
) -> HttpResponse:
    space = request.space
    shown = {
        "tab": "console",
        "form": form or SpaceSettingsForm(initial=_described(space)),
        "clock_form": clock_form or ClockForm(None, space=space),
    }
    wrong = any(one is not None and one.errors for one in (form, clock_form))
    return render(request, "screens/space.html", shown, status=422 if wrong else 200)


def _described(space: Space) -> dict[str, object]:
    return {name: getattr(space, name) for name in SpaceSettingsForm.base_fields}


@for_facilitators
@require_POST
def phase(request: SeatRequest) -> HttpResponse:
    try:
        phases.go_to(request.space, request.POST.get("phase", ""), by=request.member)
    except Refused as refusal:
        return render(request, "spaces/refused.html", {"reason": refusal.message}, status=422)
    return to_page(request, "console")


class ClockForm(forms.Form):
    """The time that the space lives at, in its own time zone."""

    day = forms.DateField(
        label=_("Jour"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": _("Choisissez un jour."),
            "invalid": _("Choisissez une date, par exemple 2027-03-18."),
        },
    )
    time = forms.TimeField(
        label=_("Heure"),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={
            "required": _("Choisissez une heure."),
            "invalid": _("Choisissez une heure, par exemple 09:05."),
        },
    )

    def __init__(self, data: QueryDict | None, *, space: Space) -> None:
        now = space.local_now()
        super().__init__(data, initial={"day": now.date(), "time": now.time()}, prefix="clock")
        self.space = space

    def clean_day(self) -> date:
        day: date = self.cleaned_data["day"]
        if abs((day - self.space.day).days) > REHEARSED_DAYS:
            raise forms.ValidationError(_("Choisissez un jour à moins de 400 jours de la rencontre."))
        return day

    def moment(self) -> datetime:
        time: dt.time = self.cleaned_data["time"]
        return self.space.at(self.cleaned_data["day"], time.hour * 60 + time.minute)


@for_facilitators
@require_POST
def clock(request: SeatRequest) -> HttpResponse:
    """Rehearse: the space lives at the time that is given, or at the real one again."""
    if request.POST.get("act") == "real":
        phases.set_clock(request.space, None, by=request.member)
        return to_page(request, "console_space")
    form = ClockForm(request.POST, space=request.space)
    if not form.is_valid():
        return _settings_page(request, clock_form=form)
    phases.set_clock(request.space, form.moment(), by=request.member)
    return to_page(request, "console_space")
