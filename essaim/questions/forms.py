"""What one fills in: a line, and what else one wishes to say folded away."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from essaim.base import ids
from essaim.base.text import one_line
from essaim.questions.about import about
from essaim.questions.models import LONGEST_ALIAS, LONGEST_QUESTION, LONGEST_TEXT, Signing
from essaim.spaces.models import Space

TOO_LONG = {"max_length": _("C’est trop long : %(limit_value)d signes au plus.")}


class SigningForm(forms.Form):
    """How words are signed, whatever they are."""

    input_id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    signing = forms.ChoiceField(
        label=_("Signer"),
        choices=Signing.choices,
        initial=Signing.NAME,
        required=False,
        widget=forms.RadioSelect,
        help_text=_("L’écran de la salle ne montre aucun nom. L’équipe d’animation sait toujours qui écrit."),
        error_messages={"invalid_choice": _("Choisissez une des trois façons de signer.")},
    )
    alias = forms.CharField(
        label=_("Cet autre nom"),
        max_length=LONGEST_ALIAS,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages=TOO_LONG,
    )

    def clean_signing(self) -> str:
        return self.cleaned_data["signing"] or Signing.NAME

    def clean_alias(self) -> str:
        return one_line(self.cleaned_data["alias"])


class QuestionForm(SigningForm):
    text = forms.CharField(
        label=_("Ma question au groupe"),
        max_length=LONGEST_QUESTION,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Écrivez votre question."), **TOO_LONG},
    )
    detail = forms.CharField(
        label=_("Ce qui aide à répondre"),
        max_length=LONGEST_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Le contexte, ce que vous avez déjà essayé."),
        error_messages=TOO_LONG,
    )
    about = forms.ChoiceField(
        label=_("À propos de"),
        required=False,
        error_messages={"invalid_choice": _("Ce sujet n’est plus là. Choisissez-en un autre.")},
    )
    may_be_sent = forms.BooleanField(
        label=_("Si personne ici n’a la réponse, cette question peut être transmise au DLA, sans mon nom"),
        required=False,
    )
    run = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, space: Space, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = about(space, self.initial.get("about"))
        sequences = [(str(one.pk), one.shown_title) for one in space.sequences.all() if not one.is_pause]
        modules = [(str(one.pk), one.shown_title) for one in space.modules.all()]
        other = chosen or about(space, ids.read(self.data.get("about") or ""))
        own = [(str(other.pk), other.title)] if other and str(other.pk) not in dict(sequences + modules) else []
        choices: list[Any] = [("", _("Rien de particulier")), *own]
        choices += [(_("Le programme"), sequences)] if sequences else []
        choices += [(_("Les modules"), modules)] if modules else []
        self.fields["about"].choices = choices  # type: ignore[attr-defined]

    def clean_text(self) -> str:
        return one_line(self.cleaned_data["text"])

    def clean_about(self) -> Any:
        return ids.read(self.cleaned_data["about"])

    def more(self) -> list[Any]:
        return [self[name] for name in ("detail", "signing", "alias", "about", "may_be_sent") if name in self.fields]

    def more_is_open(self) -> bool:
        """Something folded away is filled in or wrong."""
        plain = {"signing": ("", Signing.NAME, None), "may_be_sent": (False, None, "")}
        return any(
            field.errors or (field.value() not in plain[field.name] if field.name in plain else field.value())
            for field in self.more()
        )

    def given(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("text", *(field.name for field in self.more()))}


class AnswerForm(SigningForm):
    text = forms.CharField(
        label=_("Votre réponse"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Écrivez votre réponse, même en quelques mots."), **TOO_LONG},
    )
    said_aloud = forms.BooleanField(label=_("Une personne du groupe l’a dit à voix haute"), required=False)

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"].strip()
        return text

    def signing_is_open(self) -> bool:
        return bool(self["signing"].errors or self["alias"].errors or self["alias"].value())

    def given(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("text", "signing", "alias", "said_aloud")}
