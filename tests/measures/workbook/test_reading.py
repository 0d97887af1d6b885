"""Which files hold a plan, and what is refused with which words."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook

from assessments.sheets.limits import SheetFileError
from measures.workbook.reading import MOST_ROWS, Table, read_table
from tests.measures.workbook.sheets import HEADINGS, exported, new_row, table


def book(*rows: list[Any], before: int = 0) -> bytes:
    made = Workbook()
    for _ in range(before):
        made.active.append(["แผนมาตรการของหน่วยงาน"])
    for row in rows:
        made.active.append(row)
    target = BytesIO()
    made.save(target)
    return target.getvalue()


def test_rows_come_with_their_numbers_and_cells_with_their_places() -> None:
    found = table(new_row(exported(None), 4))
    (line,) = found.lines
    assert line.row == 4
    assert (line.cells["number"], line.cells["approach"], line.cells["key"]) == ("9", "มาตรการใหม่", "")
    assert found.place(line, "approach") == "E4"


def test_titles_above_the_head_other_columns_and_their_order_do_not_matter() -> None:
    head = ["หมายเหตุ", "สิ้นสุดเดือน", "เริ่ม เดือน", "วิธีการดำเนินการ", "มาตรการ", "ตัวชี้วัดที่"]
    content = book(head, ["ก", "มี.ค. 65", "ต.ค. 64", "ทำ", "มาตรการ", 3], before=3)
    found = table(content)
    assert found.lines[0].row == 5
    assert found.lines[0].cells == {
        "ends": "มี.ค. 65",
        "starts": "ต.ค. 64",
        "method": "ทำ",
        "approach": "มาตรการ",
        "number": "3",
    }


def test_a_table_survives_json() -> None:
    found = table(new_row(exported(None), 2))
    assert Table.from_json(found.as_json()) == found


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "ว่างเปล่า"),
        (b"%PDF-1.7 ...", "ไม่ใช่ตาราง"),
        (book(["ก", "ข"], [1, 2]), "ไม่พบแถวหัวตาราง"),
        (book(HEADINGS), "ยังไม่มีมาตรการ"),
        (book([*HEADINGS, "มาตรการ"], [1]), "“มาตรการ” มีมากกว่า 1 คอลัมน์"),
        (book(["ตัวชี้วัดที่", "มาตรการ", "เริ่มเดือน"], [1]), "ไม่พบคอลัมน์ วิธีการดำเนินการ, สิ้นสุดเดือน"),
        (book(HEADINGS, *([["", 1]] * (MOST_ROWS + 1))), f"เกิน {MOST_ROWS} รายการ"),
    ],
)
def test_files_that_cannot_serve_say_why(content: bytes, message: str) -> None:
    with pytest.raises(SheetFileError, match=message):
        read_table(content, "แผน.xlsx")
