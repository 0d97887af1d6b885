"""What must stay on one line in a Thai document.

Thai has no spaces between words, and its abbreviations, dates and repetition marks do have them, so
a line breaker tears "พ.ศ. ๒๕๖๔" apart. No-break spaces and word joiners do not stop libthai:
documents wrap these pieces in `white-space: nowrap` spans instead.
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from html import escape
from typing import NamedTuple

from thai.dates import MONTHS, SHORT_MONTHS

_DIGIT = "[0-9๐-๙]"
_NUMBER = f"{_DIGIT}[0-9๐-๙.,]*{_DIGIT}|{_DIGIT}"
_LEADERS = "พ.ศ.", "ร้อยละ", "ประจำปี", "วันที่", "เลขที่", "ข้อ", "ปี", "ที่", "หน้า"
_REPEATED = "ต่าง", "อื่น", "ใด", "หลาย", "ทั่ว", "เดิม", "ทุก", "ดี", "จริง", "เรื่อย", "ใกล้", "บ่อย"
_NOT_A_PLACE = [
    "ที่",
    "และ",
    "หรือ",
    "ใน",
    "ของ",
    "ได้",
    "มี",
    "ให้",
    "เป็น",
    "เพื่อ",
    "ต้อง",
    "โดย",
    "จะ",
    "ไม่",
    "ทุก",
    "นี้",
    "นั้น",
    "อื่น",
    "ต่าง",
    "ดัง",
    "ซึ่ง",
    "ละ",
    "เดียว",
]
_TERMS = "หน่วยงานภาครัฐ", "ตัวชี้วัด"


class Run(NamedTuple):
    """A stretch of text; `keep` says that no line may break inside it."""

    text: str
    keep: bool


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in words)


_PIECES = (
    rf"{_DIGIT}{{1,2}} (?:{_any(SHORT_MONTHS)})(?: (?:{_NUMBER}))?",
    rf"{_DIGIT}{{1,2}} (?:{_any(MONTHS)})",
    rf"(?:{_any((*SHORT_MONTHS, *_LEADERS))}) ?(?:{_NUMBER})",
    rf"(?:{_any(_REPEATED)}) ?ๆ",
    r"(?<![ก-๙])[ก-๙]{1,6} ?ๆ",  # any other repeated word that follows a space
    "ฯลฯ",
    r"(?:[ก-ฮ]\.){2,}",
    r"[A-Za-z]+(?:-[A-Za-z]+)+",
    rf"(?:ตำบล|อำเภอ|จังหวัด)(?!{_any(_NOT_A_PLACE)})[ก-๎]{{2,16}}(?![ก-๎])",
)


@lru_cache(maxsize=256)
def _pattern(extra_terms: tuple[str, ...]) -> re.Pattern[str]:
    terms = sorted({*_TERMS, *filter(None, extra_terms)}, key=lambda term: (-len(term), term))
    return re.compile("|".join((_any(terms), *_PIECES)))


def runs(text: str, extra_terms: Sequence[str] = ()) -> list[Run]:
    """Split text into runs to keep together and runs that may break; joined, they are the text.

    `extra_terms` are further names to keep whole (the organization, places, persons).
    """
    found: list[Run] = []
    position = 0
    for match in _pattern(tuple(extra_terms)).finditer(text):
        if match.start() > position:
            found.append(Run(text[position : match.start()], keep=False))
        found.append(Run(match[0], keep=True))
        position = match.end()
    if position < len(text):
        found.append(Run(text[position:], keep=False))
    return found


def keep_html(text: str, extra_terms: Sequence[str] = ()) -> str:
    """Escaped HTML of the text, with `<span class="nb">` around every run to keep together."""
    return "".join(
        f'<span class="nb">{escape(run.text)}</span>' if run.keep else escape(run.text)
        for run in runs(text, extra_terms)
    )
