"""The report of carrying out the measures as a worksheet."""

from __future__ import annotations

from assessments.sheets.safe_cells import Value
from reports.documents.execution import ExecutedMeasure, ExecutionReport
from reports.xlsx.tables import Table, lines

COLUMNS = {  # heading → width in characters
    "ตัวชี้วัดที่": 10,
    "มาตรการ/แนวทาง": 40,
    "ผู้รับผิดชอบ": 20,
    "ระยะเวลาดำเนินการ": 18,
    "สิ่งที่ดำเนินการ": 44,
    "ผลที่ได้": 32,
    "ร้อยละความสำเร็จ": 12,
    "สถานะ": 16,
    "หลักฐาน": 34,
    "ปัญหา อุปสรรค และข้อเสนอแนะ": 32,
}


def execution_table(document: ExecutionReport) -> Table:
    """Return one row per measure under the report's title and summary."""
    title = (*document.title, document.summary)
    rows = [_row(row) for row in document.rows]
    return Table("ผลการดำเนินการ", title, COLUMNS, rows, document.outcome.agency.name)


def _row(row: ExecutedMeasure) -> list[Value]:
    return [
        row.number,
        row.approach,
        lines(row.departments),
        row.period,
        lines(row.done),
        lines(row.results),
        row.percent,
        row.state,
        lines(row.evidence),
        lines(row.problems),
    ]
