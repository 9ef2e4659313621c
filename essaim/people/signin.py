"""Signing in by a code sent by e-mail."""

import hmac
import secrets
from datetime import timedelta

from django.conf import settings
from django.utils.translation import gettext as _

from essaim.base import clock, ids
from essaim.base.db import writing
from essaim.base.errors import Refused
from essaim.mail import outbox
from essaim.people.models import Person, SignInCode, TeamSession, hashed

CODE_LIVES = timedelta(minutes=15)
SESSION_LIVES = timedelta(days=30)
TRIES = 5
CODES_AN_HOUR = 5


def _code_hash(email: str, code: str) -> str:
    # Six figures can be guessed from a bare hash: the server's secret is mixed in.
    return hmac.new(settings.SECRET_KEY.encode(), f"{email}:{code}".encode(), "sha256").hexdigest()


def send_code(email: str) -> None:
    """Send a code to `email` if it is someone's of a team. An unknown address gets the same answer and no letter."""
    email = email.strip().lower()
    now = clock.now()
    with writing():
        recent = SignInCode.objects.filter(email=email, created_at__gte=now - timedelta(hours=1)).count()
        if recent >= CODES_AN_HOUR or not Person.objects.filter(email=email, teams__isnull=False).exists():
            return
        code = f"{secrets.randbelow(10**6):06}"
        SignInCode.objects.create(email=email, code_hash=_code_hash(email, code), created_at=now)
        text = _(
            "Bonjour,\n\nVotre code pour entrer dans Essaim : {code}\n\nIl sert une fois, pendant quinze minutes. "
            "Si vous n’avez rien demandé, laissez ce message de côté.\n"
        ).format(code=code)
        outbox.post(email, _("Votre code : {code}").format(code=code), text)


def check_code(email: str, code: str) -> str:
    """The secret of a new session for whoever typed the right code. Raises `Refused` otherwise."""
    email = email.strip().lower()
    now = clock.now()
    refusal = None
    secret = ""
    with writing():
        waiting = SignInCode.objects.filter(email=email, used=False, created_at__gte=now - CODE_LIVES)
        last = waiting.order_by("-created_at", "-pk").first()
        if last is None or last.tries >= TRIES:
            refusal = Refused(_("Ce code n’est plus valable. Demandez-en un autre."), field="code", code="expired")
        elif not hmac.compare_digest(last.code_hash, _code_hash(email, code.strip().replace(" ", ""))):
            last.tries += 1
            last.save(update_fields=["tries"])
            refusal = Refused(_("Ce n’est pas le bon code. Recopiez les six chiffres."), field="code", code="wrong")
        else:
            last.used = True
            last.save(update_fields=["used"])
            person = Person.objects.filter(email=email, teams__isnull=False).order_by("created_at").first()
            assert person is not None
            secret = _open(person)
    if refusal:
        # Raised after the commit, so that the try is counted.
        raise refusal
    return secret


def _open(person: Person) -> str:
    secret = ids.token()
    TeamSession.objects.create(person=person, secret_hash=hashed(secret), created_at=clock.now())
    return secret


def open_session(person: Person) -> str:
    """A session without a code: the first-run page, which its own token protects."""
    with writing():
        return _open(person)


def person_of(secret: str) -> Person | None:
    """Who is signed in with this cookie."""
    if not secret:
        return None
    session = TeamSession.objects.select_related("person").filter(
        secret_hash=hashed(secret), ended_at__isnull=True, created_at__gte=clock.now() - SESSION_LIVES
    )
    found = session.first()
    return found.person if found else None


def end_session(secret: str) -> None:
    with writing():
        TeamSession.objects.filter(secret_hash=hashed(secret)).update(ended_at=clock.now())
