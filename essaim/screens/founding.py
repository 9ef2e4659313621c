"""Making a space from a trame: everything a facilitator needs, in one act."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from essaim.base import clock, ids
from essaim.base.db import writing
from essaim.base.errors import Refused
from essaim.base.text import one_line
from essaim.people.models import Person, Team
from essaim.programme.founding import found_programme
from essaim.programme.models import SavedTrame
from essaim.programme.trame import Trame, available_trames, read_named, read_trame
from essaim.questionnaires.actions import found_questionnaires
from essaim.resources.founding import found_resources
from essaim.spaces.changes import change
from essaim.spaces.models import Member, Space
from essaim.spaces.models.member import Role, SeatKind
from essaim.spaces.seats import OpenedSeat, add_member, new_join_code, open_seat


class SpaceForm(forms.Form):
    title = forms.CharField(label=_("Titre de l’accompagnement"), max_length=160)
    day = forms.DateField(
        label=_("Jour de la rencontre"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Choisissez une date, par exemple 2027-03-18.")},
    )
    trame = forms.ChoiceField(label=_("Trame de départ"), help_text=_("Tout pourra être changé ensuite."))

    def __init__(self, *args: Any, team: Team | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kept = SavedTrame.objects.filter(team=team) if team else []
        choices = [*available_trames(get_language() or "fr"), *((str(one.pk), one.title) for one in kept)]
        self.fields["trame"].choices = choices  # type: ignore[attr-defined]

    def clean_day(self) -> date:
        day: date = self.cleaned_data["day"]
        if not clock.now().date() - timedelta(days=366) <= day <= clock.now().date() + timedelta(days=3 * 366):
            raise forms.ValidationError(_("Cette date est trop loin. Vérifiez l’année."))
        return day


def trame_of(chosen: str, team: Team) -> Trame:
    """One of those that come with Essaim, or one that the team kept."""
    kept = SavedTrame.objects.filter(team=team, pk=ids.read(chosen)).first()
    return read_trame(kept.text) if kept else read_named(chosen)


def found_team(*, team: str, name: str, email: str, title: str, day: date, trame: str) -> tuple[Person, OpenedSeat]:
    """The first team, its first facilitator, and their first space with a seat in it."""
    with writing():
        if Team.objects.exists():
            raise Refused(gettext("Une équipe existe déjà : entrez avec votre adresse e-mail."))
        made = Team.objects.create(name=one_line(team)[:80])
        person = Person.objects.create(
            name=one_line(name)[:80], email=email.strip().lower(), language=get_language() or "fr"
        )
        made.people.add(person)
    space, member = found_space(made, person, title=title, day=day, trame=read_named(trame))
    return person, enter_as_facilitator(space, member)


def found_space(
    team: Team, person: Person, *, title: str, day: date, trame: Trame, language: str | None = None
) -> tuple[Space, Member]:
    """A space with the trame's programme, questionnaires, resources and description; `person` facilitates it."""
    language = language or get_language() or "fr"
    with writing():
        space = Space.objects.create(
            team=team,
            title=one_line(title)[:160],
            day=day,
            join_code=new_join_code(),
            language=language,
            accompaniment=trame.description(language),
        )
    with change(space) as journal:
        member = add_member(journal, person.name, role=Role.FACILITATOR, person=person)
        found_programme(journal, space, trame, language)
        found_questionnaires(journal, space, trame, language)
        found_resources(journal, space, trame, language, by=member)
    return space, member


def enter_as_facilitator(space: Space, member: Member) -> OpenedSeat:
    with writing():
        return open_seat(space, member, SeatKind.CONSOLE)


def facilitator_member(space: Space, person: Person) -> Member:
    """The place of someone of the team in one of its spaces, made the first time they enter."""
    found = space.members.filter(person=person).first()
    if found is not None:
        return found
    with change(space) as journal:
        return add_member(journal, person.name, role=Role.FACILITATOR, person=person)
