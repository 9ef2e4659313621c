"""What follows when hands moved something on a map, through the socket of co-writing or by a form."""

from uuid import UUID

from essaim.documents.models import Document, Kind
from essaim.live.hub import hub
from essaim.mindmaps.actions import TOPIC, name_after_centre
from essaim.runs.actions import WALL
from essaim.runs.actions import topic as run_topic
from essaim.runs.now import live_runs
from essaim.spaces.changes import change


def heard(document: UUID) -> None:
    """The list, and the run in which the map is being made, show it again. In a thread, outside any transaction."""
    found = Document.objects.filter(pk=document, kind=Kind.MIND_MAP).select_related("space").first()
    if found is None:
        return
    with change(found.space) as journal:
        name_after_centre(journal, found)
    runs = [run for run in live_runs(found.space) if run.pk == document]
    topics = {TOPIC, *(topic for run in runs for topic in (run_topic(run), WALL))}
    hub.publish(found.space.channel, frozenset(topics), 0)
