import pytest

from tests.infra.mending import mend_python, mend_template


@pytest.mark.parametrize(
    ("source", "mended"),
    [
        ("a = _('Oui ?')  # vrai ?\n", "a = _('Oui\u202f?')  # vrai ?\n"),
        ('x["a : b"] = gettext("Ici : "\n  "non !\\n")', 'x["a : b"] = gettext("Ici\u00a0: "\n  "non\u202f!\\n")'),
        ('_("Le réglage « {name} » : %(n)s %%")', '_("Le réglage «\u00a0{name}\u00a0»\u00a0: %(n)s\u00a0%%")'),
        ('print("Rien à voir !")', 'print("Rien à voir !")'),
    ],
)
def test_only_our_words_are_mended_in_code(source: str, mended: str) -> None:
    assert mend_python(source) == mended
    assert mend_python(mended) == mended


def test_only_our_words_are_mended_in_templates() -> None:
    source = '<p>brut ?</p>{% translate "Oui ?" %}{% blocktranslate with a="b ?" %}{{ a }} : oui{% endblocktranslate %}'
    assert mend_template(source) == (
        '<p>brut ?</p>{% translate "Oui\u202f?" %}'
        '{% blocktranslate with a="b ?" %}{{ a }}\u00a0: oui{% endblocktranslate %}'
    )
