from django import forms
from django.utils.translation import gettext_lazy as _

from essaim.mindmaps.content import LONGEST, TONES, one_line

_TOO_LONG = _("C’est trop long : 80 signes au plus. Faites-en deux idées.")


class MapForm(forms.Form):
    input_id = forms.UUIDField(widget=forms.HiddenInput)
    centre = forms.CharField(
        label=_("Le mot ou la question au centre"),
        max_length=LONGEST,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={
            "required": _("Écrivez ce qui sera au centre : un mot, ou une question."),
            "max_length": _("C’est trop long : 80 signes au plus."),
        },
    )


class ImportForm(forms.Form):
    input_id = forms.UUIDField(widget=forms.HiddenInput)
    upload = forms.FileField(
        label=_("Le fichier"),
        widget=forms.FileInput(attrs={"accept": ".mm,.md,.txt"}),
        help_text=_("FreeMind ou Freeplane (.mm), ou une liste Markdown (.md) ; 1 Mo au plus."),
        error_messages={
            "required": _("Choisissez un fichier sur votre appareil."),
            "empty": _("Ce fichier est vide. Choisissez-en un autre."),
        },
    )


class IdeaForm(forms.Form):
    """The words of an idea; `input_id` is there when it is a new one."""

    input_id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    text = forms.CharField(
        label=_("L’idée, en quelques mots"),
        max_length=LONGEST,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Écrivez quelques mots."), "max_length": _TOO_LONG},
    )

    def clean_text(self) -> str:
        text = one_line(self.cleaned_data["text"])
        if not text:
            raise forms.ValidationError(_("Écrivez quelques mots."))
        return text


class LegendForm(forms.Form):
    """What each colour means on this map; one without words is not offered."""

    act = forms.CharField(label=_("Vert, rond"), max_length=LONGEST, required=False)
    info = forms.CharField(label=_("Bleu, carré"), max_length=LONGEST, required=False)
    now = forms.CharField(label=_("Ocre, triangle"), max_length=LONGEST, required=False)
    harm = forms.CharField(label=_("Rouge, losange"), max_length=LONGEST, required=False)

    def clean(self) -> dict[str, str]:
        return {tone: one_line(self.cleaned_data.get(tone, "")) for tone in TONES}
