"""Whole lines: laid out once for a text, its styles and a width, then put where they belong.

Rows are laid out again where a page ends, heads on every page, and much of what one agency writes another
has written before. Only lines of plain text are remembered: no floats, notes, pictures or tables. They
are always laid out at the top of a page and moved, whether remembered or not, so that no number depends
on what is in the memory.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.formatting_structure.boxes import InlineBox, LineBox, TextBox
from weasyprint.layout import block, inline

from reports.rendering.fixes import Fix
from reports.rendering.kept import names_in
from reports.rendering.speed.lines import copy_of
from reports.rendering.speed.memory import facts_of, memory_of

_SIDES = ("top", "right", "bottom", "left")
_LAID_OUT = {  # what layout gives to a box; all else is the document's own
    "baseline",
    "justification_spacing",
    "pango_layout",
    "position_x",
    "text",
    "text_indent",
    *(f"{limit}{size}" for limit in ("", "min_", "max_") for size in ("width", "height")),
    *(f"margin_{side}" for side in _SIDES),
    *(f"padding_{side}" for side in _SIDES),
    *(f"border_{side}_width" for side in _SIDES),
}

_get_next_linebox = inline.get_next_linebox

Content = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """A laid-out box on a line: which box of the text it is of, and what layout gave it."""

    place: int
    attributes: dict[str, Any]
    y: float  # from the top of the line
    bare_sides: frozenset[str]
    children: tuple[Piece, ...]


def get_next_linebox(
    context: Any,
    linebox: Any,
    position_y: float,
    bottom_space: float,
    skip_stack: Any,
    containing_block: Any,
    absolute_boxes: Any,
    fixed_boxes: Any,
    first_letter_style: Any,
    first_line_style: Any,
) -> tuple[Any, Any]:
    """Stand in for the engine's function."""
    special = first_letter_style or first_line_style or context.excluded_shapes
    content, sources = (0, []) if special else _content(linebox)
    if not content:
        return _get_next_linebox(
            context, linebox, position_y, bottom_space, skip_stack, containing_block,
            absolute_boxes, fixed_boxes, first_letter_style, first_line_style,
        )  # fmt: skip
    lines = memory_of(linebox.style.font_config).lineboxes
    key = (
        content,
        _frozen(skip_stack),
        containing_block.content_box_x(),
        containing_block.width,
    )
    found = lines.get(key)
    if found is None:
        line, resume_at = _get_next_linebox(
            context, linebox, 0, bottom_space, skip_stack, containing_block,
            absolute_boxes, fixed_boxes, None, None,
        )  # fmt: skip
        found = (line and _piece(line), resume_at)
        lines.put(key, found)
    piece, resume_at = found
    return piece and _put(piece, sources, position_y), resume_at


def _content(linebox: Any) -> tuple[int, list[Any]]:
    """A number for all that a line box shows (0 when it is more than plain text), and the boxes in it."""
    known: tuple[int, list[Any]] | None = vars(linebox).get("portal_content")
    if known is None:
        sources: list[Any] = []
        content = _told(linebox, sources)
        number = memory_of(linebox.style.font_config).content_number(content) if content else 0
        known = linebox.portal_content = number, sources
    return known


def _told(box: Any, sources: list[Any]) -> Content | None:
    """A box in numbers and text; it and those inside are appended to `sources`."""
    style = box.style
    number = facts_of(style).number
    if not number:
        return None
    box.portal_place = len(sources)
    sources.append(box)
    if type(box) is TextBox:
        return number, box.text, names_in(box.text, style.font_config)
    if type(box) not in (LineBox, InlineBox) or box.is_leader:
        return None
    told: list[Any] = [number, box.leading_collapsible_space, box.trailing_collapsible_space]
    for child in box.children:
        inside = _told(child, sources)
        if inside is None:
            return None
        told.append(inside)
    return tuple(told)


def _frozen(skip_stack: Any) -> Any:
    return skip_stack and tuple((index, _frozen(inside)) for index, inside in skip_stack.items())


def _piece(box: Any) -> Piece:
    return Piece(
        place=box.portal_place,
        y=box.position_y,
        attributes={name: value for name, value in vars(box).items() if name in _LAID_OUT},
        bare_sides=frozenset(box.remove_decoration_sides),
        children=tuple(map(_piece, box.children)),
    )


def _put(piece: Piece, sources: list[Any], y: float) -> Any:
    """A box of its own, `y` px below the top of the page, made of the boxes of this document."""
    source = sources[piece.place]
    box = object.__new__(type(source))
    attributes = vars(box)
    attributes.update(vars(source))
    attributes.update(piece.attributes)
    attributes["position_y"] = piece.y + y
    attributes["remove_decoration_sides"] = set(piece.bare_sides)
    attributes["children"] = [_put(child, sources, y) for child in piece.children]
    if "pango_layout" in attributes:
        attributes["pango_layout"] = copy_of(attributes["pango_layout"])
    return box


def _install() -> None:
    inline.get_next_linebox = get_next_linebox


FIX = Fix(
    name="remembered line boxes",
    functions=(inline, boxes, block.block_container_layout),
    sha256="f27124207b4cebabd97b30a3a7da863d0dff5d64ef3849e12cce53b870ea096f",
    install=_install,
)
