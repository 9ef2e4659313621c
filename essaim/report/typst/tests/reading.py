"""Reads the words of a PDF back, as a reader's program does: each glyph through its font's ToUnicode map."""

import io
import re
from typing import Any

import pikepdf


def pages_of(content: bytes) -> list[str]:
    """The text of each page, in the order it is drawn, spaces made single. Form XObjects (drawings) are read too."""
    with pikepdf.open(io.BytesIO(content)) as file:
        return [re.sub(r"\s+", " ", _read(page.obj, page.Resources)) for page in file.pages]


def text_of(content: bytes) -> str:
    return " ".join(pages_of(content))


def _read(stream: Any, resources: Any) -> str:
    said, letters = [], {}
    for operands, operator in pikepdf.parse_content_stream(stream):
        match str(operator):
            case "Tf":
                letters = _letters(resources.Font[str(operands[0])])
            case "TJ" | "Tj":
                pieces = operands[0] if isinstance(operands[0], pikepdf.Array) else [operands[0]]
                said += [_decode(bytes(piece), letters) for piece in pieces if isinstance(piece, pikepdf.String)]
            case "ET":
                said.append(" ")
            case "Do" if (form := resources.XObject[str(operands[0])]).get("/Subtype") == "/Form":
                said.append(_read(form, form.get("/Resources", resources)))
    return "".join(said)


def _decode(codes: bytes, letters: dict[int, str]) -> str:
    return "".join(letters.get(int.from_bytes(codes[n : n + 2], "big"), "") for n in range(0, len(codes), 2))


def _letters(font: Any) -> dict[int, str]:
    table = bytes(font.ToUnicode.read_bytes()).decode()
    found: dict[int, str] = {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", table, re.DOTALL):
        for code, text in re.findall(r"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]*)>", block):
            found[int(code, 16)] = bytes.fromhex(text).decode("utf-16-be")
    for block in re.findall(r"beginbfrange(.*?)endbfrange", table, re.DOTALL):
        for low, high, text in re.findall(r"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>", block):
            first = bytes.fromhex(text).decode("utf-16-be")
            for step in range(int(high, 16) - int(low, 16) + 1):
                found[int(low, 16) + step] = first[:-1] + chr(ord(first[-1]) + step)
    return found
