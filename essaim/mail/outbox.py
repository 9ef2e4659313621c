"""Posting and delivering letters."""

import logging
from datetime import datetime, timedelta

from django.core.mail import EmailMessage
from django.db.models import F

from essaim.base import clock
from essaim.base.db import writing
from essaim.mail.models import Letter

log = logging.getLogger("essaim.mail")
ATTEMPTS = 8


def post(to: str, subject: str, text: str, *, at: datetime | None = None) -> Letter:
    """Put a letter in the outbox, in the caller's transaction: it leaves only if the change it tells about is kept."""
    return Letter.objects.create(to=to, subject=subject, text=text, send_at=at or clock.now())


def deliver_due(limit: int = 50) -> int:
    """Send the letters that are due; give how many left. Safe in several threads: each letter is claimed first."""
    sent = 0
    due = Letter.objects.filter(sent_at__isnull=True, send_at__lte=clock.now(), attempts__lt=ATTEMPTS)
    for letter in due.order_by("send_at")[:limit]:
        retry_at = clock.now() + timedelta(minutes=2**letter.attempts)
        with writing():
            claimed = Letter.objects.filter(pk=letter.pk, attempts=letter.attempts, sent_at__isnull=True)
            if not claimed.update(attempts=F("attempts") + 1, send_at=retry_at):
                continue
        try:
            EmailMessage(letter.subject, letter.text, to=[letter.to]).send()
        except (OSError, ValueError) as error:
            # OSError: the transport is away. ValueError: an address or a password it cannot carry, which must not
            # hold back the letters behind it.
            with writing():
                Letter.objects.filter(pk=letter.pk).update(last_error=str(error))
            log.warning("letter to %s not sent (attempt %d): %s", letter.to, letter.attempts + 1, error)
            continue
        with writing():
            Letter.objects.filter(pk=letter.pk).update(sent_at=clock.now(), last_error="")
        sent += 1
    return sent
