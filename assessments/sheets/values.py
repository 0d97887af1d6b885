"""What a cell says: scores, years and texts."""

import math
import re
from datetime import date, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from assessments.sheets.records import Raw
from thai.digits import to_arabic
from thai.text import normalise, number_text, squash

EXPECTED_SCORE = "ตัวเลข 0 ถึง 100 ทศนิยมไม่เกิน 2 ตำแหน่ง หรือเว้นว่างเมื่อไม่มีคะแนน"
EXPECTED_YEAR = "ปีงบประมาณ เช่น 2564 หรือ ปี 2564"

_CENT = Decimal("0.01")
_HUNDRED = Decimal(100)
_BINARY_NOISE = 9  # decimals beyond which a float holds only what binary arithmetic left there
_NONE_MARKS = frozenset({"", "-", "–", "—", "−", "‐", "‑", "--"})
# A text without any of these is in canonical spelling already: most names are, and there are thousands.
_UNUSUAL = re.compile(
    "[^ -~\u0e01-\u0e3a\u0e40-\u0e4c\u0e4e]|^ | $|  |เเ"
    "|\u0e33[\u0e33\u0e48-\u0e4b]|[\u0e48-\u0e4c\u0e4e][\u0e38-\u0e3a]"
)
_BUDDHIST, _CHRISTIAN = range(2500, 2601), range(1957, 2058)
_BUDDHIST_ERA = 543
_YEAR_WORDS = r"(?:ประจำ|ปี|งบประมาณ|พ\.?ศ\.?|ค\.?ศ\.?|fy|year|[\s.:])*"
_YEAR = re.compile(_YEAR_WORDS + r"([12][0-9]{3})(?:\.0+)?", re.IGNORECASE)
_YEAR_IN_TITLE = re.compile(
    r"(?:ปี|พ\.? ?ศ\.?|ค\.? ?ศ\.?|fy) ?(?:งบประมาณ)? ?(?:พ\.? ?ศ\.?)? ?([12][0-9]{3})(?![0-9])", re.IGNORECASE
)


class Parsed(NamedTuple):
    """A figure, or what is wrong with it in Thai ("" when nothing is)."""

    value: Decimal | None
    problem: str


NO_SCORE = Parsed(None, "")


def parse_score(raw: Raw) -> Parsed:
    """An indicator score, 0-100 with at most two decimals; empty and dashes are no score, never 0."""
    return _parse(raw, rounded=False)


def parse_figure(raw: Raw) -> Parsed:
    """A computed figure (a total, an instrument's mean), 0-100; more decimals are rounded half up."""
    return _parse(raw, rounded=True)


def parse_year(raw: Raw) -> int | None:
    """A fiscal year as B.E. from 2564, 2021, "ปี 2564" or "ปีงบประมาณ พ.ศ. ๒๕๖๔"; None if it is none."""
    match = _YEAR.fullmatch(text_of(raw)) if isinstance(raw, str) else _YEAR.fullmatch(str(raw))
    return buddhist(int(match[1])) if match else None


def buddhist(year: int) -> int | None:
    """The B.E. year of a B.E. or C.E. one; None outside 2500-2600."""
    if year in _BUDDHIST:
        return year
    return year + _BUDDHIST_ERA if year in _CHRISTIAN else None


def years_in(text: str) -> set[int]:
    """The B.E. years that a title or a header speaks of ("... ปีงบประมาณ พ.ศ. 2564")."""
    found = _YEAR_IN_TITLE.findall(to_arabic(normalise(text)))
    return {year for year in (buddhist(int(digits)) for digits in found) if year}


def text_of(raw: Raw) -> str:
    """A cell's text on one line, canonical spelling, Arabic digits; whole numbers without decimals."""
    if isinstance(raw, str):
        return to_arabic(normalise(raw.replace("\n", " "))) if _UNUSUAL.search(raw) else raw
    if isinstance(raw, float) and raw.is_integer():
        return str(int(raw))
    return str(raw)


def key_of(raw: Raw) -> str:
    """The cell's text as a key: Arabic digits, no spaces, one case, canonical spelling."""
    return to_arabic(squash(text_of(raw)))


def _parse(raw: Raw, *, rounded: bool) -> Parsed:
    if isinstance(raw, str):
        return _from_text(raw, rounded)
    if isinstance(raw, (int, float)) and not isinstance(raw, bool) and math.isfinite(raw):
        return _checked(Decimal(repr(round(raw, _BINARY_NOISE))), rounded)
    if isinstance(raw, (date, time, timedelta)):
        return Parsed(None, "เซลล์นี้เป็นวันที่หรือเวลา ไม่ใช่คะแนน")
    return Parsed(None, "ค่านี้ไม่ใช่ตัวเลข")


def _from_text(raw: str, rounded: bool) -> Parsed:
    text = normalise(raw).removeprefix("ร้อยละ").removesuffix("คะแนน").strip()
    if text in _NONE_MARKS:
        return NO_SCORE
    if text.startswith("="):
        return Parsed(None, "สูตรในเซลล์นี้ยังไม่ได้คำนวณ โปรดเปิดไฟล์ด้วยโปรแกรมตารางแล้วบันทึกใหม่")
    if text.startswith("#"):
        return Parsed(None, "สูตรในเซลล์นี้ให้ผลผิดพลาด")
    try:
        return _checked(number_text(text), rounded)
    except ValueError:
        return Parsed(None, "ค่านี้ไม่ใช่ตัวเลข")


def _checked(value: Decimal, rounded: bool) -> Parsed:
    if value < 0:
        return Parsed(None, "คะแนนต่ำกว่า 0")
    if value > _HUNDRED:
        return Parsed(None, "คะแนนเกิน 100")
    cents = value.quantize(_CENT, ROUND_HALF_UP)
    if cents != value and not rounded:
        return Parsed(None, "คะแนนมีทศนิยมเกิน 2 ตำแหน่ง")
    return Parsed(abs(cents), "")  # abs: -0.0 is 0
