"""Years and places in an author's own words: ordinary official Thai has to pass, a copied memo has not."""

from __future__ import annotations

import pytest

from reports.mentions import Mentions, places_in, years_in

LAWS_AND_PLANS = [
    "ตามระเบียบสำนักนายกรัฐมนตรีว่าด้วยงานสารบรรณ พ.ศ. ๒๕๒๖",
    "พระราชบัญญัติประกอบรัฐธรรมนูญว่าด้วยการป้องกันและปราบปรามการทุจริต พ.ศ. ๒๕๖๑",
    "พ.ร.บ. ข้อมูลข่าวสารของราชการ พ.ศ.2540 และ พ.ร.บ. ข้อมูลข่าวสาร (ฉบับที่ 2) พ.ศ. 2550",
    "พระราชบัญญัติสภาตำบล พ.ศ. ๒๕๓๗ แก้ไขเพิ่มเติมถึง (ฉบับที่ ๗) พ.ศ. ๒๕๖๒",
    "แผนแม่บท (พ.ศ. ๒๕๖๑ - ๒๕๘๐)",
    "ยุทธศาสตร์ชาติ ระยะ 20 ปี พ.ศ. 2561–2580",
    "ในช่วงปีงบประมาณ พ.ศ. ๒๕๖๑ ถึงปีงบประมาณ พ.ศ. ๒๕๖๕",
    "ข้อบังคับองค์การบริหารส่วนตำบล พ.ศ. 2560 และกฎกระทรวง พ.ศ. 2562",
    "ประกาศคณะกรรมการ เรื่อง ประมวลจริยธรรม พ.ศ. 2563",
    "ใช้งบประมาณ 2500 บาท",
]
FREE_OF_PLACES = [
    "จึงเรียนมาเพื่อโปรดทราบ และรายงานนายอำเภอทราบต่อไป",
    "รายงานอำเภอทราบ",
    "รายงานให้อำเภอและจังหวัดทราบ",
    "มิใช่ตามอำเภอใจ",
    "เสนอผู้ว่าราชการจังหวัด",
    "เสนอผู้ว่าราชการจังหวัดพิจารณาต่อไป",
    "ร่วมกับองค์การบริหารส่วนจังหวัด ณ ที่ว่าการอำเภอแห่งนี้",
    "เมื่อเทียบกับจังหวัดอื่น และอำเภออื่น ๆ ในทุกอำเภอ ของจังหวัดต่าง ๆ",
    "ส่งจังหวัดเลยกำหนดเวลา",
    "โครงการอำเภอเคลื่อนที่ อำเภอละ ๒ ครั้ง",
    "ให้อำเภอตรวจสอบ และอำเภอดำเนินการ",
    "ของอำเภอบางบาล จังหวัดพระนครศรีอยุธยา",
    "ของอำเภอบางบาลและจังหวัดพระนครศรีอยุธยาที่",
]
PLACE = "อำเภอบางบาล จังหวัดพระนครศรีอยุธยา"


@pytest.mark.parametrize("text", LAWS_AND_PLANS)
def test_years_of_laws_plans_and_ranges_are_no_years_of_the_data(text: str) -> None:
    assert years_in(text) == Mentions()


@pytest.mark.parametrize(
    ("text", "certain", "doubtful"),
    [
        ("ประจำปีงบประมาณ พ.ศ. ๒๕๖๓", {2563}, set()),
        ("ปีงบประมาณ 2563", {2563}, set()),
        ("ตามประกาศ เรื่อง ผลการประเมิน ประจำปีงบประมาณ พ.ศ. 2563", {2563}, set()),
        ("ตามระเบียบ พ.ศ. 2526 ในปีงบประมาณ พ.ศ. 2563", {2563}, set()),
        ("ตามระเบียบแล้ว ผลการประเมินปี พ.ศ. 2563", set(), {2563}),
        ("ตามผลการประเมินปี 2560 ของปีงบประมาณ 2560", {2560}, set()),
        ("แผนแม่บท (พ.ศ. 2561 - 2580) ในปี 2563", set(), {2563}),
    ],
)
def test_a_fiscal_year_is_certain_and_other_years_are_doubtful(
    text: str, certain: set[int], doubtful: set[int]
) -> None:
    assert years_in(text) == Mentions(frozenset(certain), frozenset(doubtful))


@pytest.mark.parametrize("text", FREE_OF_PLACES)
def test_ordinary_words_and_the_own_place_are_no_foreign_places(text: str) -> None:
    found = places_in(text, PLACE)
    assert found == {"อำเภอ": Mentions(), "จังหวัด": Mentions()}


@pytest.mark.parametrize("text", ["อำเภอเมือง จังหวัดลพบุรี", "อำเภอเมืองลพบุรี", "อำเภอเมืองลพบุรีได้"])
def test_the_capital_district_may_be_called_for_short(text: str) -> None:
    assert places_in(text, "อำเภอเมืองลพบุรี จังหวัดลพบุรี")["อำเภอ"] == Mentions()


@pytest.mark.parametrize(
    ("text", "kind", "certain", "doubtful"),
    [
        ("อำเภอเสนา จังหวัดลพบุรี", "จังหวัด", {"ลพบุรี"}, set()),
        ("อำเภอเสนา จังหวัดลพบุรี", "อำเภอ", {"เสนา"}, set()),
        ("อำเภอเสนา จังหวัดพระนครศรีอยุธยา", "อำเภอ", {"เสนา"}, set()),
        ("ของอำเภอเสนา", "อำเภอ", {"เสนา"}, set()),
        ("ในอำเภอเสนาที่ผ่านมา", "อำเภอ", set(), {"เสนาที่ผ่านมา"}),
        ("ในจังหวัดลพบุรีได้", "จังหวัด", {"ลพบุรี"}, set()),
        ("ในจังหวัดเลย", "จังหวัด", {"เลย"}, set()),
        ("ตามแบบขององค์การบริหารส่วนจังหวัดลพบุรี", "จังหวัด", set(), {"ลพบุรี"}),
    ],
)
def test_foreign_places(text: str, kind: str, certain: set[str], doubtful: set[str]) -> None:
    assert places_in(text, PLACE)[kind] == Mentions(frozenset(certain), frozenset(doubtful))


def test_without_an_own_place_nothing_is_foreign() -> None:
    assert places_in("อำเภอเสนา จังหวัดลพบุรี", "") == {"อำเภอ": Mentions(), "จังหวัด": Mentions()}
