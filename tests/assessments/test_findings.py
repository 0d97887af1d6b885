"""Every rule finds its case, names figures and place, and is silent otherwise."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.findings import RULES, SEVERITIES, Facts, Finding, check
from assessments.scoring import Framework, evaluate
from tests.assessments.examples import (
    BY_TOOLS,
    BY_TOTAL,
    FULL,
    NUMBERS,
    PARTIAL,
    by_instrument,
    score_values,
    some_scores,
)

NAMES = {8: "การปรับปรุงระบบการทำงาน", 9: "การเปิดเผยข้อมูล", 10: "การป้องกันการทุจริต"}
SIZES = {9: (9, 8, 7, 4, 5), 10: (8, 2)}
EVALUATED = ("eit_part1", "eit_part2", "announced_total", "announced_level")
CLEAN: dict[str, Any] = {"announced_total": Decimal("82.86"), "announced_level": "B"}


def facts(scores: Any, framework: Framework = BY_TOTAL, /, **entered: Any) -> Facts:
    """Evaluate the scores as a service would and gather what the rules look at."""
    optional = {key: entered[key] for key in EVALUATED if key in entered}
    result = evaluate(framework, scores, **optional)
    return Facts(framework, scores, result, 2564, NAMES, **entered)


def found(scores: Any, framework: Framework = BY_TOTAL, /, **entered: Any) -> list[str]:
    return [finding.code for finding in check(facts(scores, framework, **entered))]


def only(code: str, scores: Any, framework: Framework = BY_TOTAL, /, **entered: Any) -> Finding:
    """Return the one finding with this code."""
    (finding,) = [f for f in check(facts(scores, framework, **entered)) if f.code == code]
    return finding


def test_a_consistent_result_has_no_findings() -> None:
    assert found(FULL, oit_sizes=SIZES, oit_binary_confirmed=True, **CLEAN) == []
    assert found(FULL) == []


def test_nothing_entered() -> None:
    assert found({}) == ["nothing_entered"]
    finding = only("nothing_entered", dict.fromkeys(NUMBERS))
    assert (finding.severity, finding.place) == ("error", "scores")


def test_missing_scores_are_named() -> None:
    scores = FULL | {8: None, 10: None}
    finding = only("scores_missing", scores)
    assert (finding.severity, finding.place, finding.numbers) == ("error", "scores", (8, 10))
    assert finding.message == (
        "ยังขาดคะแนน 2 ตัวชี้วัด ได้แก่ ตัวชี้วัดที่ 8 การปรับปรุงระบบการทำงาน, "
        "ตัวชี้วัดที่ 10 การป้องกันการทุจริต จึงยังคำนวณคะแนนรวมไม่ได้"
    )


def test_scores_are_missing_beside_an_announced_total() -> None:
    assert found(PARTIAL, announced_total=Decimal("73.04"), announced_level="C") == ["scores_missing"]
    assert found({}, announced_total=Decimal("73.04"), announced_level="C") == ["scores_missing"]


def test_an_indicator_without_a_name_is_named_by_its_number() -> None:
    assert "ได้แก่ ตัวชี้วัดที่ 1 จึง" in only("scores_missing", FULL | {1: None}).message


@pytest.mark.parametrize(
    ("announced", "codes"),
    [
        ("82.86", []),
        ("82.87", []),
        ("82.85", []),
        ("82.88", ["total_differs"]),
        ("82.84", ["total_differs"]),
    ],
)
def test_a_total_may_differ_by_one_hundredth(announced: str, codes: list[str]) -> None:
    assert found(FULL, announced_total=Decimal(announced), announced_level="B") == codes


def test_a_differing_total_says_both_figures() -> None:
    finding = only("total_differs", FULL, announced_total=Decimal("79.26"))
    assert (finding.severity, finding.place) == ("warning", "announced_total")
    assert "79.26" in finding.message and "82.86" in finding.message
    assert "ต่างกัน 3.60 คะแนน" in finding.message


@pytest.mark.parametrize("level", ["B", " b ", ""])
def test_the_same_level_is_no_contradiction(level: str) -> None:
    assert "level_differs" not in found(FULL, announced_level=level)


def test_a_differing_level_says_why() -> None:
    finding = only("level_differs", FULL, announced_level="A")
    assert (finding.severity, finding.place) == ("warning", "announced_level")
    assert finding.message == (
        "ระดับที่ประกาศ A ไม่ตรงกับระดับตามเกณฑ์ คือ B เพราะคะแนนรวม 82.86 อยู่ในช่วง 75.00–84.99"
    )


def test_a_level_is_compared_with_the_announced_total_too() -> None:
    assert "level_differs" in found(PARTIAL, announced_total=Decimal("73.04"), announced_level="B")
    assert "level_differs" not in found(PARTIAL, announced_level="B")


def test_an_announced_level_is_not_held_against_an_estimate() -> None:
    scores = by_instrument("95", "88", "98")
    assert found(scores, BY_TOOLS, announced_level="ผ่าน") == []
    assert found(scores, BY_TOOLS, announced_level="ผ่านดี") == []
    parts = {"eit_part1": Decimal(88), "eit_part2": Decimal(88)}
    assert found(scores, BY_TOOLS, announced_level="ผ่าน", **parts) == ["level_differs"]


def test_an_announced_level_that_the_year_does_not_know_is_told_beside_an_estimate() -> None:
    scores = by_instrument("95", "88", "98")
    assert found(scores, BY_TOOLS, announced_level="A") == ["level_differs", "level_estimated"]
    assert only("level_differs", scores, BY_TOOLS, announced_level="A").message == (
        "ระดับที่ประกาศ A ไม่ใช่ชื่อระดับตามเกณฑ์ของปีนี้ โปรดตรวจสอบระดับที่ประกาศอีกครั้ง"
    )


def test_an_impossible_score_of_indicator_ten() -> None:
    scores = FULL | {10: Decimal("51.00")}
    finding = only("oit_score_impossible", scores, oit_sizes=SIZES, oit_binary_confirmed=True)
    assert (finding.severity, finding.place, finding.numbers) == ("warning", "score:10", (10,))
    assert finding.message == (
        "ตัวชี้วัดที่ 10 การป้องกันการทุจริต คะแนน 51.00 เป็นไปไม่ได้ตามโครงสร้าง OIT "
        "คะแนนที่เป็นไปได้ซึ่งใกล้ที่สุด คือ 50.00 และ 56.25"
    )


@pytest.mark.parametrize(
    ("nine", "codes"),
    [
        ("97.77", ["oit_score_impossible"]),
        ("85.01", ["oit_score_impossible"]),
        ("85.00", []),
        ("0.01", []),  # impossible as well, but not surely so below 85
        ("97.78", []),
        ("100.00", []),
    ],
)
def test_indicator_nine_is_judged_above_eighty_five_only(nine: str, codes: list[str]) -> None:
    scores = FULL | {9: Decimal(nine)}
    assert found(scores, oit_sizes=SIZES, oit_binary_confirmed=True) == codes


def test_exactly_eighty_five_is_not_judged_for_indicator_nine() -> None:
    known = {"oit_sizes": {9: (7,)}, "oit_binary_confirmed": True}  # sevenths: 85.00 cannot be reached
    assert found(FULL | {9: Decimal(85)}, **known) == []
    assert found(FULL | {9: Decimal("85.01")}, **known) == ["oit_score_impossible"]


@pytest.mark.parametrize(
    "known",
    [
        {"oit_sizes": SIZES},
        {"oit_binary_confirmed": True},
        {"oit_sizes": {10: (8, 0)}, "oit_binary_confirmed": True},
        {"oit_sizes": {10: ()}, "oit_binary_confirmed": True},
    ],
)
def test_oit_scores_are_not_judged_where_the_items_are_not_sure(known: dict[str, Any]) -> None:
    assert found(FULL | {10: Decimal("51.00")}, **known) == []


def test_a_missing_oit_score_is_not_judged() -> None:
    known = {"oit_sizes": SIZES, "oit_binary_confirmed": True}
    assert found(FULL | {10: None}, **known) == ["scores_missing"]


@pytest.mark.parametrize("parts", [{}, {"eit_part1": Decimal(99)}, {"eit_part2": Decimal(99)}])
def test_an_estimated_level_asks_for_the_parts(parts: dict[str, Decimal]) -> None:
    finding = only("level_estimated", by_instrument("99", "99", "99"), BY_TOOLS, **parts)
    assert (finding.severity, finding.place) == ("warning", "eit_parts")
    assert finding.message.endswith("จึงใช้คะแนนเฉลี่ย EIT ตรวจเงื่อนไขแทน")


def test_without_an_eit_mean_nothing_is_said_of_using_it() -> None:
    finding = only("level_estimated", {}, BY_TOOLS, announced_total=Decimal(97))
    assert "คะแนนเฉลี่ย EIT" not in finding.message


@pytest.mark.parametrize(
    ("known", "lacking"),
    [
        ((1, 4, 6, 10), "คะแนน IIT, EIT, OIT ครบทุกตัวชี้วัด และยังไม่มีคะแนน EIT ส่วนที่ 1 และส่วนที่ 2 ครบทั้งสองส่วน"),
        (
            (1, 2, 3, 4, 5, 6, 7, 8),
            "คะแนน OIT ครบทุกตัวชี้วัด และยังไม่มีคะแนน EIT ส่วนที่ 1 และส่วนที่ 2 ครบทั้งสองส่วน "
            "จึงใช้คะแนนเฉลี่ย EIT ตรวจเงื่อนไขแทน",
        ),
        (tuple(NUMBERS), "คะแนน EIT ส่วนที่ 1 และส่วนที่ 2 ครบทั้งสองส่วน จึงใช้คะแนนเฉลี่ย EIT ตรวจเงื่อนไขแทน"),
    ],
)
def test_an_estimated_level_names_what_is_missing(known: tuple[int, ...], lacking: str) -> None:
    scores = dict.fromkeys(known, Decimal(90))
    finding = only("level_estimated", scores, BY_TOOLS, announced_total=Decimal("86.55"))
    assert finding.message == f"ระดับ ผ่านดี เป็นการประมาณ เพราะยังไม่มี{lacking}"


def test_a_level_is_not_called_an_estimate_for_the_parts_when_they_are_no_matter() -> None:
    high = by_instrument("99", "99", "99")
    parts = {"eit_part1": Decimal(99), "eit_part2": Decimal(99)}
    assert found(high, BY_TOTAL) == []
    assert found(high, BY_TOOLS, **parts) == []
    assert found(by_instrument("60", "60", "60"), BY_TOOLS) == []
    assert "level_estimated" not in found({}, BY_TOOLS)
    assert "level_estimated" not in found({}, BY_TOOLS, announced_total=Decimal(97), **parts)


def test_an_announced_total_asks_for_its_level() -> None:
    finding = only("level_not_entered", FULL, announced_total=Decimal("82.86"), announced_level=" ")
    assert (finding.severity, finding.place) == ("hint", "announced_level")
    assert "82.86" in finding.message


@pytest.mark.parametrize(
    ("part1", "part2", "codes"),
    [
        ("90", "80", []),
        ("80", "90", []),
        ("86", "86", []),
        ("86.01", "99", ["eit_outside_parts"]),
        ("80", "85.99", ["eit_outside_parts"]),
        ("80", None, []),
    ],
)
def test_the_eit_mean_lies_between_its_parts(part1: str, part2: str | None, codes: list[str]) -> None:
    parts = {"eit_part1": Decimal(part1), "eit_part2": part2 and Decimal(part2)}
    assert found(by_instrument("60", "86", "60"), **parts) == codes


def test_an_eit_mean_outside_its_parts_says_the_figures() -> None:
    parts = {"eit_part1": Decimal("88.50"), "eit_part2": Decimal(90)}
    finding = only("eit_outside_parts", by_instrument("60", "86", "60"), **parts)
    assert (finding.severity, finding.place) == ("hint", "eit_parts")
    assert all(figure in finding.message for figure in ("86.00", "88.50", "90.00"))


def test_parts_without_an_eit_mean_are_not_compared() -> None:
    parts = {"eit_part1": Decimal("88.50"), "eit_part2": Decimal(90)}
    assert found(FULL | {7: None}, **parts) == ["scores_missing"]


def test_an_unconfirmed_edition_is_told() -> None:
    finding = only("edition_unconfirmed", FULL, edition_confirmed=False)
    assert (finding.severity, finding.place) == ("hint", "edition")
    assert "ปีงบประมาณ พ.ศ. 2564" in finding.message


def test_errors_come_before_warnings_before_hints() -> None:
    entered = {"announced_total": Decimal(97), "announced_level": "B", "edition_confirmed": False}
    codes = found(PARTIAL, BY_TOOLS, **entered)
    assert codes == ["scores_missing", "level_differs", "level_estimated", "edition_unconfirmed"]


def test_one_rule_yields_one_code_that_is_its_name() -> None:
    cases = [
        facts({}),
        facts(PARTIAL, announced_total=Decimal(97), announced_level="B"),
        facts(FULL | {10: Decimal(51)}, oit_sizes=SIZES, oit_binary_confirmed=True),
        facts(FULL, announced_total=Decimal(97), edition_confirmed=False),
        facts(by_instrument("99", "99", "99"), BY_TOOLS),
        facts(FULL, eit_part1=Decimal(1), eit_part2=Decimal(2)),
    ]
    for rule in RULES:
        codes = {finding.code for case in cases for finding in rule(case)}
        assert codes == {rule.__name__}


optional_score = st.none() | score_values


@given(
    st.sampled_from([BY_TOTAL, BY_TOOLS]),
    some_scores,
    st.fixed_dictionaries(
        {
            "announced_total": optional_score,
            "eit_part1": optional_score,
            "eit_part2": optional_score,
            "announced_level": st.sampled_from(["", "B", "ผ่าน"]),
            "oit_binary_confirmed": st.booleans(),
            "edition_confirmed": st.booleans(),
        }
    ),
)
def test_rules_never_raise_and_are_sorted_and_whole_data_has_no_error(
    framework: Framework, scores: dict[int, Decimal | None], entered: dict[str, Any]
) -> None:
    findings = check(facts(scores, framework, oit_sizes=SIZES, **entered))
    order = [SEVERITIES.index(finding.severity) for finding in findings]
    assert order == sorted(order)
    assert ("error" in [f.severity for f in findings]) == (None in scores.values())
    assert all(finding.message and "None" not in finding.message for finding in findings)
