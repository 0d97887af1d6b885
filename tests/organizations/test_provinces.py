"""Places: written with their words once, stored without them."""

from __future__ import annotations

import pytest

from organizations.provinces import PROVINCES, place, plain_district, plain_province, plain_subdistrict
from tests.factories import OrganizationFactory


def test_there_are_76_provinces_and_the_capital() -> None:
    assert len(PROVINCES) == 77


@pytest.mark.parametrize(
    ("district", "province", "expected"),
    [
        ("บางบาล", "พระนครศรีอยุธยา", "อำเภอบางบาล จังหวัดพระนครศรีอยุธยา"),
        ("ดุสิต", "กรุงเทพมหานคร", "เขตดุสิต กรุงเทพมหานคร"),
        ("", "ลพบุรี", "จังหวัดลพบุรี"),
        ("บางบาล", "", "อำเภอบางบาล"),
        ("", "", ""),
    ],
)
def test_a_place_is_written_with_its_words(district: str, province: str, expected: str) -> None:
    assert place(district, province) == expected


def test_a_province_is_not_said_twice() -> None:
    office = OrganizationFactory.build(kind="other", name="จังหวัดลพบุรี", district="", province="ลพบุรี")
    assert f"{office.full_name} {office.place}".strip() == "จังหวัดลพบุรี"


@pytest.mark.parametrize(
    ("plain", "typed", "expected"),
    [
        (plain_province, "จังหวัดลพบุรี", "ลพบุรี"),
        (plain_province, " จ. ลพบุรี ", "ลพบุรี"),
        (plain_province, "กทม.", "กรุงเทพมหานคร"),
        (plain_district, "อำเภอเมืองลพบุรี", "เมืองลพบุรี"),
        (plain_district, "เขตดุสิต", "ดุสิต"),
        (plain_subdistrict, "แขวงดุสิต", "ดุสิต"),
        (plain_subdistrict, "ต.น้ำเต้า", "น้ำเต้า"),
    ],
)
def test_the_words_are_not_stored(plain: object, typed: str, expected: str) -> None:
    assert plain(typed) == expected  # type: ignore[operator]  # one of the three functions
