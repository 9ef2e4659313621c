"""Letters leave through a real mail server, or wait for it."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from conftest import NOON
from essaim.base import clock
from essaim.base.db import writing
from essaim.config import env
from essaim.mail import outbox
from essaim.mail.models import Letter
from tests.infra.smtp import MailServer


@pytest.fixture
def server(mail_server: MailServer, settings, monkeypatch, now) -> Iterator[MailServer]:
    """The mail server, configured as a host would."""
    monkeypatch.setenv("EMAIL_URL", mail_server.url)
    settings.EMAIL_BACKEND, more = env.email()
    for name, value in more.items():
        setattr(settings, name, value)
    yield mail_server


def post(*people: str) -> None:
    with writing():
        for to in people:
            outbox.post(to, "Votre place : « Fusion »", "Bonjour,\n.\nÀ bientôt, l’équipe\n")


def test_a_letter_arrives_as_it_was_written(db, server: MailServer):
    post("bruno@exemple.org")
    assert outbox.deliver_due() == 1 and outbox.deliver_due() == 0
    (letter,) = server.letters
    assert letter["Subject"] == "Votre place : « Fusion »"
    assert letter.get_content().splitlines() == ["Bonjour,", ".", "À bientôt, l’équipe"]


def test_a_server_that_is_away_is_tried_again_later(db, server: MailServer, monkeypatch):
    post("bruno@exemple.org")
    server.leave()
    assert outbox.deliver_due() == 0
    kept = Letter.objects.get()
    assert (kept.attempts, bool(kept.last_error), kept.sent_at) == (1, True, None)
    server.arrive()
    assert outbox.deliver_due() == 0, "not before its time"
    monkeypatch.setattr(clock, "now", lambda: NOON + timedelta(minutes=1))
    assert outbox.deliver_due() == 1 and len(server.to("bruno@exemple.org")) == 1


def test_a_letter_that_cannot_leave_does_not_hold_back_the_others(db, server: MailServer):
    post("brûno@exemple .org\nCc: tous@exemple.org", "chloe@exemple.org")
    assert outbox.deliver_due() == 1
    assert [letter["To"] for letter in server.letters] == ["chloe@exemple.org"]
    assert Letter.objects.filter(sent_at=None).get().last_error
