"""Every shared component on one page, for those who build and for the tests of accessibility and of the eye."""

from datetime import UTC, datetime, timedelta
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

NOON = datetime(2026, 11, 24, 12, 48, 18, tzinfo=UTC)

TABS = [
    {"url": "#maintenant", "label": "Maintenant", "icon": "clock", "current": True},
    {"url": "#ecrits", "label": "Écrits", "icon": "page"},
    {"url": "#groupe", "label": "Le groupe", "icon": "group"},
    {"url": "#engagements", "label": "Engagements", "icon": "heart"},
]
STEPS = [
    {
        "time": "11 h 00",
        "title": "La coopération, késako\u202f?",
        "state": "past",
        "detail": "3 définitions écrites ensemble",
    },
    {"time": "12 h 00", "title": "Libérer le potentiel coopératif", "state": "now", "detail": "jusqu’à 13 h 00"},
    {"time": "14 h 00", "title": "Modules au choix", "chip": "Vous\u00a0: Quels statuts pour mieux coopérer\u202f?"},
    {"time": "16 h 00", "title": "Les conseils citoyens", "url": "#conseils"},
    {"time": "17 h 00", "title": "Conclusion de la journée"},
]
DAY = {
    "start": 570,
    "end": 1060,
    "now": 768,
    "hours": [{"minutes": hour * 60, "label": f"{hour} h"} for hour in range(10, 18)],
}
LANES = [
    {
        "from": 570,
        "to": 600,
        "title": "Temps d’interconnaissance",
        "detail": "30 min · carte des liens",
        "state": "past",
    },
    {
        "from": 600,
        "to": 630,
        "title": "Validation du programme",
        "detail": "30 min · consentement, 24 sur 24",
        "state": "past",
    },
    {
        "from": 660,
        "to": 720,
        "title": "La coopération, késako\u202f?",
        "detail": "1 h · définitions à plusieurs mains",
        "state": "past",
    },
    {
        "from": 720,
        "to": 780,
        "title": "Libérer le potentiel coopératif du groupe",
        "detail": "1 h · projets, freins, pistes",
        "state": "now",
    },
    {"from": 840, "to": 960, "title": "Module 1", "detail": "Outils numériques · 7 inscrits", "lane": 0, "lanes": 3},
    {"from": 840, "to": 960, "title": "Module 3", "detail": "Quels statuts\u202f? · 9 inscrits", "lane": 1, "lanes": 3},
    {
        "from": 840,
        "to": 960,
        "title": "Module 4",
        "detail": "Accélérateur de projet · 8 inscrits",
        "lane": 2,
        "lanes": 3,
    },
    {
        "from": 960,
        "to": 1020,
        "title": "Les conseils citoyens",
        "detail": "1 h · opportunités, limites, besoins",
        "url": "#conseils",
    },
    {"from": 1020, "to": 1050, "title": "Conclusion", "detail": "30 min · engagements · retours à chaud"},
]
EXPECTED = [
    ("Trouver des partenaires proches", 18),
    ("Choisir un statut juridique", 13),
    ("Comprendre les conseils citoyens", 6),
]
COLUMNS = [
    (
        "Temps et moyens",
        9,
        [
            "Les salariés n’ont pas d’heures prévues pour coopérer",
            "Un dossier commun demande trois fois plus de réunions",
        ],
    ),
    (
        "Se connaître",
        8,
        ["On découvre les actions des voisins dans le journal", "Personne ne sait qui fait de l’aide aux devoirs"],
    ),
    ("Concurrence", 7, ["Les appels à projets nous mettent face à face", "Qui porte le budget porte le risque"]),
    ("Cadre juridique", 4, ["Mettre à disposition une salariée\u00a0: est-ce permis\u202f?"]),
]
BRAKES = [
    "Le temps",
    "La méconnaissance des autres structures",
    "La concurrence sur les financements",
    "Le cadre juridique",
    "Autre…",
]


class SampleForm(forms.Form):
    title = forms.CharField(label="Titre", help_text="En quelques mots.", max_length=120)
    email = forms.EmailField(label="Adresse électronique")
    structure = forms.ChoiceField(label="Structure", choices=[("1", "Centre social"), ("2", "Régie de quartier")])
    text = forms.CharField(label="Votre frein", widget=forms.Textarea(attrs={"rows": 3}), required=False)
    brakes = forms.MultipleChoiceField(
        label="Qu’est-ce qui freine vos coopérations aujourd’hui\u202f?",
        help_text="Plusieurs réponses possibles.",
        choices=[(str(place), label) for place, label in enumerate(BRAKES)],
        widget=forms.CheckboxSelectMultiple,
        initial=["0", "2"],
    )
    stance = forms.ChoiceField(
        label="Votre voix", choices=[("yes", "Je consens"), ("no", "J’ai une objection")], widget=forms.RadioSelect
    )
    agreed = forms.BooleanField(label="Mon nom peut paraître dans le bilan", required=False)
    document = forms.FileField(label="Document", required=False, help_text="Un fichier de 10 Mo au plus.")
    count = forms.IntegerField(label="Places", min_value=1)


def patterns(request: HttpRequest) -> HttpResponse:
    """`?page=` phone, wall or console for whole screens; `?theme=` light or dark instead of the system's."""
    page = request.GET.get("page", "")
    template = {"phone": "phone", "wall": "wall", "console": "console"}.get(page, "all")
    return render(request, f"base/patterns/{template}.html", context(theme=request.GET.get("theme", "")))


def context(theme: str = "") -> dict[str, Any]:
    return {
        "theme": theme if theme in ("light", "dark") else "",
        "tabs": TABS,
        "steps": STEPS,
        "day": DAY,
        "lanes": LANES,
        "expected": EXPECTED,
        "columns": COLUMNS,
        "brakes": BRAKES,
        "form": SampleForm(auto_id="sample_%s"),
        "wrong": SampleForm({"title": "", "email": "amina", "brakes": [], "count": "0"}, auto_id="wrong_%s"),
        "until": NOON + timedelta(minutes=11, seconds=42),
        "now": NOON,
        "join_address": "essaim.local/tours",
        "join_code": "MIEL 42",
        "counts": [1, 2, 8, 14, 40, 80, 150, 300],
    }
