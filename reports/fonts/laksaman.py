"""Portal Laksaman: the TLWG font Laksaman (GPL 2+ with font exception) in the measures of TH Sarabun New.

Its outlines and widths are those of TH Sarabun New at 1000/1503 of the size, so only unitsPerEm, the
line metrics and the shaping rules change.
"""

from pathlib import Path

from fontTools.feaLib.builder import addOpenTypeFeaturesFromString
from fontTools.ttLib import TTFont

from reports.fonts.outlines import TONES, Part, add_glyph, advance

FAMILY = "Portal Laksaman"
UNITS_PER_EM = 1503
FILES = {
    "Regular": "Laksaman.ttf",
    "Bold": "Laksaman-Bold.ttf",
    "Italic": "Laksaman-Italic.ttf",
    "BoldItalic": "Laksaman-BoldItalic.ttf",
}
_RULES = Path(__file__).with_name("laksaman.fea")


def shape(font: TTFont) -> None:
    """Replace the shaping rules of a Laksaman font, in place."""
    for tone in TONES:
        _add_tone_with_am(font, f"uni{tone}0E33", f"uni{tone}", "uni0E33")
        _add_tone_with_am(font, f"uni{tone}0E33.left", f"uni{tone}.left", "uni0E33.alt1")
    for table in {"GSUB", "GPOS", "GDEF"} & set(font.keys()):
        del font[table]
    addOpenTypeFeaturesFromString(font, _rules(font))


def _add_tone_with_am(font: TTFont, name: str, tone: str, am: str) -> None:
    add_glyph(font, name, [Part(tone), Part(am)], advance(font, am))


def _rules(font: TTFont) -> str:
    """The feature file; the low left form of mai chattawa has another name in some styles."""
    alternative = "uni0E4B.alt1"
    name = alternative if alternative in font.getGlyphOrder() else "uni0E4B.low_left"
    return _RULES.read_text(encoding="utf-8").replace("{mai_chattawa_low_left}", name)
