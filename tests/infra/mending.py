"""Puts the French typography of our own words right, in the sources themselves: `bin/messages --mend`.

Only the text inside gettext's calls and tags is touched; the catalogues' keys follow.
"""

import ast
import io
import re
import tokenize
from pathlib import Path

from essaim.base.typography import mend
from tests.infra.messages import ESSAIM, LOCALE, PLURALS, Key, places_of_words, read_po, sources, write_po

_TAG = re.compile(
    r"""(?P<before>\{%\s*(?:translate|trans)\s+|_\()(?P<quote>["'])(?P<words>.*?)(?P=quote)
    |(?P<open>\{%\s*blocktrans(?:late)?\b[^%]*%\})(?P<block>.*?)(?P<close>\{%\s*endblocktrans(?:late)?\s*%\})""",
    re.S | re.X,
)
_INNER_TAG = re.compile(r"(\{%.*?%\})", re.S)


def mended_token(token: str) -> str:
    head = re.match(r"""([a-zA-Z]*)("{3}|'{3}|"|')""", token)
    if not head or "b" in head[1].lower() or "f" in head[1].lower():
        return token
    inside = token[head.end() : -len(head[2])]
    candidate = f"{head[0]}{mend(inside)}{head[2]}"
    try:
        fair = ast.literal_eval(candidate) == mend(ast.literal_eval(token))
    except (SyntaxError, ValueError):
        fair = False
    return candidate if fair else token


def mend_python(source: str) -> str:
    ranges = places_of_words(source)
    lines = io.StringIO(source).readlines()
    changes = []
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.STRING and any(start <= token.start and token.end <= end for start, end in ranges):
            better = mended_token(token.string)
            if better != token.string:
                changes.append((token.start, token.end, better))
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    for (row, column), (end_row, end_column), better in reversed(changes):
        source = source[: starts[row - 1] + column] + better + source[starts[end_row - 1] + end_column :]
    return source


def mend_template(source: str) -> str:
    def better(found: re.Match[str]) -> str:
        if found["open"]:
            pieces = _INNER_TAG.split(found["block"])
            return found["open"] + "".join(p if p.startswith("{%") else mend(p) for p in pieces) + found["close"]
        return f"{found['before']}{found['quote']}{mend(found['words'])}{found['quote']}"

    return _TAG.sub(better, source)


def mend_sources(root: Path = ESSAIM) -> list[Path]:
    changed = []
    for path in sources(root):
        text = path.read_text(encoding="utf-8")
        better = (mend_python if path.suffix == ".py" else mend_template)(text)
        if better != text:
            path.write_text(better, encoding="utf-8")
            changed.append(path)
    return changed


def mend_catalogues() -> None:
    for language in PLURALS:
        path = LOCALE / language / "LC_MESSAGES/django.po"
        if path.exists():
            messages = list(read_po(path).values())
            for message in messages:
                message.key, message.plural = Key(message.key.context, mend(message.key.words)), mend(message.plural)
            write_po(path, language, messages)
