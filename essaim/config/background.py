"""What happens by itself: letters leave, phases follow the calendar, evaluations open on their day."""

import logging
import threading

from django.db import close_old_connections
from django.db.models import Q, QuerySet

from essaim.config.ticks import TICKS
from essaim.mail import outbox
from essaim.questionnaires.models import Questionnaire
from essaim.spaces.models import Space
from essaim.spaces.models.space import Phase

log = logging.getLogger("essaim.background")
BEAT_S = 2.0


class Background:
    """One thread, one beat every two seconds. Each task is safe to run twice, and in several processes."""

    def __init__(self) -> None:
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="background", daemon=True)

    def start(self) -> "Background":
        self._thread.start()
        return self

    def stop(self) -> None:
        self._stop.set()
        self._thread.join(timeout=5)

    def _run(self) -> None:
        while not self._stop.wait(BEAT_S):
            try:
                beat()
            except Exception:
                log.exception("a background task failed; it will be tried again")
            finally:
                close_old_connections()


def beat() -> None:
    for space in living_spaces():
        for tick in TICKS:
            tick(space)
    outbox.deliver_due()


def living_spaces() -> QuerySet[Space]:
    """Where time still changes something: a memory is visited only while a questionnaire stays open in it."""
    is_open = Questionnaire.objects.filter(opened_at__isnull=False, closed_at__isnull=True)
    return Space.objects.filter(~Q(phase=Phase.MEMORY) | Q(pk__in=is_open.values("space")))


def start() -> Background:
    return Background().start()
