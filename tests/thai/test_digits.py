from hypothesis import given
from hypothesis import strategies as st

from thai.digits import to_arabic, to_thai


def test_every_digit() -> None:
    assert to_thai("0123456789") == "๐๑๒๓๔๕๖๗๘๙"
    assert to_arabic("๐๑๒๓๔๕๖๗๘๙") == "0123456789"


def test_values_that_are_not_text() -> None:
    assert to_thai(2564) == "๒๕๖๔"
    assert to_arabic(2564) == "2564"


@given(st.text())
def test_round_trip_keeps_everything_but_the_script_of_the_digits(text: str) -> None:
    assert to_arabic(to_thai(text)) == to_arabic(text)
    assert to_thai(to_arabic(text)) == to_thai(text)
    assert not set("0123456789") & set(to_thai(text))
