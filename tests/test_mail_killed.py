"""The process that sends letters is killed in the middle of one, again and again: none is lost, and whatever comes
twice is the one in flight, with the same Message-ID."""

import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests.infra.smtp import MailServer

pytestmark = [pytest.mark.sqlite_only, pytest.mark.slow]
ROOT = Path(__file__).resolve().parents[1]
PEOPLE = 30
KILLED_AT = (4, 9, 17)  # the letters during which the power goes
# Each start happens ten minutes after the one before: the letter in flight waits for its next try.
SENDS = """
import sys
from datetime import timedelta
import django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0, interactive=False)
from essaim.base import clock
from essaim.base.db import writing
from essaim.mail import outbox
from essaim.mail.models import Letter
later, real = timedelta(minutes=10 * int(sys.argv[1])), clock.now
clock.now = lambda: real() + later
if not Letter.objects.exists():
    with writing():
        for n in range(int(sys.argv[2])):
            outbox.post(f"personne{n}@exemple.org", f"Lettre {n}", "Bonjour")
print("ready", flush=True)
while outbox.deliver_due(7):
    pass
"""


def test_none_is_lost_and_only_the_one_in_flight_comes_twice(mail_server: MailServer, tmp_path: Path) -> None:
    environment = {
        **os.environ, "ESSAIM_DATA": str(tmp_path), "EMAIL_URL": mail_server.url,
        "DJANGO_SETTINGS_MODULE": "essaim.config.settings", "PYTHONPATH": str(ROOT),
    }  # fmt: skip
    running: list[subprocess.Popen[bytes]] = []

    def power(number: int) -> None:
        # After the server took it, before it says so: the sender cannot know.
        if number in KILLED_AT:
            running[-1].kill()

    mail_server.on_letter = power
    for start in range(len(KILLED_AT) + 1):
        words = [sys.executable, "-c", SENDS, str(start), str(PEOPLE)]
        running.append(subprocess.Popen(words, env=environment, cwd=tmp_path))
        ended = running[-1].wait(120)
        assert (ended == 0) == (start == len(KILLED_AT)), ended

    received = Counter(str(letter["To"]) for letter in mail_server.letters)
    assert len(received) == PEOPLE, "none is lost"
    twice = [person for person, n in received.items() if n > 1]
    assert len(twice) == len(KILLED_AT) and max(received.values()) == 2
    for person in twice:
        first, second = mail_server.to(person)
        assert first["Message-ID"] == second["Message-ID"] and first["Subject"] == second["Subject"]
    assert len({letter["Message-ID"] for letter in mail_server.letters}) == PEOPLE
