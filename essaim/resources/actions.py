"""Bringing a resource, changing it, taking it away."""

from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from essaim.base.errors import Refused
from essaim.files import storing
from essaim.files.models import StoredFile
from essaim.resources.models import Kind, Resource
from essaim.spaces.changes import change
from essaim.spaces.models import Member

TOPIC = "resources"


def share(
    member: Member,
    kind: str,
    *,
    title: str,
    why: str = "",
    theme: str = "",
    url: str = "",
    text: str = "",
    upload: "UploadedFile[bytes] | None" = None,
    input_id: UUID,
) -> Resource:
    """Bring a resource; sent twice, it is the same one. The bytes of a file are on the disk before its row is."""
    already = Resource.everything.filter(pk=input_id, space=member.space).first()
    if isinstance(already, Resource):
        return already
    stored = storing.keep(upload, member.space.pk, field="upload") if kind == Kind.FILE and upload else None
    try:
        with change(member.space, by=member) as journal:
            if stored is not None:
                journal.add(stored, "file.kept")
            resource = Resource(
                id=input_id, space=member.space, author=member, kind=kind, title=title, why=why, theme=theme,
                url=url if kind == Kind.LINK else "", text=text if kind == Kind.TEXT else "", file=stored,
            )  # fmt: skip
            kept = journal.add(resource, "resource.shared", TOPIC, "now")
            if kept is not resource:
                raise _SentTwice
    except BaseException as error:
        if stored is not None:
            storing.discard(stored)
        if isinstance(error, _SentTwice):
            return kept
        raise
    return resource


class _SentTwice(Exception):
    """The same sending arrived meanwhile: nothing of this one is kept."""


def revise(
    resource: Resource, member: Member, *, title: str, why: str, theme: str, url: str = "", text: str = ""
) -> None:
    _changed_by(resource, member)
    fields: dict[str, object] = {"title": title, "why": why, "theme": theme}
    if resource.kind == Kind.LINK:
        fields["url"] = url
    elif resource.kind == Kind.TEXT:
        fields["text"] = text
    with change(resource.space, by=member) as journal:
        journal.edit(resource, "resource.revised", TOPIC, **fields)


def remove(resource: Resource, member: Member) -> None:
    """Take it away; the bytes of a file leave the disk."""
    _changed_by(resource, member)
    stored: StoredFile | None = resource.file
    with change(resource.space, by=member) as journal:
        journal.remove(resource, "resource.removed", TOPIC)
        if stored is not None:
            journal.remove(stored, "file.removed")
            transaction.on_commit(lambda: storing.discard(stored))


def _changed_by(resource: Resource, member: Member) -> None:
    if not resource.is_changed_by(member):
        raise Refused(
            _("Seule la personne qui l’a apportée, ou l’équipe d’animation, peut la changer."), code="not_yours"
        )
