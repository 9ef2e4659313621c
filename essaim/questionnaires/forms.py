"""What facilitators type when they write a questionnaire."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.text import Truncator
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from essaim.questionnaires.definition import Flow, Kind, Question, Shown, Text, say
from essaim.questionnaires.drafting import Draft, condition_value, conditions_offered, drafted, is_simple
from essaim.questionnaires.models import Questionnaire, Seen
from essaim.questionnaires.types import TYPES

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
WRONG_DAY = {"invalid": _("Choisissez une date, par exemple 2027-03-18.")}
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
    flow = forms.ChoiceField(
        label=_("Les questions viennent"), required=False,
        choices=[(Flow.ONE.value, _("Une à la fois")), (Flow.PAGES.value, _("Par pages")),
                 (Flow.ALL.value, _("Toutes sur une page"))],
    )  # fmt: skip

    @classmethod
    def initial_of(cls, questionnaire: Questionnaire) -> dict[str, str]:
        asked = questionnaire.asked
        return {
            **cls.split("title", asked.title),
            **cls.split("preamble", asked.preamble),
            "most_shown": questionnaire.most_shown,
            "flow": asked.flow.value,
        }


class DatesForm(forms.Form):
    opens = forms.DateField(label=_("S’ouvre et s’envoie le"), required=False, widget=DAY, error_messages=WRONG_DAY)
    reminder_1 = forms.DateField(label=_("Premier rappel le"), required=False, widget=DAY, error_messages=WRONG_DAY)
    reminder_2 = forms.DateField(label=_("Second rappel le"), required=False, widget=DAY, error_messages=WRONG_DAY)
    closes = forms.DateField(label=_("Se clôt le"), required=False, widget=DAY, error_messages=WRONG_DAY)

    @classmethod
    def initial_of(cls, questionnaire: Questionnaire) -> dict[str, Any]:
        days = dict(enumerate(questionnaire.reminder_days[:2], start=1))
        meeting = questionnaire.space.day
        known = {"opens": questionnaire.opens_day, "closes": questionnaire.closes_day}
        known |= {f"reminder_{n}": day for n, day in days.items()}
        return {name: meeting + timedelta(days=day) for name, day in known.items() if day is not None}

    def reminders(self) -> list[date]:
        return [day for name in ("reminder_1", "reminder_2") if (day := self.cleaned_data.get(name))]


class KindSelect(forms.Select):
    """Each form of answer says what it takes, so that the page shows only those fields."""

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option: dict[str, Any] = super().create_option(name, value, *args, **kwargs)
        found = TYPES.get(value)
        takes = found.takes if found else frozenset()
        more = {"source"} if "choices" in takes else {"choices"} if "places" in takes else set()
        option["attrs"]["data-takes"] = " ".join(sorted(takes | more))
        return option


def _listed(label: Any, help_text: Any = "") -> forms.CharField:
    area = forms.Textarea(attrs={"rows": 5})
    return forms.CharField(
        label=label, max_length=6000, required=False, widget=area, error_messages=LONG, help_text=help_text
    )


class QuestionForm(TwoLanguages):
    """A question, its answer's form, and when it is asked."""

    text_fr = _lines(_("Question en français"), 400)
    text_en = _lines(_("Question en anglais"), 400)
    hint_fr = _line(_("Aide, en français"))
    hint_en = _line(_("Aide, en anglais"))
    kind = forms.ChoiceField(
        label=_("Forme de la réponse"), choices=[(kind.value, one.name) for kind, one in TYPES.items()],
        widget=KindSelect,
    )  # fmt: skip
    source = forms.ChoiceField(
        label=_("D’où viennent les choix"), required=False,
        choices=[("", _("Je les écris")), ("people", _("Les personnes du groupe")),
                 ("structures", _("Les structures du groupe")), ("sequences", _("Les séquences du programme"))],
    )  # fmt: skip
    choices_fr = _listed(
        _("Les choix en français, un par ligne"),
        _("Pour des lieux, la position peut suivre le nom : « Sanitas ; 47,386 ; 0,698 »."),
    )
    choices_en = _listed(_("Les mêmes en anglais"))
    rows_fr = _listed(_("Les lignes de la grille en français, ou les créneaux"))
    rows_en = _listed(_("Les mêmes en anglais"))
    other = forms.BooleanField(label=_("Ajouter « Autre… », à préciser"), required=False)
    shuffled = forms.BooleanField(label=_("Les choix dans un ordre différent sur chaque téléphone"), required=False)
    most = forms.IntegerField(
        label=_("Combien au plus"), required=False, min_value=1, max_value=9999,
        help_text=_("Nombre de cases, de rangs ou de points ; haut de l’échelle. Vide : ce qui est d’usage."),
        error_messages={"invalid": _("Écrivez un nombre entier, par exemple 3."),
                        "min_value": _("Écrivez un nombre d’au moins 1."),
                        "max_value": _("Écrivez un nombre d’au plus 9999.")},
    )  # fmt: skip
    low_fr = _line(_("Le bas de l’échelle veut dire"))
    low_en = _line(_("Le bas, en anglais"))
    high_fr = _line(_("Le haut de l’échelle veut dire"))
    high_en = _line(_("Le haut, en anglais"))
    required = forms.BooleanField(label=_("On ne peut pas la passer"), required=False)
    essential = forms.BooleanField(label=_("Question essentielle, posée en premier"), required=False)
    opens_page = forms.BooleanField(
        label=_("Commence une page"), required=False, help_text=_("Là où les questions viennent par pages.")
    )
    show_if = forms.ChoiceField(label=_("La poser seulement si…"), required=False)
    most_shown = forms.ChoiceField(label=_("Le plus qui puisse être montré de la réponse"), choices=Seen.choices)
    same_meaning = forms.ChoiceField(
        label=_("Des personnes ont pu répondre déjà"), widget=forms.RadioSelect, required=False,
        choices=[("yes", _("Le sens ne change pas : leurs réponses valent encore")),
                 ("no", _("Le sens change : leurs réponses restent avec l’ancienne question"))],
        initial="yes",
    )  # fmt: skip

    def __init__(self, data: Any = None, *, questionnaire: Questionnaire, code: str = "", **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        offered = conditions_offered(questionnaire.asked, code)
        language = get_language() or "fr"
        groups = [
            (
                Truncator(say(question.text, language)).chars(80),
                [(condition_value(question, part, choice), say(choice.label, language)) for choice in part.choices],
            )
            for question, part in offered
        ]
        self.fields["show_if"].choices = [("", _("Toujours")), *groups]  # type: ignore[attr-defined]
        question = questionnaire.asked.question(code) if code else None
        if questionnaire.is_draft or not code:
            del self.fields["same_meaning"]
        if question is not None and not is_simple(question):
            for name in ("kind", *OF_THE_ANSWER):
                del self.fields[name]
        if not offered:
            del self.fields["show_if"]

    def rows_of_fields(self) -> list[dict[str, Any]]:
        """Fields side by side where they say the same thing in two languages, with what an answer must take."""
        rows = []
        for names, takes in LAYOUT:
            fields = [self[name] for name in names if name in self.fields]
            if fields:
                rows.append({"fields": fields, "takes": takes})
        return rows

    @classmethod
    def initial_of(cls, question: Question) -> dict[str, Any]:
        draft = drafted(question)
        texts = ("text", "hint", "choices", "rows", "low", "high")
        words = {key: words for name in texts for key, words in cls.split(name, getattr(draft, name)).items()}
        plain = ("kind", "source", "other", "shuffled", "required", "essential", "show_if", "opens_page")
        return {
            **words,
            **{name: getattr(draft, name) for name in plain},
            "most": draft.most or None,
            "most_shown": draft.most_shown.value,
        }

    def draft(self) -> Draft:
        given = self.cleaned_data
        words = {name: self._words(name) for name in ("text", "hint", "choices", "rows", "low", "high")}
        flags = {name: bool(given.get(name)) for name in FLAGS}
        return Draft(
            **words, **flags, kind=given.get("kind") or Kind.LONG, source=given.get("source", ""),
            most=given.get("most") or 0, show_if=given.get("show_if", ""), most_shown=Shown(given["most_shown"]),
        )  # fmt: skip

    def _words(self, name: str) -> Text:
        return {language: self.cleaned_data.get(f"{name}_{language}", "") for language in ("fr", "en")}


FLAGS = ("other", "shuffled", "required", "essential", "opens_page")
OF_THE_ANSWER = (
    "source", "choices_fr", "choices_en", "rows_fr", "rows_en", "other", "shuffled", "most", "low_fr", "low_en",
    "high_fr", "high_en",
)  # fmt: skip
LAYOUT: tuple[tuple[tuple[str, ...], str], ...] = (
    (("same_meaning",), ""),
    (("text_fr", "text_en"), ""),
    (("hint_fr", "hint_en"), ""),
    (("kind",), ""),
    (("source",), "source"),
    (("choices_fr", "choices_en"), "choices"),
    (("rows_fr", "rows_en"), "rows"),
    (("other", "shuffled"), "other"),
    (("low_fr", "low_en"), "ends"),
    (("high_fr", "high_en"), "ends"),
    (("most",), "most"),
    (("required", "essential", "opens_page"), ""),
    (("show_if", "most_shown"), ""),
)
