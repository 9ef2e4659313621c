"""What happens by itself: letters leave, phases follow the calendar, evaluations open on their day."""

import logging
import threading
from uuid import UUID

from django.db import close_old_connections
from django.db.models import Q, QuerySet

from essaim.base.db import tidy
from essaim.config.ticks import TICKS
from essaim.live.hub import hub
from essaim.mail import outbox
from essaim.questionnaires.models import Questionnaire
from essaim.spaces.models import Space
from essaim.spaces.models.space import Phase

log = logging.getLogger("essaim.background")
BEAT_S = 2.0
# A space where nobody looks and whose day is far is visited once in so many beats.
ASLEEP_BEATS = 15
NEAR_DAYS = 1
# Where the journal of each space was when it was last visited: what a gesture sets off never waits.
Visited = dict[UUID, int]


class Background:
    """One thread, one beat every two seconds. Each task is safe to run twice, and in several processes."""

    def __init__(self) -> None:
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="background", daemon=True)
        self._visited: Visited = {}

    def start(self) -> "Background":
        self._thread.start()
        return self

    def stop(self) -> None:
        self._stop.set()
        self._thread.join(timeout=5)

    def _run(self) -> None:
        number = 0
        while not self._stop.wait(BEAT_S):
            number += 1
            try:
                beat(number, self._visited)
                tidy()
            except Exception:
                log.exception("a background task failed; it will be tried again")
            finally:
                close_old_connections()


def beat(number: int | None = None, visited: Visited | None = None) -> None:
    """Visit the spaces where something may happen; without a `number`, all of them."""
    visited = {} if visited is None else visited
    for space in living_spaces():
        turn = number is None or space.pk.int % ASLEEP_BEATS == number % ASLEEP_BEATS
        if turn or is_awake(space) or visited.get(space.pk) != space.last_event:
            visited[space.pk] = space.last_event
            for tick in TICKS:
                tick(space)
    outbox.deliver_due()


def is_awake(space: Space) -> bool:
    return hub.count(space.channel) > 0 or abs(space.days_since()) <= NEAR_DAYS


def living_spaces() -> QuerySet[Space]:
    """Where time still changes something: a memory is visited only while a questionnaire stays open in it."""
    is_open = Questionnaire.objects.filter(opened_at__isnull=False, closed_at__isnull=True)
    return Space.objects.filter(~Q(phase=Phase.MEMORY) | Q(pk__in=is_open.values("space")))


def start() -> Background:
    return Background().start()
