"""What changed between two versions of a proposal, word by word."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal


@dataclass(frozen=True)
class Piece:
    kind: Literal["same", "added", "removed"]
    text: str


def pieces(before: str, after: str) -> tuple[Piece, ...]:
    old, new = re.findall(r"\s+|[^\s]+", before), re.findall(r"\s+|[^\s]+", after)
    made: list[Piece] = []
    for step, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if step == "equal":
            made.append(Piece("same", "".join(new[k:m])))
            continue
        if i < j:
            made.append(Piece("removed", "".join(old[i:j])))
        if k < m:
            made.append(Piece("added", "".join(new[k:m])))
    return tuple(made)
