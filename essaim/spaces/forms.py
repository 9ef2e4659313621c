from django import forms
from django.utils.translation import gettext_lazy as _

from essaim.spaces import seats
from essaim.spaces.models.member import Credit


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("Le code affiché dans la salle"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
        error_messages={"required": _("Écrivez le code affiché dans la salle, par exemple MIEL 42.")},
    )

    def clean_code(self) -> str:
        space = seats.space_by_code(self.cleaned_data["code"])
        if space is None:
            raise forms.ValidationError(
                _("Ce code n’ouvre aucune salle. Vérifiez-le sur l’écran : un mot, puis deux chiffres.")
            )
        return space.join_code


class JoinForm(forms.Form):
    input_id = forms.UUIDField(widget=forms.HiddenInput)
    name = forms.CharField(
        label=_("Votre prénom, ou un pseudonyme"),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
        error_messages={
            "required": _("Écrivez votre prénom ou un pseudonyme."),
            "max_length": _("C’est trop long : 80 lettres au plus."),
        },
    )
    structure = forms.CharField(
        label=_("Votre structure"),
        required=False,
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "organization", "list": "structures"}),
        help_text=_("Laissez vide si vous venez à titre personnel."),
        error_messages={"max_length": _("C’est trop long : 80 lettres au plus.")},
    )


class BackForm(forms.Form):
    name = forms.CharField(
        label=_("Votre nom, comme vous l’aviez écrit"),
        max_length=80,
        error_messages={"required": _("Écrivez le nom que vous aviez donné.")},
    )
    code = forms.CharField(
        label=_("Vos quatre chiffres"),
        max_length=8,
        error_messages={"required": _("Écrivez les quatre chiffres.")},
        help_text=_("Ils sont affichés sur votre premier téléphone, dans « Ma place »."),
    )


class MineForm(forms.Form):
    credit = forms.ChoiceField(label=_("Dans ce qui est publié, on me nomme par"), choices=Credit.choices)
    language = forms.ChoiceField(label=_("Langue de mes messages"), choices=[("fr", "Français"), ("en", "English")])
    more_time = forms.BooleanField(
        label=_("J’ai besoin de plus de temps pour parler (les autres ne le voient pas)"), required=False
    )
