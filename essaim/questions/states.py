"""Where a question stands, from what happened to it. Pure: no row is asked, so that copies which merge agree.

Source: methods M31. The group answers first; whoever asked, or the team, may then pass the question on to the team.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

LIVE_WAIT = timedelta(minutes=10)
WAIT = timedelta(hours=72)


class State(models.TextChoices):
    ASKED = "asked", _("sans réponse")
    ANSWERING = "answering", _("en réponse")
    RELAYED = "relayed", _("relayée à l’équipe")
    ANSWERED = "answered", _("répondue")
    SENT = "sent", _("orientée vers le DLA")


OPEN = frozenset({State.ASKED, State.ANSWERING, State.RELAYED})


@dataclass(frozen=True)
class Happened:
    """What was done about one question. `heard`: how many answers from the group; `retained`: how many answer it."""

    asked_at: datetime
    heard: int = 0
    retained: int = 0
    is_relayed: bool = False
    is_sent: bool = False

    @property
    def state(self) -> State:
        if self.retained:
            return State.ANSWERED
        if self.is_sent:
            return State.SENT
        if self.is_relayed:
            return State.RELAYED
        return State.ANSWERING if self.heard else State.ASKED

    def relayed_from(self, *, is_live: bool) -> datetime:
        """From when it may be passed on to the team: at once when the group has answered, otherwise after a while."""
        return self.asked_at if self.heard else self.asked_at + (LIVE_WAIT if is_live else WAIT)

    def may_be_relayed(self, at: datetime, *, is_live: bool) -> bool:
        return self.state in (State.ASKED, State.ANSWERING) and at >= self.relayed_from(is_live=is_live)

    def may_be_sent(self) -> bool:
        """On to the commissioner: what neither the group nor the team could answer."""
        return self.state == State.RELAYED

    def hears_team(self) -> bool:
        """Whether the team may answer: after the group, or when it is asked to."""
        return bool(self.heard) or self.is_relayed
