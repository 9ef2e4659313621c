"""No real person of the source's text appears: names are compared by their hashes, so not even in this file."""

import hashlib
import re
import unicodedata

from tests.house.tree import ROOT, committed, short, text_of

HASHES = {
    "3a17eab8f6707a0d0c2560b5b3e1b8c81088e051e8efe1dbcb61b6793f13c918",
    "a59cd86ffd432d09817731552dbfab03c9a404740de172ec3c78f0a243bbcbcc",
    "ce9ee2aa4ce72ed13eb3dc7a2278ad9c7a2ad79c7ae6e87f007adf5ebc735dec",
    "cedf21b825e7b55883118a83fb11e3b94dfe55a386ec5c4440e20352d0f28427",
    "eb5c380b21a5a078d173ca5afd9fbce69d19c143062e97c7446b6e7583d6edee",
}
WORD = re.compile(r"[^\W\d_]{4,}")


def hashed(word: str) -> str:
    plain = "".join(c for c in unicodedata.normalize("NFKD", word.lower()) if not unicodedata.combining(c))
    return hashlib.sha256(f"essaim {plain}".encode()).hexdigest()


def test_nobody_real_is_named() -> None:
    seen: dict[str, str] = {}
    for path in committed():
        if path.suffix in {".lock", ".svg"} or "vendor" in path.parts or path.name == "axe.min.js":
            continue
        for word in set(WORD.findall(f"{path.relative_to(ROOT)} {text_of(path) or ''}")):
            seen.setdefault(word, short(path))
    assert [f"{place}: a real person's name" for word, place in seen.items() if hashed(word) in HASHES] == []
