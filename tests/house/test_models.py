from io import StringIO

import pytest
from django.core.management import CommandError, call_command


@pytest.mark.django_db
def test_every_change_of_a_model_has_its_migration() -> None:
    said = StringIO()
    try:
        call_command("makemigrations", check=True, dry_run=True, stdout=said, stderr=said)
    except (SystemExit, CommandError) as stop:
        pytest.fail(f"{stop}\n{said.getvalue()}")


def test_django_has_nothing_to_say() -> None:
    said = StringIO()
    call_command("check", fail_level="WARNING", stdout=said, stderr=said)
