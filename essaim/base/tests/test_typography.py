import time

import pytest
from django.template import Context, Template
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from essaim.base.typography import lint, mend, typo

CASES = [
    ("Bonjour! Ça va ? oui: non;fin ; z", "Bonjour~! Ça va~? oui_: non;fin~; z"),
    ("« mot » «mot»", "«_mot_» «_mot_»"),
    ("l'eau d'\"Évry\" aujourd'hui", "l’eau d’«_Évry_» aujourd’hui"),
    ('Il dit "bonjour". Puis "oui"!', "Il dit «_bonjour_». Puis «_oui_»~!"),
    ('un "seul', 'un "seul'),
    ("60% de 1 000 000 € et 12 h 30", "60_% de 1~000~000_€ et 12_h_30"),
    ("à 14:30 : accueil, ratio 3:1", "à 14:30_: accueil, ratio 3:1"),
    ("Voir https://ex.fr/a?b=1;c ? et a@b.fr !", "Voir https://ex.fr/a?b=1;c~? et a@b.fr~!"),
    ("www.ex.fr/x: ici", "www.ex.fr/x_: ici"),
    ("Super :) non ;-) quoi ?!", "Super :) non ;-) quoi~?!"),
    ("%(count)s sur {n} : <b>%(x)s</b> !", "%(count)s sur {n}_: <b>%(x)s</b>~!"),
    ("%(p)s %%", "%(p)s_%%"),
    ("`a ! b` !", "`a ! b`~!"),
    ("Bravo 🎉 !", "Bravo 🎉~!"),
    ("n° 5, 3 km", "n°_5, 3_km"),
    ("06 12 34 56 78 en 2026", "06 12 34 56 78 en 2026"),
    ("<a href=\"x\" title='y'>l'eau</a> : z", "<a href=\"x\" title='y'>l’eau</a>_: z"),
    ("Qui ?\nQuoi :\n", "Qui~?\nQuoi_:\n"),
    (" : suite", "_: suite"),
    ("&eacute; ; &amp;", "&eacute;~; &amp;"),
    ("", ""),
]


@pytest.mark.parametrize(("typed", "printed"), CASES)
def test_french_spaces_quotes_and_apostrophes(typed, printed):
    printed = printed.replace("_", "\u00a0").replace("~", "\u202f")
    assert typo(typed, "fr") == typo(typed, "fr-FR") == printed
    assert typo(typed, "en") == typed
    assert bool(lint(typed)) == (typed != printed)
    assert lint(printed) == []


@given(st.text(alphabet="ab1 :;!?«»\"'%€.<>/&\n\u00a0\u202f"))
def test_mending_twice_changes_nothing_more(text):
    once = mend(text)
    assert mend(once) == once


def test_a_fault_says_which_and_where():
    assert lint("Vraiment ?") == ["espace avant ; ! ? : …Vraiment ?…"]


@pytest.mark.parametrize(("value", "shown"), [("l'eau <b> ?", "l’eau &lt;b&gt;\u202f?"), ("", ""), (None, "None")])
def test_the_filter_follows_the_page_and_escapes(value, shown):
    template = Template("{% load typography %}{{ value|typo }}")
    assert template.render(Context({"value": value})) == shown
    with translation.override("en"):
        assert template.render(Context({"value": "Why ?"})) == "Why ?"


def test_the_filter_on_what_is_already_escaped():
    template = Template("{% load typography %}{{ value|force_escape|typo }}")
    assert template.render(Context({"value": "l'eau & <b> ?"})) == "l’eau &amp; &lt;b&gt;\u202f?"


@pytest.mark.parametrize("piece", ["a", "a.", "{{", "<a ", "&a", "a@", "http://", '"', "« ", " ", "1 ", "`"])
def test_a_hostile_text_takes_a_time_that_grows_with_its_length_only(piece: str) -> None:
    started = time.process_time()
    mend(piece * (200_000 // len(piece)) + ";")
    assert time.process_time() - started < 5, "square: it would hold the server for minutes"
