"""Scores that the open-data items can give."""

from decimal import Decimal
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.oit import (
    compared,
    item_worth,
    nearest_possible,
    points_from_items,
    possible_scores,
    score_from_items,
)

NINE = (9, 8, 7, 4, 5)  # items of 9.1 ... 9.5, FY2563
TEN = (8, 2)  # items of 10.1 and 10.2, FY2563
SHARE = Fraction(20)  # points of the total that indicator 9 or 10 can bring

answers_of_an_indicator = st.lists(st.lists(st.booleans(), min_size=1, max_size=9), min_size=1, max_size=5)


def test_indicator_ten_takes_the_multiples_of_six_and_a_quarter() -> None:
    assert possible_scores(TEN) == {Decimal("6.25") * step for step in range(17)}


def test_indicator_nine_takes_few_scores_near_the_top() -> None:
    near_top = sorted(str(score) for score in possible_scores(NINE) if 95 < score < 100)
    assert near_top == ["95.28", "95.56", "96.00", "97.14", "97.50", "97.78"]


@pytest.mark.parametrize(
    ("score", "sizes", "possible"),
    [
        ("50.00", TEN, True),
        ("56.25", TEN, True),
        ("50.01", TEN, False),
        ("74.33", NINE, True),
        ("97.78", NINE, True),
        ("97.77", NINE, False),
        ("100", NINE, True),
    ],
)
def test_published_scores_are_possible_and_slips_are_not(
    score: str, sizes: tuple[int, ...], possible: bool
) -> None:
    assert (Decimal(score) in possible_scores(sizes)) is possible


def test_nearest_possible_gives_both_sides_or_the_score_itself() -> None:
    assert nearest_possible(Decimal(51), TEN) == (Decimal("50.00"), Decimal("56.25"))
    assert nearest_possible(Decimal(50), TEN) == (Decimal("50.00"),)


@pytest.mark.parametrize(
    ("sizes", "index", "worth"), [(TEN, 1, "5.00"), (TEN, 0, "1.25"), (NINE, 0, "0.44"), (NINE, 3, "1.00")]
)
def test_one_item_is_worth_its_share_of_the_total(sizes: tuple[int, ...], index: int, worth: str) -> None:
    assert str(item_worth(sizes, index, SHARE)) == worth


def test_score_from_items_is_the_mean_of_the_means() -> None:
    assert score_from_items([[True] * 8, [False] * 2]) == Decimal("50.00")
    assert score_from_items([[True] * 7 + [False], [True, False]]) == Decimal("68.75")
    assert str(score_from_items([[True, False, False]])) == "33.33"


def test_points_of_several_indicators_are_rounded_once() -> None:
    third = [[True, False, False]]  # 33.333… of 100
    assert str(points_from_items([(third, SHARE)])) == "6.67"
    assert str(points_from_items([(third, SHARE), (third, SHARE)])) == "13.33"
    assert str(points_from_items([([[True] * 8, [True] * 2], SHARE)])) == "20.00"


@pytest.mark.parametrize(
    ("announced", "words"),
    [
        (None, ""),
        ("74.33", "คะแนนที่ประกาศ 74.33 ต่ำกว่าที่ตรวจสอบตนเองอยู่ 2.23 คะแนน"),
        ("80.00", "คะแนนที่ประกาศ 80.00 สูงกว่าที่ตรวจสอบตนเองอยู่ 3.44 คะแนน"),
        ("76.56", "คะแนนที่ประกาศ 76.56 ตรงกับที่ตรวจสอบตนเอง"),
    ],
)
def test_the_announced_score_is_compared_in_words(announced: str | None, words: str) -> None:
    assert compared(Decimal("76.56"), announced and Decimal(announced)) == words


@pytest.mark.parametrize("sizes", [(), (3, 0)])
def test_sub_indicators_without_items_are_refused(sizes: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="at least one item"):
        possible_scores(sizes)
    with pytest.raises(ValueError, match="at least one item"):
        score_from_items([[True] * size for size in sizes])


@given(answers_of_an_indicator)
def test_whatever_is_published_gives_a_possible_score(answers: list[list[bool]]) -> None:
    assert score_from_items(answers) in possible_scores([len(items) for items in answers])


@given(st.lists(st.integers(1, 4), min_size=1, max_size=3))
def test_possible_scores_are_those_of_all_answers_and_no_others(sizes: list[int]) -> None:
    choices = product(*([[True] * k + [False] * (size - k) for k in range(size + 1)] for size in sizes))
    assert possible_scores(sizes) == {score_from_items(answers) for answers in choices}


@given(answers_of_an_indicator, st.data())
def test_one_more_item_raises_the_total_by_its_worth(answers: list[list[bool]], data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(answers) - 1))
    without, with_item = ([*answers], [*answers])
    without[index], with_item[index] = [False, *answers[index][1:]], [True, *answers[index][1:]]
    gained = points_from_items([(with_item, SHARE)]) - points_from_items([(without, SHARE)])
    worth = item_worth([len(items) for items in answers], index, SHARE)
    assert abs(gained - worth) <= Decimal("0.015")  # each figure is rounded by itself
