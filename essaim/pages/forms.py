from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from essaim.base.text import one_line
from essaim.pages.outlines import OUTLINES

TITLE_ERRORS = {
    "required": _("Donnez un titre à la page."),
    "max_length": _("C’est trop long : 120 signes au plus."),
}


class TitleForm(forms.Form):
    title = forms.CharField(label=_("Titre de la page"), max_length=120, error_messages=TITLE_ERRORS)

    def clean_title(self) -> str:
        title = one_line(self.cleaned_data["title"])
        if not title:
            raise forms.ValidationError(TITLE_ERRORS["required"])
        return title


class PageForm(TitleForm):
    input_id = forms.UUIDField(widget=forms.HiddenInput)


class NewPageForm(PageForm):
    """A page, and what it starts with."""

    outline = forms.ChoiceField(
        label=_("Commencer avec"),
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("Choisissez un des modèles proposés.")},
    )
    parent = forms.UUIDField(required=False, widget=forms.HiddenInput)
    is_draft = forms.BooleanField(
        label=_("Garder comme brouillon de l’équipe"),
        required=False,
        help_text=_("Le groupe ne la voit pas encore. Vous la partagerez quand elle sera prête."),
    )

    def __init__(self, *args: Any, can_draft: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["outline"].choices = [("", _("Une page vide")), *((one.key, one.name) for one in OUTLINES.values())]  # type: ignore[attr-defined]
        if not can_draft:
            del self.fields["is_draft"]
        self.order_fields(["outline", "title", "is_draft"])


class ParagraphForm(forms.Form):
    text = forms.CharField(
        label=_("Ajouter un paragraphe"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={
            "required": _("Écrivez quelques mots."),
            "max_length": _("C’est trop long : 4 000 signes au plus."),
        },
    )


class UnderForm(forms.Form):
    """Where to put a page: under the one of that title, or at the first level."""

    under = forms.CharField(
        label=_("Sous quelle page ?"),
        max_length=200,
        required=False,
        help_text=_("Son titre. Laissez vide pour la mettre au premier niveau."),
        widget=forms.TextInput(attrs={"list": "titles", "autocomplete": "off"}),
        error_messages={"max_length": _("C’est trop long : 200 signes au plus.")},
    )


class VersionForm(forms.Form):
    name = forms.CharField(
        label=_("Nommer la version d’aujourd’hui"),
        max_length=120,
        help_text=_("Par exemple « Relue par l’assemblée ». Elle restera, telle qu’elle est maintenant."),
        error_messages={
            "required": _("Donnez-lui un nom, pour la retrouver."),
            "max_length": _("C’est trop long : 120 signes au plus."),
        },
    )


class CommentForm(forms.Form):
    input_id = forms.UUIDField(widget=forms.HiddenInput)
    thread = forms.UUIDField(required=False, widget=forms.HiddenInput)
    quote = forms.CharField(required=False, widget=forms.HiddenInput)
    text = forms.CharField(
        label=_("Votre commentaire"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Écrivez @ et un prénom pour prévenir quelqu’un."),
        error_messages={
            "required": _("Écrivez quelques mots."),
            "max_length": _("C’est trop long : 4 000 signes au plus."),
        },
    )

    def clean_quote(self) -> str:
        return one_line(self.cleaned_data["quote"])[:300]


class PublishForm(forms.Form):
    is_indexed = forms.BooleanField(label=_("Les moteurs de recherche peuvent la trouver"), required=False)
