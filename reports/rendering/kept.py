"""Pieces of Thai text that stay on one line: dates, abbreviations, and names a document is about.

Pango breaks the lines, and an attribute over a piece tells it where not to. Neither no-break spaces nor
word joiners stop it, and elements around the pieces would be so many boxes more to lay out.
"""

from collections.abc import Iterable
from typing import Any

from weasyprint.text import ffi as binding
from weasyprint.text import line_break

from reports.rendering.fixes import Fix
from thai.typography import kept

binding.ffi.cdef("""
    int pango_layout_get_width (PangoLayout *layout);
    PangoAttribute * pango_attr_allow_breaks_new (gboolean allow_breaks);
""")

_get_first_line = line_break.Layout.get_first_line
_UNLIMITED = -1


def keep_names(font_config: Any, names: Iterable[str]) -> None:
    """Keep these names whole in the documents that are laid out from now on."""
    font_config.portal_names = tuple(filter(None, names))


def names_in(text: str, font_config: Any) -> tuple[str, ...]:
    """Those of the names to keep that a text holds."""
    names = vars(font_config).get("portal_names", ())
    return tuple(name for name in names if name in text)


def get_first_line(layout: Any) -> tuple[Any, int | None]:
    """Stand in for `Layout.get_first_line`, which has Pango break a text that has just been set."""
    if line_break.pango.pango_layout_get_width(layout.layout) != _UNLIMITED:
        _keep(layout)
    found: tuple[Any, int | None] = _get_first_line(layout)
    return found


def _keep(layout: Any) -> None:
    text = layout.text
    pieces = kept(text, names_in(text, layout.style.font_config))
    if not pieces:
        return
    pango, ffi = line_break.pango, line_break.ffi
    attributes = pango.pango_layout_get_attributes(layout.layout)
    if attributes == ffi.NULL:
        attributes = ffi.gc(pango.pango_attr_list_new(), pango.pango_attr_list_unref)
    for start, end in pieces:
        attribute = pango.pango_attr_allow_breaks_new(False)
        attribute.start_index, attribute.end_index = len(text[:start].encode()), len(text[:end].encode())
        # "change" would join pieces that touch, between which a line may end.
        pango.pango_attr_list_insert(attributes, attribute)
    pango.pango_layout_set_attributes(layout.layout, attributes)


def _install() -> None:
    line_break.Layout.get_first_line = get_first_line


FIX = Fix(
    name="pieces kept on one line",
    functions=(line_break.split_first_line, line_break.create_layout, line_break.Layout),
    sha256="0563cbb6ed7d0cfbb8702b47193cc66efecdbfc0bba01040d976c1e6fe30640a",
    install=_install,
)
