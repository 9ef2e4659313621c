"""What each app does with the passing of time, in order."""

from collections.abc import Callable

from essaim.boards import ticks as boards
from essaim.commitments import ticks as commitments
from essaim.hall import presence
from essaim.pages import following as pages
from essaim.programme import ticks as programme
from essaim.questionnaires import actions as questionnaires
from essaim.questions import letters as questions
from essaim.runs import ticks as runs
from essaim.spaces import phases
from essaim.spaces.models import Space

TICKS: list[Callable[[Space], None]] = [
    phases.tick,
    presence.tick,
    programme.tick,
    questionnaires.tick,
    runs.tick,
    boards.tick,
    pages.tick,
    questions.tick,
    commitments.tick,
]
