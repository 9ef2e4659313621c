"""A strict Content-Security-Policy by construction: nothing inline, nothing from elsewhere."""

import re

import pytest

from tests.house.tree import ESSAIM, files, places

TAG = re.compile(r"<(?P<name>[a-zA-Z][\w-]*)(?P<inside>(?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>")
COMMENT = re.compile(r"<!--.*?-->|\{#.*?#\}|\{%\s*comment\b.*?\{%\s*endcomment\s*%\}", re.S)
LOGIC = re.compile(r"\{%.*?%\}|\{\{.*?\}\}", re.S)
# Pages people may be sent to; a browser loads nothing from there by itself.
MAY_BE_LINKED = ("https://creativecommons.org/", "https://www.gnu.org/licenses/")
ADDRESSES = {"src", "srcset", "href", "xlink:href", "action", "formaction", "poster", "data", "manifest", "content"}
FIELDS = {"input", "textarea", "select"}


def templates() -> list[tuple[str, object]]:
    return [(path.relative_to(ESSAIM).as_posix(), path) for path in files(".html")]


def without(text: str, pattern: re.Pattern[str], filler: str) -> str:
    """The same length and lines, so that places stay true."""
    return pattern.sub(lambda found: "".join("\n" if c == "\n" else filler for c in found.group()), text)


def faults_of(tag: str, inside: str) -> list[str]:
    bare = re.sub(r"\"[^\"]*\"|'[^']*'", '""', inside)
    found = []
    if tag == "style":
        found.append("a style element")
    if tag == "script" and not re.search(r"\bsrc\s*=", bare) and "application/json" not in inside:
        found.append("an inline script")
    if re.search(r"(?<![\w-])style\s*=", bare):
        found.append("a style attribute")
    if re.search(r"(?<![\w-])on[a-z]+\s*=", bare):
        found.append("an inline handler")
    if "javascript:" in inside:
        found.append("a javascript: address")
    for attribute, address in re.findall(r"([\w:-]+)\s*=\s*[\"']\s*((?:https?:)?//[^\"']*)", inside):
        linked = tag == "a" and attribute == "href"
        if attribute in ADDRESSES and not (linked and address.startswith(MAY_BE_LINKED)):
            found.append(f"an address of elsewhere, {address}")
    return found


def test_nothing_inline_and_nothing_from_elsewhere() -> None:
    found = []
    for path in files(".html"):
        text = without(without(path.read_text(encoding="utf-8"), COMMENT, " "), LOGIC, "x")
        for tag in TAG.finditer(text):
            found += [f"{places(path, text, tag.start())}: {f}" for f in faults_of(tag["name"].lower(), tag["inside"])]
    assert found == []


@pytest.mark.parametrize(
    ("tag", "inside", "fault"),
    [
        ("p", ' class="a" style="color: red"', "a style attribute"),
        ("script", "", "an inline script"),
        ("button", ' onclick="go()"', "an inline handler"),
        ("img", ' src="//elsewhere.example/a.png"', "an address of elsewhere, //elsewhere.example/a.png"),
        ("a", ' href="https://elsewhere.example/"', "an address of elsewhere, https://elsewhere.example/"),
        ("p", ' data-style="calm" title="style=1 onclick=2"', None),
        ("a", ' href="https://creativecommons.org/licenses/by-sa/4.0/"', None),
        ("script", ' type="module" src="x"', None),
        ("input", ' placeholder="https://"', None),
    ],
)
def test_these_checks_see(tag: str, inside: str, fault: str | None) -> None:
    assert faults_of(tag, inside) == ([fault] if fault else [])


def test_parts_hold_no_field() -> None:
    """What somebody is typing must not be replaced under their fingers: fields live in islands."""
    found = []
    for path in files(".html"):
        if "parts" not in path.parent.parts[-1:] and not path.name.startswith("_part"):
            continue
        text = without(path.read_text(encoding="utf-8"), COMMENT, " ")
        for tag in TAG.finditer(text):
            if tag["name"] in FIELDS and not re.search(r"type=[\"']hidden", tag["inside"]):
                found.append(f"{places(path, text, tag.start())}: <{tag['name']}>")
    assert found == []


def test_scripts_reach_nobody_else() -> None:
    namespaces = ("http://www.w3.org/",)
    found = [
        f"{places(path, text, match.start())}: {match.group()}"
        for path in files(".js", ".mjs")
        if "tests" not in path.parts
        for text in [path.read_text(encoding="utf-8")]
        for match in re.finditer(r"(?<=[\"'`])(?:https?:)?//[\w.-]+[^\"'`]*", text)
        if not match.group().startswith(namespaces)
    ]
    assert found == []


def test_scripts_make_no_page_out_of_data() -> None:
    unsafe = re.compile(r"\.(?:inner|outer)HTML\s*=|insertAdjacentHTML|document\.write|\beval\(|new Function\(")
    found = [
        f"{places(path, text, match.start())}: {match.group()}"
        for path in files(".js", ".mjs")
        if "tests" not in path.parts
        for text in [path.read_text(encoding="utf-8")]
        for match in unsafe.finditer(text)
    ]
    assert found == [], "parse what the server rendered (DOMParser, template), never text put together"
