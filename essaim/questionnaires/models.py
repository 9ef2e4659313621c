"""Questionnaires of a space, and what each person answered."""

from copy import deepcopy
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import models
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from essaim.base.errors import Refused
from essaim.base.models import PlaceField, Row
from essaim.questionnaires.definition import Definition, Question, Shown, say
from essaim.questionnaires.reading import read_definition
from essaim.spaces.models import Member, Space
from essaim.spaces.models.box import BallotRow, CastRow
from essaim.spaces.models.space import Phase

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

MORNING_MIN = 9 * 60  # the hour at which what is planned for a day happens


class Kind(models.TextChoices):
    AMONT = "amont", _("Avant la journée")
    CHAUD = "chaud", _("Évaluation à chaud")
    FROID = "froid", _("Évaluation à froid")
    OWN = "own", _("Questionnaire de l’équipe")
    NOW = "now", _("Question posée sur le moment")


class Anonymity(models.TextChoices):
    A0 = "A0", _("avec les noms")
    A1 = "A1", _("noms lus par la seule équipe d’animation")
    A2 = "A2", _("anonyme pour tout le monde")


class Seen(models.TextChoices):
    NEVER = Shown.NEVER.value, _("L’équipe d’animation seulement")
    ANONYMOUS = Shown.ANONYMOUS.value, _("Le groupe, sans nom")
    STRUCTURE = Shown.STRUCTURE.value, _("Le groupe, avec le nom de la structure")
    NAMED = Shown.NAMED.value, _("Le groupe, avec le nom de la personne")


_read: dict[UUID, tuple[Any, Definition]] = {}
MOST_READ = 500


class Questionnaire(Row):
    """What is asked, to whom it may be shown, and when. `definition` can change until it opens, then never.

    `opens_day`, `closes_day` and `reminder_days` count from the day of the meeting and follow it when it moves.
    """

    space = models.ForeignKey(Space, on_delete=models.CASCADE, related_name="questionnaires")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    place = PlaceField(max_length=40)
    definition = models.JSONField()
    most_shown = models.CharField(max_length=9, choices=Seen.choices, default=Seen.NAMED)
    anonymity = models.CharField(max_length=2, choices=Anonymity.choices, default=Anonymity.A1)
    opens_day = models.SmallIntegerField(null=True)
    closes_day = models.SmallIntegerField(null=True)
    reminder_days = models.JSONField(default=list)
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    reminders_sent = models.PositiveSmallIntegerField(default=0)
    audience = models.JSONField(default=list)  # structures and people it is sent to; none: everyone
    open_key = models.CharField(max_length=24, blank=True, db_index=True)  # of the open link
    in_report = models.BooleanField(default=True)
    reveals = models.JSONField(default=dict)  # when the group sees, by question; "" for all the others
    revealed = models.JSONField(default=list)  # the questions that the team has shown by hand
    serves = models.JSONField(default=dict)  # what answers are for, by question: "sequence:…", "module:…", "theme:…"
    to_scrub = models.BooleanField(default=False)  # closed anonymous ballots whose old traces are still in the file

    class Meta(Row.Meta):
        ordering = ["place", "id"]

    if TYPE_CHECKING:
        responses: RelatedManager["Response"]
        ballots: RelatedManager["Ballot"]
        verbatims: RelatedManager["Verbatim"]
        has_answered: RelatedManager["HasAnswered"]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """In the language of whoever reads."""
        return say(self.definition["title"], get_language() or "fr")

    @property
    def asked(self) -> Definition:
        """Read once for all who ask: a page of thirty questions asks for it thirty times."""
        read = _read.get(self.pk)
        if read is None or read[0] != self.definition:
            if len(_read) >= MOST_READ:
                _read.clear()
            # A copy: whoever changes what a questionnaire keeps, in place, must find it changed.
            read = _read[self.pk] = (deepcopy(self.definition), read_definition(self.definition))
        return read[1]

    @property
    def topic(self) -> str:
        return f"questionnaire:{self.pk}"

    @property
    def is_open(self) -> bool:
        return self.opened_at is not None and self.closed_at is None

    @property
    def is_draft(self) -> bool:
        return self.opened_at is None

    @property
    def is_anonymous(self) -> bool:
        return self.anonymity == Anonymity.A2

    @property
    def opens_by_itself(self) -> bool:
        """The same-day evaluation waits for a gesture: the day rarely ends on time."""
        return self.opens_day is not None and self.kind != Kind.CHAUD

    @property
    def opens_at(self) -> datetime | None:
        return self._moment(self.opens_day)

    @property
    def closes_at(self) -> datetime | None:
        """When it closes by itself; the same-day evaluation stays open that many days from its opening."""
        if self.kind == Kind.CHAUD and self.closes_day is not None:
            return self.opened_at + timedelta(days=self.closes_day) if self.opened_at else None
        return self._moment(self.closes_day)

    def reminder_times(self) -> list[datetime]:
        return [moment for day in self.reminder_days if (moment := self._moment(day))]

    def reminders_due(self) -> int:
        """How many reminders the calendar has called for so far."""
        now = self.space.now()
        return sum(moment <= now for moment in self.reminder_times())

    def is_due(self) -> bool:
        """Whether the calendar opens it now. What comes before the day waits until preparation is over."""
        opens_at = self.opens_at
        if opens_at is None or not self.opens_by_itself or not self.is_draft:
            return False
        now = self.space.now()
        is_over = self.closes_at is not None and now >= self.closes_at
        return self.space.phase != Phase.PREPARE and now >= opens_at and not is_over

    @property
    def is_now(self) -> bool:
        """One question, asked on the spot."""
        return self.kind == Kind.NOW

    def cap(self, question: Question) -> Shown:
        """The most that may be shown of an answer: what the questionnaire and the question both allow."""
        most = question.most_shown.at_most(Shown(self.most_shown))
        return most.at_most(Shown.ANONYMOUS) if self.is_anonymous else most

    def expected(self) -> "models.QuerySet[Member]":
        """Who is asked: for what is asked in the hall those who came, else every participant."""
        people = self.space.participants()
        if self.audience:
            people = people.filter(models.Q(structure_id__in=self.audience) | models.Q(pk__in=self.audience))
        came = people.filter(arrived_at__isnull=False)
        return came if self.kind in (Kind.CHAUD, Kind.NOW) and came.exists() else people

    def is_for(self, member: Member) -> bool:
        return not self.audience or not {str(member.pk), str(member.structure_id)}.isdisjoint(self.audience)

    def refuse_others(self, member: Member) -> None:
        if not self.is_for(member):
            raise Refused(
                gettext("Ce questionnaire s’adresse à d’autres personnes. Si c’est une erreur, dites-le à l’équipe."),
                code="not_for_you",
            )

    def _moment(self, day: int | None) -> datetime | None:
        if day is None:
            return None
        return self.space.at(self.space.day + timedelta(days=day), MORNING_MIN)


