from pathlib import Path

from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st

from assessments.charts import (
    PRINT,
    Label,
    Lettering,
)
from tests.assessments.charts.drawing import TEXTS


def test_label_anchors() -> None:
    start, middle, end = (Label("ก", "name", side, 10, 20, 40, 10) for side in ("start", "middle", "end"))
    assert (start.x, middle.x, end.x) == (10, 30, 50)
    assert start.baseline == 27


def test_width_is_an_upper_bound_for_the_built_type(font_folder: Path) -> None:
    font = TTFont(font_folder / "Regular.ttf")
    units, widths, em = font.getBestCmap(), font["hmtx"], font["head"].unitsPerEm
    one = Lettering(height=1, em=1)
    letters = [
        *map(chr, range(0x20, 0x7F)),
        *map(chr, range(0xE01, 0xE3B)),
        *map(chr, range(0xE3F, 0xE5C)),
        *"–…“”",
    ]
    for letter in letters:
        assert one.width(letter) >= widths[units[ord(letter)]][0] / em, letter


@given(TEXTS.filter(lambda text: text[0] not in "ิ้์"), st.floats(0, 300))
def test_shortened_text_keeps_its_letters_whole(text: str, width: float) -> None:
    short = PRINT.shorten(text, width)
    if short != text:
        assert short.endswith("…")
        assert text.startswith(short[:-1])
        rest = text[len(short) - 1 :]
        assert not rest or rest[0] not in "ิ้์"
    assert PRINT.width(short) <= width or short == "…"
