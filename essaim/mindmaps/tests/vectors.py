"""Cases that the server and the browsers must read alike; `vectors.json` holds them for both.

The first are written by hand. The others are drawn from a seed and say what Python finds: run this file to write them
again, then `node --test` says whether the browsers' modules agree.
"""

import json
from dataclasses import asdict
from pathlib import Path
from random import Random
from typing import Any

from essaim.mindmaps.content import TONES
from essaim.mindmaps.layout import layout
from essaim.mindmaps.tree import Tree, Written, read_edge, resolve

FILE = Path(__file__).with_name("vectors.json")
WORDS = (
    "L’été à Évry mutualisation covoiturage œuvre 🐝 协作 anticonstitutionnellementinterminablement le la prêt".split(
        " "
    )
)

BY_HAND: list[dict[str, Any]] = [
    {"name": "nothing was written", "nodes": {}, "tree": {"root": []}, "removed": []},
    {
        "name": "siblings by their place, then by their name",
        "nodes": {
            "root": {"text": "Coopérer"},
            "b": {"in": {"root": [0, "V"]}},
            "a": {"in": {"root": [0, "V"]}},
            "c": {"in": {"root": [0, "A"]}},
        },
        "tree": {"root": ["c", "a", "b"], "a": [], "b": [], "c": []},
        "removed": [],
    },
    {
        "name": "the newest edge wins; of two moves made apart, the parent's name decides",
        "nodes": {
            "a": {"in": {"root": [0, "A"]}},
            "b": {"in": {"root": [0, "B"]}},
            "c": {"in": {"root": [0, "C"], "a": [1, "V"], "b": [1, "V"]}},
        },
        "tree": {"root": ["a", "b"], "a": [], "b": ["c"], "c": []},
        "removed": [],
    },
    {
        "name": "a under b and b under a at once: one of the moves is as if it had not been made",
        "nodes": {
            "a": {"in": {"root": [0, "A"], "b": [1, "V"]}},
            "b": {"in": {"root": [0, "B"], "a": [1, "V"]}},
        },
        "tree": {"root": ["a"], "a": ["b"], "b": []},
        "removed": [],
    },
    {
        "name": "a loop of three comes back by the newest edge that leads to the centre",
        "nodes": {
            "a": {"in": {"root": [0, "A"], "c": [2, "V"]}},
            "b": {"in": {"root": [3, "B"], "a": [4, "V"]}},
            "c": {"in": {"root": [0, "C"], "b": [1, "V"]}},
        },
        "tree": {"root": ["b"], "b": ["c"], "c": ["a"], "a": []},
        "removed": [],
    },
    {
        "name": "what leads nowhere hangs from the centre",
        "nodes": {"a": {"in": {"b": [0, "A"]}}, "b": {"in": {"a": [0, "A"]}}, "c": {"in": {"z": [0, "A"]}}, "d": {}},
        "tree": {"root": ["a", "c", "d"], "a": ["b"], "b": [], "c": [], "d": []},
        "removed": [],
    },
    {
        "name": "a removed idea stays while something was added under it meanwhile",
        "nodes": {
            "a": {"gone": True, "in": {"root": [0, "A"]}},
            "b": {"gone": True, "in": {"a": [0, "A"]}},
            "c": {"in": {"a": [0, "B"]}},
            "d": {"gone": True, "in": {"root": [0, "D"]}},
            "e": {"gone": True, "in": {"d": [0, "A"]}},
        },
        "tree": {"root": ["a"], "a": ["c"], "c": []},
        "removed": ["b", "d"],
    },
    {
        "name": "edges that make no sense are not there",
        "nodes": {
            "a": {"in": {"root": [0, "A"], "a": [9, "A"], "UPPER": [9, "A"], "b": [-1, "A"], "c": [1.5, "A"]}},
            "b": {"in": {"root": [0, "B"], "a": "x", "c": [True, "A"], "d": [3]}},
            "c": {"in": {"root": [2, "é"]}},
            "d": {"in": {"root": [5000000000, "A"]}},
        },
        "tree": {"root": ["c", "d", "a", "b"], "a": [], "b": [], "c": [], "d": []},
        "removed": [],
    },
]


def written(nodes: dict[str, Any]) -> dict[str, Written]:
    return {
        id: Written(
            node.get("text", ""),
            node.get("tone", ""),
            node.get("gone", False),
            tuple(edge for one, said in node.get("in", {}).items() if (edge := read_edge(one, said))),
        )
        for id, node in nodes.items()
    }


def said(tree: Tree) -> dict[str, list[str]]:
    return {id: list(branch.children) for id, branch in tree.branches.items()}


def drawn(seed: int) -> dict[str, Any]:
    """A map as many hands could leave it, loops included."""
    random = Random(seed)
    ids = ["root", *(f"n{number:02}" for number in range(random.randint(0, 40)))]
    nodes: dict[str, Any] = {}
    for at, id in enumerate(ids):
        parents = random.sample(ids, min(len(ids), random.randint(1, 3))) if random.random() < 0.4 else ids[:at][-6:]
        edges = {random.choice(parents): [0, random.choice("AKVaz")]} if parents else {}
        for _ in range(random.choice((0, 0, 1, 2))):
            edges[random.choice(ids)] = [random.randint(1, 3), random.choice("AKVaz")]
        nodes[id] = {
            "text": " ".join(random.choices(WORDS, k=random.randint(0, 9))),
            "tone": random.choice(("", "", *TONES)),
            "gone": random.random() < 0.15,
            "in": edges,
        }
    tree = resolve(written(nodes))
    folded = random.sample(ids, min(len(ids), random.randint(0, 3)))
    deepest = random.choice((1000, 1000, 2, 3))
    return {
        "name": f"drawn from {seed}",
        "nodes": nodes,
        "tree": said(tree),
        "removed": list(tree.removed),
        "folded": folded,
        "deepest": deepest,
        "layout": asdict(layout(tree, folded=folded, deepest=deepest)),
    }


def all_of_them() -> list[dict[str, Any]]:
    return [*BY_HAND, *(drawn(seed) for seed in range(24))]


if __name__ == "__main__":
    lines = ",\n".join(json.dumps(one, ensure_ascii=False) for one in all_of_them())
    FILE.write_text(f"[\n{lines}\n]\n", encoding="utf-8")
