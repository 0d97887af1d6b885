"""The worksheets of the analysis report and of the reports of carrying out the measures."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook

from reports.documents.kinds import build_analysis, build_round
from reports.xlsx import analysis, execution
from reports.xlsx.tables import Table, workbook
from tests.reports.documents import examples

pytestmark = pytest.mark.django_db


def rows_of(table: Table) -> list[tuple[object, ...]]:
    """Write a table and return what stands below its title: the head, then the rows."""
    sheet = load_workbook(BytesIO(workbook(table))).active
    return list(sheet.iter_rows(min_row=len(table.title) + 1, values_only=True))


def test_the_report_of_a_round_has_one_row_per_measure() -> None:
    assessment = examples.assessed_namtao()
    examples.carried_out(assessment, [1, 9, 10])
    sources = examples.sources(assessment.organization, 2564, date(2022, 12, 1))
    document = build_round("year-end", sources)
    table = execution.execution_table(document)
    head, first, _, last = rows_of(table)
    assert head == tuple(execution.COLUMNS)
    assert first[0] == 1
    assert first[4:8] == (
        "๑๕ ม.ค. ๒๕๖๕ ๑. แจ้งเวียนแนวทาง\n๒. ประชุมชี้แจง\n๒ เม.ย. ๒๕๖๕ ดำเนินการครบทุกขั้นตอน",
        "ผ่านเกณฑ์ ๙๕ คะแนน",
        100,
        "แล้วเสร็จ",
    )
    assert first[8] == "คำสั่ง.pdf\nhttps://example.org/reports/2565"
    assert last[4:7] == (None, None, 0)
    assert table.title == (*document.title, document.summary)


def test_the_four_columns_of_the_analysis_report() -> None:
    assessment = examples.assessed_namtao()
    examples.plan(assessment, [9, 10])
    document = build_analysis(examples.sources(assessment.organization, 2564))
    head, *rows = rows_of(analysis.four_column_table(document))
    assert head == ("มาตรการ", "ขั้นตอนหรือวิธีการปฏิบัติ", "ผู้รับผิดชอบ", "การกำกับติดตาม")
    assert len(rows) == len(document.measures) == 2
    assert rows[0][1:3] == ("ขั้นตอนตัวอย่างก\nขั้นตอนตัวอย่างกก", "สำนักปลัด")


def test_without_measures_the_worksheet_is_a_form() -> None:
    document = build_analysis(examples.sources(examples.namtao(), 2564))
    assert len(rows_of(analysis.four_column_table(document))) == 1
