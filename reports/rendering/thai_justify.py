"""Justified Thai text.

WeasyPrint stretches the spaces of a justified line, and a Thai line has one or two of them: gaps of a
centimetre. Thai typesetting ("Thai distributed") opens the letters instead. A line that would have to be
opened too far, because a long unbreakable piece follows it, stays ragged.
"""

import re
from collections.abc import Iterator
from typing import Any, Self

from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline
from weasyprint.text import line_break

from reports.rendering.fixes import Fix

SPACE_SHARES = 3  # a space opens as much as three letters
MAX_LETTER = 0.06  # em by which a letter may open

_THAI = re.compile("[\u0e00-\u0e7f]")
# What the shaper joins to the letter before it: marks, and sara am, which begins as one.
_MARKS = re.compile("[\u0e31\u0e33-\u0e3a\u0e47-\u0e4e\u200b\u2060]")

_justify_line = inline.justify_line
_set_text = line_break.Layout.set_text


class Spread(float):
    """What a space gains in px (the engine's own notion) and what every letter gains."""

    letter: float

    def __new__(cls, space: float, letter: float) -> Self:
        """Both in px."""
        spread = super().__new__(cls, space)
        spread.letter = letter
        return spread


class _LetterSpaced:
    """A style whose letter spacing is wider by some px."""

    def __init__(self, style: Any, letter: float) -> None:
        self._style = style
        self._letter = letter

    def __getitem__(self, key: str) -> Any:
        value = self._style[key]
        if key != "letter_spacing":
            return value
        return (0 if value == "normal" else value) + self._letter


def letters(text: str) -> int:
    """How many pieces of a text can be moved apart."""
    return len(_MARKS.sub("", text))


def spread_over(extra: float, text: str, font_size: float) -> Spread | None:
    """How `extra` px open a line of text; None when it should stay ragged."""
    spaces = text.count(" ") + text.count("\u00a0")
    shares = letters(text) - 1 + spaces * (SPACE_SHARES - 1)  # nothing opens after the last letter
    if shares < 1 or extra / shares > MAX_LETTER * font_size:
        return None
    letter = extra / shares
    return Spread((SPACE_SHARES - 1) * letter, letter)


def justify_line(context: Any, line: Any, extra_width: float) -> None:
    """Stand in for the engine's function: Thai lines are spread, others stretch their spaces."""
    pieces = list(_text_boxes(line))
    text = "".join(piece.text for piece in pieces)
    if not _THAI.search(text):
        _justify_line(context, line, extra_width)
    elif spread := spread_over(extra_width, text, pieces[0].style["font_size"]):
        _apply(context, line, spread, 0)


def _text_boxes(box: Any) -> Iterator[Any]:
    for child in box.children:
        if isinstance(child, boxes.TextBox):
            yield child
        elif isinstance(child, boxes.InlineBox):
            yield from _text_boxes(child)


def _apply(context: Any, box: Any, spread: Spread, shift: float) -> float:
    """Open a box that starts `shift` px further right; return the shift after it."""
    if isinstance(box, boxes.TextBox):
        return _apply_to_text(context, box, spread, shift)
    if not isinstance(box, (boxes.LineBox, boxes.InlineBox)):
        box.translate(shift, 0)
        return shift
    box.position_x += shift
    end = shift
    for child in box.children:
        if child.is_in_normal_flow():
            end = _apply(context, child, spread, end)
    box.width += end - shift
    return end


def _apply_to_text(context: Any, box: Any, spread: Spread, shift: float) -> float:
    gain = spread.letter * letters(box.text) + spread * inline.count_expandable_spaces(box)
    box.justification_spacing = spread
    box.position_x += shift
    box.width += gain
    box.pango_layout = line_break.create_layout(
        box.text, box.style, context, max_width=None, justification_spacing=spread
    )
    box.pango_layout.deactivate()
    return shift + gain


def set_text(layout: Any, text: str, justify: bool = False) -> None:
    """Stand in for `Layout.set_text`: a spread line is drawn with its letters apart."""
    spread = layout.justification_spacing
    if not (justify and isinstance(spread, Spread)):
        _set_text(layout, text, justify)
        return
    style = layout.style
    layout.style = _LetterSpaced(style, spread.letter)
    try:
        _set_text(layout, text, justify)
    finally:
        layout.style = style


def _install() -> None:
    inline.justify_line = justify_line
    line_break.Layout.set_text = set_text


FIX = Fix(
    name="justified Thai lines",
    functions=(
        inline.justify_line,
        inline.add_word_spacing,
        inline.count_expandable_spaces,
        inline.text_align,
        line_break.Layout.set_text,
        line_break.Layout.reactivate,
        line_break.create_layout,
    ),
    sha256="8e0dd394d78877299434a54ad93bcc562efdb3f5ca8ff0ce78ae8ae3e03eb9cd",
    install=_install,
)
