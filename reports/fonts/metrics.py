"""What every built font shares: the line measures of TH Sarabun New, its name, its characters."""

from fontTools import subset
from fontTools.ttLib import TTFont

# Line metrics of TH Sarabun New in em; their sum, 1.331, is Word's "single" line.
ASCENT, DESCENT, LINE_GAP = 0.844, 0.457, 0.03

_WINDOWS_ENGLISH = (3, 1, 0x409)
_TYPOGRAPHIC_NAMES = (16, 17, 21, 22, 25)
_CHARACTERS = (
    range(0x20, 0x180),  # Latin
    range(0x2BC, 0x2BD),
    range(0x2D7, 0x2D8),
    range(0xE00, 0xE80),  # Thai
    range(0x2000, 0x2300),  # punctuation, currency, arrows, mathematics
    range(0x25CC, 0x25CD),  # dotted circle, shown under a stray mark
    range(0xFFFD, 0xFFFE),
)


def set_measures(font: TTFont, units_per_em: int) -> None:
    """Scale the font by its unitsPerEm and give it the line metrics of TH Sarabun New."""
    font["head"].unitsPerEm = units_per_em
    lines, system = font["hhea"], font["OS/2"]
    lines.ascent = system.usWinAscent = system.sTypoAscender = round(ASCENT * units_per_em)
    lines.descent = system.sTypoDescender = -round(DESCENT * units_per_em)
    system.usWinDescent = -lines.descent
    lines.lineGap = system.sTypoLineGap = round(LINE_GAP * units_per_em)


def set_name(font: TTFont, family: str, style: str) -> None:
    """Name the font; modified fonts may not bear their origin's name."""
    names = font["name"]
    spoken = style.replace("BoldItalic", "Bold Italic")
    postscript = f"{family.replace(' ', '')}-{style}"
    wanted = {1: family, 2: spoken, 3: f"{postscript};1.0", 4: f"{family} {spoken}", 6: postscript}
    for name_id in (*_TYPOGRAPHIC_NAMES, *wanted):
        names.removeNames(name_id)
    for name_id, text in wanted.items():
        names.setName(text, name_id, *_WINDOWS_ENGLISH)


def keep_document_characters(font: TTFont) -> None:
    """Drop hinting, signatures and every character that Thai documents do not use."""
    font["post"].formatType = 3.0
    for table in {"FFTM", "DSIG"} & set(font.keys()):
        del font[table]
    options = subset.Options(
        hinting=False, layout_features=["*"], name_IDs=["*"], name_languages=["*"], recalc_timestamp=False
    )
    options.notdef_outline = True
    subsetter = subset.Subsetter(options)
    wanted = [code for code in font.getBestCmap() if any(code in block for block in _CHARACTERS)]
    subsetter.populate(unicodes=wanted)
    subsetter.subset(font)
