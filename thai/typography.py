"""What must stay on one line in a Thai document.

Thai has no spaces between words, and its abbreviations, dates and repetition marks do have them, so
a line breaker tears "พ.ศ. ๒๕๖๔" apart. The renderer of documents asks here what to keep whole.
"""

import re
from collections.abc import Iterable

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
_TERMS = (
    "หน่วยงานภาครัฐ",
    "หน่วยงาน",
    "ตัวชี้วัด",
    "รักษาราชการแทน",
    "สูงสุด",
    "เว็บไซต์",
    "ดำเนินการ",
    "ดำเนินงาน",
    "ปฏิบัติงาน",
    "ปฏิบัติหน้าที่",
)


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in words)


_PIECES = (
    _any(_TERMS),
    "ผู้[ก-ฮเ-ไ]",  # never alone at the end of a line
    rf"(?:วันที่ )?{_DIGIT}{{1,2}} (?:{_any(SHORT_MONTHS)})(?: (?:{_NUMBER}))?",
    rf"{_DIGIT}{{1,2}} (?:{_any(MONTHS)})",
    rf"(?:{_any((*SHORT_MONTHS, *_LEADERS))}) ?(?:{_NUMBER})(?!{_DIGIT}| (?:{_any(MONTHS)}))",
    rf"(?:{_any(_REPEATED)}) ?ๆ",
    r"(?<![ก-๙])[ก-๙]{1,6} ?ๆ",  # any other repeated word that follows a space
    "ฯลฯ",
    r"(?:[ก-ฮ]\.){2,}",
    r"[A-Za-z]+(?:-[A-Za-z]+)+",
    # ตำบล in the title of an agency: its name runs into the next word, where it ends cannot be told
    rf"(?:(?<!ส่วน)(?<!เทศบาล)ตำบล|อำเภอ|จังหวัด)(?!{_any(_NOT_A_PLACE)})[ก-๎]{{2,16}}(?![ก-๎])",
)


_PATTERN = re.compile("|".join(_PIECES))


def kept(text: str, names: Iterable[str] = ()) -> list[tuple[int, int]]:
    """Where a text must not break: (start, end) of each piece in characters, in order, apart or touching.

    `names` are further pieces to keep whole (the organization, places, persons).
    """
    found = [match.span() for match in _PATTERN.finditer(text)]
    for name in filter(None, names):
        found += [match.span() for match in re.finditer(re.escape(name), text)]
    merged: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if merged and start < merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return merged
