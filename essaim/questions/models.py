"""Questions to the group, and what the group answers. Source: methods M31, A1 with an optional other name."""

from uuid import UUID, uuid5

from django.db import models
from django.utils.translation import gettext_lazy as _

from essaim.base.models import Row
from essaim.search.index import Found
from essaim.spaces.models import Member, Space
from essaim.spaces.pages import seat_path

LONGEST_QUESTION = 300
LONGEST_TEXT = 2000
LONGEST_ALIAS = 40


class Signing(models.TextChoices):
    """How the group knows whose words they are. The team always does; the hall's screen never names anyone."""

    NAME = "name", _("Avec mon nom")
    ALIAS = "alias", _("Sous un autre nom")
    NONE = "none", _("Sans nom")


class Said(Row):
    """Words of one person, signed as they chose."""

    signing = models.CharField(max_length=5, choices=Signing.choices, default=Signing.NAME)
    alias = models.CharField(max_length=LONGEST_ALIAS, blank=True)

    class Meta(Row.Meta):
        abstract = True

    author: "models.ForeignKey[Member | None, Member | None]"

    @property
    def signed(self) -> str:
        """What the group reads; "" is nobody's name."""
        if self.signing == Signing.NAME:
            return self.author.name if self.author else ""
        return self.alias if self.signing == Signing.ALIAS else ""

    @property
    def structure_signed(self) -> str:
        return self.author.structure_name if self.author and self.signing == Signing.NAME else ""

    @property
    def on_wall(self) -> str:
        return self.alias if self.signing == Signing.ALIAS else ""

    @property
    def credited(self) -> str:
        """In what is published: the other name as it was given, one's own as one chose to be credited."""
        if self.signing == Signing.NAME:
            return self.author.credited if self.author else ""
        return self.on_wall

    @property
    def known_to_team(self) -> str:
        """Who it is, when the group does not read it."""
        return self.author.name if self.author and self.signing != Signing.NAME else ""


class Question(Said):
    """One question. `about` is what it is about: anything that search knows of. `asked_in` is the run it was asked in.

    `may_be_sent`: whoever asked agrees that it goes on, without their name, to the structure that commissioned the
    accompaniment.
    """

    space = models.ForeignKey(Space, on_delete=models.CASCADE, related_name="group_questions")
    author = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="group_questions")
    text = models.CharField(max_length=LONGEST_QUESTION)
    detail = models.TextField(max_length=LONGEST_TEXT, blank=True)
    about = models.UUIDField(null=True)
    asked_in = models.UUIDField(null=True)
    may_be_sent = models.BooleanField(default=False)
    relayed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    # Another one asks the same, and was kept: this one is removed, and its address leads there.
    merged_into = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="merged")

    class Meta(Row.Meta):
        indexes = [models.Index(fields=["space", "-created_at"])]

    def __str__(self) -> str:
        return self.text

    @property
    def topic(self) -> str:
        """What the page of this question shows."""
        return f"question:{self.pk}"

    def found(self) -> Found | None:
        said = Answer.objects.filter(question=self).order_by("created_at").values_list("text", flat=True)
        words = "\n".join(filter(None, (self.detail, *self.other_words(), *said)))
        return Found("question", self.text, words, seat_path("questions:show", self.pk))

    def other_words(self) -> list[str]:
        """How it was asked as well, by those whose question was put together with this one."""
        rows = Question.everything.filter(merged_into=self).order_by("created_at")
        return [" ".join(filter(None, pair)) for pair in rows.values_list("text", "detail")]

    def is_changed_by(self, member: Member) -> bool:
        return member.can_facilitate() or (member.can_contribute() and member.pk == self.author_id)


class Answer(Said):
    """What somebody answers. `from_team` is kept: the group answers first, whatever roles become.

    `said_aloud`: a person of the group said it in the hall, the team wrote it down.
    """

    space = models.ForeignKey(Space, on_delete=models.CASCADE, related_name="group_answers")
    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="answers")
    author = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="group_answers")
    text = models.TextField(max_length=LONGEST_TEXT)
    from_team = models.BooleanField(default=False)
    said_aloud = models.BooleanField(default=False)
    is_retained = models.BooleanField(default=False)

    class Meta(Said.Meta):
        indexes = [models.Index(fields=["space", "-created_at"])]

    def __str__(self) -> str:
        return self.text[:60]

    def is_changed_by(self, member: Member) -> bool:
        return member.can_facilitate() or (member.can_contribute() and member.pk == self.author_id)


class Given(Row):
    """Something one person gives once to one thing. Its identity comes from both: given in two copies, it counts once.

    Taken back, the row stays.
    """

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    is_given = models.BooleanField(default=True)

    class Meta(Row.Meta):
        abstract = True

    @staticmethod
    def identity(to: Row, member: Member) -> UUID:
        return uuid5(to.pk, str(member.pk))


class Echo(Given):
    """« Moi aussi » : one person has the same question."""

    space = models.ForeignKey(Space, on_delete=models.CASCADE, related_name="question_echoes")
    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="echoes")


class Thanks(Given):
    """« Merci » for an answer."""

    space = models.ForeignKey(Space, on_delete=models.CASCADE, related_name="answer_thanks")
    answer = models.ForeignKey(Answer, on_delete=models.CASCADE, related_name="thanks")


class Watch(Given):
    """Someone follows a question, or all of them (`question` is none); or said they no longer do."""

    space = models.ForeignKey(Space, on_delete=models.CASCADE, related_name="question_watches")
    question = models.ForeignKey(Question, null=True, on_delete=models.CASCADE, related_name="watches")

    @staticmethod
    def of(question: Question | None, member: Member) -> UUID:
        """Its identity; without a question, that of following all of them."""
        return uuid5(question.pk if question else UUID(int=0), f"{member.space_id}/{member.pk}/watch")


class Screen(Row):
    """Whether the hall's screen shows the questions between two runs, and since when: one row a space."""

    space = models.ForeignKey(Space, on_delete=models.CASCADE, related_name="+")
    shown_at = models.DateTimeField(null=True)

    @staticmethod
    def identity(space: Space) -> UUID:
        return uuid5(space.pk, "questions on the screen")


class Told(models.Model):
    """Up to when someone was written to about questions. Local to this installation."""

    member = models.OneToOneField(Member, primary_key=True, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()
