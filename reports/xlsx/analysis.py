"""The four-column table of the analysis report as a worksheet."""

from __future__ import annotations

from reports.documents.analysis import AnalysisReport
from reports.xlsx.tables import Table, lines

COLUMNS = {"มาตรการ": 44, "ขั้นตอนหรือวิธีการปฏิบัติ": 52, "ผู้รับผิดชอบ": 24, "การกำกับติดตาม": 34}


def four_column_table(document: AnalysisReport) -> Table:
    """Return the measures in four columns; without any, the sheet is a form."""
    rows = [
        [row.approach, lines(row.steps), lines(row.departments), lines(row.follow_up)]
        for row in document.measures
    ]
    title = (*document.heading, document.measures_lead)
    return Table("มาตรการ", title, COLUMNS, rows, document.outcome.agency.name)
