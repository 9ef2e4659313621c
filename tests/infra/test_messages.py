import gettext
import io
from pathlib import Path

import pytest

from tests.infra.messages import Key, Message, Unreadable, compiled, in_python, in_template, read_po, write_po

PYTHON = """
from django.utils.translation import gettext_lazy as words, ngettext, pgettext
a = words("Bonjour\u202f!")
b = ngettext("%(count)s idée", "%(count)s idées", n)
c = pgettext("mois", "mai")
d = words("Une phrase "
          "en deux morceaux.")
"""
TEMPLATE = """{% load i18n %}
{% translate "Oui" %} {{ _("Non") }} {% include "x.html" with label=_("Peut-être") %}
{% blocktranslate trimmed count n=n with who=who %}
  {{ n }} voix de {{ who }}
{% plural %}
  {{ n }} voix de {{ who }} et « 100 % » d’autres
{% endblocktranslate %}
{% translate "mai" context "mois" %}
"""


def test_words_of_the_code_are_found() -> None:
    assert [(m.key, m.plural) for m in in_python(PYTHON, "a.py")] == [
        (Key("", "Bonjour\u202f!"), ""),
        (Key("", "%(count)s idée"), "%(count)s idées"),
        (Key("mois", "mai"), ""),
        (Key("", "Une phrase en deux morceaux."), ""),
    ]


def test_computed_words_are_refused() -> None:
    with pytest.raises(Unreadable, match=r"a\.py:1"):
        list(in_python('_(f"Bonjour {name}")', "a.py"))


def test_words_of_the_templates_are_found(settings: object) -> None:
    found = {message.key: message.plural for message in in_template(TEMPLATE, "a.html")}
    assert found == {
        Key("", "Oui"): "",
        Key("", "Non"): "",
        Key("", "Peut-être"): "",
        Key("", "%(n)s voix de %(who)s"): "%(n)s voix de %(who)s et « 100 %% » d’autres",
        Key("mois", "mai"): "",
    }


def test_a_catalogue_is_kept_and_read_by_gettext(tmp_path: Path) -> None:
    messages = [
        Message(Key("", 'Dire "oui"\nou non\\'), "", ["a.py:1"], ['Say "yes"\nor no\\']),
        Message(Key("", "%(n)s idée"), "%(n)s idées", ["a.py:2"], ["%(n)s idea", "%(n)s ideas"]),
        Message(Key("mois", "mai"), "", ["a.py:3"], ["May"]),
        Message(Key("", "À traduire"), "", ["a.py:4"], []),
    ]
    write_po(tmp_path / "a.po", "en", messages)
    kept = read_po(tmp_path / "a.po")
    assert [(m.key, m.plural, m.translations or [""]) for m in messages] == [
        (m.key, m.plural, m.translations) for m in kept.values()
    ]
    catalogue = gettext.GNUTranslations(io.BytesIO(compiled("en", messages)))
    assert catalogue.gettext('Dire "oui"\nou non\\') == 'Say "yes"\nor no\\'
    assert catalogue.ngettext("%(n)s idée", "%(n)s idées", 0) == "%(n)s ideas"
    assert catalogue.pgettext("mois", "mai") == "May"
    assert catalogue.gettext("À traduire") == "À traduire"
