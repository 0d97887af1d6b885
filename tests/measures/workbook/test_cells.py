"""What cells of a plan's worksheet say."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from measures.limits import LONGEST_NAME, LONGEST_TEXT
from measures.workbook import cells


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("ข้อความ", "ข้อความ"),
        ("=1+1", "=1+1"),
        (9.0, "9"),
        (12000.5, "12000.5"),
        (0.1 + 0.2, "0.3"),
        (9999999999.99, "9999999999.99"),
        (7, "7"),
        ("", ""),
        (date(2021, 3, 31), "2564-03-31"),
        (datetime(2021, 3, 31, 8, 30), "2564-03-31"),  # noqa: DTZ001  # a cell has no time zone
        (date(2564, 3, 31), "2564-03-31"),
        ("ก\x07ข", "กข"),
    ],
)
def test_a_cell_as_text(raw: object, text: str) -> None:
    assert cells.plain(raw) == text


def test_texts_are_in_one_spelling() -> None:
    assert cells.text("  ก\u0e4d\u0e32หนด \r\nเวลา ") == "กำหนด\nเวลา"


@given(st.text(max_size=60))
def test_reading_a_text_twice_gives_the_same(text: str) -> None:
    once = cells.text(cells.plain(text))
    assert cells.text(once) == once


def test_steps_lose_their_numbers_and_empty_lines() -> None:
    assert cells.steps("1. แจ้งเวียน\n\n๒) อบรม\nติดตาม 3 ครั้ง") == ("แจ้งเวียน", "อบรม", "ติดตาม 3 ครั้ง")


def test_names_come_one_a_line_or_with_commas_each_once() -> None:
    assert cells.names("กองคลัง\nกองช่าง, กองคลัง;กองประปา\n") == ("กองคลัง", "กองช่าง", "กองประปา")
    assert cells.names("") == ()
    assert cells.name("กองการศึกษา\nศาสนาและวัฒนธรรม") == "กองการศึกษา ศาสนาและวัฒนธรรม"


@pytest.mark.parametrize("typed", ["ตุลาคม 2563", "ต.ค. ๖๓", "10/2563", "2563-10-01"])
def test_months(typed: str) -> None:
    assert cells.month(typed) == date(2020, 10, 1)
    assert cells.month(" ") is None


def test_days() -> None:
    assert (
        cells.day("31 มีนาคม 2564") == cells.day("2564-03-31") == cells.day("๓๑/๓/๒๕๖๔") == date(2021, 3, 31)
    )
    assert cells.day("") is None


@pytest.mark.parametrize(
    ("typed", "value"),
    [("12000", "12000.00"), ("๑๒,๐๐๐.๕๐", "12000.50"), ("12000.5 บาท", "12000.50"), ("0", "0.00")],
)
def test_amounts(typed: str, value: str) -> None:
    assert str(cells.amount(typed)) == value
    assert cells.amount("") is None


@given(st.decimals(min_value=0, max_value=Decimal("9999999999.99"), places=2))
def test_every_amount_that_can_be_stored_survives_a_number_cell(value: Decimal) -> None:
    assert cells.amount(cells.plain(float(value))) == value


def test_whole_numbers() -> None:
    assert cells.whole("๑๐") == 10
    assert cells.whole("") is None


@pytest.mark.parametrize(
    ("read", "typed", "message"),
    [
        (cells.text, "ก" * (LONGEST_TEXT + 1), "ยาวเกิน 4,000 ตัวอักษร"),
        (cells.name, "ก" * (LONGEST_NAME + 1), "ชื่อส่วนราชการยาวเกิน 150"),
        (cells.whole, "9.5", "ไม่ใช่จำนวนเต็ม"),
        (cells.whole, "-1", "ไม่ใช่จำนวนเต็ม"),
        (cells.whole, "1" * 10, "ไม่ใช่จำนวนเต็ม"),
        (cells.month, "ตุลา", "อ่านเดือน “ตุลา” ไม่ได้"),
        (cells.day, "31/2/2564", "ไม่มีวันที่ 31 กุมภาพันธ์ 2564"),
        (cells.day, "31/3/2021", "ดูเหมือนปี ค.ศ."),
        (cells.amount, "หมื่น", "ไม่ใช่ตัวเลข"),
        (cells.amount, "-5", "ไม่ติดลบ"),
        (cells.amount, "0.005", "ทศนิยมเกิน 2 ตำแหน่ง"),
        (cells.amount, "10,000,000,000", "น้อยกว่า"),
    ],
)
def test_what_cannot_be_used_says_why(read: object, typed: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        read(typed)  # type: ignore[operator]  # one of the readers
