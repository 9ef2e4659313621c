"""Every live part of the product: a plain list of the apps that show some."""

from essaim.boards import parts as boards
from essaim.commitments import parts as commitments
from essaim.hall import parts as hall
from essaim.live.parts import catalogue
from essaim.mindmaps import parts as mindmaps
from essaim.pages import parts as pages
from essaim.programme import parts as programme
from essaim.questionnaires import parts as questionnaires
from essaim.questions import parts as questions
from essaim.resources import parts as resources
from essaim.runs import parts as runs
from essaim.screens import parts as screens
from essaim.spaces import parts as spaces

APPS = (
    spaces, hall, screens, programme, runs, questionnaires, resources, pages, boards, mindmaps, questions, commitments,
)  # fmt: skip


def install() -> None:
    """Make every part known to the live floor. Pages and streams both need them; a second call does nothing."""
    for app in APPS:
        catalogue.install(app.PARTS)
