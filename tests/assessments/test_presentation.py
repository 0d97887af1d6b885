"""What the result page says: sentences, ranking, strengths, the lowest of each instrument."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given

from assessments.presentation import (
    Presentation,
    Text,
    change_sentence,
    joined,
    next_level_sentence,
    present,
    signed,
    target_sentence,
)
from assessments.scoring import Framework, Result, evaluate
from tests.assessments.examples import (
    BY_TOOLS,
    BY_TOTAL,
    FULL,
    NUMBERS,
    PARTIAL,
    by_instrument,
    some_scores,
)

CODES = {number: "IIT" if number < 6 else "EIT" if number < 9 else "OIT" for number in NUMBERS}
TEXTS = {number: Text(f"ชื่อ{number}", CODES[number], f"วัด{number}", f"เสนอ{number}") for number in NUMBERS}
NAMES = {"IIT": "ภายใน", "EIT": "ภายนอก", "OIT": "เปิดเผย"}
SHADES = {row.name: row.shade for row in BY_TOTAL.levels}


def page(result: Result, **more: object) -> Presentation:
    return present(result, TEXTS, NAMES, shades=SHADES, **more)  # type: ignore[arg-type]  # a test's shorthand


def of(scores: object, framework: Framework = BY_TOTAL, **more: object) -> Result:
    return evaluate(framework, scores, **more)  # type: ignore[arg-type]  # a test's shorthand


class TestFullResult:
    said = page(of(FULL))

    def test_headline(self) -> None:
        head = self.said.headline
        assert (head.total, head.level, head.shade, head.estimated) == (Decimal("82.86"), "B", 3, False)
        assert head.source == "คำนวณจากคะแนนครบทุกตัวชี้วัด"
        assert head.distances == (
            "ต่ำกว่าเป้าหมาย 85.00 คะแนน อยู่ 2.14 คะแนน",
            "จะได้ระดับ A เมื่อได้คะแนนรวมเพิ่มอีก 2.14 คะแนน",
        )

    def test_rank_is_not_the_number(self) -> None:
        assert [(row.rank, row.number) for row in self.said.rows][:3] == [(1, 1), (2, 3), (3, 7)]
        assert [row.number for row in self.said.by_number] == list(NUMBERS)

    def test_eight_strengths_and_two_weaknesses(self) -> None:
        assert len(self.said.strengths) == 8
        assert [row.number for row in self.said.weaknesses] == [10, 9]  # most points to gain first
        assert {row.verdict for row in self.said.weaknesses} == {"จุดอ่อน"}

    def test_blocks_name_their_lowest(self) -> None:
        assert [block.lowest for block in self.said.blocks] == [
            "ตัวชี้วัดที่ 4 ชื่อ4 86.77 คะแนน",
            "ตัวชี้วัดที่ 8 ชื่อ8 98.44 คะแนน",
            "ตัวชี้วัดที่ 10 ชื่อ10 50.00 คะแนน",
        ]
        assert [block.against_target for block in self.said.blocks] == [
            "สูงกว่า 9.72",
            "สูงกว่า 13.60",
            "ต่ำกว่า 22.83",
        ]


class TestPartialResult:
    said = page(of(PARTIAL, announced_total=Decimal("73.04")))

    def test_everything_that_can_be_said_is_said(self) -> None:
        head = self.said.headline
        assert (head.total, head.level) == (Decimal("73.04"), "C")
        assert head.source == "ตามประกาศ ยังมีคะแนนรายตัวชี้วัดไม่ครบ"
        assert head.distances[0] == "ต่ำกว่าเป้าหมาย 85.00 คะแนน อยู่ 11.96 คะแนน"

    def test_what_is_missing_is_named(self) -> None:
        assert [row.number for row in self.said.missing] == [1, 3, 4, 5, 6, 7, 9]
        assert {row.verdict for row in self.said.missing} == {"ยังไม่มีคะแนน"}
        assert [row.number for row in self.said.rows] == [2, 8, 10, 1, 3, 4, 5, 6, 7, 9]

    def test_blocks_say_from_how_many(self) -> None:
        first = self.said.blocks[0]
        assert first.lowest == "ตัวชี้วัดที่ 2 ชื่อ2 78.66 คะแนน (จากที่ทราบ 1 ใน 5 ตัวชี้วัด)"
        assert (first.mean, first.against_target) == (None, "ยังสรุปไม่ได้")


def test_nothing_known() -> None:
    said = page(of({}))
    assert said.is_empty
    assert said.headline.distances == ()
    assert said.headline.source == "ยังไม่มีคะแนนรวม"
    assert said.blocks[0].lowest == "ยังไม่มีคะแนน"


def test_scores_without_a_total_are_not_empty() -> None:
    said = page(of({1: Decimal(90)}))
    assert not said.is_empty
    assert said.headline.level == ""


def test_the_announced_level_stands_in() -> None:
    head = page(of({1: Decimal(90)}, announced_level="B")).headline
    assert (head.level, head.shade) == ("B", 3)
    assert page(of({}, announced_level="ดีมาก")).headline.shade is None


class TestAnnouncedBesideAnEstimate:
    result = of(
        by_instrument("95", "88", "98"), BY_TOOLS, announced_total=Decimal("94.10"), announced_level="ผ่าน"
    )

    def test_the_announced_level_goes_first_and_the_estimate_is_told(self) -> None:
        head = page(self.result).headline
        assert (head.level, head.estimated, head.reason) == ("ผ่าน", False, "")
        assert head.estimate == (
            "ระดับที่แสดงเป็นระดับตามประกาศ ส่วนระดับโดยประมาณตามเกณฑ์ คือ ผ่านดี "
            "เพราะคะแนนรวม 94.10 อยู่ในช่วง 85.00–94.99 และทุกเครื่องมือได้ตั้งแต่ 85.00 ขึ้นไป"
        )

    def test_the_next_level_is_the_one_above_the_announced(self) -> None:
        assert next_level_sentence(self.result) == "จะได้ระดับ ผ่านดี เมื่อทุกเครื่องมือได้ตั้งแต่ 85.00 คะแนนขึ้นไป"

    def test_what_is_reached_already_is_not_asked_for(self) -> None:
        odd = of({}, BY_TOOLS, announced_total=Decimal("94.10"), announced_level="ต้องปรับปรุง")
        assert next_level_sentence(odd) == ""

    def test_a_certain_level_is_told_with_its_reason_alone(self) -> None:
        head = page(of(FULL, announced_level="A")).headline
        assert (head.level, head.estimate) == ("B", "")
        assert head.reason


def test_ties_name_all() -> None:
    said = page(of(by_instrument("90.00", "80.00", "85.00")))
    assert said.blocks[1].lowest == ("ตัวชี้วัดที่ 6 ชื่อ6, ตัวชี้วัดที่ 7 ชื่อ7 และตัวชี้วัดที่ 8 ชื่อ8 เท่ากัน 80.00 คะแนน")
    assert said.blocks[2].against_target == "เท่ากัน"


@pytest.mark.parametrize(
    ("scores", "sentence"),
    [
        (by_instrument("90", "90", "90"), "สูงกว่าเป้าหมาย 85.00 คะแนน อยู่ 5.00 คะแนน"),
        (by_instrument("85", "85", "85"), "เท่ากับเป้าหมาย 85.00 คะแนนพอดี"),
        ({}, ""),
    ],
)
def test_distance_to_the_target(scores: object, sentence: str) -> None:
    assert target_sentence(of(scores)) == sentence


class TestNextLevel:
    def test_none_above_the_best(self) -> None:
        assert next_level_sentence(of(by_instrument("99", "99", "99"))) == "อยู่ในระดับสูงสุดของปีนี้แล้ว"

    def test_silent_without_a_level(self) -> None:
        assert next_level_sentence(of({})) == ""

    def test_the_tool_that_holds_it_back_is_named(self) -> None:
        result = of(
            by_instrument("98", "96", "98"), BY_TOOLS, eit_part1=Decimal("96.00"), eit_part2=Decimal("80.10")
        )
        assert next_level_sentence(result) == (
            "จะได้ระดับ ผ่านดี เมื่อได้คะแนน EIT ส่วนที่ 2 เพิ่มอีก 4.90 คะแนน (ขณะนี้ได้ 80.10 ต้องได้ตั้งแต่ 85.00 ขึ้นไป)"
        )

    def test_total_and_tools_together(self) -> None:
        sentence = next_level_sentence(of(by_instrument("96", "90", "90"), BY_TOOLS))
        assert sentence.startswith("จะได้ระดับ ผ่านดีเยี่ยม เมื่อได้คะแนนรวมเพิ่มอีก 3.20 คะแนน, คะแนน EIT เพิ่มอีก 5.00")
        assert "และคะแนน OIT เพิ่มอีก 5.00 คะแนน" in sentence

    def test_the_condition_of_tools_is_told_before_it_bites(self) -> None:
        result = of({}, BY_TOOLS, announced_total=Decimal("90.00"))
        assert next_level_sentence(result) == (
            "จะได้ระดับ ผ่านดีเยี่ยม เมื่อได้คะแนนรวมเพิ่มอีก 5.00 คะแนน และทุกเครื่องมือต้องได้ตั้งแต่ 95.00 คะแนนขึ้นไป"
        )
        assert page(result).headline.estimated


@pytest.mark.parametrize(
    ("total", "previous", "sentence"),
    [
        ("82.86", "73.07", "เพิ่มขึ้น 9.79 คะแนนจากปี 2563 ซึ่งได้ 73.07 คะแนน"),
        ("70.00", "73.07", "ลดลง 3.07 คะแนนจากปี 2563 ซึ่งได้ 73.07 คะแนน"),
        ("73.07", "73.07", "เท่ากับปี 2563"),
        (None, "73.07", ""),
        ("73.07", None, ""),
    ],
)
def test_change_against_the_year_before(total: str | None, previous: str | None, sentence: str) -> None:
    figures = [None if figure is None else Decimal(figure) for figure in (total, previous)]
    assert change_sentence(*figures, 2563) == sentence


def test_signed() -> None:
    assert signed(Decimal("1.50"), Decimal("1.00")) == "+0.50"
    assert signed(Decimal("1.00"), Decimal("4.10")) == "−3.10"
    assert signed(Decimal("4.10"), Decimal("4.1")) == "0.00"
    assert signed(None, Decimal(1)) == signed(Decimal(1), None) == "–"


def test_joined() -> None:
    assert [joined(list("กขค"[:count])) for count in range(4)] == ["", "ก", "ก และข", "ก, ข และค"]


def test_previous_scores_stand_beside() -> None:
    said = page(of(FULL), previous={10: Decimal("37.50")})
    assert said.by_number[9].change == "+12.50"
    assert said.by_number[0].change == "–"


@given(some_scores)
def test_every_indicator_stands_on_the_page_once(scores: dict[int, Decimal | None]) -> None:
    said = page(of(scores))
    assert sorted(row.number for row in said.rows) == list(NUMBERS)
    assert len(said.strengths) + len(said.weaknesses) + len(said.missing) == len(NUMBERS)
