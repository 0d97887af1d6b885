"""How a line of text is drawn: remembered by text, style and spacing.

The engine's own function draws into a recorder once; from then on its strokes are played back. What it
does beside drawing, noting which glyphs of a font the document uses, is recorded and repeated too.
"""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from dataclasses import dataclass, field
from typing import Any

from weasyprint import draw
from weasyprint.draw import text as text_drawing
from weasyprint.matrix import Matrix
from weasyprint.pdf.fonts import Font
from weasyprint.pdf.stream import Stream
from weasyprint.text import fonts, line_break

from reports.rendering.fixes import Fix
from reports.rendering.speed.memory import FontKey, Glyph, Memory, memory_of, text_style

_draw_text = text_drawing.draw_text
_draw_first_line = text_drawing.draw_first_line


@dataclass(frozen=True)
class Drawing:
    """Strokes of a line, (method of the stream, arguments), and the glyphs that it takes from each font.

    Without strokes: the line has to be drawn by the engine every time.
    """

    strokes: tuple[tuple[str, tuple[Any, ...]], ...] = ()
    glyphs: tuple[tuple[FontKey, tuple[Glyph, ...]], ...] = ()


@dataclass
class Recorder:
    """Stands in for a stream and hands out twins of its fonts that have not drawn anything yet."""

    stream: Any
    layout: Any
    memory: Memory
    strokes: list[tuple[str, tuple[Any, ...]]] = field(default_factory=list)
    twins: dict[FontKey, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.ink_rect, self.logical_rect = self.stream.ink_rect, self.stream.logical_rect

    def add_font(self, pango_font: Any) -> tuple[Any, float]:
        """A font's twin and size. The Pango font lives as long as its Pango layout, so both are kept."""
        number, _, size = fonts.get_pango_font_key(pango_font)
        font = self.stream.add_font(pango_font)[0]
        if (number, size) not in self.twins:
            self.memory.fonts.setdefault((number, size), (pango_font, self.layout.layout))
            twin = self.twins[number, size] = copy(font)
            twin.widths, twin.to_unicode, twin.missing = {}, {}, {}
        return self.twins[number, size], size

    def set_text_matrix(self, *matrix: float) -> None:
        """Left out: it tells the place, which is another every time."""

    def __getattr__(self, name: str) -> Callable[..., None]:
        return lambda *arguments: self.strokes.append((name, arguments))

    def drawing(self) -> Drawing:
        """What was recorded."""
        if any(twin.missing for twin in self.twins.values()):
            return Drawing()  # the engine warns of letters that no font has
        glyphs = ((key, self._glyphs(twin)) for key, twin in self.twins.items())
        return Drawing(tuple(self.strokes), tuple(glyphs))

    def _glyphs(self, twin: Any) -> tuple[Glyph, ...]:
        facts = ((glyph, width, twin.to_unicode[glyph]) for glyph, width in twin.widths.items())
        return tuple(self.memory.glyphs.setdefault(fact, fact) for fact in facts)


def draw_text(stream: Any, textbox: Any, offset_x: float, text_overflow: str, block_ellipsis: Any) -> None:
    """Stand in for the engine's function."""
    style = textbox.style
    number = text_style(style)
    plain = text_overflow != "ellipsis" and block_ellipsis == "none" and style["visibility"] == "visible"
    if number and plain:
        memory = memory_of(style.font_config)
        drawing = _drawing(stream, textbox, memory, number)
        if drawing.strokes and _note_glyphs(stream, drawing, memory):
            _play(stream, textbox, drawing)
            return
    _draw_text(stream, textbox, offset_x, text_overflow, block_ellipsis)


def _drawing(stream: Any, textbox: Any, memory: Memory, number: int) -> Drawing:
    layout = textbox.pango_layout
    spacing = layout.justification_spacing
    key = (number, layout.text, type(spacing), spacing)
    drawing: Drawing | None = memory.drawings.get(key)
    if drawing is None:
        drawing = _record(stream, textbox, memory)
        memory.drawings.put(key, drawing)
    return drawing


def _record(stream: Any, textbox: Any, memory: Memory) -> Drawing:
    recorder = Recorder(stream, textbox.pango_layout, memory)
    textbox.pango_layout.reactivate(textbox.style)
    emojis = _draw_first_line(recorder, textbox, "clip", "none", Matrix())
    textbox.pango_layout.deactivate()
    return Drawing() if emojis else recorder.drawing()


def _note_glyphs(stream: Any, drawing: Drawing, memory: Memory) -> bool:
    """Tell the document's fonts which glyphs are used; False if one was measured at another size.

    Widths are rounded at the size that uses a glyph first. Where that gives another width the strokes
    differ as well, and the engine must draw; it notes the same glyphs in the same order.
    """
    for (number, size), glyphs in drawing.glyphs:
        font = stream._fonts.get(number) or stream.add_font(memory.fonts[number, size][0])[0]
        for glyph, width, text in glyphs:
            font.to_unicode.setdefault(glyph, text)
            if font.widths.setdefault(glyph, width) != width:
                return False
    return True


def _play(stream: Any, textbox: Any, drawing: Drawing) -> None:
    x, y = textbox.position_x, textbox.position_y + textbox.baseline
    stream.set_color(textbox.style["color"])
    stream.begin_text()
    stream.set_text_matrix(*Matrix(d=-1, e=x, f=y).values)
    for name, arguments in drawing.strokes:
        getattr(stream, name)(*arguments)
    stream.end_text()


def _install() -> None:
    draw.draw_text = text_drawing.draw_text = draw_text


FIX = Fix(
    name="remembered glyphs",
    functions=(
        text_drawing.draw_text,
        text_drawing.draw_first_line,
        draw.draw_inline_level,
        fonts.get_pango_font_key,
        Font,
        Stream,
        line_break.Layout,
    ),
    sha256="619d2f824eb23a836fac6335956e0e6fb0f8d907c0ae35acc89505f149c5a989",
    install=_install,
)
