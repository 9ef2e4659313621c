"""Files that answers bring. Named: a file of the space. Anonymous: a small picture inside the ballot itself, so that
nothing on the disk has a time; it becomes a file when the box is opened, in mixed order."""

import base64
import io
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.db import transaction
from django.http import QueryDict
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from essaim.base.errors import Refused
from essaim.files import aside, storing
from essaim.files.models import StoredFile
from essaim.questionnaires.answers import Value
from essaim.questionnaires.definition import Field, Kind, Question
from essaim.questionnaires.models import Questionnaire
from essaim.questionnaires.types.file import ASIDE
from essaim.spaces.changes import Journal
from essaim.spaces.models import Member
from essaim.spaces.pages import seat_path

BOXED_SIDE = 1000
Stored = dict[str, StoredFile]
"""The files written for a change, by the word that found them."""


def of(question: Question) -> list[Field]:
    return [part for part in question.fields if part.kind == Kind.FILE]


def put_aside(
    question: Question, posted: QueryDict, uploads: Any, member: Member, *, is_anonymous: bool, prefix: str = ""
) -> dict[str, str]:
    """Write in the form, in place of each file sent, the word that finds it; gives what is wrong, by field."""
    problems = {}
    for part in of(question):
        name = f"{prefix}{part.code}"
        upload = uploads.get(f"{name}.upload")
        if upload is None:
            continue
        try:
            kind = storing.taken_kind(upload, field=part.code)
            if is_anonymous and not kind.is_picture:
                raise Refused(_("Ici, une photo seulement : un document porte souvent le nom de qui l’a écrit."))
            # Of an anonymous photo, what the camera and its owner wrote in it never reaches our disk.
            posted[name] = ASIDE + aside.put(_small(upload) if is_anonymous else upload, member.pk)
        except Refused as refusal:
            problems[part.code] = refusal.message
    return problems


@contextmanager
def written(questionnaire: Questionnaire, given: Mapping[str, Value], member: Member) -> Iterator[Stored]:
    """The files that these answers bring, on the disk before the change that keeps them; gone again if it fails."""
    stored: Stored = {}
    try:
        for code, word in _words(questionnaire, given):
            stored[word] = storing.keep(_found(word, member, code), questionnaire.space_id, field=code)
        yield stored
    except BaseException:
        for one in stored.values():
            storing.discard(one)
        raise
    for word in stored:
        aside.forget(word)


def settled(
    journal: Journal, questionnaire: Questionnaire, question: Question, value: Value, before: Value, stored: Stored
) -> Value:
    """The answer as it is kept: what was just sent is a file of the space, and what it replaces leaves the disk."""
    made = dict(value)
    for part in of(question):
        sent, old = made.pop(part.code, {}), before.get(part.code, {})
        if sent.get("same") and old:
            made[part.code] = old
            continue
        if (one := stored.get(sent.get("aside", ""))) is not None:
            journal.add(one, "file.added")
            made[part.code] = _facts(questionnaire, question, one)
        _drop(journal, old)
    return made


def dropped(journal: Journal, question: Question | None, value: Value) -> None:
    for part in of(question) if question else ():
        _drop(journal, value.get(part.code, {}))


def boxed(questionnaire: Questionnaire, given: Mapping[str, Value], member: Member) -> dict[str, Value]:
    """The same answers with each picture inside them: small, drawn again, without name, place, date or device."""
    made = {code: dict(value) for code, value in given.items()}
    for code, word in _words(questionnaire, given):
        drawn = base64.b64encode(_small(_found(word, member, code)).read()).decode()
        for part, kept in made.items():
            made[part] = {key: {"picture": drawn} if one == {"aside": word} else one for key, one in kept.items()}
    return made


def forget(questionnaire: Questionnaire, given: Mapping[str, Value]) -> None:
    """Once it is kept, what was put aside goes."""
    for _code, word in _words(questionnaire, given):
        aside.forget(word)


def same_as_before(value: Value, before: Value) -> Value:
    """What the form only pointed to, taken from the ballot."""
    found = {key: before.get(key) if one == {"same": True} else one for key, one in value.items()}
    return {key: one for key, one in found.items() if one}


def unboxed(journal: Journal, questionnaire: Questionnaire, content: dict[str, Any]) -> dict[str, Any]:
    """A ballot taken out of the box, its pictures now files of the space."""
    made = dict(content)
    for code, kept in content.items():
        question = questionnaire.asked.question(code)
        for part in of(question) if question else ():
            if picture := kept["value"].get(part.code, {}).get("picture"):
                upload = SimpleUploadedFile(f"{_('photo')}.webp", base64.b64decode(picture))
                one = storing.keep(upload, questionnaire.space_id, field=part.code)
                journal.add(one, "file.added")
                value = {**kept["value"], part.code: _facts(questionnaire, question, one)}
                made[code] = {**kept, "value": value}
    return made


def _words(questionnaire: Questionnaire, given: Mapping[str, Value]) -> Iterator[tuple[str, str]]:
    for code, value in given.items():
        question = questionnaire.asked.question(code)
        for part in of(question) if question else ():
            if word := value.get(part.code, {}).get("aside"):
                yield part.code, word


def _found(word: str, member: Member, code: str) -> "UploadedFile[bytes]":
    upload = aside.found(word, member.pk)
    if upload is None:
        raise Refused(_("Ce fichier n’est plus là : choisissez-le à nouveau."), field=code)
    return upload


def _facts(questionnaire: Questionnaire, question: Question, one: StoredFile) -> dict[str, Any]:
    href = seat_path("questionnaires:file", questionnaire.pk, question.code, one.pk)
    return {
        "file": str(one.pk), "name": one.name, "size": one.size, "media_type": one.media_type, "href": href,
        "has_preview": one.has_preview,
    }  # fmt: skip


def _drop(journal: Journal, old: Any) -> None:
    found = StoredFile.objects.filter(pk=old.get("file"), space_id=journal.space.pk).first() if old else None
    if found is not None:
        journal.remove(found, "file.removed")
        transaction.on_commit(lambda: storing.discard(found))


def _small(upload: "UploadedFile[bytes]") -> SimpleUploadedFile:
    upload.seek(0)
    with Image.open(upload) as opened:
        picture = ImageOps.exif_transpose(opened).convert("RGB")
    picture.thumbnail((BOXED_SIDE, BOXED_SIDE))
    kept = io.BytesIO()
    picture.save(kept, "WEBP", quality=70)
    return SimpleUploadedFile(f"{_('photo')}.webp", kept.getvalue())
