"""Dates as Thai offices write them: Buddhist-era years, Thai month names, fiscal years.

The Buddhist era (B.E.) is 543 years ahead of the Gregorian calendar. A fiscal year runs from
1 October to 30 September and bears the number of the B.E. year in which it ends
(Budget Procedures Act B.E. 2561, section 4).
"""

import re
from datetime import date

from thai.digits import to_arabic, to_thai
from thai.text import normalise

ERA_OFFSET = 543
FIRST_YEAR, LAST_YEAR = 2400, 2700  # B.E. years that a person may type; 1900–2399 look Gregorian

MONTHS = (
    "มกราคม",
    "กุมภาพันธ์",
    "มีนาคม",
    "เมษายน",
    "พฤษภาคม",
    "มิถุนายน",
    "กรกฎาคม",
    "สิงหาคม",
    "กันยายน",
    "ตุลาคม",
    "พฤศจิกายน",
    "ธันวาคม",
)
SHORT_MONTHS = (
    "ม.ค.",
    "ก.พ.",
    "มี.ค.",
    "เม.ย.",
    "พ.ค.",
    "มิ.ย.",
    "ก.ค.",
    "ส.ค.",
    "ก.ย.",
    "ต.ค.",
    "พ.ย.",
    "ธ.ค.",
)

_MONTH_NUMBERS = {
    name.replace(".", ""): number
    for names in (MONTHS, SHORT_MONTHS)
    for number, name in enumerate(names, start=1)
}
_NUMERIC = re.compile(r"(?P<day>[0-9]{1,2}) ?[/.-] ?(?P<month>[0-9]{1,2}) ?[/.-] ?(?P<year>[0-9]+)")
_ISO = re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{1,2})-(?P<day>[0-9]{1,2})")
_NAMED = re.compile(r"(?:วันที่ ?)?(?P<day>[0-9]{1,2}) ?(?P<month>[ก-๎.]+?) ?(?:พ\.ศ\. ?)?(?P<year>[0-9]+)")
_MONTH = re.compile(
    r"(?:เดือน ?)?(?P<month>[ก-๎.]+?|[0-9]{1,2}) ?[/-]? ?(?:พ\.ศ\. ?)?(?P<year>[0-9]{4}|[0-9]{2})"
)
_CENTURY = 2500  # of a B.E. year written with two digits


def be_year(day: date) -> int:
    """The Buddhist-era calendar year of a date."""
    return day.year + ERA_OFFSET


def full_date(day: date, *, thai_digits: bool = True) -> str:
    """๒๘ กันยายน ๒๕๖๔"""
    return _digits(f"{day.day} {MONTHS[day.month - 1]} {be_year(day)}", thai_digits)


def short_date(day: date, *, thai_digits: bool = True) -> str:
    """๒๘ ก.ย. ๒๕๖๔"""
    return _digits(f"{day.day} {SHORT_MONTHS[day.month - 1]} {be_year(day)}", thai_digits)


def sortable_date(day: date, separator: str = "-") -> str:
    """2564-09-28, or 25640928 without a separator: for file names and tables that are sorted as text."""
    return separator.join((str(be_year(day)), f"{day:%m}", f"{day:%d}"))


def short_month(day: date, *, thai_digits: bool = True) -> str:
    """ต.ค. ๖๓: the month of a date with the last two digits of its B.E. year."""
    return _digits(f"{SHORT_MONTHS[day.month - 1]} {be_year(day) % 100:02}", thai_digits)


def month_range(first: date, last: date, *, thai_digits: bool = True) -> str:
    """ต.ค. ๖๓ – มี.ค. ๖๔; a single month when both dates lie in it."""
    start, end = (short_month(day, thai_digits=thai_digits) for day in (first, last))
    return start if start == end else f"{start} – {end}"


def parse_date(text: str) -> date:
    """The date that a person typed with a B.E. year, in Thai or Arabic digits.

    Understands 28/9/2564, 28-9-2564, 28 ก.ย. 2564, 28 กันยายน พ.ศ. ๒๕๖๔ and 2564-09-28.
    Raises ValueError with a message for that person, also for a year that looks Gregorian.
    """
    typed = to_arabic(normalise(text))
    match = _ISO.fullmatch(typed) or _NUMERIC.fullmatch(typed) or _NAMED.fullmatch(typed)
    if match is None:
        raise ValueError(f"อ่านวันที่ “{typed}” ไม่ได้ โปรดพิมพ์ เช่น 28/9/2564 หรือ 28 ก.ย. 2564")
    year = _year(match["year"])
    month = _month(match["month"])
    try:
        return date(year, month, int(match["day"]))
    except ValueError:
        raise ValueError(f"ไม่มีวันที่ {int(match['day'])} {MONTHS[month - 1]} {year + ERA_OFFSET}") from None


def parse_month(text: str) -> date:
    """The first day of the month that a person typed with a B.E. year, in Thai or Arabic digits.

    Understands ตุลาคม 2563, ต.ค. ๖๓, 10/2563 and every date that parse_date does. Raises ValueError
    with a message for that person.
    """
    typed = to_arabic(normalise(text))
    match = _MONTH.fullmatch(typed)
    if match is None:
        try:
            return parse_date(typed).replace(day=1)
        except ValueError:
            raise ValueError(f"อ่านเดือน “{typed}” ไม่ได้ โปรดพิมพ์ เช่น ตุลาคม 2563 หรือ ต.ค. 63") from None
    year = match["year"] if len(match["year"]) == 4 else str(_CENTURY + int(match["year"]))
    return date(_year(year), _month(match["month"]), 1)


def fiscal_year_of(day: date) -> int:
    """The B.E. fiscal year in which a date lies."""
    return be_year(day) + (day.month >= 10)


def fiscal_year_bounds(year: int) -> tuple[date, date]:
    """First and last day of a B.E. fiscal year: 1 October of the year before, 30 September."""
    end = year - ERA_OFFSET
    return date(end - 1, 10, 1), date(end, 9, 30)


def _digits(text: str, thai_digits: bool) -> str:
    return to_thai(text) if thai_digits else text


def _year(typed: str) -> int:
    """The Gregorian year of a typed B.E. year."""
    if len(typed) != 4:
        raise ValueError("โปรดพิมพ์ปี พ.ศ. เป็นเลขสี่หลัก เช่น 2564")
    year = int(typed)
    if 1900 <= year < FIRST_YEAR:
        raise ValueError(f"ปี {year} ดูเหมือนปี ค.ศ. โปรดพิมพ์ปี พ.ศ. เช่น {year + ERA_OFFSET}")
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(f"ปี พ.ศ. {year} ไม่อยู่ในช่วง {FIRST_YEAR}–{LAST_YEAR}")
    return year - ERA_OFFSET


def _month(typed: str) -> int:
    number = int(typed) if typed.isdigit() else _MONTH_NUMBERS.get(typed.replace(".", ""), 0)
    if not 1 <= number <= 12:
        raise ValueError(f"ไม่รู้จักเดือน “{typed}”")
    return number
