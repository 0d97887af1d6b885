"""Adding glyphs drawn from existing ones."""

from collections.abc import Iterable
from typing import NamedTuple

from fontTools.pens.boundsPen import BoundsPen
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

TONES = ("0E48", "0E49", "0E4A", "0E4B")


class Part(NamedTuple):
    """A glyph and how far it is moved, in font units."""

    glyph: str
    dx: float = 0
    dy: float = 0


class Bounds(NamedTuple):
    """The box of an outline, in font units."""

    left: float
    bottom: float
    right: float
    top: float


def add_glyph(font: TTFont, name: str, parts: Iterable[Part], advance: int) -> None:
    """Add a glyph that draws `parts` over each other and moves on by `advance` units."""
    glyphs = font.getGlyphSet()
    pen = TTGlyphPen(None)
    for part in parts:
        recording = DecomposingRecordingPen(glyphs)
        glyphs[part.glyph].draw(recording)
        recording.replay(TransformPen(pen, (1, 0, 0, 1, part.dx, part.dy)))
    outline = pen.glyph()
    font.setGlyphOrder([*font.getGlyphOrder(), name])
    table = font["glyf"]
    table.glyphs[name] = outline
    table.glyphOrder = font.getGlyphOrder()
    outline.recalcBounds(table)
    font["hmtx"].metrics[name] = (advance, outline.xMin)
    font["maxp"].numGlyphs = len(font.getGlyphOrder())


def bounds(font: TTFont, glyph: str) -> Bounds:
    """The box of a glyph that has an outline."""
    glyphs = font.getGlyphSet()
    pen = BoundsPen(glyphs)
    glyphs[glyph].draw(pen)
    return Bounds(*pen.bounds)


def advance(font: TTFont, glyph: str) -> int:
    """The advance width of a glyph in font units."""
    width: int = font["hmtx"][glyph][0]
    return width
