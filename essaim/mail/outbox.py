"""Posting and delivering letters."""

import logging
import smtplib
from collections.abc import Iterable
from datetime import datetime, timedelta
from email.utils import parseaddr

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db.models import F

from essaim.base import clock
from essaim.base.db import writing
from essaim.mail.models import ATTEMPTS, Letter

log = logging.getLogger("essaim.mail")
LONGEST_WAIT_MIN = 60


def post(to: str, subject: str, text: str, *, at: datetime | None = None) -> Letter:
    """Put a letter in the outbox, in the caller's transaction: it leaves only if the change it tells about is kept."""
    return Letter.objects.create(to=to, subject=subject, text=text, send_at=at or clock.now())


def waiting_to(addresses: Iterable[str]) -> list[Letter]:
    """The letters to these people that were tried and have not left, the last of each."""
    tried = Letter.objects.filter(to__in=set(addresses), sent_at__isnull=True, attempts__gt=0).exclude(last_error="")
    return [*{letter.to: letter for letter in tried.order_by("created_at")}.values()]


def deliver_due(limit: int = 50) -> int:
    """Send the letters that are due; give how many left. Safe in several threads: each letter is claimed first.

    Killed in between, only the letter in flight leaves again, with the same Message-ID.
    """
    sent = 0
    due = Letter.objects.filter(sent_at__isnull=True, send_at__lte=clock.now(), attempts__lt=ATTEMPTS)
    connection = get_connection()
    try:
        for letter in due.order_by("send_at")[:limit]:
            if not _claimed(letter):
                continue
            try:
                _send(letter, connection)
            except (OSError, ValueError) as error:
                _failed(letter, error)
                _hang_up(connection)
                if _is_away(error):
                    break
                continue
            with writing():
                Letter.objects.filter(pk=letter.pk).update(sent_at=clock.now(), last_error="")
            sent += 1
    finally:
        _hang_up(connection)
    return sent


def _claimed(letter: Letter) -> bool:
    """Ours to send: nobody else takes it before its next try."""
    retry_at = clock.now() + timedelta(minutes=min(2**letter.attempts, LONGEST_WAIT_MIN))
    with writing():
        waiting = Letter.objects.filter(pk=letter.pk, attempts=letter.attempts, sent_at__isnull=True)
        return bool(waiting.update(attempts=F("attempts") + 1, send_at=retry_at))


def _send(letter: Letter, connection: BaseEmailBackend) -> None:
    connection.open()
    host = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    # The same at each try: whoever receives it twice sees it once.
    known = {"Message-ID": f"<{letter.pk}@{host}>", "Auto-Submitted": "auto-generated"}
    EmailMessage(letter.subject, letter.text, to=[letter.to], headers=known, connection=connection).send()


def _failed(letter: Letter, error: Exception) -> None:
    """An address that is refused is given up; a transport that is away is tried as long as it takes."""
    attempts = ATTEMPTS if _is_refused(error) else min(letter.attempts + 1, ATTEMPTS - 1)
    with writing():
        Letter.objects.filter(pk=letter.pk).update(last_error=str(error)[:500], attempts=attempts)
    log.warning("letter to %s not sent (attempt %d): %s", letter.to, letter.attempts + 1, error)


def _is_refused(error: Exception) -> bool:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code >= 500 for code, _said in error.recipients.values())
    # ValueError: an address or a subject that no letter can carry.
    return isinstance(error, ValueError) or (
        isinstance(error, smtplib.SMTPDataError | smtplib.SMTPNotSupportedError)
        and getattr(error, "smtp_code", 550) >= 500
    )


def _is_away(error: Exception) -> bool:
    """No letter would leave now: the others keep their turn."""
    return isinstance(error, OSError) and not isinstance(
        error, smtplib.SMTPRecipientsRefused | smtplib.SMTPDataError | smtplib.SMTPNotSupportedError
    )


def _hang_up(connection: BaseEmailBackend) -> None:
    try:
        connection.close()
    except OSError:
        log.info("the mail server had gone already")
