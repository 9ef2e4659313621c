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


def test_a_server_that_is_away_for_days_loses_nothing(db, server: MailServer, monkeypatch):
    post("bruno@exemple.org", "chloe@exemple.org")
    server.leave()
    for hours in range(0, 72, 2):
        monkeypatch.setattr(clock, "now", lambda hours=hours: NOON + timedelta(hours=hours))
        assert outbox.deliver_due() == 0
    server.arrive()
    monkeypatch.setattr(clock, "now", lambda: NOON + timedelta(hours=73))
    assert outbox.deliver_due() == 2 and {letter["To"] for letter in server.letters} == {
        "bruno@exemple.org", "chloe@exemple.org"
    }  # fmt: skip


def test_an_address_that_is_refused_is_given_up_and_the_others_leave(db, server: MailServer, monkeypatch):
    server.refused.add("bruno@exemple.org")
    post("bruno@exemple.org", "chloe@exemple.org")
    assert outbox.deliver_due() == 1
    kept = Letter.objects.get(to="bruno@exemple.org")
    assert kept.is_given_up and "inconnu ici" in kept.last_error
    monkeypatch.setattr(clock, "now", lambda: NOON + timedelta(days=1))
    assert outbox.deliver_due() == 0


def test_each_try_carries_the_same_identity(db, server: MailServer):
    post("bruno@exemple.org")
    outbox.deliver_due()
    (letter,) = server.letters
    assert (
        letter["Message-ID"].startswith(f"<{Letter.objects.get().pk}@") and letter["Auto-Submitted"] == "auto-generated"
    )


def test_a_letter_that_cannot_leave_does_not_hold_back_the_others(db, server: MailServer):
    post("brûno@exemple .org\nCc: tous@exemple.org", "chloe@exemple.org")
    assert outbox.deliver_due() == 1
    assert [letter["To"] for letter in server.letters] == ["chloe@exemple.org"]
    assert Letter.objects.filter(sent_at=None).get().last_error
