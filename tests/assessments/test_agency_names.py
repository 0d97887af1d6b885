"""Which agency a file means, however it abbreviates."""

from __future__ import annotations

import pytest

from assessments.agency_names import Agency, AgencyIndex, Match, split_name, stated_name
from assessments.sheets.records import AgencyRef

AGENCIES = [
    Agency(1, "namtao", "sao", "น้ำเต้า", "น้ำเต้า", "มหาราช", "พระนครศรีอยุธยา"),
    Agency(2, "namtao-town", "subdistrict_municipality", "น้ำเต้า", "", "", "พระนครศรีอยุธยา"),
    Agency(3, "klang-1", "sao", "กลาง", "กลาง", "เมืองน่าน", "น่าน"),
    Agency(4, "klang-2", "sao", "กลาง", "กลาง", "ปัว", "น่าน"),
    Agency(5, "nan", "pao", "น่าน", "", "", "น่าน"),
    Agency(6, "nan-town", "town", "น่าน", "", "เมืองน่าน", "น่าน"),
    Agency(7, "office", "other", "สำนักงานตัวอย่าง", "", "", "กรุงเทพมหานคร"),
    Agency(8, "province", "other", "จังหวัดน่าน", "", "", "น่าน"),
    Agency(9, "city", "city", "ตัวอย่าง", "", "", ""),
]
INDEX = AgencyIndex(AGENCIES)


def found(**parts: str) -> int | None:
    match = INDEX.find(AgencyRef(**parts))
    return match.agency.pk if match.agency else None


@pytest.mark.parametrize(
    "name",
    [
        "อบต.น้ำเต้า",
        "อบต. น้ำเต้า",
        "อบต น้ำเต้า",
        "องค์การบริหารส่วนตำบลน้ำเต้า",
        "องค์การบริหารส่วนตำบล น้ำเต้า",
        "อบต.น้ําเต้า",  # decomposed sara am
        "อบต.น้ำเต้า อ.มหาราช จ.พระนครศรีอยุธยา",
        "องค์การบริหารส่วนตำบลน้ำเต้า (อำเภอมหาราช จังหวัดพระนครศรีอยุธยา)",
    ],
)
def test_the_spellings_of_one_name(name: str) -> None:
    assert found(name=name) == 1


@pytest.mark.parametrize(
    ("parts", "pk"),
    [
        ({"name": "ทต.น้ำเต้า"}, 2),
        ({"name": "เทศบาลตำบลน้ำเต้า"}, 2),
        ({"name": "เทศบาลน้ำเต้า"}, 2),
        ({"name": "น้ำเต้า", "district": "มหาราช", "subdistrict": "ตำบลน้ำเต้า"}, None),
        ({"name": "อบต.น้ำเต้า", "district": "ไกล"}, None),
        ({"name": "อบต.น้ำเต้า", "province": "น่าน"}, None),
        ({"name": "อบต.น้ำเต้า", "subdistrict": "อื่น"}, None),
        ({"name": "อบต.กลาง"}, None),
        ({"name": "อบต.กลาง", "district": "อ.เมือง", "province": "จ.น่าน"}, 3),
        ({"name": "อบต.กลาง", "district": "อำเภอเมืองน่าน"}, 3),
        ({"name": "อบต.กลาง อ.ปัว"}, 4),
        ({"name": "อบจ.น่าน"}, 5),
        ({"name": "องค์การบริหารส่วนจังหวัดน่าน"}, 5),
        ({"name": "ทม.น่าน"}, 6),
        ({"name": "เทศบาลเมืองน่าน", "district": "เมือง", "province": "น่าน"}, 6),
        ({"name": "สำนักงาน ตัวอย่าง", "province": "กทม."}, 7),
        ({"name": "สำนักงาน"}, None),
        ({"province": "น่าน"}, 8),
        ({"province": "จังหวัดน่าน"}, 8),
        ({"name": "ทน.ตัวอย่าง", "district": "ที่ใดก็ได้", "province": "ที่ใดก็ได้"}, 9),
        ({"code": "NAMTAO"}, 1),
        ({"code": "unknown", "name": "อบต.น้ำเต้า"}, 1),
        ({"code": "unknown"}, None),
        ({"subdistrict": "ต.น้ำเต้า", "district": "มหาราช"}, None),
    ],
)
def test_finding(parts: dict[str, str], pk: int | None) -> None:
    assert found(**parts) == pk


def test_what_fits_several_is_ambiguous() -> None:
    match = INDEX.find(AgencyRef(name="น้ำเต้า"))
    assert match.is_ambiguous and [agency.pk for agency in match.candidates] == [1, 2]
    assert not INDEX.find(AgencyRef(name="ไม่มี")).is_ambiguous
    assert not Match(AGENCIES[0]).is_ambiguous


def test_those_of_the_same_name_elsewhere_are_offered() -> None:
    assert [agency.pk for agency in INDEX.alike(AgencyRef(name="อบต.น้ำเต้า", district="ไกล"))] == [1, 2]
    assert INDEX.alike(AgencyRef(name="ไม่มี")) == ()


def test_a_code_that_belongs_to_another_name() -> None:
    assert INDEX.find(AgencyRef(code="namtao", name="ทต.อื่น")).renamed
    assert not INDEX.find(AgencyRef(code="namtao", name="องค์การบริหารส่วนตำบลน้ำเต้า")).renamed
    assert not INDEX.find(AgencyRef(code="province", name="จังหวัดน่าน")).renamed
    assert not INDEX.find(AgencyRef(code="namtao")).renamed


def test_the_only_agency_of_a_scope() -> None:
    assert INDEX.only is None and AgencyIndex([]).only is None
    assert AgencyIndex(AGENCIES[:1]).only == AGENCIES[0]


def test_names_that_a_file_leaves_to_its_places() -> None:
    assert stated_name(AgencyRef(subdistrict="ตำบลน้ำเต้า", district="ก")) == "น้ำเต้า"
    assert stated_name(AgencyRef(district="อ.มหาราช", province="ก")) == "อำเภอมหาราช"
    assert stated_name(AgencyRef(province="จ.น่าน")) == "จังหวัดน่าน"
    assert stated_name(AgencyRef()) == ""


def test_a_name_without_the_word_for_its_kind_stays_whole() -> None:
    assert split_name("สำนักงาน อ.ก จ.ข") == (frozenset(), "สำนักงาน อ.ก จ.ข", "", "")


def test_agencies_are_shown_with_their_place_and_code() -> None:
    assert str(AGENCIES[0]) == "อบต.น้ำเต้า อำเภอมหาราช จังหวัดพระนครศรีอยุธยา (รหัส namtao)"
    assert str(AGENCIES[8]) == "ทน.ตัวอย่าง (รหัส city)"


@pytest.mark.parametrize("written", ["namtao-1", "NAMTAO-1"])
def test_a_code_in_the_column_of_names_is_a_code(written: str) -> None:
    namtao = Agency(1, "namtao-1", "sao", "น้ำเต้า", "", "มหาราช", "พระนครศรีอยุธยา")
    match = AgencyIndex([namtao]).find(AgencyRef(name=written))
    assert (match.agency, match.renamed) == (namtao, False)


def test_an_agency_that_is_called_like_anothers_code_goes_by_its_name() -> None:
    coded = Agency(1, "กลาง", "sao", "น้ำเต้า", "", "", "น่าน")
    named = Agency(2, "other", "sao", "กลาง", "", "", "น่าน")
    assert AgencyIndex([coded, named]).find(AgencyRef(name="กลาง")).agency == named
