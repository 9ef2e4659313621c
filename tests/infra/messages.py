"""The words people read: found in the code and the templates, kept in catalogues, compiled. No gettext tool is needed.

python -m tests.infra.messages (bin/messages) brings essaim/locale/*/LC_MESSAGES/django.po and .mo up to date:
new words are added, words no longer said are dropped, translations are kept. What remains to translate is listed.
With --mend, the French typography of our own words is put right in the sources first.
"""

import ast
import re
import struct
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

ESSAIM = Path(__file__).resolve().parents[2] / "essaim"
LOCALE = ESSAIM / "locale"
PLURALS = {"en": "nplurals=2; plural=(n != 1);", "fr": "nplurals=2; plural=(n > 1);"}
FORMS = {  # name → places of (context, singular, plural) among its arguments
    "_": (None, 0, None),
    "gettext": (None, 0, None),
    "gettext_lazy": (None, 0, None),
    "gettext_noop": (None, 0, None),
    "ngettext": (None, 0, 1),
    "ngettext_lazy": (None, 0, 1),
    "pgettext": (0, 1, None),
    "pgettext_lazy": (0, 1, None),
    "npgettext": (0, 1, 2),
    "npgettext_lazy": (0, 1, 2),
}
_CALL = re.compile(
    r"""\b(?P<name>n?p?gettext|_)\(\s*(?P<words>(?:u?(?:'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")\s*,?\s*)+)""", re.S
)


class Key(NamedTuple):
    context: str
    words: str


@dataclass
class Message:
    key: Key
    plural: str = ""
    places: list[str] = field(default_factory=list)
    translations: list[str] = field(default_factory=list)

    @property
    def is_translated(self) -> bool:
        return len(self.translations) == (2 if self.plural else 1) and all(self.translations)


class Unreadable(Exception):
    """Words that no tool can find: a computed string inside gettext."""


# ── Finding ────────────────────────────────────────────────────────────────────────────────────────────────────


def sources(root: Path = ESSAIM) -> list[Path]:
    found = sorted([*root.rglob("*.py"), *root.rglob("templates/**/*.html"), *root.rglob("templates/**/*.txt")])
    aside = {"tests", "migrations", "node_modules"}
    return [path for path in found if not aside & set(path.relative_to(root).parts)]


def calls(tree: ast.Module) -> Iterator[tuple[ast.Call, str, tuple[int | None, int, int | None]]]:
    """Every call of gettext or its like, with the name it goes by and the places of its words."""
    names = dict(FORMS)
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation":
            names |= {alias.asname: FORMS[alias.name] for alias in node.names if alias.asname and alias.name in FORMS}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            if name in names:
                yield node, name, names[name]


def places_of_words(source: str) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """Where the strings inside these calls start and end (line, character)."""
    lines = source.split("\n")

    def place(line: int, column: int) -> tuple[int, int]:
        return line, len(lines[line - 1].encode()[:column].decode())  # ast counts bytes

    return [
        (place(word.lineno, word.col_offset), place(word.end_lineno or 0, word.end_col_offset or 0))
        for call, _, places in calls(ast.parse(source))
        for word in (call.args[n] for n in places if n is not None and n < len(call.args))
        if isinstance(word, ast.Constant)
    ]


def in_python(source: str, place: str) -> Iterator[Message]:
    for call, name, places in calls(ast.parse(source)):
        where = f"{place}:{call.lineno}"
        given = [argument.value if isinstance(argument, ast.Constant) else argument for argument in call.args]
        if any(isinstance(given[n], ast.JoinedStr | ast.BinOp) for n in places if n is not None and n < len(given)):
            raise Unreadable(f"{where}: {name}() takes one plain string; put values in with % after it")
        context, one, many = (given[n] if n is not None and n < len(given) else "" for n in places)
        if isinstance(one, str) and one:
            yield Message(Key(str(context), one), str(many), [where])


def in_template(source: str, place: str) -> Iterator[Message]:
    from django.utils.translation.template import templatize

    readable = templatize(source, origin=place)
    for call in _CALL.finditer(readable):
        words = ast.literal_eval("(" + call["words"].rstrip(", \n") + ",)")
        line = readable.count("\n", 0, call.start()) + 1
        context, one, many = (words[n] if n is not None else "" for n in FORMS[call["name"]])
        yield Message(Key(context, one), many, [f"{place}:{line}"])


def said(root: Path = ESSAIM) -> dict[Key, Message]:
    """Every message of the product, in the order of its files."""
    found: dict[Key, Message] = {}
    for path in sources(root):
        read = in_python if path.suffix == ".py" else in_template
        for message in read(path.read_text(encoding="utf-8"), path.relative_to(root.parent).as_posix()):
            kept = found.setdefault(message.key, Message(message.key))
            kept.plural = kept.plural or message.plural
            kept.places += message.places
    return found


