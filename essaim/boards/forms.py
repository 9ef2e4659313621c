from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from essaim.base.text import one_line
from essaim.boards.models import MOST_KINDS
from essaim.documents.models import Hands
from essaim.runs.state import Anonymity

LEVELS = (
    (Anonymity.NAMED.value, _("Avec le prénom")),
    (Anonymity.UNNAMED_ON_WALL.value, _("Sans nom pour le groupe ; l’animation peut voir qui a écrit")),
    (Anonymity.ANONYMOUS.value, _("Anonymes, même pour l’animation : mêlées, à partir de cinq personnes")),
)
HANDS = (
    (Hands.TEAM.value, _("L’animation range les notes ; tout le monde en écrit")),
    (Hands.ALL.value, _("Tout le monde écrit et range les notes")),
)


class BoardForm(forms.Form):
    input_id = forms.UUIDField(widget=forms.HiddenInput)
    title = forms.CharField(
        label=_("Titre du tableau"),
        max_length=120,
        error_messages={
            "required": _("Donnez un titre au tableau."),
            "max_length": _("C’est trop long : 120 signes au plus."),
        },
    )
    question = forms.CharField(
        label=_("La question, une seule et ouverte"),
        max_length=300,
        required=False,
        error_messages={"max_length": _("C’est trop long : 300 signes au plus.")},
    )


class SettingsForm(BoardForm):
    level = forms.ChoiceField(label=_("Les notes"), choices=LEVELS, widget=forms.RadioSelect)
    hands = forms.ChoiceField(label=_("Les mains sur le tableau"), choices=HANDS, widget=forms.RadioSelect)
    kinds = forms.CharField(
        label=_("Sortes de notes, une par ligne"),
        help_text=_("Six au plus : « frein », « réussite », « question »… Chacune a sa couleur, son signe et son mot."),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["input_id"]

    def clean_kinds(self) -> list[str]:
        words = [said for line in self.cleaned_data["kinds"].splitlines() if (said := one_line(line))]
        if len(words) > MOST_KINDS:
            raise forms.ValidationError(_("Six sortes au plus : au-delà, on ne les distingue plus."))
        if any(len(word) > 30 for word in words):
            raise forms.ValidationError(_("30 signes au plus pour chaque sorte."))
        return words
