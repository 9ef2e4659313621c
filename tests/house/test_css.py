"""Components use what a colour means, never what it is; nothing comes from elsewhere."""

import re
from pathlib import Path

from tests.house.tree import ESSAIM, files, places

TOKENS = ESSAIM / "base/static/base/css/tokens.css"
COMMENT = re.compile(r"/\*.*?\*/", re.S)
RAW_COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}\b(?![^{};]*\{)|\b(?:rgba?|hsla?|oklch|oklab|lch|lab|hwb)\(")
ELSEWHERE = re.compile(r"(?:url\(\s*[\"']?|@import\s+[\"'])\s*(?:https?:)?//[^)\"']*")


def without_comments(path: Path) -> str:
    text = path.read_text(encoding="utf-8")
    return COMMENT.sub(lambda found: re.sub(r"[^\n]", " ", found.group()), text)


def sheets() -> list[Path]:
    return [path for path in files(".css") if path != TOKENS]


def palette() -> set[str]:
    section = re.search(r"/\* palette \*/(.*?)/\* meaning \*/", TOKENS.read_text(encoding="utf-8"), re.S)
    assert section, "tokens.css has its two floors, palette then meaning"
    return set(re.findall(r"(--[\w-]+)\s*:", section[1]))


def is_meant(text: str, match: re.Match[str]) -> bool:
    """A shadow is dark in every theme, and a QR code is read on white."""
    line = text[text.rfind("\n", 0, match.start()) + 1 : text.find("\n", match.end())]
    shadow = match.group() == "rgb(" and ("shadow" in line or "backdrop" in line)
    return shadow or (match.group() == "#fff" and "qr" in line)


def test_only_the_tokens_hold_colours() -> None:
    found = [
        f"{places(path, text, match.start())}: {match.group()}"
        for path in sheets()
        for text in [without_comments(path)]
        for match in RAW_COLOUR.finditer(text)
        if not is_meant(text, match)
    ]
    assert found == []


def test_components_say_what_they_mean() -> None:
    names = "|".join(sorted(map(re.escape, palette()), key=len, reverse=True))
    used = re.compile(rf"var\(\s*(?:{names})\s*[,)]")
    found = [
        f"{places(path, text, match.start())}: {match.group()}"
        for path in sheets()
        for text in [without_comments(path)]
        for match in used.finditer(text)
    ]
    assert found == []


def test_every_token_used_exists() -> None:
    """A token misspelt is a style silently lost."""
    texts = {path: without_comments(path) for path in files(".css")}
    scripts = [path.read_text(encoding="utf-8") for path in files(".js", ".mjs")]
    known = {name for text in texts.values() for name in re.findall(r"(--[\w-]+)\s*:", text)}
    known |= {name for text in texts.values() for name in re.findall(r"@property\s+(--[\w-]+)", text)}
    for script in scripts:  # setProperty("--a", …), or setProperty(`--${name}`, …) with the names beside it
        known |= set(re.findall(r"[\"'`](--[\w-]+)[\"'`]", script))
        if "`--${" in script:
            known |= {f"--{name}" for name in re.findall(r"[\"']([\w-]+)[\"']", script)}
    found = [
        f"{places(path, text, match.start())}: {match[1]}"
        for path, text in texts.items()
        for match in re.finditer(r"var\(\s*(--[\w-]+)\s*\)", text)
        if match[1] not in known
    ]
    assert found == []


def test_style_sheets_reach_nobody_else() -> None:
    found = [
        f"{places(path, text, match.start())}: {match.group()}"
        for path in files(".css", vendored=True)
        for text in [without_comments(path)]
        for match in ELSEWHERE.finditer(text)
    ]
    assert found == []
