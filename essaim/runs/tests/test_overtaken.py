"""Many write at once: who read the run a moment ago takes what others folded since, unless it was taken back."""

import pytest
from django.db import transaction

from essaim.base import ids
from essaim.runs import actions
from essaim.runs.log import state_of
from essaim.runs.models import Run
from essaim.spaces.models import Member, Space

pytestmark = pytest.mark.django_db


def opened(space: Space, amina: Member) -> Run:
    run = actions.prepare(space, by=amina, method="free", title="Récits", params={}, input_id=ids.uuid7())
    actions.open_run(run, by=amina, expected=state_of(run).steered)
    return Run.objects.get(pk=run.pk)


def test_an_overtaken_reader_takes_the_state_that_is_there(space: Space, amina: Member, bruno: Member) -> None:
    stale = opened(space, amina)
    given = actions.give(stale, bruno, "contribute", {"text": ["Bonjour"]}, input_id=ids.uuid7())
    ahead = state_of(Run.objects.get(pk=given.pk))
    stale.seq = ahead.seq - 1
    assert state_of(stale) is ahead, "folded once, not again for each reader"


def test_what_was_taken_back_is_never_shown(space: Space, amina: Member, bruno: Member) -> None:
    before = opened(space, amina)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        given = actions.give(before, bruno, "contribute", {"text": ["Bonjour"]}, input_id=ids.uuid7())
        state_of(Run.objects.get(pk=given.pk))
        raise ZeroDivisionError
    run = Run.objects.get(pk=before.pk)
    assert state_of(run).seq == run.seq
    assert not state_of(run).data.contributions
