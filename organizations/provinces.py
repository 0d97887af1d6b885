"""The provinces of Thailand, and places without the words that stand before them (pure rules)."""

from __future__ import annotations

import re

CAPITAL = "กรุงเทพมหานคร"
_NAMES = """
    กรุงเทพมหานคร กระบี่ กาญจนบุรี กาฬสินธุ์ กำแพงเพชร ขอนแก่น จันทบุรี ฉะเชิงเทรา ชลบุรี ชัยนาท
    ชัยภูมิ ชุมพร เชียงราย เชียงใหม่ ตรัง ตราด ตาก นครนายก นครปฐม นครพนม นครราชสีมา
    นครศรีธรรมราช นครสวรรค์ นนทบุรี นราธิวาส น่าน บึงกาฬ บุรีรัมย์ ปทุมธานี ประจวบคีรีขันธ์
    ปราจีนบุรี ปัตตานี พระนครศรีอยุธยา พะเยา พังงา พัทลุง พิจิตร พิษณุโลก เพชรบุรี เพชรบูรณ์ แพร่
    ภูเก็ต มหาสารคาม มุกดาหาร แม่ฮ่องสอน ยโสธร ยะลา ร้อยเอ็ด ระนอง ระยอง ราชบุรี ลพบุรี ลำปาง
    ลำพูน เลย ศรีสะเกษ สกลนคร สงขลา สตูล สมุทรปราการ สมุทรสงคราม สมุทรสาคร สระแก้ว สระบุรี
    สิงห์บุรี สุโขทัย สุพรรณบุรี สุราษฎร์ธานี สุรินทร์ หนองคาย หนองบัวลำภู อ่างทอง อำนาจเจริญ
    อุดรธานี อุตรดิตถ์ อุทัยธานี อุบลราชธานี
"""
PROVINCES = frozenset(_NAMES.split())

_CAPITAL_NAMES = frozenset({"กทม", "กทม.", "กรุงเทพ", "กรุงเทพฯ"})
_PROVINCE = re.compile(r"^(?:จังหวัด|จ\.)\s*")
_DISTRICT = re.compile(r"^(?:กิ่งอำเภอ|กิ่งอ\.|อำเภอ|อ\.|เขต)\s*")
_SUBDISTRICT = re.compile(r"^(?:ตำบล|ต\.|แขวง)\s*")


def plain_province(text: str) -> str:
    """Return a province without the word for it, the capital by its full name: "จ.ลพบุรี" → "ลพบุรี"."""
    plain = _PROVINCE.sub("", text.strip())
    return CAPITAL if plain in _CAPITAL_NAMES else plain


def plain_district(text: str) -> str:
    """Return a district without the word for it: "อ.บางบาล" → "บางบาล"."""
    return _DISTRICT.sub("", text.strip())


def plain_subdistrict(text: str) -> str:
    """Return a subdistrict without the word for it: "ต.น้ำเต้า" → "น้ำเต้า"."""
    return _SUBDISTRICT.sub("", text.strip())


def place(district: str, province: str) -> str:
    """Return "อำเภอ… จังหวัด…" as far as known; the capital has districts of its own kind and no word."""
    capital = province == CAPITAL
    parts = (
        f"{'เขต' if capital else 'อำเภอ'}{district}" if district else "",
        province if capital else f"จังหวัด{province}" if province else "",
    )
    return " ".join(part for part in parts if part)