class Response(Row):
    """One person's way through a questionnaire: where they are, and whether they said it is done.

    A sheet of paper typed in for someone has no `member` when it bears no name.
    """

    questionnaire = models.ForeignKey(Questionnaire, on_delete=models.CASCADE, related_name="responses")
    member = models.ForeignKey(Member, null=True, on_delete=models.CASCADE, related_name="responses")
    on_paper = models.BooleanField(default=False)
    reached = models.CharField(max_length=40, blank=True, help_text=_("Code de la question où reprendre."))
    finished_at = models.DateTimeField(null=True)

    class Meta(Row.Meta):
        constraints = [models.UniqueConstraint(fields=["questionnaire", "member"], name="response_once_a_person")]

    @property
    def name(self) -> str:
        return self.member.name if self.member else ""

    @property
    def structure_name(self) -> str:
        return self.member.structure_name if self.member else ""

    if TYPE_CHECKING:
        answers: RelatedManager["Answer"]


class Answer(Row):
    """An answer, and who may see it. Withdrawn, it stays as an empty value."""

    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="answers")
    question = models.CharField(max_length=40)
    value = models.JSONField(default=dict)
    shown = models.CharField(max_length=9, choices=Seen.choices, default=Seen.NEVER)

    class Meta(Row.Meta):
        constraints = [models.UniqueConstraint(fields=["response", "question"], name="answer_once_a_question")]


class Verbatim(Row):
    """What the team did with some words: its identity is theirs (`sorting.verbatim_id`), they stay in the answers."""

    questionnaire = models.ForeignKey(Questionnaire, on_delete=models.CASCADE, related_name="verbatims")
    question = models.CharField(max_length=40)
    field = models.CharField(max_length=40)
    group = models.CharField(max_length=80, blank=True)
    pinned = models.BooleanField(default=False)
    hidden = models.CharField(max_length=200, blank=True, help_text=_("Pourquoi ces mots ne se montrent pas."))

    @property
    def is_hidden(self) -> bool:
        return bool(self.hidden)


class Ballot(BallotRow):
    """One person's answers in the box; `secret_hash` goes at close, when ballots are written again, mixed."""

    questionnaire = models.ForeignKey(Questionnaire, on_delete=models.CASCADE, related_name="ballots")


class HasAnswered(CastRow):
    questionnaire = models.ForeignKey(Questionnaire, on_delete=models.CASCADE, related_name="has_answered")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["questionnaire", "member"], name="ballot_once_a_person")]
