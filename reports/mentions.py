"""Years and places that an author's own words mention, as far as plain reading can tell.

Thai has no blanks between words, so a mention is `certain` or only `doubtful`:

- a year is certain directly after ปีงบประมาณ (พ.ศ.). Other years are doubtful. The year in the name of a
  law, rule or plan (ระเบียบ… พ.ศ. ๒๕๒๖) and the years of a range (๒๕๖๑ - ๒๕๘๐) say nothing about the data
  and are left out;
- a province is certain where one of the 77 names follows จังหวัด; behind an office (ผู้ว่าราชการจังหวัด…,
  องค์การบริหารส่วนจังหวัด…), which may rightly be spoken of, it is doubtful;
- a district is certain where จังหวัด and a province follow, or where it ends at a blank and holds no
  ordinary word. It is no district where an ordinary word or an office is named: นายอำเภอ, อำเภอใจ.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from organizations.provinces import PROVINCES
from thai.digits import to_arabic

_ERA = r"พ\.\s*ศ\.\s*"
_RANGE = re.compile(rf"25\d\d\s*(?:[-–—]|ถึง)\s*(?:ปี)?(?:งบประมาณ)?\s*(?:{_ERA})?25\d\d")
_NAMED = (
    "พระราชบัญญัติ|พระราชกำหนด|พระราชกฤษฎีกา|รัฐธรรมนูญ|พ\\.ร\\.บ\\.|ระเบียบ|ประกาศ|กฎ|ข้อบังคับ|ข้อบัญญัติ|เทศบัญญัติ|"
    "หลักเกณฑ์|ประมวล|มาตรฐาน|ยุทธศาสตร์|แผน|ฉบับที่|แก้ไขเพิ่มเติม"
)
# A name ends at its year, and holds neither another year nor what is said about the assessment.
_NAME_WITH_YEAR = re.compile(
    rf"(?:{_NAMED})(?:(?!ปีงบประมาณ|ประจำปี|ผลการประเมิน|\d{{4}}|\n).){{0,150}}?{_ERA}25\d\d(?!\d)"
)
_FISCAL_YEAR = re.compile(rf"ปีงบประมาณ\s*(?:{_ERA})?(25\d\d)(?!\d)")
_ANY_YEAR = re.compile(r"(?:พ\.\s*ศ\.|งบประมาณ|ปี)\s*(25\d\d)(?!\d|\s*บาท)")

_LETTER = "[ก-๎]"
# เลย is also an ordinary word (จังหวัดเลยกำหนด): a province only where it ends.
_PROVINCE = "|".join(f"เลย(?!{_LETTER})" if name == "เลย" else name for name in sorted(PROVINCES))
_IN_PROVINCE = re.compile(rf"(ผู้ว่าราชการ|องค์การบริหารส่วน)?จังหวัด\s*({_PROVINCE})")
_IN_DISTRICT = re.compile(rf"(?<!นาย)(?<!ที่ว่าการ)อำเภอ({_LETTER}{{2,}})(\s+จังหวัด\s*(?:{_PROVINCE}))?")
_OWN = re.compile(r"(อำเภอ|จังหวัด)(\S+)")
_LONGEST_DISTRICT = 20  # เมืองประจวบคีรีขันธ์

# Words that follow อำเภอ in sentences. No district's name begins with one: จะนะ, ดำเนินสะดวก and มายอ are why
# จะ, ดำเนิน and มา are not among them.
_ORDINARY = re.compile(
    "กำกับ|กำหนด|กับ|ของ|ขอ|ข้าง|ควร|คือ|เคลื่อนที่|จะ(?!นะ|แนะ)|จัด|จาก|แจ้ง|ใจ|ซึ่ง|เชิญ|เดียว|โดย|ได้|ด้วย|ดำเนินการ|ดำเนินงาน|"
    "ใด|ตรวจ|ต้อง|ต้นแบบ|ต่อ|ต่าง|ตาม|ติดตาม|แต่|ทราบ|ทั้ง|ทำ|ทุก|ที่|นั้น|นี้|นำ|ใน|ประกาศ|ประชุม|ประสาน|เป็น|ไป|พิจารณา|"
    "เพื่อ|มอบ|มี|ไม่|ยัง|ยิ้ม|ร่วม|รวบรวม|รับ|ราย|ละ$|และ|แล้ว|ลง|ส่ง|สั่ง|สนับสนุน|สามารถ|เสนอ|หรือ|แห่ง|ให้|เห็น|ออก|อื่น|"
    "อย่าง|เข้า|ใกล้|ก็|เมื่อ|หลัง|ก่อน|ผ่าน|ถึง|อนุมัติ|เห็นชอบ|อาวุโส"
)


@dataclass(frozen=True)
class Mentions:
    """What a text mentions beyond doubt, and what it may mention."""

    certain: frozenset[Any] = frozenset()
    doubtful: frozenset[Any] = frozenset()

    def without(self, known: frozenset[int]) -> Mentions:
        """Return the mentions that are not `known`."""
        return Mentions(self.certain - known, self.doubtful - known)


def years_in(text: str) -> Mentions:
    """Return the years (B.E.) that the text speaks of."""
    # A line break in place of what is left out: no name reaches across it.
    plain = _NAME_WITH_YEAR.sub("\n", _RANGE.sub("\n", to_arabic(text)))
    certain = frozenset(map(int, _FISCAL_YEAR.findall(plain)))
    return Mentions(certain, frozenset(map(int, _ANY_YEAR.findall(plain))) - certain)


def place_parts(place: str) -> dict[str, str]:
    """Return the names in อำเภอ… จังหวัด… by their kind."""
    return dict(_OWN.findall(place))


def places_in(text: str, own_place: str) -> dict[str, Mentions]:
    """Return the districts and provinces that are not of `own_place` (อำเภอ… จังหวัด…), by their kind."""
    own = place_parts(own_place)
    return {
        "จังหวัด": _provinces(text, own["จังหวัด"]) if "จังหวัด" in own else Mentions(),
        "อำเภอ": _districts(text, own["อำเภอ"]) if "อำเภอ" in own else Mentions(),
    }


def _provinces(text: str, own: str) -> Mentions:
    found = [(name, office) for office, name in _IN_PROVINCE.findall(text) if name != own]
    certain = frozenset(name for name, office in found if not office)
    return Mentions(certain, frozenset(name for name, _ in found) - certain)


def _districts(text: str, own: str) -> Mentions:
    found = [row for row in _IN_DISTRICT.findall(text) if not _is_known(row[0], own)]
    certain = frozenset(name for name, province in found if province or _is_whole_name(name))
    return Mentions(certain, frozenset(name for name, _ in found) - certain)


def _is_known(name: str, own: str) -> bool:
    """Whether the letters after อำเภอ are the own district (เมือง for เมืองลพบุรี) or no name at all."""
    is_short_form = name == "เมือง" and own.startswith(name)
    return name.startswith(own) or is_short_form or bool(_ORDINARY.match(name))


def _is_whole_name(name: str) -> bool:
    """Whether the letters up to the blank can be nothing but a name."""
    return len(name) <= _LONGEST_DISTRICT and not _ORDINARY.search(name)
