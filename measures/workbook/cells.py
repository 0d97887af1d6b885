"""What a cell of a plan's worksheet says. Cells come as text; BadCell tells what is wrong, in Thai."""

from __future__ import annotations

import math
import re
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from assessments.sheets.records import Raw
from assessments.sheets.safe_cells import cell_text
from measures.limits import LONGEST_NAME, LONGEST_TEXT
from measures.steps import split_steps
from thai.dates import FIRST_YEAR, be_year, parse_date, parse_month
from thai.digits import to_arabic
from thai.text import normalise, number_text

_BINARY_NOISE = 9  # decimals beyond which a float holds only what binary arithmetic left there
_SATANG = Decimal("0.01")
MOST_BAHT = Decimal(10) ** 10
_SEPARATORS = re.compile(r"[\n,;]")


class BadCell(ValueError):
    """The cell cannot be used; the message says why."""


def plain(raw: Raw) -> str:
    """Return a cell as text: numbers without idle decimals, dates as year-month-day B.E."""
    if isinstance(raw, (date, datetime)):
        # A B.E. year typed into a cell of dates is kept there as if it were Gregorian.
        year = raw.year if raw.year >= FIRST_YEAR else be_year(raw)
        return f"{year}-{raw:%m-%d}"
    if isinstance(raw, float) and math.isfinite(raw):
        return f"{Decimal(repr(round(raw, _BINARY_NOISE))):f}".removesuffix(".0")
    return cell_text(str(raw))


def text(cell: str) -> str:
    """Return a text in one canonical spelling."""
    found = normalise(cell_text(cell))
    if len(found) > LONGEST_TEXT:
        raise BadCell(f"ข้อความยาวเกิน {LONGEST_TEXT:,} ตัวอักษร")
    return found


def steps(cell: str) -> tuple[str, ...]:
    """Return the steps of a method."""
    return tuple(split_steps(text(cell)))


def name(cell: str) -> str:
    """Return a department's name, "" for none."""
    found = text(cell).replace("\n", " ")
    if len(found) > LONGEST_NAME:
        raise BadCell(f"ชื่อส่วนราชการยาวเกิน {LONGEST_NAME} ตัวอักษร")
    return found


def names(cell: str) -> tuple[str, ...]:
    """Return several departments' names, one a line or with commas between them."""
    found = (name(part) for part in _SEPARATORS.split(text(cell)))
    return tuple(dict.fromkeys(part for part in found if part))


def whole(cell: str) -> int | None:
    """Return a whole number, None for an empty cell."""
    digits = to_arabic(normalise(cell))
    if not digits:
        return None
    if not re.fullmatch("[0-9]{1,9}", digits):
        raise BadCell("ค่านี้ไม่ใช่จำนวนเต็ม")
    return int(digits)


def month(cell: str) -> date | None:
    """Return the first day of a month, None for an empty cell."""
    return parse_month(text(cell)) if text(cell) else None


def day(cell: str) -> date | None:
    """Return a day, None for an empty cell."""
    return parse_date(text(cell)) if text(cell) else None


def amount(cell: str) -> Decimal | None:
    """Return an amount of baht with two decimals, None for an empty cell."""
    if not text(cell):
        return None
    value = number_text(text(cell).removesuffix("บาท").strip())
    if value < 0:
        raise BadCell("จำนวนเงินต้องไม่ติดลบ")
    if value >= MOST_BAHT:
        raise BadCell(f"จำนวนเงินต้องน้อยกว่า {MOST_BAHT:,} บาท")
    rounded = value.quantize(_SATANG, rounding=ROUND_HALF_UP)
    if rounded != value:
        raise BadCell("จำนวนเงินมีทศนิยมเกิน 2 ตำแหน่ง")
    return rounded
