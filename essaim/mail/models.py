"""Letters waiting to leave: written in the transaction of the change they tell about, sent after it."""

from django.db import models

from essaim.base import clock
from essaim.base.models import Row

ATTEMPTS = 8
"""As many tries as that, and a letter is given up: its address is refused."""


class Letter(Row):
    """One e-mail. `send_at` lets it wait; `sent_at` is set once the transport took it."""

    to = models.EmailField()
    subject = models.CharField(max_length=200)
    text = models.TextField()
    send_at = models.DateTimeField(default=clock.now, db_index=True)
    sent_at = models.DateTimeField(null=True, db_index=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.TextField(blank=True)

    @property
    def is_given_up(self) -> bool:
        return self.sent_at is None and self.attempts >= ATTEMPTS

    def __str__(self) -> str:
        return f"{self.subject} → {self.to}"
