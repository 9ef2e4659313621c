"""Who signs in for a team."""

from django.utils.translation import gettext as _

from essaim.base.db import writing
from essaim.base.text import one_line
from essaim.mail import outbox
from essaim.people.models import Person, Team, TeamSession


def welcome(team: Team, *, name: str, email: str, address: str) -> Person:
    """Add someone to the team; they are told where to enter. An address already known keeps its person."""
    email = email.strip().lower()
    with writing():
        kept = Person.objects.filter(email=email).order_by("created_at")
        person = kept.filter(teams__isnull=False).first() or kept.first()
        if person is None:
            person = Person.objects.create(name=one_line(name)[:80], email=email)
        if team.people.filter(pk=person.pk).exists():
            return person
        team.people.add(person)
        text = _(
            "Bonjour {name},\n\nVous faites maintenant partie de l’équipe « {team} ».\n\n"
            "Entrez avec votre adresse e-mail, sans mot de passe : {address}\n"
        ).format(name=person.name, team=team.name, address=address)
        outbox.post(email, _("Votre équipe : {team}").format(team=team.name), text)
    return person


def let_go(person: Person, team: Team) -> None:
    """Take someone out of the team; where they were signed in ends with it, unless another team has them."""
    with writing():
        team.people.remove(person)
        if not person.teams.exists():
            TeamSession.objects.filter(person=person).delete()
