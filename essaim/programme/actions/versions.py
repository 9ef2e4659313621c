"""The programme as agreed: numbered, with its reason and its difference."""

import uuid

from django.utils.translation import gettext as _

from essaim.base import ids
from essaim.base.errors import Refused
from essaim.programme.models import ProgrammeVersion
from essaim.programme.snapshot import Difference, difference, snapshot
from essaim.spaces.changes import Journal, change
from essaim.spaces.models import Member, Space


def publish_version(
    space: Space, *, by: Member | None, reason: str, run: uuid.UUID | None = None, id: uuid.UUID | None = None
) -> ProgrammeVersion:
    """Keep the programme as it now is. Without a run that validated it, something must have changed."""
    with change(space, by=by) as journal:
        return keep_version(journal, reason=reason, run=run, id=id)


def keep_version(
    journal: Journal, *, reason: str, run: uuid.UUID | None = None, id: uuid.UUID | None = None
) -> ProgrammeVersion:
    """The same, within a change already begun. A run makes one version, however often it is asked."""
    space = journal.space
    versions = ProgrammeVersion.objects.filter(space=space)
    kept: ProgrammeVersion | None = versions.filter(validated_by_run=run).first() if run else None
    if kept is not None:
        return kept
    now = snapshot(space.sequences.all())
    latest = versions.order_by("at", "id").last()
    if latest is not None and run is None and not difference(latest.snapshot, now):
        raise Refused(_("Rien n’a changé depuis la version %d.") % latest.number)
    version = ProgrammeVersion(
        id=id or ids.uuid7(),
        space=space,
        number=(latest.number if latest else 0) + 1,
        snapshot=now,
        reason=reason.strip(),
        author=journal.by,
        validated_by_run=run,
        at=space.now(),
    )
    return journal.add(version, "programme.version_published", "programme", "now")


def unpublished(space: Space) -> list[Difference]:
    """What was adjusted since the last version."""
    latest = space.programme_versions.order_by("at", "id").last()
    return difference(latest.snapshot if latest else [], snapshot(space.sequences.all()))


def history(space: Space) -> list[tuple[ProgrammeVersion, list[Difference]]]:
    """Every version, the latest first, with what it changed."""
    versions = list(space.programme_versions.select_related("author__person"))
    befores = [None, *versions][: len(versions)]
    pairs = zip(versions, befores, strict=True)
    return [(version, difference(before.snapshot, version.snapshot) if before else []) for version, before in pairs][
        ::-1
    ]
