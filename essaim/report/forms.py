from django import forms
from django.utils.translation import gettext_lazy as _

from essaim.report.actions import TEXT_MAX


class SectionForm(forms.Form):
    text = forms.CharField(
        label=_("Ce que l’équipe veut en dire"),
        required=False,
        max_length=TEXT_MAX,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Une ligne vide sépare deux paragraphes ; un tiret fait une liste."),
        error_messages={"max_length": _("C’est trop long : 20 000 signes au plus.")},
    )
