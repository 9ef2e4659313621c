from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from essaim.commitments.models import State, Visibility
from essaim.spaces.models import Space


class CommitmentForm(forms.Form):
    input_id = forms.UUIDField(widget=forms.HiddenInput)
    draft = forms.UUIDField(widget=forms.HiddenInput, required=False)
    what = forms.CharField(
        label=_("Je m’engage à…"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Commencez par un verbe. Personne ne s’engage à votre place."),
        error_messages={
            "required": _("Écrivez ce à quoi vous vous engagez, en commençant par un verbe."),
            "max_length": _("C’est trop long : 300 signes au plus."),
        },
    )
    first_step = forms.CharField(
        label=_("Mon premier pas"),
        max_length=300,
        required=False,
        help_text=_("Petit et précis : « appeler… », « proposer une date à… »."),
        error_messages={"max_length": _("C’est trop long : 300 signes au plus.")},
    )
    due = forms.DateField(
        label=_("Pour quand"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Choisissez une date, par exemple 2027-03-18.")},
    )
    partners: Any = forms.ModelMultipleChoiceField(
        label=_("Avec qui"),
        queryset=None,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Ces structures sont invitées ; elles signeront elles-mêmes."),
    )
    support = forms.CharField(label=_("Ce qui m’aiderait"), max_length=300, required=False)
    visibility = forms.ChoiceField(
        label=_("Qui peut le lire"), choices=Visibility.choices, initial=Visibility.GROUP, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, space: Space, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._space = space
        self.fields["partners"].queryset = space.structures.order_by("folded")  # type: ignore[attr-defined]

    def clean_due(self) -> Any:
        due = self.cleaned_data["due"]
        if due and due < self._space.today():
            raise forms.ValidationError(_("Cette date est passée. Choisissez une date à venir."))
        return due


class FollowForm(forms.Form):
    STATES = [State.UNDER_WAY, State.KEPT, State.POSTPONED, State.DROPPED]
    state = forms.ChoiceField(
        label=_("Où en est-il ?"),
        choices=[(s.value, s.label) for s in STATES],
        widget=forms.RadioSelect,
        error_messages={"required": _("Dites où en est cet engagement.")},
    )
    due = forms.DateField(
        label=_("Nouvelle date, s’il est reporté"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Choisissez une date, par exemple 2027-03-18.")},
    )
    reason = forms.CharField(label=_("Pourquoi, en quelques mots"), max_length=300, required=False)
