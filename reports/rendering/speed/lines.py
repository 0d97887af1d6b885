"""Where lines break: remembered by text, style and width."""

from __future__ import annotations

from typing import Any

from weasyprint.layout import inline, preferred
from weasyprint.text import ffi as binding
from weasyprint.text import fonts, line_break

from reports.rendering.fixes import Fix
from reports.rendering.kept import names_in
from reports.rendering.speed.memory import Store, facts_of, memory_of, text_style

# What Layout.setup() sets beside the Pango layout itself.
_SET_UP = (
    "language",
    "ascent",
    "underline_position",
    "strikethrough_position",
    "underline_thickness",
    "strikethrough_thickness",
)

binding.ffi.cdef("PangoLayout * pango_layout_copy(PangoLayout *layout);")

_breaks: Store[bool] = Store()

_split_first_line = line_break.split_first_line
_can_break_text = line_break.can_break_text
_strut = line_break.strut
_setup = line_break.Layout.setup


def split_first_line(
    text: str,
    style: Any,
    context: Any,
    max_width: float | None,
    justification_spacing: float,
    is_line_start: bool = True,
    minimum: bool = False,
) -> tuple[Any, ...]:
    """Stand in for the engine's function."""
    number = text_style(style)
    if not number or justification_spacing:
        return _split_first_line(
            text, style, context, max_width, justification_spacing, is_line_start, minimum
        )
    lines = memory_of(style.font_config).lines
    names = names_in(text, style.font_config)
    key = (text, names, number, max_width, is_line_start, minimum)
    found = lines.get(key)
    if found is None:
        found = _split_first_line(
            text, style, context, max_width, justification_spacing, is_line_start, minimum
        )
        lines.put(key, found)
    layout, *measures = found
    return (copy_of(layout), *measures)


def copy_of(layout: Any) -> Any:
    """A laid-out line of its own: drawing it sets it up anew and may shorten its text."""
    copy = object.__new__(type(layout))
    vars(copy).update(vars(layout))
    return copy


def strut(style: Any) -> tuple[float, float]:
    """Stand in for the engine's function, which depends on nothing but the style."""
    facts = facts_of(style)
    if facts.strut is None:
        facts.strut = _strut(style)
    return facts.strut


def can_break_text(text: str, lang: str | None) -> bool:
    """Stand in for the engine's function, which depends on nothing but its arguments."""
    known = _breaks.get((text, lang))
    if known is None:
        known = _can_break_text(text, lang)
        _breaks.put((text, lang), known)
    return known


def setup(layout: Any, style: Any) -> None:
    """Stand in for `Layout.setup`: copy a prepared Pango layout instead of preparing another."""
    number = text_style(style)
    if not number:
        _setup(layout, style)
        return
    layouts = memory_of(style.font_config).layouts
    prepared = layouts.get(number)
    if prepared is None:
        _setup(layout, style)
        prepared = (layout.layout, {name: vars(layout)[name] for name in _SET_UP if name in vars(layout)})
        layouts.put(number, prepared)
    pango_layout, attributes = prepared
    vars(layout).update(attributes, style=style, first_line_direction=0)
    layout.layout = binding.ffi.gc(
        line_break.pango.pango_layout_copy(pango_layout), binding.gobject.g_object_unref
    )


def _install() -> None:
    for module in (line_break, inline, preferred):
        module.split_first_line = split_first_line
        module.can_break_text = can_break_text
    inline.strut = strut
    line_break.Layout.setup = setup


FIX = Fix(
    name="remembered lines",
    functions=(
        line_break.split_first_line,
        line_break.strut,
        line_break.first_line_metrics,
        line_break.line_size,
        line_break.create_layout,
        line_break.can_break_text,
        line_break.get_next_break_point_from_text,
        line_break.get_next_break_point,
        line_break.get_log_attrs,
        line_break.Layout,
        fonts.get_font_description,
        fonts.font_features,
    ),
    sha256="dafdedc470cbb921d72cf3cbb1fad952dc142ba79943a8ff90dc99cb7e4b3955",
    install=_install,
)
