import unicodedata
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thai.digits import to_thai
from thai.text import normalise, number_text, squash

AM, NIKHAHIT, AA, THO = "\u0e33", "\u0e4d", "\u0e32", "\u0e49"
TRICKY = st.text(
    alphabet=f"กนดเแ{AM}{NIKHAHIT}{AA}{THO}\u0e48\u0e38\u0e3a\u0300\u200b\ufeff\u00ad\u00a0 \n\r\tA"
)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (f"การด{NIKHAHIT}{AA}เนินงาน", f"การด{AM}เนินงาน"),
        (f"น{THO}{NIKHAHIT}{AA}", f"น{THO}{AM}"),
        (f"น{NIKHAHIT}{THO}{AA}", f"น{THO}{AM}"),
        (f"น{AM}{THO}", f"น{THO}{AM}"),
        ("คะเเนน", "คะแนน"),
        ("งบ\u00a0ประมาณ", "งบ ประมาณ"),
        ("การ\u200bใช้\ufeffอำนาจ", "การใช้อำนาจ"),
        ("  การ   ใช้ \t อำนาจ ", "การ ใช้ อำนาจ"),
        ("บรรทัดหนึ่ง \r\n  บรรทัดสอง\rสาม", "บรรทัดหนึ่ง\nบรรทัดสอง\nสาม"),
        ("ก\u0e48\u0e38", "ก\u0e38\u0e48"),
        ("", ""),
    ],
)
def test_normalise(typed: str, meant: str) -> None:
    assert normalise(typed) == meant


@given(TRICKY | st.text())
def test_normalising_again_changes_nothing(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once
    assert unicodedata.is_normalized("NFC", once)


@given(TRICKY)
def test_no_split_sara_am_survives(text: str) -> None:
    result = normalise(text)
    assert NIKHAHIT + AA not in result
    assert AM + THO not in result
    assert "เเ" not in result
    assert "  " not in result


def test_squash_makes_spellings_equal() -> None:
    assert squash("การเปิดเผย ข้อมูล") == squash(" การเปิดเผยข้อมูล\n")
    assert squash(f"การด {NIKHAHIT} {AA} เนินงาน") == f"การด{AM}เนินงาน"
    assert squash("E-Service") == squash("e-service")
    assert squash("การใช้อำนาจ") != squash("การใช้งบประมาณ")


@given(TRICKY)
def test_squash_leaves_no_space(text: str) -> None:
    assert not any(letter.isspace() for letter in squash(text))


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("๙๙.๑๔", "99.14"),
        ("99,14", "99.14"),
        ("99,1", "99.1"),
        (" 99.14 %", "99.14"),
        ("99.14%", "99.14"),
        ("100", "100"),
        ("007", "7"),
        ("1,234", "1234"),
        ("1,234.50", "1234.50"),
        ("1,234,567", "1234567"),
        ("-5", "-5"),
        ("−5,25", "-5.25"),
        ("99.140", "99.140"),
    ],
)
def test_numbers_as_people_write_them(typed: str, value: str) -> None:
    assert number_text(typed) == Decimal(value)


@pytest.mark.parametrize(
    "typed",
    ["", "-", "–", "%", "ก", "99.", ".5", "9 9", "1,2345", "12,34,56", "1,234,5", "99,14.5", "1.234,5",
     "NaN", "Infinity", "1e3", "1_000", "99..1", "99.1.4", "+5", "²", "９", "9" * 16],
)  # fmt: skip
def test_what_is_no_number(typed: str) -> None:
    with pytest.raises(ValueError, match="ไม่ใช่ตัวเลข"):
        number_text(typed)


@given(st.decimals(min_value=-(10**6), max_value=10**6, places=2))
def test_numbers_are_read_back_in_every_dress(number: Decimal) -> None:
    assert number_text(str(number)) == number
    assert number_text(to_thai(f"{number:,} %")) == number
    assert number_text(str(number).replace(".", ",")) == number


@given(st.text(alphabet="0123456789๐.,% -กE", max_size=10))
def test_any_text_is_a_finite_number_or_refused(text: str) -> None:
    try:
        assert number_text(text).is_finite()
    except ValueError as error:
        refusal = str(error)
    else:
        return
    assert "ไม่ใช่ตัวเลข" in refusal
