"""A file that somebody brings: which kind it is, and the questionnaire in it."""

from dataclasses import dataclass, replace

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from essaim.questionnaires.bringing import lss, yaml_file
from essaim.questionnaires.bringing.check import Unread, checked
from essaim.questionnaires.definition import Definition

LARGEST = 4_000_000
LARGEST_YAML = 400_000


@dataclass(frozen=True)
class Brought:
    definition: Definition
    left_out: list[str]


def brought(upload: "UploadedFile[bytes] | None") -> Brought:
    """Raises `Unread`."""
    if upload is None:
        raise Unread(_("Choisissez un fichier : .yml ou .lss."))
    if (upload.size or 0) > LARGEST:
        raise Unread(_("Ce fichier est trop lourd pour un questionnaire : 4 Mo au plus."))
    content = upload.read()
    if (upload.name or "").lower().endswith(".lss"):
        definition, left_out = lss.read(content)
    else:
        definition, left_out = _yaml(content), []
    # What comes in is the team's own, whatever its file says it was.
    return Brought(replace(checked(definition), kind="own", anonymity="A1"), left_out)


def _yaml(content: bytes) -> Definition:
    if len(content) > LARGEST_YAML:
        raise Unread(_("Ce fichier est trop lourd pour un questionnaire en YAML : 400 Ko au plus."))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Unread(_("Ce fichier n’est pas écrit en UTF-8 : enregistrez-le en UTF-8.")) from None
    return yaml_file.read(text)
