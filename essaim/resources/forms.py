"""What one fills in: a few fields for every kind, the others folded under « Plus de détails »."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from essaim.base.text import one_line
from essaim.resources.listing import themes_of
from essaim.resources.models import MOST_THEMES, Kind
from essaim.resources.sheets import SHEETS, Question
from essaim.spaces.models import Space

ACCEPTED = (
    ".pdf,.odt,.ods,.odp,.odg,.docx,.xlsx,.pptx,.jpg,.jpeg,.png,.webp,.mp3,.ogg,.m4a,.wav,.mp4,.webm,.txt,.md,.csv"
)
PHOTOS = "image/jpeg,image/png,image/webp"
"""Named one by one: asked for « image/* », iPhones send HEIC, which few can open."""
_valid_url = URLValidator(schemes=["http", "https"])

ESSENTIAL: dict[str, tuple[str, ...]] = {
    Kind.LINK: ("url", "title", "why"),
    Kind.FILE: ("upload", "title", "why"),
    Kind.TEXT: ("title", "text"),
    Kind.EXPERIENCE: ("title", "text"),
    Kind.ANIMATION: ("title", "why", "text"),
    Kind.TOOL: ("title", "url", "why"),
}
MORE: dict[str, tuple[str, ...]] = {
    Kind.LINK: (),
    Kind.FILE: (),
    Kind.TEXT: ("why",),
    Kind.EXPERIENCE: ("why", "url", "upload"),
    Kind.ANIMATION: ("url", "upload"),
    Kind.TOOL: ("text",),
}
LABELS = {
    (Kind.EXPERIENCE, "text"): _("Ce que vous avez fait, et ce que cela a donné"),
    (Kind.EXPERIENCE, "why"): _("En une phrase"),
    (Kind.EXPERIENCE, "url"): _("Une page qui en parle"),
    (Kind.EXPERIENCE, "upload"): _("Un fichier ou une photo"),
    (Kind.ANIMATION, "text"): _("Le déroulé, en résumé"),
    (Kind.ANIMATION, "why"): _("Sa valeur ajoutée, en une phrase"),
    (Kind.ANIMATION, "url"): _("Une page qui en parle"),
    (Kind.ANIMATION, "upload"): _("Un fichier ou une photo"),
    (Kind.TOOL, "url"): _("Son adresse"),
    (Kind.TOOL, "why"): _("À quoi il sert, en une phrase"),
    (Kind.TOOL, "text"): _("Présentation"),
}
REQUIRED = {(Kind.LINK, "url"), (Kind.FILE, "upload"), *((kind, "text") for kind in Kind if kind != Kind.TOOL)}


class ResourceForm(forms.Form):
    """What one brings; `kind` decides what is asked for. Without a title, a file keeps its name."""

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
        help_text=_("PDF, LibreOffice, Office, image ou texte : 10 Mo au plus ; son ou film : 30 Mo."),
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
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={
            "required": _("Écrivez ou collez le texte."),
            "max_length": _("C’est trop long : 20 000 signes au plus. Déposez plutôt un fichier."),
        },
    )
    why = forms.CharField(
        label=_("Pourquoi c’est utile"),
        max_length=300,
        required=False,
        error_messages={"max_length": _("C’est trop long : 300 signes au plus.")},
    )
    themes = forms.MultipleChoiceField(
        label=_("Thèmes"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Ce thème n’est plus là. Choisissez-en un autre.")},
    )
    theme = forms.CharField(
        label=_("Thème"),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"max_length": _("C’est trop long : 60 signes au plus.")},
    )

    def __init__(self, *args: Any, kind: str, space: Space, is_new: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = Kind(kind)
        self._essential = [*ESSENTIAL[self.kind], "themes", "theme"]
        self._more = [*MORE[self.kind], *(self._add(question) for question in SHEETS[self.kind])]
        if not is_new:
            self._essential, self._more = (
                [n for n in names if n != "upload"] for names in (self._essential, self._more)
            )
        themes = themes_of(space)
        if themes:
            self.fields["themes"].choices = [(name, name) for name in themes]  # type: ignore[attr-defined]
            self.fields["theme"].label = _("Un autre thème")
        else:
            self._essential.remove("themes")
        for name in list(self.fields):
            if name not in (*self._essential, *self._more, "input_id"):
                del self.fields[name]
        for name in ("url", "upload", "text", "why"):
            if name in self.fields:
                self.fields[name].label = LABELS.get((self.kind, name), self.fields[name].label)
                self.fields[name].required = (self.kind, name) in REQUIRED
        if self.kind == Kind.FILE:
            self.fields["title"].required = False
            self.fields["title"].help_text = _("Laissé vide, ce sera le nom du fichier.")

    def _add(self, question: Question) -> str:
        name = f"detail_{question.key}"
        if question.choices:
            choices = [("", _("Je ne précise pas")), *question.choices]
            self.fields[name] = forms.ChoiceField(label=question.label, choices=choices, required=False)
        else:
            widget = forms.Textarea(attrs={"rows": 4}) if question.is_long else forms.TextInput()
            self.fields[name] = forms.CharField(
                label=question.label,
                max_length=question.longest,
                required=False,
                widget=widget,
                error_messages={"max_length": _("C’est trop long : %(limit_value)d signes au plus.")},
            )
        return name

    def essential(self) -> Iterable[tuple[Any, bool]]:
        """The fields that everybody sees, and whether each may stay empty."""
        return [(self[name], not self.fields[name].required) for name in self._essential]

    def more(self) -> list[Any]:
        return [self[name] for name in self._more]

    def more_is_open(self) -> bool:
        """Something folded away is filled in or wrong."""
        return any(field.errors or field.value() for field in self.more())

    def clean_url(self) -> str:
        url: str = self.cleaned_data["url"].strip()
        if not url:
            return ""
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
        return one_line(self.cleaned_data["theme"])

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if len(given.get("themes") or []) + bool(given.get("theme")) > MOST_THEMES:
            self.add_error("themes" if "themes" in self.fields else "theme", _("Trois thèmes au plus."))
        return given

    def given(self) -> dict[str, Any]:
        """What the actions take."""
        data = self.cleaned_data
        details = {name.removeprefix("detail_"): value for name, value in data.items() if name.startswith("detail_")}
        themes = [*(data.get("themes") or []), *filter(None, [data.get("theme")])]
        plain = {name: data[name] for name in ("title", "why", "url", "text", "upload") if name in data}
        return {**plain, "themes": themes, "details": details}


class PhotoForm(forms.Form):
    """A photo and nothing else: its title may come later."""

    input_id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    upload = forms.FileField(
        label=_("La photo"),
        widget=forms.FileInput(attrs={"accept": PHOTOS, "capture": "environment"}),
        error_messages={
            "required": _("Prenez une photo, puis envoyez-la."),
            "empty": _("Cette photo est vide. Reprenez-la."),
        },
    )


class CaptionForm(forms.Form):
    title = forms.CharField(
        label=_("Son titre"),
        max_length=160,
        required=False,
        error_messages={"max_length": _("C’est trop long : 160 signes au plus.")},
    )
    alt = forms.CharField(
        label=_("Ce qu’elle montre, pour qui ne la voit pas"),
        max_length=200,
        required=False,
        error_messages={"max_length": _("C’est trop long : 200 signes au plus.")},
    )

    def clean_title(self) -> str:
        return one_line(self.cleaned_data["title"])

    def clean_alt(self) -> str:
        return one_line(self.cleaned_data["alt"])


class CommentForm(forms.Form):
    input_id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    text = forms.CharField(
        label=_("Votre commentaire"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": _("Écrivez quelques mots."),
            "max_length": _("C’est trop long : 2 000 signes au plus."),
        },
    )


class ThemeForm(forms.Form):
    name = forms.CharField(
        label=_("Nom du thème"),
        max_length=60,
        error_messages={
            "required": _("Donnez un nom au thème."),
            "max_length": _("C’est trop long : 60 signes au plus."),
        },
    )

    def clean_name(self) -> str:
        return one_line(self.cleaned_data["name"])
