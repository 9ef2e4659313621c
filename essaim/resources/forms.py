from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from essaim.base.text import fold, one_line
from essaim.resources.models import Kind
from essaim.spaces.models import Space

ACCEPTED = ".pdf,.odt,.ods,.odp,.odg,.docx,.xlsx,.pptx,.jpg,.jpeg,.png,.webp,.mp3,.ogg,.m4a,.txt,.md,.csv"
_valid_url = URLValidator(schemes=["http", "https"])


class ResourceForm(forms.Form):
    """What one brings; `kind` decides which of the address, the text and the file is asked for."""

    input_id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    url = forms.CharField(
        label=_("L’adresse du lien"),
        max_length=1000,
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "url", "placeholder": "https://…"}),
        error_messages={
            "required": _("Collez l’adresse de la page."),
            "max_length": _("Cette adresse est trop longue."),
        },
    )
    upload = forms.FileField(
        label=_("Le fichier"),
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
        help_text=_("PDF, LibreOffice, Office, image, son ou texte ; 10 Mo au plus."),
        error_messages={
            "required": _("Choisissez un fichier sur votre appareil."),
            "empty": _("Ce fichier est vide. Choisissez-en un autre."),
        },
    )
    title = forms.CharField(
        label=_("Titre"),
        max_length=160,
        error_messages={
            "required": _("Donnez un titre : les autres sauront ce que c’est."),
            "max_length": _("C’est trop long : 160 signes au plus."),
        },
    )
    text = forms.CharField(
        label=_("Le texte"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={
            "required": _("Écrivez ou collez le texte."),
            "max_length": _("C’est trop long : 20 000 signes au plus. Déposez plutôt un fichier."),
        },
    )
    why = forms.CharField(
        label=_("Pourquoi c’est utile"),
        max_length=300,
        required=False,
        help_text=_("Une phrase pour donner envie."),
        error_messages={"max_length": _("C’est trop long : 300 signes au plus.")},
    )
    theme = forms.CharField(
        label=_("Thème"),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"list": "themes", "autocomplete": "off"}),
        error_messages={"max_length": _("C’est trop long : 60 signes au plus.")},
    )
    asked_for = {Kind.LINK: "url", Kind.TEXT: "text", Kind.FILE: "upload"}

    def __init__(self, *args: Any, kind: str, space: Space, is_new: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._space = space
        asked = self.asked_for[Kind(kind)]
        for name in self.asked_for.values():
            if name != asked or (name == "upload" and not is_new):
                del self.fields[name]

    def clean_url(self) -> str:
        url: str = self.cleaned_data["url"].strip()
        if "://" not in url and not url.lower().startswith(("javascript:", "data:", "mailto:")):
            url = f"https://{url}"
        try:
            _valid_url(url)
        except ValidationError:
            raise forms.ValidationError(
                _("Cette adresse n’est pas complète. Exemple : https://exemple.org/page")
            ) from None
        if urlsplit(url).username:
            raise forms.ValidationError(_("Cette adresse contient un mot de passe : retirez-le."))
        return url

    def clean_title(self) -> str:
        return one_line(self.cleaned_data["title"])

    def clean_theme(self) -> str:
        """As it was first spelt in the space: « décider » joins « Décider »."""
        theme = one_line(self.cleaned_data["theme"])
        kept = {fold(one): one for one in themes_of(self._space)}
        return kept.get(fold(theme), theme)


def themes_of(space: Space) -> list[str]:
    found = space.resources.exclude(theme="").order_by("theme").values_list("theme", flat=True).distinct()
    return sorted(set(found), key=fold)
