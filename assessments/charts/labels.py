"""Text in charts: how wide it can be, and the box that it stands in."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

Anchor = Literal["start", "middle", "end"]
Kind = Literal["name", "value", "target"]

GAP = 8.0  # px between a label and what it belongs to

_MARKS = "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"
_LETTER = re.compile(f".[{_MARKS}]*", re.DOTALL)
# Widths in em of the official type that no letter of a class exceeds; a mark stands on its letter.
_WIDTHS = (
    (re.compile(f"[{_MARKS}]"), 0.0),
    (re.compile(r"[ !'\"()\[\]{}|,.:;/\\\-`ijlftrIเๅโใไ]"), 0.275),
    (re.compile(r"[0-9acegkosuvxyzEFJLPSYT?*าำะขคงจฉชซถธรวศฐฤ–“”]"), 0.40),
    (re.compile(r"[กตผฝลสอฮยฯๆ]"), 0.405),
    (re.compile(r"[๐-๙ฃฅฆนบปพฟทภมษหฬฏฎฑA-DGHKNRVXZbdhnpq+=<>#&$^~]"), 0.465),
)
_WIDEST = 0.7


@dataclass(frozen=True)
class Lettering:
    """Size of text in px: height of a line, and an em of the official type of the same size."""

    height: float
    em: float

    def width(self, text: str) -> float:
        """Upper bound of the width of a text in regular style."""
        return self.em * sum(map(_letter_width, text))

    def shorten(self, text: str, width: float) -> str:
        """The text, or as much of it as fits with an ellipsis; never a mark without its letter."""
        letters = _LETTER.findall(text)
        while letters and self.width(text) > width:
            letters.pop()
            text = "".join(letters) + "…"
        return text


@lru_cache(maxsize=512)
def _letter_width(letter: str) -> float:
    return next((width for letters, width in _WIDTHS if letters.match(letter)), _WIDEST)


PRINT = Lettering(height=25, em=18.67)  # 14pt
SCREEN = Lettering(height=22, em=21.0)  # 14px of Sarabun, which is half as large again


@dataclass(frozen=True)
class Label:
    """A text in its box: left and top edge, width and height; `anchor` is the side it leans on."""

    text: str
    kind: Kind
    anchor: Anchor
    left: float
    top: float
    width: float
    height: float

    @property
    def x(self) -> float:
        """Where the text is anchored horizontally, as SVG's text-anchor means it."""
        return self.left + self.width * {"start": 0, "middle": 0.5, "end": 1}[self.anchor]

    @property
    def baseline(self) -> float:
        """Vertical position of the writing line inside the box."""
        return self.top + self.height * 0.7


def svg_number(number: float) -> str:
    """A coordinate in px to a tenth, as short as SVG allows."""
    return f"{number:.1f}".removesuffix(".0")


def svg_path(*points: tuple[float, float]) -> str:
    """SVG path data of a line through some points."""
    return "M" + "L".join(f"{svg_number(x)} {svg_number(y)}" for x, y in points)
