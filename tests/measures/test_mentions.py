"""Names and years found in texts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from measures.mentions import LONGEST_NAME, fiscal_years_in, names_in, possible_names


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("แผนปีงบประมาณ พ.ศ. 2564", {2564}),
        ("ปีงบประมาณ๒๕๖๓ และประจำปี 2565", {2563, 2565}),
        ("ปี 2564", {2564}),
        ("พ.ศ. 2540", set()),
        ("ปีงบประมาณ 25645", set()),
        ("งบประมาณ 2564 บาท", set()),
    ],
)
def test_only_years_that_are_called_one_count(text: str, years: set[int]) -> None:
    assert fiscal_years_in(text) == years


def test_the_longest_known_name_is_the_one_meant() -> None:
    assert names_in("อบต.น้ำเต้าจัดทำแผน", {"น้ำ", "น้ำเต้า"}) == ["น้ำเต้า"]
    assert names_in("อบต. น้ำริน", {"น้ำ", "น้ำเต้า"}) == ["น้ำ"]
    assert names_in("องค์การบริหารส่วนตำบลดำเนินการ", {"น้ำเต้า"}) == []


def test_a_decomposed_sara_am_is_the_same_name() -> None:
    assert names_in("อบต.น\u0e49\u0e4d\u0e32เต้า", {"น้ำเต้า"}) == ["น้ำเต้า"]


def test_the_possible_names_hold_the_real_one() -> None:
    assert "หินโคน" in possible_names("ในเขตองค์การบริหารส่วนตำบลหินโคนทั้งหมด")
    assert possible_names("ไม่มีชื่อหน่วยงาน") == set()


@given(st.text(max_size=200))
def test_candidates_are_few_and_short(text: str) -> None:
    names = possible_names("จังหวัด" + text)
    assert all(len(name) <= LONGEST_NAME for name in names)
