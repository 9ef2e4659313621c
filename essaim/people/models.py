"""People and structures, and how a team's people sign in."""

import hashlib
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from essaim.base.models import Row
from essaim.base.text import fold


def hashed(secret: str) -> str:
    """What is stored of a secret. Secrets are random (256 bits), so a plain hash cannot be reversed by guessing."""
    return hashlib.sha256(secret.encode()).hexdigest()


class Named(Row):
    """A row with a name, and that name folded so that every database sorts and finds it alike."""

    name = models.CharField(max_length=80)
    folded = models.CharField(max_length=120, editable=False, db_index=True)

    class Meta(Row.Meta):
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.folded = fold(self.name)
        super().save(*args, **kwargs)

    def __str__(self) -> str:
        return self.name


class Structure(Named):
    """An association, a cooperative, a town… for which people come."""

    sector = models.CharField(max_length=80, blank=True)


class Person(Named):
    """Someone. A first name or a pseudonym is enough; the e-mail, when given, is never shown."""

    email = models.EmailField(blank=True, db_index=True)
    language = models.CharField(max_length=5, default="fr", choices=[("fr", "Français"), ("en", "English")])
    more_time = models.BooleanField(default=False, help_text=_("Temps de parole majoré, invisible aux autres."))


class Team(Named):
    """The facilitators who accompany groups together."""

    people: Any = models.ManyToManyField(Person, related_name="teams")


class SignInCode(models.Model):
    """The six figures sent to an address: fifteen minutes, five tries."""

    email = models.EmailField(db_index=True)
    code_hash = models.CharField(max_length=64)
    created_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    used = models.BooleanField(default=False)


class TeamSession(models.Model):
    """A browser in which someone of a team is signed in."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="sessions")
    secret_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
