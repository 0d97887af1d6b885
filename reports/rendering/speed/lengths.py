"""Margins, paddings, widths and borders of a box: used values that do not depend on what is around it.

Most boxes have nothing but pixels and `auto`; for those the engine's answer is the same every time, so
that it is worked out once for a style.
"""

from __future__ import annotations

import sys
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout import percent

from reports.rendering.fixes import Fix
from reports.rendering.speed.memory import UNKNOWN, facts_of

_HORIZONTAL = (
    "margin_left",
    "margin_right",
    "padding_left",
    "padding_right",
    "width",
    "min_width",
    "max_width",
)
_VERTICAL = (
    "margin_top",
    "margin_bottom",
    "padding_top",
    "padding_bottom",
    "height",
    "min_height",
    "max_height",
)
_BORDERS = ("border_top_width", "border_right_width", "border_bottom_width", "border_left_width")

_resolve_percentages = percent.resolve_percentages

Lengths = tuple[dict[str, Any], dict[str, Any]]


def resolve_percentages(box: Any, containing_block: Any) -> None:
    """Stand in for the engine's function."""
    style = box.style
    facts = facts_of(style)
    if facts.lengths is UNKNOWN:
        facts.lengths = lengths(style)
    known = facts.lengths
    if known is None or not isinstance(box, boxes.Box):
        _resolve_percentages(box, containing_block)
        return
    used, borders = known
    attributes = vars(box)
    attributes.update(used)
    if style["border_collapse"] == "collapse":  # what conflicting borders became stays
        attributes.update({name: width for name, width in borders.items() if name not in attributes})
    else:
        attributes.update(borders)


def lengths(style: Any) -> Lengths | None:
    """Used lengths and border widths in px (or "auto"); None when any depends on another box."""
    if style["box_sizing"] != "content-box":
        return None
    used = {}
    for name in _HORIZONTAL + _VERTICAL:
        value = style[name]
        if value is None or value == "auto":
            used[name] = value
        elif getattr(value, "unit", None) == "px":
            used[name] = value.value
        else:
            return None
    for name in ("min_width", "min_height"):
        if used[name] == "auto":
            used[name] = 0
    return used, {name: style[name] for name in _BORDERS}


def _install() -> None:
    for name, module in list(sys.modules.items()):
        if name.startswith("weasyprint.") and "resolve_percentages" in vars(module):
            module.resolve_percentages = resolve_percentages  # type: ignore[attr-defined]  # it is there


FIX = Fix(
    name="remembered lengths",
    functions=(percent,),
    sha256="bac190e240dce17b4342feb99423e8232433d3727c0833897f50fed88cb163a2",
    install=_install,
)
