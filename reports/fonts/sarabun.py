"""Portal Sarabun: Google's Sarabun (OFL 1.1, no reserved name) in the measures of TH Sarabun New.

The stand-in where Laksaman cannot be had. Its own shaping rules stay; a last rule puts sara am, which
they take apart, together again.
"""

from collections.abc import Iterator
from typing import Any

from fontTools.feaLib.builder import addOpenTypeFeaturesFromString
from fontTools.ttLib import TTFont

from reports.fonts.outlines import TONES, Part, add_glyph, advance, bounds

FAMILY = "Portal Sarabun"
UNITS_PER_EM = 1525
FILES = {
    "Regular": "400Regular/Sarabun_400Regular.ttf",
    "Bold": "700Bold/Sarabun_700Bold.ttf",
    "Italic": "400Regular_Italic/Sarabun_400Regular_Italic.ttf",
    "BoldItalic": "700Bold_Italic/Sarabun_700Bold_Italic.ttf",
}


def shape(font: TTFont) -> None:
    """Add the glyphs and the rule that put sara am together, in place."""
    _append_to_ccmp(font, list(_add_am_glyphs(font)))


def _add_am_glyphs(font: TTFont) -> Iterator[str]:
    """Add sara am under every tone, wide and narrow; yield the substitution that leads to each."""
    yield "sub uni0E4D uni0E32 by uni0E33;"
    nikhahit, am = bounds(font, "uni0E4D"), bounds(font, "uni0E33")
    dx, dy = am.left - nikhahit.left, am.top - nikhahit.top
    shapes = [("uni0E4D.narrow", "uni0E33.narrow")]
    shapes += [
        (f"uni0E4D{tone}{width}", f"uni{tone}0E33{width}") for tone in TONES for width in ("", ".narrow")
    ]
    for mark, name in shapes:
        add_glyph(font, name, [Part(mark, dx, dy), Part("uni0E32")], advance(font, "uni0E33"))
        yield f"sub {mark} uni0E32 by {name};"


def _append_to_ccmp(font: TTFont, rules: list[str]) -> None:
    """Add a lookup at the end of the Thai `ccmp` feature, where it sees what the font's own rules made."""
    built = TTFont()
    built.setGlyphOrder(font.getGlyphOrder())
    source = f"languagesystem thai dflt; feature ccmp {{ {' '.join(rules)} }} ccmp;"
    addOpenTypeFeaturesFromString(built, source, tables=["GSUB"])
    table = font["GSUB"].table
    table.LookupList.Lookup.append(built["GSUB"].table.LookupList.Lookup[0])
    table.LookupList.LookupCount = len(table.LookupList.Lookup)
    last = table.LookupList.LookupCount - 1
    for script in table.ScriptList.ScriptRecord:
        if script.ScriptTag in {"thai", "DFLT"}:
            _use_lookup(table, script.Script.DefaultLangSys, last)


def _use_lookup(table: Any, language: Any, lookup: int) -> None:
    for index in language.FeatureIndex:
        record = table.FeatureList.FeatureRecord[index]
        if record.FeatureTag == "ccmp" and lookup not in record.Feature.LookupListIndex:
            record.Feature.LookupListIndex.append(lookup)
            record.Feature.LookupCount = len(record.Feature.LookupListIndex)
