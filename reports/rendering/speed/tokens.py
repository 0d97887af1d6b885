"""Bytes of a file: tokens are mostly text, their keys recur, and pages keep their numbers."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import pydyf

from reports.rendering.fixes import Fix

_to_bytes = pydyf._to_bytes


def to_bytes(item: Any) -> bytes:
    """Stand in for the writer's function, whose general way is a long one for text."""
    kind = type(item)
    if kind is bytes:
        known: bytes = item
        return known
    if kind is str:
        return item.encode("ascii")
    return _to_bytes(item)


@lru_cache(maxsize=1_000)
def _key(name: str) -> bytes:
    return b"/%b " % to_bytes(name)


def dictionary(values: Any) -> bytes:
    """Stand in for the writer's property `Dictionary.data`."""
    return b"<<%b>>" % b"".join([_key(name) + to_bytes(value) for name, value in values.items()])


def page_references(pdf: Any) -> tuple[bytes, ...]:
    """Stand in for the writer's property, which makes the references of all pages anew for each use."""
    kids = pdf.pages["Kids"]
    known: tuple[bytes, ...] | None = vars(pdf).get("portal_page_references")
    if known is None or 3 * len(known) != len(kids):
        known = pdf.portal_page_references = tuple(b"%d 0 R" % number for number in kids[::3])
    return known


def _install() -> None:
    pydyf._to_bytes = to_bytes
    pydyf.Dictionary.data = property(dictionary)
    pydyf.PDF.page_references = property(page_references)


FIX = Fix(
    name="short ways to bytes",
    functions=(pydyf,),
    sha256="0b10add9e640961db4636205686066e2b955fba63cad51e602a69250ef1df0d6",
    install=_install,
)
