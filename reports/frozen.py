"""Contexts of documents as JSON and back: what was submitted can be printed again exactly as it was.

Pure rules. Contexts are frozen dataclasses of text, numbers, decimals, dates, tuples and each other. A
field that is added to a context later needs a default, so that older submissions can still be read.
"""

from __future__ import annotations

import types
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, TypeVar, cast, get_args, get_origin, get_type_hints

Context = TypeVar("Context")


def to_json(value: Any) -> Any:
    """Return the value as JSON knows it; decimals and dates become text."""
    if is_dataclass(value):
        return {field.name: to_json(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, list | tuple):
        return [to_json(item) for item in value]
    if isinstance(value, Decimal):
        return str(value)
    return value.isoformat() if isinstance(value, date) else value


def from_json(kind: type[Context], data: Any) -> Context:
    """Rebuild a context of this dataclass from to_json()'s answer; KeyError or TypeError when it is none."""
    known = {
        name: _read(hint, data[name]) for name, hint in _hints(cast("Any", kind)).items() if name in data
    }
    return kind(**known)


@cache
def _hints(kind: Any) -> dict[str, Any]:
    hints = get_type_hints(kind)
    return {field.name: hints[field.name] for field in fields(kind)}


def _read(hint: Any, value: Any) -> Any:
    """Read one value by its type: X | None, tuple[X, ...], tuple[X, Y], a dataclass or a plain value."""
    if value is None:
        return None
    origin, inner = get_origin(hint), get_args(hint)
    if origin is types.UnionType:
        return _read(next(option for option in inner if option is not types.NoneType), value)
    if origin is tuple:
        kinds = [inner[0]] * len(value) if inner[-1] is Ellipsis else inner
        return tuple(_read(kind, item) for kind, item in zip(kinds, value, strict=True))
    if is_dataclass(hint):
        return from_json(hint, value)  # type: ignore[arg-type]  # a class, not an instance
    if hint is date:
        return date.fromisoformat(value)
    return Decimal(value) if hint is Decimal else value
