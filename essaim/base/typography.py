"""French typography, put on text when it is shown and never on what is kept.

Spaces: U+202F before ; ! ?, U+00A0 before : and inside « », before units and %. Straight quotes and apostrophes become
curly. Addresses, times, tags and placeholders are left alone; so is any language but French.
"""

import re
from typing import NamedTuple

NBSP = "\u00a0"
THIN = "\u202f"
SPACES = f"[ {NBSP}{THIN}\u2009]"

# Never touched: tags, placeholders, addresses, e-mail, entities, times, ratios, smileys, `code`.
_ALONE = re.compile(
    r"""</?[a-zA-Z][^<>]*>
    | %\([a-z_]+\)[-+\d.]*[a-z] | \{\{[^{}]*\}\} | \{[\w.:!,]*\}
    | \b(?:https?|ftp|mailto|tel)://?[^\s<>«»]*[^\s<>«».,;:!?)\]"’]
    | \bwww\.[^\s<>«»]*[\w/] | (?<![\w.+-])[\w.+-]+@[\w-]+\.[\w.-]*\w
    | &\#?\w+;
    | \b\d{1,2}:\d{2}\b(?::\d{2})?
    | (?<![^\s(])[:;]-?[()DPpo/|*](?![^\s.,!?)])
    | `[^`]*`""",
    re.VERBOSE,
)
_UNITS = "k€|M€|°C|‰|km²|km|cm|mm|m²|m³|m|ha|kg|g|h|min|s|Ko|Mo|Go"


_TO_MEND = re.compile(r"""[;:!?«»'"%€°0-9]""")


class _Rule(NamedTuple):
    fault: str
    pattern: re.Pattern[str]
    replacement: str


_WORD_END = "(?<=[\\w»)\\]%’”…°\x00\x01])"
_RULES = (
    _Rule("apostrophe droite", re.compile(r"(?<=[^\W\d_])'(?=[\w\x00\x01«\"])"), "’"),
    _Rule(
        "guillemets droits", re.compile(r'(?<![^\s(\[’])"(?=\S)([^"]*[^"\s])"(?![^\s.,;:!?…)\]])'), f"«{NBSP}\\1{NBSP}»"
    ),
    _Rule("espace après «", re.compile(rf"«{SPACES}*(?=\S)"), f"«{NBSP}"),
    _Rule("espace avant »", re.compile(rf"(?<=[^\s«]){SPACES}*»"), f"{NBSP}»"),
    _Rule(
        "espace avant ; ! ?",
        re.compile(rf"(?:{_WORD_END}{SPACES}*|(?:^|(?<=\S)){SPACES}+)([;!?])(?![\w/=])"),
        f"{THIN}\\1",
    ),
    _Rule("espace avant :", re.compile(rf"(?:{_WORD_END}{SPACES}*|(?:^|(?<=\S)){SPACES}+):(?=\s|$)"), f"{NBSP}:"),
    _Rule("espace avant % ou €", re.compile(rf"(?<=\d){SPACES}*([%€])(?!\w)"), f"{NBSP}\\1"),
    _Rule("espace avant % ou €", re.compile(rf"(?<=\x01){SPACES}+(%%|[%€])(?!\w)"), f"{NBSP}\\1"),
    _Rule("espace entre un nombre et son unité", re.compile(rf"(?<=\d) (?=(?:{_UNITS})(?!\w))"), NBSP),
    _Rule("espace dans une heure", re.compile(r"(?<=\d[ \u00a0]h) (?=\d\d\b)"), NBSP),
    _Rule("espace entre milliers", re.compile(rf"(?<![\d,.])(\d{{1,3}})[ {NBSP}](?=\d{{3}}(?!\d))"), f"\\1{THIN}"),
    _Rule("espace après n°", re.compile(r"\b([nN]°) (?=\d)"), f"\\1{NBSP}"),
)


def typo(text: str, language: str = "fr") -> str:
    """`text` as `language` prints it."""
    if not language.lower().startswith("fr"):
        return text
    return mend(text)


def mend(text: str) -> str:
    """A French text with its spaces, quotes and apostrophes put right. Doing it twice changes nothing more."""
    if not _TO_MEND.search(text):
        return text
    bare, kept = _set_aside(text)
    for _round in range(5):  # a mended quote may bring another rule to bear; ordinary text is right after one round
        before = bare
        for rule in _RULES:
            bare = rule.pattern.sub(rule.replacement, bare)
        if bare == before:
            break
    return _put_back(bare, kept)


def lint(text: str) -> list[str]:
    """What `mend` would change in a French text, said in words: for the test that reads our own strings."""
    bare, kept = _set_aside(text)
    faults = []
    for rule in _RULES:
        for match in rule.pattern.finditer(bare):
            if match.expand(rule.replacement) != match.group():
                around = _put_back(bare, kept, match.start() - 15, match.end() + 15)
                faults.append(f"{rule.fault} : …{around}…")
        bare = rule.pattern.sub(rule.replacement, bare)
    return faults


def _set_aside(text: str) -> tuple[str, list[str]]:
    """The text with what is left alone replaced by one control character each: \\x00 for a tag, \\x01 for the rest."""
    kept: list[str] = []

    def aside(match: re.Match[str]) -> str:
        kept.append(match.group())
        return "\x00" if match.group().startswith("<") else "\x01"

    return _ALONE.sub(aside, text.replace("\x00", "").replace("\x01", "")), kept


def _put_back(bare: str, kept: list[str], start: int = 0, end: int | None = None) -> str:
    start, end = max(0, start), len(bare) if end is None else end
    following = iter(kept[sum(c in "\x00\x01" for c in bare[:start]) :])
    return "".join(next(following) if c in "\x00\x01" else c for c in bare[start:end])
