"""Bringing a resource, changing it, taking it away."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from essaim.base.errors import Refused
from essaim.base.text import fold
from essaim.files import storing
from essaim.files.models import StoredFile
from essaim.resources.models import MOST_THEMES, Kind, Resource, Theme
from essaim.spaces.changes import Journal, change, to_member
from essaim.spaces.models import Member

TOPIC = "resources"
WITH_ADDRESS = frozenset({Kind.LINK, Kind.TOOL, Kind.EXPERIENCE, Kind.ANIMATION})
WITH_TEXT = frozenset({Kind.TEXT, Kind.TOOL, Kind.EXPERIENCE, Kind.ANIMATION})
WITH_FILE = frozenset({Kind.FILE, Kind.EXPERIENCE, Kind.ANIMATION})


def topic(resource: Resource) -> str:
    """What the pages of one resource show."""
    return f"resource:{resource.pk}"


def share(
    member: Member,
    kind: str,
    *,
    title: str,
    why: str = "",
    themes: Iterable[str] = (),
    url: str = "",
    text: str = "",
    details: Mapping[str, str] | None = None,
    upload: "UploadedFile[bytes] | None" = None,
    input_id: UUID,
) -> Resource:
    """Bring a resource; sent twice, it is the same one. The bytes of a file are on the disk before its row is."""
    already = Resource.everything.filter(pk=input_id, space=member.space).first()
    if isinstance(already, Resource):
        return already
    stored = storing.keep(upload, member.space.pk, field="upload") if upload and kind in WITH_FILE else None
    try:
        with change(member.space, by=member) as journal:
            if stored is not None:
                journal.add(stored, "file.kept")
            resource = Resource(
                id=input_id, space=member.space, author=member, kind=kind, title=title, why=why,
                themes=known_themes(journal, themes), url=url if kind in WITH_ADDRESS else "",
                text=text if kind in WITH_TEXT else "", details=_answered(details), file=stored,
            )  # fmt: skip
            kept = journal.add(resource, "resource.shared", TOPIC, "now", to_member("mine", member))
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


def revise(resource: Resource, member: Member, **given: object) -> None:
    """Change what is given among title, why, themes, url, text and details; the rest stays."""
    changed_by(resource, member)
    fields = dict(given)
    for name, kinds in (("url", WITH_ADDRESS), ("text", WITH_TEXT)):
        if resource.kind not in kinds:
            fields.pop(name, None)
    if "details" in fields:
        fields["details"] = _answered(fields["details"])  # type: ignore[arg-type]
    with change(resource.space, by=member) as journal:
        if "themes" in fields:
            fields["themes"] = known_themes(journal, fields["themes"])  # type: ignore[arg-type]
        journal.edit(resource, "resource.revised", TOPIC, topic(resource), **fields)


def remove(resource: Resource, member: Member) -> None:
    """Take it away; the bytes of a file leave the disk."""
    changed_by(resource, member)
    stored: StoredFile | None = resource.file
    with change(resource.space, by=member) as journal:
        told = [to_member("mine", resource.author)] if resource.author else []
        journal.remove(resource, "resource.removed", TOPIC, topic(resource), *told)
        if stored is not None:
            journal.remove(stored, "file.removed")
            transaction.on_commit(lambda: storing.discard(stored))


def known_themes(journal: Journal, names: Iterable[str]) -> list[str]:
    """The names as they were first spelt in the space, three at most; a name nobody knew becomes a theme."""
    known = {fold(theme.name): theme.name for theme in journal.space.themes.order_by("created_at")}
    kept: list[str] = []
    for name in names:
        if not (name := name.strip()):
            continue
        if fold(name) not in known:
            theme = journal.add(Theme(space=journal.space, author=journal.by, name=name), "theme.added", TOPIC)
            known[fold(name)] = theme.name
        if known[fold(name)] not in kept:
            kept.append(known[fold(name)])
    return kept[:MOST_THEMES]


def changed_by(resource: Resource, member: Member) -> None:
    if not resource.is_changed_by(member):
        raise Refused(
            _("Seule la personne qui l’a apportée, ou l’équipe d’animation, peut la changer."), code="not_yours"
        )


def _answered(details: Mapping[str, str] | None) -> dict[str, str]:
    return {key: value for key, value in (details or {}).items() if value}
