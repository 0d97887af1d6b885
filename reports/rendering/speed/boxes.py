"""Plain boxes: in normal flow and without background, as most are. The engine's general answers cost more."""

from __future__ import annotations

import sys
from typing import Any

from weasyprint.draw import color
from weasyprint.formatting_structure import boxes
from weasyprint.layout import background, percent

from reports.rendering.fixes import Fix
from reports.rendering.speed.memory import facts_of

_CORNERS = ("top_left", "top_right", "bottom_right", "bottom_left")
_NOTHING = dict.fromkeys((f"border_{corner}_radius" for corner in _CORNERS), (0, 0)) | {"background": None}

_is_in_normal_flow = boxes.Box.is_in_normal_flow
_establishes_formatting_context = boxes.Box.establishes_formatting_context
_layout_box_backgrounds = background.layout_box_backgrounds


def is_in_normal_flow(box: Any) -> bool:
    """Stand in for the engine's method, which asks for five exceptions one after the other."""
    return _stays(box.style) or _is_in_normal_flow(box)


def establishes_formatting_context(box: Any) -> bool:
    """Stand in for the engine's method, which asks a block in the flow what it cannot be."""
    if type(box) is boxes.BlockBox and not box.is_column and _stays(box.style):
        return box.style["overflow"] != "visible" or "flow-root" in box.style["display"]
    known: bool = _establishes_formatting_context(box)
    return known


def _stays(style: Any) -> bool:
    return style["float"] == "none" and style["position"] in ("static", "relative")


def layout_box_backgrounds(
    page: Any, box: Any, get_image_from_uri: Any, layout_children: bool = True, style: Any = None
) -> None:
    """Stand in for the engine's function."""
    if style is not None or box is page or not isinstance(box, boxes.Box) or not _is_plain(box.style):
        _layout_box_backgrounds(page, box, get_image_from_uri, layout_children, style)
        return
    vars(box).update(_NOTHING)
    if layout_children:
        for child in box.all_children():
            layout_box_backgrounds(page, child, get_image_from_uri)


def _is_plain(style: Any) -> bool:
    facts = facts_of(style)
    if facts.plain is None:
        facts.plain = bool(
            all((0, "px") in style[f"border_{corner}_radius"] for corner in _CORNERS)
            and style["border_image_source"][0] == style["mask_border_source"][0] == "none"
            and style["visibility"] != "hidden"
            and not style["box_shadow"]
            and all(kind == "none" for kind, _ in style["background_image"])
            and color.get_color(style, "background_color").alpha == 0
        )
    return facts.plain


def _install() -> None:
    boxes.Box.is_in_normal_flow = is_in_normal_flow
    boxes.Box.establishes_formatting_context = establishes_formatting_context
    for name, module in list(sys.modules.items()):
        if name.startswith("weasyprint.") and "layout_box_backgrounds" in vars(module):
            module.layout_box_backgrounds = layout_box_backgrounds  # type: ignore[attr-defined]  # it is there


FIX = Fix(
    name="plain boxes",
    functions=(boxes.Box, background, percent.resolve_radii_percentages, color.get_color),
    sha256="452087faaa72899e241f1c93a37003d06ef68fc02abe912d0c124d35a2ca37ef",
    install=_install,
)
