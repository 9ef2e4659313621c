from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from essaim.hall.models import LONGEST_MESSAGE, LONGEST_NOTE
from essaim.hall.screens import LONGEST_MINUTES
from essaim.spaces.models import Space
from essaim.spaces.models.member import Role


class MessageForm(forms.Form):
    """What is said to the whole hall at once."""

    message = forms.CharField(
        label=_("Message à toute la salle"),
        max_length=LONGEST_MESSAGE,
        help_text=_("En grand sur tous les écrans, et sur chaque téléphone."),
        error_messages={
            "required": _("Écrivez le message : il s’affichera en grand dans la salle."),
            "max_length": _("120 signes au plus : il doit se lire de loin."),
        },
    )
    minutes = forms.IntegerField(
        label=_("Compte à rebours (min)"),
        min_value=1,
        max_value=LONGEST_MINUTES,
        required=False,
        error_messages=dict.fromkeys(
            ("invalid", "min_value", "max_value"), _("Écrivez un nombre de minutes, de 1 à 180, ou rien.")
        ),
    )


class NoteForm(forms.Form):
    input_id = forms.UUIDField(widget=forms.HiddenInput)
    about = forms.UUIDField(widget=forms.HiddenInput, required=False)
    text = forms.CharField(
        label=_("Note à l’équipe"),
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Écrivez la note."), "max_length": _("500 signes au plus.")},
    )


class SpeakerForm(forms.Form):
    """Giving the floor to someone who has no phone, or who only raised a hand in the room."""

    member = forms.ChoiceField(
        label=_("Donner la parole à quelqu’un d’autre"),
        error_messages={
            "required": _("Choisissez une personne de la liste."),
            "invalid_choice": _("Cette personne n’est plus là. Choisissez-en une autre."),
        },
    )

    def __init__(self, *args: Any, space: Space, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = space.present().exclude(role=Role.OBSERVER).select_related("person").order_by("person__folded")
        choices = [("", _("– choisissez –")), *((str(one.pk), one.name) for one in people)]
        self.fields["member"].choices = choices  # type: ignore[attr-defined]
