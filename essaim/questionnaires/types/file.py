"""A photo or a file."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from essaim.files.models import size_text
from essaim.questionnaires.controls import Input
from essaim.questionnaires.definition import Field, Kind
from essaim.questionnaires.types.base import Asking, Posted, Problems, Type, one

ASIDE, SAME = "aside:", "same"


class File(Type):
    """Read as `{aside: word}` for what was just sent, `{same: True}` for what is there: `attachments` settles it.

    Kept as `{file, name, size, media_type, href}`, or in the anonymous box as `{picture}`.
    """

    kind = Kind.FILE
    name = gettext_lazy("Une photo ou un fichier")
    seconds = 30

    def read(self, part: Field, posted: Posted, problems: Problems) -> dict[str, Any]:
        typed = one(part, posted)
        if posted.get(f"{part.code}.drop"):
            return {}
        if typed == SAME:
            return {"same": True}
        return {"aside": typed.removeprefix(ASIDE)} if typed.startswith(ASIDE) else {}

    def typed(self, part: Field, kept: Any) -> dict[str, list[str]]:
        return {part.code: [SAME], f"{part.code}.name": [self.said(part, kept, "")[0]]}

    def asked(self, part: Field, label: str, asking: Asking) -> Input:
        value, name = str(asking.typed.get(part.code, "")), str(asking.typed.get(f"{part.code}.name", ""))
        hint = ""
        if value == SAME:
            hint = _("Déjà reçu : {name}").format(name=name or _("une photo"))
        elif value.startswith(ASIDE):
            hint = _("Votre fichier est là : pas besoin de le choisir à nouveau.")
        return Input("file", part.code, label, value, error=asking.problems.get(part.code, ""), hint=hint)

    def said(self, part: Field, kept: Any, language: str) -> list[str]:
        if "file" not in kept:
            return [_("une photo")]
        return [f"{kept['name']} ({size_text(kept['size'])})"]
