"""The form that prepares a run, made from what the method says of its parameters."""

from dataclasses import MISSING, fields
from typing import Any, get_type_hints

from django import forms
from django.utils.translation import gettext_lazy as _

from essaim.runs.registry import method_of
from essaim.spaces.models import Space
from essaim.spaces.models.member import Role

PREFIX = "p_"


class NewRunForm(forms.Form):
    input_id = forms.UUIDField(widget=forms.HiddenInput)
    method_key = forms.CharField(widget=forms.HiddenInput, required=False)
    subject = forms.UUIDField(widget=forms.HiddenInput, required=False)
    title = forms.CharField(label=_("Titre, affiché à l’écran"), max_length=200,
                            error_messages={"required": _("Donnez un titre.")})  # fmt: skip

    def __init__(self, *args: Any, method: str, space: Space, **kwargs: Any) -> None:
        initial = kwargs.get("initial") or {}
        self.method = method_of(method)
        for one in fields(self.method.params):
            if one.name in initial:
                initial[PREFIX + one.name] = initial[one.name]
        super().__init__(*args, **kwargs)
        hints = get_type_hints(self.method.params)
        people = [(str(m.pk), m.name) for m in space.members.filter(role=Role.PARTICIPANT).select_related("person")]
        for one in fields(self.method.params):
            if one.metadata and not one.metadata.get("advanced"):
                self.fields[PREFIX + one.name] = _field(one, hints[one.name], people)

    def clean_subject(self) -> Any:
        return self.cleaned_data["subject"]

    def params(self) -> dict[str, Any]:
        """What was typed, as the method reads it."""
        given: dict[str, Any] = {}
        for one in fields(self.method.params):
            if PREFIX + one.name in self.cleaned_data:
                value = self.cleaned_data[PREFIX + one.name]
                default = () if one.default is MISSING else one.default
                if isinstance(default, tuple):
                    value = [line.strip() for line in str(value).splitlines() if line.strip()]
                given[one.name] = default if value is None else value
        return given

    def add_error(self, field: str | None, error: Any) -> None:
        if field and PREFIX + field in self.fields:
            field = PREFIX + field
        super().add_error(field, error)


def _field(one: Any, hint: Any, people: list[tuple[str, str]]) -> forms.Field:
    meta = one.metadata
    said: dict[str, Any] = {
        "label": meta["label"],
        "help_text": meta.get("help", ""),
        "required": False,
        "initial": one.default,
    }
    if meta.get("choices"):
        return forms.ChoiceField(choices=meta["choices"], **{**said, "required": True})
    if meta.get("member"):
        return forms.ChoiceField(choices=[("", _("(personne en particulier)")), *people], **said)
    if isinstance(one.default, bool):
        return forms.BooleanField(**said)
    if isinstance(one.default, int):
        return forms.IntegerField(min_value=meta.get("least"), max_value=meta.get("most"), **said)
    if isinstance(one.default, tuple):
        return forms.CharField(
            widget=forms.Textarea(attrs={"rows": meta.get("rows", 4)}), **{**said, "initial": "\n".join(one.default)}
        )
    if meta.get("rows"):
        return forms.CharField(widget=forms.Textarea(attrs={"rows": meta["rows"]}), **said)
    return forms.CharField(**said)
