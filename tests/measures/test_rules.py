"""The rules over a plan: each by what it must find and what it must leave alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from measures.rules import RULES, MeasureFacts, PlanFacts, check

SCORES = {1: Decimal("90.00"), 9: Decimal("74.33"), 10: Decimal("50.00")}
GOOD = MeasureFacts(
    key=7,
    number=10,
    approach="เปิดเผยแผนและรายงาน",
    method=("รวบรวมข้อมูล", "เผยแพร่บนเว็บไซต์"),
    departments=("สำนักปลัด",),
    starts=date(2021, 10, 1),
    ends=date(2022, 3, 31),
    follow_up="รายงานผู้บริหาร",
    follow_up_due=date(2022, 3, 31),
)
PLAN = PlanFacts(
    year=2565,
    assessed_year=2564,
    scores=SCORES,
    weaknesses=frozenset({9, 10}),
    names={1: "การปฏิบัติหน้าที่", 9: "การเปิดเผยข้อมูล", 10: "การป้องกันการทุจริต"},
    measures=(GOOD, replace(GOOD, key=8, number=9, approach="ปรับปรุงเว็บไซต์")),
    own_names=frozenset({"น้ำเต้า", "บางบาล", "พระนครศรีอยุธยา"}),
    other_names=frozenset({"หินโคน", "ลำปลายมาศ", "น้ำ"}),
)


def codes(facts: PlanFacts) -> list[str]:
    return [finding.code for finding in check(facts)]


def with_measure(**changes: object) -> PlanFacts:
    return replace(PLAN, measures=(replace(GOOD, **changes), PLAN.measures[1]))


def test_a_complete_plan_has_no_findings() -> None:
    assert check(PLAN) == []


def test_a_weak_indicator_without_measure_is_an_error_with_a_place_to_add_one() -> None:
    found = check(replace(PLAN, measures=(PLAN.measures[1],)))
    assert [(f.code, f.severity, f.place, f.numbers) for f in found] == [
        ("weak_without_measure", "error", "indicator:10", (10,))
    ]
    assert "ตัวชี้วัดที่ 10 การป้องกันการทุจริต (50.00 คะแนน)" in found[0].message


def test_weak_indicators_are_listed_from_the_lowest() -> None:
    found = check(replace(PLAN, measures=()))
    assert [finding.numbers for finding in found] == [(10,), (9,)]


def test_measures_for_a_strength_while_a_weakness_has_none_are_doubtful() -> None:
    facts = replace(PLAN, measures=(replace(GOOD, number=1), PLAN.measures[1]))
    assert codes(facts) == ["weak_without_measure", "strong_before_weak"]
    found = check(facts)[1]
    assert (found.severity, found.place, found.numbers) == ("warning", "indicator:10", (10, 1))


def test_measures_for_a_strength_are_fine_when_every_weakness_has_one() -> None:
    assert codes(replace(PLAN, measures=(*PLAN.measures, replace(GOOD, number=1, approach="อื่น")))) == []


def test_a_measure_of_an_indicator_without_score_is_no_strength() -> None:
    facts = replace(PLAN, measures=(replace(GOOD, number=5), PLAN.measures[1]))
    assert codes(facts) == ["weak_without_measure"]


@pytest.mark.parametrize(
    ("changes", "code", "severity"),
    [
        ({"departments": ()}, "no_department", "error"),
        ({"starts": date(2021, 9, 30)}, "period_outside_year", "error"),
        ({"ends": date(2022, 10, 1)}, "period_outside_year", "error"),
        ({"follow_up_due": date(2021, 9, 30)}, "follow_up_before_start", "error"),
        ({"approach": "ปรับปรุง เว็บไซต์"}, "duplicated_text", "warning"),
        ({"method": ("เปิดเผยแผน", "และรายงาน")}, "method_equals_approach", "warning"),
        ({"follow_up": "เสนอนายกองค์การบริหารส่วนตำบลหินโคน"}, "other_agency_named", "warning"),
        ({"method": ("แจ้งทุกหมู่บ้านในอำเภอลำปลายมาศ",)}, "other_agency_named", "warning"),
        ({"other_text": ("ผลปีงบประมาณ พ.ศ. ๒๕๖๐",)}, "other_year_named", "warning"),
    ],
)
def test_each_fault_has_its_finding(changes: dict[str, object], code: str, severity: str) -> None:
    found = check(with_measure(**changes))
    assert [(finding.code, finding.severity) for finding in found] == [(code, severity)]
    assert found[0].place in ("measure:7", "measure:8")


@pytest.mark.parametrize(
    "changes",
    [
        {"starts": date(2021, 10, 1), "ends": date(2022, 9, 30)},  # the whole year
        {"follow_up_due": date(2021, 10, 1)},  # on the first day
        {"follow_up_due": None},
        {"method": ()},
        {"follow_up": "เสนอนายกองค์การบริหารส่วนตำบลน้ำเต้า"},  # not the agency called น้ำ
        {"follow_up": "หินโคน"},  # a name without the word for an agency is just a word
        {"other_text": ("ปีงบประมาณ ๒๕๖๔ และ 2565", "พระราชบัญญัติข้อมูลข่าวสาร พ.ศ. 2540")},
    ],
)
def test_what_is_right_is_left_alone(changes: dict[str, object]) -> None:
    assert codes(with_measure(**changes)) == []


def test_long_texts_are_quoted_short() -> None:
    (found,) = check(with_measure(approach="ก" * 200, departments=()))
    assert len(found.message) < 120


measure_facts = st.builds(
    MeasureFacts,
    key=st.integers(1, 99),
    number=st.integers(1, 10),
    approach=st.text(max_size=30),
    method=st.lists(st.text(max_size=20), max_size=3).map(tuple),
    departments=st.lists(st.text(max_size=10), max_size=2).map(tuple),
    starts=st.dates(date(2018, 1, 1), date(2026, 1, 1)),
    ends=st.dates(date(2018, 1, 1), date(2026, 1, 1)),
    follow_up=st.text(max_size=30),
    follow_up_due=st.none() | st.dates(date(2018, 1, 1), date(2026, 1, 1)),
)


@given(st.lists(measure_facts, max_size=6), st.frozensets(st.sampled_from(sorted(SCORES))))
def test_rules_never_raise_and_every_weakness_is_answered_or_found(
    measures: list[MeasureFacts], weaknesses: frozenset[int]
) -> None:
    facts = replace(PLAN, measures=tuple(measures), weaknesses=weaknesses)
    found = check(facts)
    named = {finding.numbers[0] for finding in found if finding.code == "weak_without_measure"}
    assert named | (facts.answered & weaknesses) == weaknesses
    assert [f.severity for f in found] == sorted(
        (f.severity for f in found), key=["error", "warning", "hint"].index
    )


def test_every_rule_is_documented() -> None:
    assert all(rule.__doc__ for rule in RULES)
