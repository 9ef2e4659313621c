"""Frozen dataclasses to JSON and back, by their own types: what a sealed log and frozen parameters are kept as."""

import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import datetime
from enum import Enum
from fractions import Fraction
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints


def encode(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: encode(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Fraction):
        return str(value)
    if isinstance(value, Mapping):
        return {str(key): encode(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [encode(item) for item in value]
    return value


def decode(kind: Any, raw: Any, known: Mapping[Any, Any] | None = None) -> Any:
    """Read `raw` as a `kind`; `known` says what the type variables stand for. Raises `ValueError` or `TypeError`."""
    known = known or {}
    if isinstance(kind, TypeVar):
        return decode(known[kind], raw, known)
    origin = get_origin(kind) or kind
    if origin in (Union, types.UnionType):
        return _one_of(get_args(kind), raw, known)
    if origin is Literal:
        if raw not in get_args(kind):
            raise ValueError(raw)
        return raw
    if origin is tuple:
        return _tuple(get_args(kind), raw, known)
    if origin in (dict, Mapping):
        item = get_args(kind)[1] if get_args(kind) else Any
        return {key: decode(item, value, known) for key, value in dict(raw).items()}
    if is_dataclass(origin) and isinstance(origin, type):
        return _dataclass(origin, raw, known)
    return _plain(origin, raw)


def _one_of(choices: tuple[Any, ...], raw: Any, known: Mapping[Any, Any]) -> Any:
    if raw is None and type(None) in choices:
        return None
    (only,) = [choice for choice in choices if choice is not type(None)]
    return decode(only, raw, known)


def _tuple(items: tuple[Any, ...], raw: Any, known: Mapping[Any, Any]) -> tuple[Any, ...]:
    if isinstance(raw, str):
        raise TypeError(raw)
    if len(items) == 2 and items[1] is Ellipsis:
        return tuple(decode(items[0], value, known) for value in raw)
    return tuple(decode(item, value, known) for item, value in zip(items, raw, strict=True))


def _dataclass(kind: type, raw: Any, known: Mapping[Any, Any]) -> Any:
    hints = get_type_hints(kind)
    unknown = set(raw) - set(hints)
    if unknown:
        raise ValueError(", ".join(sorted(unknown)))
    return kind(**{name: decode(hints[name], value, known) for name, value in raw.items()})


def _plain(kind: Any, raw: Any) -> Any:
    if kind is Any or kind is object:
        return raw
    if kind is datetime:
        return raw if isinstance(raw, datetime) else datetime.fromisoformat(raw)
    if kind is bool:
        if not isinstance(raw, bool):
            raise TypeError(raw)
        return raw
    if kind is int and (isinstance(raw, bool) or isinstance(raw, float)):
        raise TypeError(raw)
    if kind is str and not isinstance(raw, str):
        raise TypeError(raw)
    return kind(raw)
