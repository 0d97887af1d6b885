from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from assessments.sheets.safe_cells import DANGEROUS
from reports.documents.kinds import build_plan
from reports.documents.plan import PlanDocument
from reports.xlsx.plan import COLUMNS, plan_table
from reports.xlsx.tables import workbook
from tests.reports.documents import examples

pytestmark = pytest.mark.django_db
HEAD = 4


def plan_workbook(document: PlanDocument) -> bytes:
    return workbook(plan_table(document))


def document(numbers: tuple[int, ...] = (1, 9, 10, 10)) -> PlanDocument:
    assessment = examples.assessed_namtao()
    examples.plan(assessment, list(numbers))
    return build_plan(examples.sources(assessment.organization, 2564))


def opened(content: bytes) -> Worksheet:
    return load_workbook(BytesIO(content)).active


def test_title_head_and_one_row_for_every_row_of_the_printed_tables() -> None:
    made = document()
    sheet = opened(plan_workbook(made))
    assert [sheet.cell(row, 1).value for row in range(1, HEAD)] == list(made.title)
    assert [cell.value for cell in sheet[HEAD]] == list(COLUMNS)
    assert sheet.max_row == HEAD + sum(len(block.rows) for block in made.blocks) == HEAD + 11


def test_numbers_stay_numbers_and_lists_become_lines() -> None:
    rows = list(opened(plan_workbook(document())).iter_rows(min_row=HEAD + 1, values_only=True))
    last = rows[-1]
    assert last[:4] == ("OIT", 10, "การป้องกันการทุจริต", 50)
    assert last[5] == "ขั้นตอนตัวอย่างก\nขั้นตอนตัวอย่างกก"
    assert last[6:8] == ("สำนักปลัด", "ต.ค. ๖๔ – มี.ค. ๖๕")
    unanswered = rows[1]
    assert unanswered[1] == 2
    assert unanswered[4] is None
    assert unanswered[5].endswith("จึงให้รักษามาตรฐานการดำเนินงานไว้อย่างต่อเนื่อง")
    assert unanswered[6:] == (None,) * 3


def test_a_weakness_without_a_measure_keeps_its_recommendation() -> None:
    rows = list(opened(plan_workbook(document((9,)))).iter_rows(min_row=HEAD + 1, values_only=True))
    assert rows[-1][4]
    assert rows[-1][5:] == (None,) * 4


def test_scores_show_two_decimals() -> None:
    assert opened(plan_workbook(document())).cell(HEAD + 1, 4).number_format == "0.00"


@pytest.mark.parametrize("start", DANGEROUS)
def test_no_text_becomes_a_formula(start: str) -> None:
    made = document()
    block = made.blocks[0]
    measure = replace(block.rows[0].measure, approach=f"{start}1+1")
    rows = (replace(block.rows[0], measure=measure), *block.rows[1:])
    cell = opened(plan_workbook(replace(made, blocks=(replace(block, rows=rows),)))).cell(HEAD + 1, 5)
    assert (cell.data_type, cell.quotePrefix) == ("s", True)
    assert cell.value.endswith("1+1")


def test_same_bytes_whenever_it_is_written() -> None:
    made = document()
    content = plan_workbook(made)
    assert content == plan_workbook(made)
    file = ZipFile(BytesIO(content))
    assert {entry.date_time for entry in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert b"1980-01-01T00:00:00Z" in file.read("docProps/core.xml")


def test_the_head_stays_in_view_and_is_printed_on_every_page() -> None:
    sheet = opened(plan_workbook(document()))
    assert sheet.freeze_panes == f"A{HEAD + 1}"
    assert sheet.print_title_rows == f"${HEAD}:${HEAD}"
    assert (sheet.page_setup.orientation, sheet.sheet_properties.pageSetUpPr.fitToPage) == ("landscape", True)
