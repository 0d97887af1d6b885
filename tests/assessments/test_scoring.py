"""Totals, levels, ranking and gains: the founding agencies and published cases."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from assessments.rounding import round_half_up
from assessments.scoring import Framework, evaluate
from tests.assessments.examples import (
    BY_TOOLS,
    BY_TOTAL,
    FULL,
    INSTRUMENTS,
    NUMBERS,
    PARTIAL,
    by_instrument,
    numbered,
)


class TestFullScores:
    """The FY2564 result with all ten scores: 82.8632, level B."""

    result = evaluate(BY_TOTAL, FULL)

    def test_total_is_rounded_once(self) -> None:
        assert self.result.exact_total == Fraction("82.8632")
        assert (str(self.result.total), self.result.total_source) == ("82.86", "computed")
        assert self.result.shown_total == self.result.total

    def test_level_and_what_lacks_for_the_next(self) -> None:
        assert self.result.level is not None and self.result.next_level is not None
        assert self.result.level.row.name == "B"
        assert self.result.level.reason == "คะแนนรวม 82.86 อยู่ในช่วง 75.00–84.99"
        assert self.result.level.estimated is False
        assert self.result.next_level.row.name == "A"
        assert str(self.result.next_level.points_needed) == "2.14"
        assert str(self.result.to_target) == "-2.14"

    def test_instruments(self) -> None:
        figures = [(i.code, str(i.mean), str(i.points), i.known, i.expected) for i in self.result.instruments]
        assert figures == [
            ("IIT", "94.72", "28.42", 5, 5),
            ("EIT", "98.60", "29.58", 3, 3),
            ("OIT", "62.17", "24.87", 2, 2),  # 62.165 and 24.866
        ]
        assert [i.lowest for i in self.result.instruments] == [(4,), (8,), (10,)]
        assert self.result.instrument("OIT").lowest_score == 50

    def test_ranking_is_not_the_indicator_number(self) -> None:
        assert [ranked.number for ranked in self.result.ranking] == [1, 3, 7, 6, 8, 5, 2, 4, 9, 10]
        assert self.result.rank(7) == 3
        assert self.result.score(7) == Decimal("98.79")

    @pytest.mark.parametrize("line", [Decimal(80), Decimal(85), None])
    def test_eight_strengths_and_two_weaknesses(self, line: Decimal | None) -> None:
        result = evaluate(BY_TOTAL, FULL, line=line)
        assert result.strengths == (1, 3, 7, 6, 8, 5, 2, 4)
        assert result.weaknesses == (9, 10)
        assert result.line == (line or BY_TOTAL.target)

    def test_recoverable_points(self) -> None:
        gains = {number: str(points) for number, points in self.result.recoverable.items()}
        assert (gains[1], gains[2], gains[7], gains[9], gains[10]) == (
            "0.00",
            "0.63",
            "0.12",
            "5.13",
            "10.00",
        )

    def test_published_total_of_the_text_would_be_another(self) -> None:
        """The four scores that the founding report's text gives differently lead to 79.26."""
        text = numbered("100 89.43 89.14 86.77 98.28 88.57 88.78 88.44 74.33 50.00")
        assert str(evaluate(BY_TOTAL, text).total) == "79.26"


class TestPartialScores:
    """The FY2563 result of which only the announced total and three scores are known."""

    result = evaluate(BY_TOTAL, PARTIAL, announced_total=Decimal("73.04"))

    def test_announced_total_stands_in(self) -> None:
        assert self.result.total is None and self.result.exact_total is None
        assert (self.result.shown_total, self.result.total_source) == (Decimal("73.04"), "announced")
        assert self.result.level is not None and self.result.level.row.name == "C"
        assert self.result.next_level is not None and str(self.result.next_level.points_needed) == "1.96"

    def test_lowest_known_per_instrument(self) -> None:
        assert [(i.lowest, i.mean, i.points) for i in self.result.instruments] == [
            ((2,), None, None),
            ((8,), None, None),
            ((10,), None, None),
        ]

    def test_says_what_is_missing(self) -> None:
        assert self.result.missing == (1, 3, 4, 5, 6, 7, 9)
        assert self.result.score(1) is None and self.result.rank(1) is None
        assert list(self.result.recoverable) == [2, 8, 10]


def test_nothing_known_gives_no_figure() -> None:
    result = evaluate(BY_TOOLS, {})
    assert (result.shown_total, result.total_source, result.to_target) == (None, None, None)
    assert (result.level, result.next_level, result.ranking, result.missing) == (
        None,
        None,
        (),
        tuple(NUMBERS),
    )
    assert [(i.lowest, i.lowest_score) for i in result.instruments] == [((), None)] * 3


def test_a_framework_without_levels_or_instruments_says_so() -> None:
    without_levels = evaluate(replace(BY_TOTAL, levels=()), FULL)
    assert without_levels.total == Decimal("82.86")
    assert without_levels.level is None and without_levels.next_level is None
    assert evaluate(Framework((), (), Decimal(85), uses_tools=True), FULL).total is None


def test_numbers_outside_the_framework_are_ignored() -> None:
    assert evaluate(BY_TOTAL, FULL | {11: Decimal(0)}) == evaluate(BY_TOTAL, FULL)


def test_the_computed_total_is_shown_before_the_announced_one() -> None:
    result = evaluate(BY_TOTAL, FULL, announced_total=Decimal(90))
    assert (result.shown_total, result.total_source) == (Decimal("82.86"), "computed")


