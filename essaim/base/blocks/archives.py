"""Zip files of XML, written the same way twice and read with distrust."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

MIB = 2**20
LARGEST_PART = 24 * MIB
LARGEST_WHOLE = 80 * MIB
MOST_PARTS = 4000
MOST_ELEMENTS = 400_000
DEEPEST = 200
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class Unreadable(ValueError):
    """A file that cannot be read as what it says it is; the message says why, for a developer."""


def xml(name: str, attributes: Mapping[str, object] | None = None, *inside: str) -> str:
    """One element. What is inside is XML already: put words through `escaped`."""
    said = "".join(f' {key}="{escaped(str(value))}"' for key, value in (attributes or {}).items())
    return f"<{name}{said}>{''.join(inside)}</{name}>" if inside else f"<{name}{said}/>"


def escaped(text: str) -> str:
    """Text as XML may hold it: marks escaped, and without what no XML can say."""
    kept = _FORBIDDEN.sub("", text)
    return kept.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def packed(parts: Iterable[tuple[str, bytes]], at: datetime | None) -> bytes:
    """The parts in their order; the first one is not compressed, as OpenDocument asks of its `mimetype`."""
    stamp = at.timetuple()[:6] if at and at.year >= 1980 else (1980, 1, 1, 0, 0, 0)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for number, (name, content) in enumerate(parts):
            info = zipfile.ZipInfo(name, stamp)  # type: ignore[arg-type]
            info.compress_type = zipfile.ZIP_STORED if number == 0 else zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            archive.writestr(info, content)
    return made.getvalue()


class Archive:
    """A zip read part by part, never more than told: a small file may hold a mountain."""

    def __init__(self, content: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
            raise Unreadable(f"not a zip: {error}") from None
        self._infos = {info.filename: info for info in self._zip.infolist()}
        if len(self._infos) > MOST_PARTS:
            raise Unreadable(f"{len(self._infos)} parts")
        self._left = LARGEST_WHOLE

    def names(self) -> list[str]:
        return list(self._infos)

    def read(self, name: str) -> bytes | None:
        """The part, or None when it is not there. Raises `Unreadable` beyond the sizes above."""
        info = self._infos.get(name)
        if info is None:
            return None
        most = min(LARGEST_PART, self._left)
        try:
            with self._zip.open(info) as part:
                content = part.read(most + 1)
        except (
            zipfile.BadZipFile,
            OSError,
            ValueError,
            RuntimeError,
            NotImplementedError,
            EOFError,
            zlib.error,
        ) as error:
            raise Unreadable(f"{name}: {error}") from None
        if len(content) > most:
            raise Unreadable(f"{name}: larger than {most} bytes")
        self._left -= len(content)
        return content

    def xml(self, name: str) -> Element | None:
        content = self.read(name)
        return None if content is None else parsed(content)


def parsed(content: bytes) -> Element:
    """The tree of an XML text; names are `{namespace}local`. No document type, so no entity of anyone's making."""
    builder = TreeBuilder()
    parser = expat.ParserCreate(namespace_separator="}")
    counts = {"depth": 0, "elements": 0}

    def start(name: str, attributes: dict[str, str]) -> None:
        counts["depth"] += 1
        counts["elements"] += 1
        if counts["depth"] > DEEPEST or counts["elements"] > MOST_ELEMENTS:
            raise Unreadable(f"more than {DEEPEST} deep or {MOST_ELEMENTS} elements")
        builder.start(_name(name), {_name(key): value for key, value in attributes.items()})

    def end(name: str) -> None:
        counts["depth"] -= 1
        builder.end(_name(name))

    def refuse(*_: Any) -> None:
        raise Unreadable("it has a document type")

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = builder.data
    parser.StartDoctypeDeclHandler = refuse
    parser.buffer_text = True
    try:
        parser.Parse(content, True)
        return builder.close()
    except (expat.ExpatError, ValueError, AssertionError, LookupError) as error:
        raise error if isinstance(error, Unreadable) else Unreadable(f"not XML: {error}") from None


def _name(name: str) -> str:
    return f"{{{name}" if "}" in name else name
