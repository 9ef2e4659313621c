"""A board of notes, beside the document that holds what is on it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import models

from essaim.base.models import Row
from essaim.documents.models import Document
from essaim.runs.state import Anonymity
from essaim.search.index import Found
from essaim.spaces.models import Member, Space
from essaim.spaces.models.box import BallotRow, CastRow
from essaim.spaces.pages import seat_path

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

MOST_KINDS = 6
# Beside the word, a shape: a colour never says anything alone.
SIGNS = ("●", "■", "▲", "◆", "★", "✚")
LEVELS = (Anonymity.NAMED, Anonymity.UNNAMED_ON_WALL, Anonymity.ANONYMOUS)


def legend(kinds: Sequence[str]) -> list[tuple[str, str, str]]:
    """Key, sign and word of each kind of note."""
    return [(f"k{n}", SIGNS[n - 1], word) for n, word in enumerate(kinds[:MOST_KINDS], 1) if word]


class Board(Row):
    """Its identity is its document's. `level` says who can link a note to a person; `kinds` are the colours' words.

    `run_ref` is the run whose notes it holds; `frozen_at` ends every change; `on_wall_at` puts it on the hall's screen.
    """

    space = models.ForeignKey(Space, on_delete=models.CASCADE, related_name="boards")
    document = models.OneToOneField(Document, on_delete=models.CASCADE, related_name="board")
    question = models.CharField(max_length=300, blank=True)
    level = models.CharField(max_length=2, choices=[(one.value, one.value) for one in LEVELS], default=Anonymity.NAMED)
    kinds: Any = models.JSONField(default=list)
    run_ref = models.UUIDField(null=True, db_index=True)
    frozen_at = models.DateTimeField(null=True)
    open_hands = models.CharField(max_length=6, blank=True)  # those it had when it was frozen
    on_wall_at = models.DateTimeField(null=True)
    to_scrub = models.BooleanField(default=False)

    if TYPE_CHECKING:
        ballots: RelatedManager["BoardBallot"]
        casts: RelatedManager["BoardCast"]
        authors: RelatedManager["NoteAuthor"]
        gestures: RelatedManager["Gesture"]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return self.document.title

    @property
    def is_anonymous(self) -> bool:
        return self.level == Anonymity.ANONYMOUS

    @property
    def legend(self) -> list[tuple[str, str, str]]:
        """Key, sign and word of each kind of note."""
        return legend(self.kinds)

    def can_arrange(self, member: Member | None) -> bool:
        """Move, group, merge: whoever may write in the document."""
        return member is not None and self.document.can_write(member)

    def is_of(self, note: str, member: Member) -> bool:
        return self.authors.filter(note=note, member=member).exists()

    def found(self) -> Found | None:
        """By its title and by the words of its notes, whatever the families they are in."""
        from essaim.boards.reading import content_of

        notes = sorted(content_of(self).shown, key=lambda note: note.id)
        words = "\n".join([self.question, *(one.text for note in notes for one in (note, *note.joined))])
        return Found("board", self.title, words, seat_path("boards:show", self.pk))


class NoteAuthor(Row):
    """Who wrote a note. An anonymous note has none."""

    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="authors")
    note = models.UUIDField()
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")

    class Meta(Row.Meta):
        constraints = [models.UniqueConstraint(fields=["board", "note"], name="board_note_one_author")]

    @property
    def space_id(self) -> UUID:
        return self.board.space_id


class Gesture(models.Model):
    """What someone last changed on a board by a form, to be taken back: rows of [map, identity, field, was, is]."""

    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="gestures")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    changed: Any = models.JSONField(default=list)


class BoardBallot(BallotRow):
    """One phone's anonymous notes, until they are all put on the board together, mixed."""

    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="ballots")


class BoardCast(CastRow):
    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="casts")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["board", "member"], name="board_cast_once_a_person")]
