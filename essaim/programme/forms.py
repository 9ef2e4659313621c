"""What facilitators and participants fill in."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from essaim.base.errors import Refused
from essaim.base.hours import day_text
from essaim.programme.actions.adjusting import SHIFT, SHORTEN
from essaim.programme.models import How, Kind
from essaim.programme.trame.read import MAX_BYTES
from essaim.spaces.models import Space

MOST_DAYS = 30
TOO_LONG = _("C’est trop long.")


class ClockField(forms.Field):
    """A time of day, kept as minutes after midnight."""

    widget = forms.TimeInput(attrs={"type": "time"})

    def to_python(self, value: Any) -> int | None:
        if value in self.empty_values:
            return None
        hours, colon, minutes = str(value).strip().replace("h", ":").partition(":")
        if not (colon and hours.strip().isdigit() and minutes.strip()[:2].isdigit()):
            raise forms.ValidationError(_("Écrivez une heure, par exemple 14:30."))
        total = int(hours) * 60 + int(minutes.strip()[:2])
        if int(hours) > 23 or int(minutes.strip()[:2]) > 59:
            raise forms.ValidationError(_("Cette heure n’existe pas. Exemple : 14:30."))
        return total

    def prepare_value(self, value: Any) -> Any:
        return f"{value // 60:02d}:{value % 60:02d}" if isinstance(value, int) else value


def minutes_field(label: Any, **options: Any) -> forms.IntegerField:
    sentence = _("Écrivez un nombre de minutes, de 1 à 720.")
    return forms.IntegerField(
        label=label,
        min_value=1,
        max_value=720,
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), sentence),
        **options,
    )


class SequenceForm(forms.Form):
    title = forms.CharField(
        label=_("Titre"),
        max_length=160,
        error_messages={"required": _("Donnez un titre à la séquence."), "max_length": _("160 signes au plus.")},
    )
    start = ClockField(label=_("Commence à"), error_messages={"required": _("Écrivez une heure, par exemple 14:30.")})
    minutes = minutes_field(_("Durée (min)"))
    min_minutes = minutes_field(_("Au plus court (min)"), help_text=_("En dessous, elle n’aurait plus de sens."))
    max_minutes = forms.IntegerField(
        label=_("Au plus long (min)"),
        min_value=1,
        max_value=720,
        required=False,
        help_text=_("Si le groupe en veut plus, jusqu’où peut-elle aller ?"),
        error_messages=dict.fromkeys(
            ("invalid", "min_value", "max_value"), _("Écrivez un nombre de minutes, de 1 à 720.")
        ),
    )
    day = forms.TypedChoiceField(label=_("Jour"), coerce=int, empty_value=None, required=False)
    fixed = forms.BooleanField(label=_("À heure fixe : un retard ne la déplace pas"), required=False)
    then = forms.ChoiceField(
        label=_("Si cela déborde sur la suite"),
        choices=[(SHIFT, _("Décaler la suite")), (SHORTEN, _("Raccourcir la suite"))],
        widget=forms.RadioSelect,
    )
    kind = forms.ChoiceField(label=_("Type"), choices=Kind.choices)
    objective = forms.CharField(label=_("Objectif"), required=False, max_length=1000, widget=forms.Textarea)
    text = forms.CharField(label=_("Présentation"), required=False, max_length=4000, widget=forms.Textarea)
    production = forms.CharField(label=_("Ce que nous en garderons"), required=False, max_length=300)
    leads = forms.CharField(
        label=_("Qui anime"), required=False, max_length=160, help_text=_("Des prénoms, séparés par des virgules.")
    )
    room = forms.CharField(label=_("Salle"), required=False, max_length=80)
    material = forms.CharField(
        label=_("Matériel"), required=False, max_length=500, help_text=_("Ce qui doit être là avant de commencer.")
    )
    field_order = (
        "title", "start", "minutes", "min_minutes", "max_minutes", "fixed", "then", "day", "kind", "leads", "room",
        "material", "objective", "text", "production",
    )  # fmt: skip

    def __init__(self, *args: Any, space: Space, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        days = [(number, _day_named(space, number)) for number in range(min(space.lasts_days + 1, MOST_DAYS))]
        self.fields["day"].choices = days  # type: ignore[attr-defined]

    def clean_day(self) -> int:
        """Where nobody chose, it stays where it is."""
        day: int | None = self.cleaned_data["day"]
        return int(self.initial.get("day", 0)) if day is None else day


def _day_named(space: Space, number: int) -> str:
    return day_text(space.day + timedelta(days=number), weekday=True)


class NewSequenceForm(forms.Form):
    input_id = forms.UUIDField(widget=forms.HiddenInput)
    title = forms.CharField(
        label=_("Titre"),
        max_length=160,
        error_messages={"required": _("Donnez un titre à la séquence."), "max_length": _("160 signes au plus.")},
    )
    minutes = minutes_field(_("Durée (min)"), initial=30)
    after = forms.ChoiceField(label=_("Après"), required=False)

    def __init__(self, *args: Any, sequences: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(one.pk), one.shown_title) for one in sequences]
        self.fields["after"].choices = [("", _("À la fin de la journée")), *choices]  # type: ignore[attr-defined]


class SaveTrameForm(forms.Form):
    input_id = forms.UUIDField(widget=forms.HiddenInput)
    title = forms.CharField(
        label=_("Sous quel titre la garder"),
        max_length=160,
        error_messages={"required": _("Donnez un titre à cette trame."), "max_length": _("160 signes au plus.")},
    )


class BringTrameForm(forms.Form):
    """A trame from elsewhere: its file, or its text."""

    input_id = forms.UUIDField(widget=forms.HiddenInput)
    file = forms.FileField(label=_("Le fichier de la trame (.yml)"), required=False)
    text = forms.CharField(
        label=_("Ou son texte"), required=False, widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"})
    )

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if not given.get("file") and not given.get("text", "").strip():
            raise forms.ValidationError(_("Choisissez un fichier, ou collez le texte de la trame."))
        return given

    def written(self) -> str:
        """Raises `Refused` for a file that is no text."""
        upload = self.cleaned_data["file"]
        if not upload:
            return str(self.cleaned_data["text"])
        if upload.size > MAX_BYTES:
            raise Refused(_("Le fichier est trop grand ; une trame fait au plus 400 Ko."), field="file")
        try:
            return str(upload.read().decode("utf-8-sig"))
        except UnicodeDecodeError as error:
            raise Refused(_("Ce fichier n’est pas du texte. Attendu : du YAML en UTF-8."), field="file") from error


class BringSequenceForm(forms.Form):
    input_id = forms.UUIDField(widget=forms.HiddenInput)
    after = forms.ChoiceField(label=_("Après"), required=False)

    def __init__(self, *args: Any, sequences: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(one.pk), one.shown_title) for one in sequences]
        self.fields["after"].choices = [("", _("À la fin de la journée")), *choices]  # type: ignore[attr-defined]


class SheetForm(forms.Form):
    """The practical sheet."""

    address = forms.CharField(label=_("Adresse"), max_length=300, required=False)
    way = forms.CharField(
        label=_("Comment venir"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Bus, vélo, stationnement, covoiturage."),
    )
    access = forms.CharField(
        label=_("Accès"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Marches, ascenseur, boucle magnétique, calme."),
    )
    meal = forms.CharField(label=_("Repas"), max_length=300, required=False)
    video = forms.URLField(
        label=_("Lien de la visioconférence"),
        max_length=500,
        required=False,
        assume_scheme="https",
        error_messages={"invalid": _("Collez le lien entier, qui commence par https://")},
    )
    contact = forms.CharField(
        label=_("Qui appeler le jour même"), max_length=300, required=False, help_text=_("Un prénom et un numéro.")
    )


class ComingForm(forms.Form):
    how = forms.ChoiceField(
        label=_("Serez-vous là ?"),
        choices=How.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choisissez : sur place, à distance, ou pas cette fois.")},
    )
    needs = forms.CharField(
        label=_("Ce dont vous avez besoin pour venir ou participer"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Accès, repas, interprète, garde d’enfant, pauses… Seule l’équipe le lit."),
    )


class VersionForm(forms.Form):
    input_id = forms.UUIDField(widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("Ce qui change, et pourquoi"),
        max_length=1000,
        widget=forms.Textarea,
        error_messages={"required": _("Dites en une phrase ce qui change et pourquoi : le groupe le lira.")},
    )


class ModuleForm(forms.Form):
    input_id = forms.UUIDField(widget=forms.HiddenInput)
    title = forms.CharField(
        label=_("Titre du module"),
        max_length=160,
        error_messages={"required": _("Donnez un titre au module."), "max_length": _("160 signes au plus.")},
    )
    objective = forms.CharField(
        label=_("Son objectif"),
        max_length=1000,
        widget=forms.Textarea,
        help_text=_("Ce que le groupe saura ou aura en main à la fin."),
        error_messages={"required": _("Dites l’objectif en une phrase.")},
    )
    host = forms.CharField(label=_("Qui l’anime"), max_length=80, required=False)


def people_field(label: Any) -> forms.IntegerField:
    sentence = _("Écrivez un nombre de personnes, de 1 à 300.")
    return forms.IntegerField(
        label=label,
        min_value=1,
        max_value=300,
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), sentence),
    )


class ModuleEditForm(ModuleForm):
    input_id = None  # type: ignore[assignment]
    text = forms.CharField(label=_("Présentation"), required=False, max_length=4000, widget=forms.Textarea)
    production = forms.CharField(label=_("Ce que nous en garderons"), required=False, max_length=300)
    host_member = forms.ModelChoiceField(
        label=_("Qui l’anime, dans la liste"),
        queryset=None,
        required=False,
        help_text=_("Cette personne reste dans ce module."),
        empty_label=_("Personne de la liste"),
    )
    room = forms.CharField(label=_("Salle"), max_length=80, required=False)
    min_people = people_field(_("Au moins (personnes)"))
    max_people = people_field(_("Au plus (personnes)"))
    field_order = (
        "title",
        "objective",
        "host",
        "host_member",
        "room",
        "min_people",
        "max_people",
        "text",
        "production",
    )

    def __init__(self, *args: Any, members: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["host_member"].queryset = members  # type: ignore[attr-defined]


class WishForm(forms.Form):
    """Three lists to choose from: the first wish is needed, the others may stay empty."""

    input_id = forms.UUIDField(widget=forms.HiddenInput)
    first = forms.ChoiceField(
        label=_("Mon premier vœu"), error_messages={"required": _("Choisissez au moins un module.")}
    )
    second = forms.ChoiceField(label=_("Mon deuxième vœu"), required=False)
    third = forms.ChoiceField(label=_("Mon troisième vœu"), required=False)

    def __init__(self, *args: Any, modules: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("– choisissez –")), *[(str(one.pk), one.shown_title) for one in modules]]
        gone = _("Ce module n’est plus proposé. Choisissez-en un autre.")
        for name in ("first", "second", "third"):
            self.fields[name].choices = choices  # type: ignore[attr-defined]
            self.fields[name].error_messages["invalid_choice"] = gone

    def ranked(self) -> list[str]:
        return [self.cleaned_data[name] for name in ("first", "second", "third") if self.cleaned_data[name]]


class OpenModulesForm(forms.Form):
    opened = forms.MultipleChoiceField(
        label=_("Modules à ouvrir"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choisissez au moins un module à ouvrir.")},
    )
    how = forms.ChoiceField(
        label=_("À égalité, qui passe d’abord"),
        choices=[("arrival", _("L’ordre d’arrivée")), ("draw", _("Un tirage au sort, numéro affiché"))],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Pourquoi ceux-là"),
        required=False,
        max_length=300,
        help_text=_("À dire seulement si vous ne suivez pas ce qui est proposé : le groupe le lira."),
    )

    def __init__(self, *args: Any, modules: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["opened"].choices = [(str(one.pk), one.shown_title) for one in modules]  # type: ignore[attr-defined]
