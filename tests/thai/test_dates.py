from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thai import dates
from thai.digits import to_thai

DAY = date(2021, 9, 28)
DAYS = st.dates(min_value=date(1857, 1, 1), max_value=date(2157, 12, 31))


def test_full_and_short_dates_in_both_digits() -> None:
    assert dates.full_date(DAY) == "๒๘ กันยายน ๒๕๖๔"
    assert dates.full_date(DAY, thai_digits=False) == "28 กันยายน 2564"
    assert dates.short_date(DAY) == "๒๘ ก.ย. ๒๕๖๔"
    assert dates.short_date(DAY, thai_digits=False) == "28 ก.ย. 2564"


def test_sortable_dates_bear_the_buddhist_year() -> None:
    assert dates.sortable_date(DAY) == "2564-09-28"
    assert dates.sortable_date(date(2021, 1, 2), "") == "25640102"


def test_short_month_keeps_the_zero_of_its_year() -> None:
    assert dates.short_month(date(2020, 10, 1)) == "ต.ค. ๖๓"
    assert dates.short_month(date(2057, 1, 1), thai_digits=False) == "ม.ค. 00"


def test_month_range() -> None:
    assert dates.month_range(date(2020, 10, 1), date(2021, 3, 31)) == "ต.ค. ๖๓ – มี.ค. ๖๔"
    assert dates.month_range(date(2020, 10, 1), date(2021, 3, 31), thai_digits=False) == "ต.ค. 63 – มี.ค. 64"
    assert dates.month_range(date(2021, 9, 1), date(2021, 9, 30)) == "ก.ย. ๖๔"


@pytest.mark.parametrize(
    "typed",
    [
        "28/9/2564",
        "28/09/2564",
        "28-9-2564",
        "28.9.2564",
        "28 / 9 / 2564",
        "๒๘/๙/๒๕๖๔",
        "2564-09-28",
        "๒๕๖๔-๐๙-๒๘",
        "28 ก.ย. 2564",
        "28 ก.ย 2564",
        "28 กย 2564",
        "28ก.ย.2564",
        "28 กันยายน ๒๕๖๔",
        "28 กันยายน พ.ศ. 2564",
        "วันที่ 28  กันยายน 2564",
        " 28\u00a0กันยายน\u200b 2564 ",
    ],
)
def test_dates_as_people_type_them(typed: str) -> None:
    assert dates.parse_date(typed) == DAY


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("28/9/2021", "ปี 2021 ดูเหมือนปี ค.ศ. โปรดพิมพ์ปี พ.ศ. เช่น 2564"),
        ("2021-09-28", "ปี 2021 ดูเหมือนปี ค.ศ. โปรดพิมพ์ปี พ.ศ. เช่น 2564"),
        ("28 ก.ย. 2399", "ปี 2399 ดูเหมือนปี ค.ศ. โปรดพิมพ์ปี พ.ศ. เช่น 2942"),
        ("28/9/64", "โปรดพิมพ์ปี พ.ศ. เป็นเลขสี่หลัก เช่น 2564"),
        ("28/9/25640", "โปรดพิมพ์ปี พ.ศ. เป็นเลขสี่หลัก เช่น 2564"),
        ("28/9/1899", "ปี พ.ศ. 1899 ไม่อยู่ในช่วง 2400–2700"),
        ("28/9/2701", "ปี พ.ศ. 2701 ไม่อยู่ในช่วง 2400–2700"),
        ("31/2/2564", "ไม่มีวันที่ 31 กุมภาพันธ์ 2564"),
        ("29 ก.พ. 2566", "ไม่มีวันที่ 29 กุมภาพันธ์ 2566"),
        ("0/2/2564", "ไม่มีวันที่ 0 กุมภาพันธ์ 2564"),
        ("28/13/2564", "ไม่รู้จักเดือน “13”"),
        ("28/0/2564", "ไม่รู้จักเดือน “0”"),
        ("28 กันยา 2564", "ไม่รู้จักเดือน “กันยา”"),
        ("กันยายน 2564", "อ่านวันที่ “กันยายน 2564” ไม่ได้ โปรดพิมพ์ เช่น 28/9/2564 หรือ 28 ก.ย. 2564"),
        ("", "อ่านวันที่ “” ไม่ได้ โปรดพิมพ์ เช่น 28/9/2564 หรือ 28 ก.ย. 2564"),
    ],
)
def test_what_is_refused_and_in_which_words(typed: str, message: str) -> None:
    with pytest.raises(ValueError) as refusal:
        dates.parse_date(typed)
    assert str(refusal.value) == message


def test_leap_day() -> None:
    assert dates.parse_date("29/2/2567") == date(2024, 2, 29)


@given(DAYS, st.booleans())
def test_printed_dates_are_read_back(day: date, thai_digits: bool) -> None:
    assert dates.parse_date(dates.full_date(day, thai_digits=thai_digits)) == day
    assert dates.parse_date(dates.short_date(day, thai_digits=thai_digits)) == day
    assert dates.parse_date(to_thai(f"{day.day}/{day.month}/{dates.be_year(day)}")) == day


@given(st.text(alphabet="0123456789๑๒ก.ย พศ/-", max_size=16))
def test_anything_typed_is_a_date_or_refused_in_thai(typed: str) -> None:
    try:
        assert isinstance(dates.parse_date(typed), date)
    except ValueError as error:
        refusal = str(error)
    else:
        return
    assert any("ก" <= letter <= "๛" for letter in refusal)


def test_fiscal_year_turns_on_the_first_of_october() -> None:
    assert dates.fiscal_year_of(date(2021, 9, 30)) == 2564
    assert dates.fiscal_year_of(date(2021, 10, 1)) == 2565
    assert dates.fiscal_year_bounds(2564) == (date(2020, 10, 1), date(2021, 9, 30))


@given(DAYS)
def test_a_date_lies_inside_its_fiscal_year_and_no_other(day: date) -> None:
    first, last = dates.fiscal_year_bounds(dates.fiscal_year_of(day))
    assert first <= day <= last
    assert dates.fiscal_year_bounds(dates.fiscal_year_of(day) + 1)[0] == last + timedelta(days=1)


@pytest.mark.parametrize(
    "typed",
    [
        "ตุลาคม 2563",
        "ต.ค. 2563",
        "ต.ค. ๖๓",
        "ต.ค.63",
        "10/2563",
        "10-63",
        "เดือนตุลาคม พ.ศ. ๒๕๖๓",
        "2563-10-01",
        "15 ต.ค. 2563",
    ],
)
def test_months_as_people_type_them(typed: str) -> None:
    assert dates.parse_month(typed) == date(2020, 10, 1)


@given(DAYS)
def test_a_month_s_full_name_is_read_back(day: date) -> None:
    typed = f"{dates.MONTHS[day.month - 1]} {dates.be_year(day)}"
    assert dates.parse_month(typed) == day.replace(day=1)


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("ตุลา", "อ่านเดือน “ตุลา” ไม่ได้"),
        ("", "อ่านเดือน “” ไม่ได้"),
        ("13/2563", "ไม่รู้จักเดือน “13”"),
        ("ตุลาคม 2020", "ดูเหมือนปี ค.ศ."),
        ("ตุลาโคม 2563", "ไม่รู้จักเดือน “ตุลาโคม”"),
    ],
)
def test_what_is_no_month_is_said(typed: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        dates.parse_month(typed)
