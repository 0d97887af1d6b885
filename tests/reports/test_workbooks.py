"""Lists as XLSX: what a person typed stays text."""

from __future__ import annotations

from io import BytesIO

import pytest
from openpyxl import load_workbook

from reports.workbooks import workbook

DANGEROUS = ["=1+1", '=HYPERLINK("http://example.org")', "+1", "-1", "@SUM(A1)", "ปกติ", "", "00123"]


@pytest.mark.parametrize("value", DANGEROUS)
def test_a_cell_is_never_a_formula(value: str) -> None:
    book = load_workbook(BytesIO(workbook("แผ่น", ["หัว"], [[value]])))
    cell = book["แผ่น"]["A2"]
    assert cell.data_type != "f"
    assert (cell.value or "") == value


def test_headings_are_bold_and_stay_in_view() -> None:
    sheet = load_workbook(BytesIO(workbook("แผ่น", ["หนึ่ง", "สอง"], [["ก", "ข"]]))).active
    assert sheet.freeze_panes == "A2"
    assert sheet["B1"].font.bold
    assert [[cell.value for cell in row] for row in sheet.rows] == [["หนึ่ง", "สอง"], ["ก", "ข"]]


def test_columns_are_as_wide_as_what_they_hold_and_can_be_filtered() -> None:
    rows = [["ก", "ข" * 30, "ค" * 300]] * 150
    sheet = load_workbook(BytesIO(workbook("แผ่น", ["หนึ่ง", "สอง", "สาม"], rows))).active
    assert [sheet.column_dimensions[name].width for name in "ABC"] == [12, 32, 50]
    assert sheet.auto_filter.ref == "A1:C151"
    assert sheet.max_row == 151


def test_a_list_without_rows_has_its_headings() -> None:
    sheet = load_workbook(BytesIO(workbook("แผ่น", ["หนึ่ง", "สอง"], []))).active
    assert [[cell.value for cell in row] for row in sheet.rows] == [["หนึ่ง", "สอง"]]
    assert sheet.auto_filter.ref == "A1:B1"


def test_notes_stand_above_the_headings() -> None:
    content = workbook("แผ่น", ["หนึ่ง", "สอง"], [["ก", "ข"]], notes=["=หมายเหตุ" + "ย" * 300])
    sheet = load_workbook(BytesIO(content)).active
    assert sheet["A1"].value == "=หมายเหตุ" + "ย" * 300
    assert sheet["A1"].data_type != "f"
    assert [sheet[cell].value for cell in ("A2", "B2", "A3", "B3")] == ["หนึ่ง", "สอง", "ก", "ข"]
    assert sheet["A2"].font.bold
    assert sheet.freeze_panes == "A3"
    assert sheet.auto_filter.ref == "A2:B3"
    assert sheet.column_dimensions["A"].width == 12
