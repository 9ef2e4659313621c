"""The schema file, read once."""

import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

SCHEMA: dict[str, Any] = json.loads((Path(__file__).parent / "schema.json").read_text("utf-8"))
MARKS: tuple[str, ...] = tuple(SCHEMA["marks"])
LINK_SCHEMES: frozenset[str] = frozenset(SCHEMA["link_schemes"])
EDITOR: dict[str, Any] = SCHEMA["editor"]


@dataclass(frozen=True)
class Attribute:
    """One attribute of a node: `spec` is the schema's word for it, such as "integer:1-6" or "records:bar?"."""

    name: str
    spec: str

    @cached_property
    def type(self) -> str:
        return self.spec.rstrip("?").partition(":")[0]

    @cached_property
    def detail(self) -> str:
        return self.spec.removesuffix("?").partition(":")[2]

    @property
    def optional(self) -> bool:
        return self.spec.endswith("?")


def _attributes(described: dict[str, dict[str, str]]) -> dict[str, tuple[Attribute, ...]]:
    return {name: tuple(Attribute(key, spec) for key, spec in fields.items()) for name, fields in described.items()}


INLINES = _attributes(SCHEMA["inlines"])
BLOCKS = _attributes(SCHEMA["blocks"])
RECORDS = _attributes(SCHEMA["records"])
