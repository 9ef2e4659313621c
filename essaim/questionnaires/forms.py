"""What facilitators type when they write a questionnaire."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from essaim.questionnaires.definition import Kind, Question, Text
from essaim.questionnaires.models import Questionnaire, Seen

LONG = {"max_length": _("C’est trop long : raccourcissez un peu.")}


class TwoLanguages(forms.Form):
    """Words asked in French and in English; one of the two may stay empty."""

    def words(self, name: str) -> Text:
        return {language: self.cleaned_data[f"{name}_{language}"] for language in ("fr", "en")}

    @staticmethod
    def split(name: str, text: Text) -> dict[str, str]:
        return {f"{name}_{language}": text.get(language, "") for language in ("fr", "en")}


def _line(label: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=160, required=False, error_messages=LONG)


def _lines(label: Any, most: int = 1000) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(label=label, max_length=most, required=False, widget=area, error_messages=LONG)


class WordsForm(TwoLanguages):
    title_fr = _line(_("Titre en français"))
    title_en = _line(_("Titre en anglais"))
    preamble_fr = _lines(_("Quelques mots d’accueil, en français"))
    preamble_en = _lines(_("Quelques mots d’accueil, en anglais"))
    most_shown = forms.ChoiceField(label=_("Le plus qui puisse être montré d’une réponse"), choices=Seen.choices)

    @classmethod
    def initial_of(cls, questionnaire: Questionnaire) -> dict[str, str]:
        asked = questionnaire.asked
        return {
            **cls.split("title", asked.title),
            **cls.split("preamble", asked.preamble),
            "most_shown": questionnaire.most_shown,
        }


class QuestionForm(TwoLanguages):
    text_fr = _lines(_("Question en français"), 400)
    text_en = _lines(_("Question en anglais"), 400)
    most_shown = forms.ChoiceField(label=_("Le plus qui puisse être montré de la réponse"), choices=Seen.choices)
    essential = forms.BooleanField(label=_("Question essentielle, posée en premier"), required=False)

    @classmethod
    def initial_of(cls, question: Question) -> dict[str, Any]:
        return {
            **cls.split("text", question.text),
            "most_shown": question.most_shown.value,
            "essential": question.essential,
        }


class NewQuestionForm(TwoLanguages):
    text_fr = _lines(_("Question en français"), 400)
    text_en = _lines(_("Question en anglais"), 400)
    kind = forms.ChoiceField(
        label=_("Forme de la réponse"),
        choices=[
            (Kind.SHORT.value, _("Une phrase")),
            (Kind.LONG.value, _("Un texte")),
            (Kind.CHOICE.value, _("Un choix")),
            (Kind.CHOICES.value, _("Plusieurs choix")),
            (Kind.SCALE.value, _("Une échelle de 1 à 5")),
            (Kind.NUMBER.value, _("Un nombre")),
        ],
    )
    choices = forms.CharField(
        label=_("Les choix, un par ligne"), required=False, max_length=2600, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Seulement pour « Un choix » et « Plusieurs choix »."), error_messages=LONG,
    )  # fmt: skip
    essential = forms.BooleanField(label=_("Question essentielle, posée en premier"), required=False)
