from __future__ import annotations

from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import Workbook

from assessments.sheets.grid import read_grids
from assessments.sheets.safe_cells import AMOUNT, DANGEROUS, SCORE, Value, fill


def read_back(value: Value) -> object:
    """Write a value into a workbook and read the file as an upload is read."""
    book = Workbook()
    fill(book.active["A1"], value)
    book.active["B1"] = "ก"
    target = BytesIO()
    book.save(target)
    return read_grids(target.getvalue(), "")[0].rows[0][0]


@pytest.mark.parametrize("start", DANGEROUS)
def test_no_text_becomes_a_formula(start: str) -> None:
    cell = Workbook().active["A1"]
    fill(cell, f"{start}1+1")
    assert (cell.data_type, cell.quotePrefix) == ("s", True)
    assert str(read_back(f"{start}1+1")).lstrip("\t\r\n ") == f"{start}1+1".lstrip("\t\r\n ")


@pytest.mark.parametrize("text", ["ข้อความ", "_x0041_", "ก_x000D_ข", "&amp; <b>", "123", "สอง\nบรรทัด"])
def test_harmless_text_stays_as_it_is(text: str) -> None:
    cell = Workbook().active["A1"]
    fill(cell, text)
    assert (cell.data_type, cell.quotePrefix) == ("s", False)
    assert read_back(text) == text


def test_control_characters_are_dropped() -> None:
    assert read_back("ก\x0bข\x00") == "กข"


def test_numbers_stay_numbers() -> None:
    cell = Workbook().active["A1"]
    fill(cell, Decimal("82.86"))
    assert (cell.value, cell.number_format) == (Decimal("82.86"), SCORE)
    fill(cell, Decimal(12000), decimals=AMOUNT)
    assert cell.number_format == AMOUNT
    assert read_back(7) == 7
