"""The tables of the measures document as one worksheet."""

from __future__ import annotations

from assessments.sheets.safe_cells import Value
from reports.documents.plan import PlanDocument, PlanRow
from reports.xlsx.tables import Table, lines

COLUMNS = {  # heading → width in characters
    "เครื่องมือ": 10,
    "ตัวชี้วัดที่": 10,
    "ตัวชี้วัด": 24,
    "คะแนน": 10,
    "มาตรการ/แนวทาง": 40,
    "วิธีการดำเนินการ": 44,
    "ผู้รับผิดชอบ": 20,
    "ระยะเวลาดำเนินการ": 18,
    "การติดตามผล": 28,
}


def plan_table(document: PlanDocument) -> Table:
    """Return every row of the printed tables."""
    rows = [
        [block.instrument.code, row.indicator.number, row.indicator.name, row.indicator.score, *_measure(row)]
        for block in document.blocks
        for row in block.rows
    ]
    return Table("มาตรการ", document.title, COLUMNS, rows, document.outcome.agency.name)


def _measure(row: PlanRow) -> list[Value]:
    """The five columns of the printed table; without a measure what is printed in its place."""
    measure = row.measure
    if measure is None:
        return [None if row.kept else row.indicator.recommendation, row.kept or None, None, None, None]
    steps, departments = lines(measure.steps), lines(measure.departments)
    return [measure.approach, steps, departments, measure.period, lines(measure.follow_up)]
