from django import forms
from django.utils.translation import gettext_lazy as _


class PageForm(forms.Form):
    input_id = forms.UUIDField(widget=forms.HiddenInput)
    title = forms.CharField(
        label=_("Titre de la page"),
        max_length=120,
        error_messages={
            "required": _("Donnez un titre à la page."),
            "max_length": _("C’est trop long : 120 signes au plus."),
        },
    )


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