def test_equal_scores_share_the_rank_and_are_all_lowest() -> None:
    result = evaluate(BY_TOTAL, numbered("90 80 80 95 99 85 85 85 70 70"))
    assert [(r.rank, r.number) for r in result.ranking] == [
        (1, 5),
        (2, 4),
        (3, 1),
        (4, 6),
        (4, 7),
        (4, 8),
        (7, 2),
        (7, 3),
        (9, 9),
        (9, 10),
    ]  # fmt: skip - one line reads as one ranking
    assert [i.lowest for i in result.instruments] == [(2, 3), (6, 7, 8), (9, 10)]


def test_exactly_on_the_line_is_a_strength() -> None:
    result = evaluate(BY_TOTAL, numbered("85 84.99 85 85 85 85 85 85 85 85"))
    assert result.weaknesses == (2,)


def test_rounding_the_instruments_first_would_earn_a_level_too_much() -> None:
    result = evaluate(BY_TOTAL, numbered("59.40 95.42 96.06 80.16 51.10 57.42 57.39 86.48 93.39 66.29"))
    assert (str(result.total), result.level and result.level.row.name) == ("74.99", "C")
    by_points = sum(instrument.points or 0 for instrument in result.instruments)
    by_means = sum((i.mean or 0) * i.weight / 100 for i in result.instruments)
    assert str(by_points) == "75.00"
    assert str(round_half_up(Decimal(by_means))) == "75.00"


class TestToolConditions:
    """FY2566-2568: the level asks for every tool, and EIT counts as its two parts."""

    def test_ninety_seven_with_a_part_below_ninety_five(self) -> None:
        result = evaluate(
            BY_TOOLS,
            by_instrument("99", "95", "99.25"),
            eit_part1=Decimal("91.20"),
            eit_part2=Decimal("98.80"),
        )
        assert result.level is not None and result.next_level is not None
        assert (str(result.total), result.level.row.name, result.level.estimated) == ("97.90", "ผ่านดี", False)
        assert result.level.reason == "คะแนนรวม 97.90 ถึง 95.00 แล้ว แต่ EIT ส่วนที่ 1 ได้ 91.20 ต่ำกว่า 95.00"
        assert result.next_level.tools_below == ("EIT ส่วนที่ 1",)
        assert str(result.next_level.points_needed) == "0.00"

    def test_ninety_four_with_eit_below_eighty_five(self) -> None:
        result = evaluate(BY_TOOLS, by_instrument("98", "84.80", "99.50"))
        assert result.level is not None
        assert (str(result.total), result.level.row.name) == ("94.64", "ผ่าน")
        assert result.level.reason == "คะแนนรวม 94.64 ถึง 85.00 แล้ว แต่ EIT ได้ 84.80 ต่ำกว่า 85.00"
        assert result.level.estimated  # the parts are missing

    def test_a_missing_part_is_replaced_by_the_mean(self) -> None:
        scores = by_instrument("99", "96", "99")
        one_part = evaluate(BY_TOOLS, scores, eit_part2=Decimal("96.10"))
        assert list(one_part.tools) == ["IIT", "EIT ส่วนที่ 2", "EIT", "OIT"]
        assert one_part.tools["EIT"] == 96
        assert one_part.level is not None
        assert (one_part.level.row.name, one_part.level.estimated) == ("ผ่านดีเยี่ยม", True)

    def test_a_level_that_no_tool_can_change_is_no_estimate(self) -> None:
        low = evaluate(BY_TOOLS, by_instrument("80", "80", "80")).level
        held_by_another = evaluate(BY_TOOLS, by_instrument("84", "99", "99")).level
        assert low is not None and (low.row.name, low.estimated) == ("ต้องปรับปรุง", False)
        assert held_by_another is not None
        assert (held_by_another.row.name, held_by_another.estimated) == ("ผ่าน", False)

    def test_an_announced_total_without_tools_is_an_estimate(self) -> None:
        parts = {"eit_part1": Decimal(99), "eit_part2": Decimal(99)}
        level = evaluate(BY_TOOLS, {}, announced_total=Decimal("97.90"), **parts).level
        assert level is not None and level.estimated
        assert "ยังไม่ทราบคะแนน IIT, OIT" in level.reason

    def test_tools_are_no_matter_where_the_total_decides(self) -> None:
        result = evaluate(BY_TOTAL, by_instrument("99", "10", "99"), eit_part1=Decimal(0))
        assert result.tools == {}
        assert result.level is not None and not result.level.estimated

    def test_a_framework_without_eit_has_whole_tools_only(self) -> None:
        without_eit = replace(BY_TOOLS, instruments=(INSTRUMENTS[0], INSTRUMENTS[2]))
        result = evaluate(without_eit, by_instrument("99", "99", "99"))
        assert list(result.tools) == ["IIT", "OIT"]


def test_an_unknown_instrument_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        evaluate(BY_TOTAL, FULL).instrument("XIT")


@pytest.mark.parametrize(
    ("value", "rounded"),
    [
        (Fraction(2, 3), "0.67"),
        (Decimal("82.865"), "82.87"),
        (Decimal("82.8649999"), "82.86"),
        (Decimal("-2.135"), "-2.14"),
        (Decimal("-0.001"), "0.00"),
        (Decimal(100), "100.00"),
    ],
)
def test_round_half_up(value: Fraction | Decimal, rounded: str) -> None:
    assert str(round_half_up(value)) == rounded