# ── Keeping ────────────────────────────────────────────────────────────────────────────────────────────────────


def read_po(path: Path) -> dict[Key, Message]:
    messages: dict[Key, Message] = {}
    if not path.exists():
        return messages
    for block in re.split(r"\n\s*\n", path.read_text(encoding="utf-8")):
        values: dict[str, str] = {}
        current = ""
        for line in block.splitlines():
            if line.startswith("#"):
                continue
            head = re.match(r'(msg\w+(?:\[\d\])?)\s+(".*")$', line)
            if head:
                current, quoted = head[1], head[2]
            else:
                quoted = line.strip()
            if quoted:
                values[current] = values.get(current, "") + ast.literal_eval(quoted)
        if values.get("msgid"):
            key = Key(values.get("msgctxt", ""), values["msgid"])
            texts = [values[name] for name in ("msgstr", "msgstr[0]", "msgstr[1]") if name in values]
            messages[key] = Message(key, values.get("msgid_plural", ""), [], texts)
    return messages


def quoted(text: str) -> str:
    plain = text.replace("\\", "\\\\").replace('"', '\\"').replace("\t", "\\t")
    lines = [f'"{line}\\n"' for line in plain.split("\n")]
    lines[-1] = lines[-1][:-3] + '"'
    if lines[-1] == '""' and len(lines) > 1:
        lines.pop()
    return lines[0] if len(lines) == 1 else "\n".join(['""', *lines])


def header(language: str) -> str:
    return f"Content-Type: text/plain; charset=UTF-8\nLanguage: {language}\nPlural-Forms: {PLURALS[language]}\n"


def write_po(path: Path, language: str, messages: list[Message]) -> None:
    blocks = [f'msgid ""\nmsgstr {quoted(header(language))}']
    for message in messages:
        lines = [f"#: {place}" for place in sorted({place.rpartition(":")[0] for place in message.places})]
        if "%(" in message.key.words or "%(" in message.plural:
            lines.append("#, python-format")
        if message.key.context:
            lines.append(f"msgctxt {quoted(message.key.context)}")
        lines.append(f"msgid {quoted(message.key.words)}")
        if message.plural:
            texts = [*message.translations, "", ""][:2]
            lines += [f"msgid_plural {quoted(message.plural)}", *(f"msgstr[{n}] {quoted(texts[n])}" for n in (0, 1))]
        else:
            lines.append(f"msgstr {quoted((message.translations or [''])[0])}")
        blocks.append("\n".join(lines))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n\n".join(blocks) + "\n", encoding="utf-8")


def compiled(language: str, messages: list[Message]) -> bytes:
    """The .mo file of GNU gettext."""
    pairs = {b"": header(language).encode()}
    for message in messages:
        if message.is_translated:
            words = f"{message.key.context}\x04{message.key.words}" if message.key.context else message.key.words
            key = f"{words}\0{message.plural}" if message.plural else words
            pairs[key.encode()] = "\0".join(message.translations).encode()
    ordered = sorted(pairs.items())
    tables, texts, start = [], b"", 28 + 16 * len(ordered)
    for column in (0, 1):
        table = b""
        for pair in ordered:
            table += struct.pack("<II", len(pair[column]), start + len(texts))
            texts += pair[column] + b"\0"
        tables.append(table)
    head = struct.pack("<IIIIIII", 0x950412DE, 0, len(ordered), 28, 28 + 8 * len(ordered), 0, 0)
    return head + tables[0] + tables[1] + texts


def up_to_date(language: str) -> list[Message]:
    """What the catalogue should hold: everything said, with the translations it has."""
    kept = read_po(LOCALE / language / "LC_MESSAGES/django.po")
    messages = []
    for message in said().values():
        known = kept.get(message.key)
        message.translations = known.translations if known and known.plural == message.plural else []
        if language == "fr":  # French words are the keys; only plurals are needed, for « 0 idée »
            if not message.plural:
                continue
            message.translations = [message.key.words, message.plural]
        messages.append(message)
    return messages


def main() -> int:
    if "--mend" in sys.argv:
        from tests.infra.mending import mend_catalogues, mend_sources

        mend_catalogues()
        for changed in mend_sources():
            print(f"mended {changed.relative_to(ESSAIM.parent)}")
    missing = 0
    for language in PLURALS:
        messages = up_to_date(language)
        path = LOCALE / language / "LC_MESSAGES/django.po"
        write_po(path, language, messages)
        path.with_suffix(".mo").write_bytes(compiled(language, messages))
        left = [message for message in messages if not message.is_translated]
        missing += len(left)
        print(f"{language}: {len(messages)} messages, {len(left)} to translate")
        for message in left:
            print(f"  {message.places[0]}  {message.key.words!r}")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
