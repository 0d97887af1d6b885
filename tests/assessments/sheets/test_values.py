import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.sheets import values
from assessments.sheets.values import NO_SCORE, parse_figure, parse_score, parse_year, text_of
from thai.digits import to_arabic, to_thai
from thai.text import normalise

SCORES = st.decimals(0, 100, places=2)
SIGNS = "".join(map(chr, range(0x0E01, 0x0E5C))) + " aZ0.\u200b\xa0\n()"


@given(SCORES)
def test_a_score_is_read_however_it_is_typed(score: Decimal) -> None:
    ways = [float(score), str(score), to_thai(score), f" {score} %", f"{score}".replace(".", ",")]
    assert {parse_score(way) for way in [*ways, f"{score} คะแนน", f"ร้อยละ {score}"]} == {(score, "")}


@given(SCORES, st.integers(-9, 9))
def test_binary_noise_is_no_decimal(score: Decimal, noise: int) -> None:
    raw = min(100.0, max(0.0, float(score) + noise * 1e-14))
    assert parse_score(raw) == (score, "")


@given(st.one_of(st.decimals(max_value=-1, allow_nan=False, allow_infinity=False, places=2, min_value=-999)))
def test_below_zero_is_refused(value: Decimal) -> None:
    assert parse_score(float(value)) == (None, "คะแนนต่ำกว่า 0")


@given(st.text(alphabet="กขabc:/", min_size=1))
def test_letters_are_refused(text: str) -> None:
    assert parse_score(text).problem == "ค่านี้ไม่ใช่ตัวเลข"


@given(st.one_of(st.text(), st.floats(), st.integers(), st.booleans(), st.none(), st.dates()))
def test_anything_gives_a_figure_or_a_problem_and_never_an_error(raw: object) -> None:
    for parse in (parse_score, parse_figure):
        value, problem = parse(raw)
        assert value is None or (not problem and 0 <= value <= 100 and value == round(value, 2))


@pytest.mark.parametrize("raw", ["", " ", "-", "–", "—", " - ", "\u200b", "−"])
def test_dashes_and_nothing_are_no_score_and_not_zero(raw: str) -> None:
    assert parse_score(raw) == NO_SCORE
    assert NO_SCORE.value is None


@pytest.mark.parametrize(
    ("raw", "problem"),
    [
        (99.145, "ทศนิยมเกิน"),
        ("๙๙.๑๔๕", "ทศนิยมเกิน"),
        (100.01, "เกิน 100"),
        ("1,234.5", "เกิน 100"),
        (True, "ไม่ใช่ตัวเลข"),
        (float("nan"), "ไม่ใช่ตัวเลข"),
        (None, "ไม่ใช่ตัวเลข"),
        (datetime.date(2021, 1, 5), "วันที่"),
        (datetime.timedelta(hours=1), "วันที่"),
        ("#REF!", "ผิดพลาด"),
        ("=A1", "ยังไม่ได้คำนวณ"),
    ],
)
def test_what_is_no_score_says_why(raw: object, problem: str) -> None:
    parsed = parse_score(raw)
    assert parsed.value is None
    assert problem in parsed.problem


def test_zero_is_a_score_and_minus_zero_is_zero() -> None:
    assert str(parse_score(0).value) == str(parse_score(-0.0).value) == "0.00"


def test_a_computed_figure_is_rounded_half_up() -> None:
    assert parse_figure(82.8632).value == Decimal("82.86")
    assert parse_figure("82.865").value == Decimal("82.87")


@given(st.integers(2500, 2600))
def test_a_year_is_read_however_it_is_typed(year: int) -> None:
    ways = [
        year,
        float(year),
        f"{year}",
        f"ปี {year}",
        to_thai(f"ปีงบประมาณ พ.ศ. {year}"),
        year - 543,
        f"ค.ศ. {year - 543}",
    ]
    assert {parse_year(way) for way in ways} == {year}


@pytest.mark.parametrize("raw", ["", "ปี", "ปี 64", 64, 1800, 2700, "2564-2565", None, True, "หมู่ 2564"])
def test_what_is_no_year(raw: object) -> None:
    assert parse_year(raw) is None


def test_years_of_titles() -> None:
    assert values.years_in("ผลการประเมิน ประจำปีงบประมาณ พ.ศ. ๒๕๖๔ และปี 2565") == {2564, 2565}
    assert values.years_in("ค.ศ. 2021") == {2564}
    assert values.years_in("โทร 2564") == set()


@given(st.text(alphabet=SIGNS))
def test_the_short_way_for_usual_texts_changes_nothing(text: str) -> None:
    assert text_of(text) == to_arabic(normalise(text.replace("\n", " ")))


def test_whole_numbers_are_texts_without_decimals() -> None:
    assert [text_of(12.0), text_of(12.5), text_of(7)] == ["12", "12.5", "7"]
