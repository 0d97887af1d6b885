"""The uploaded workbook with every wrong cell coloured and commented."""

from __future__ import annotations

from pathlib import PurePath

from assessments.models import ImportBatch
from assessments.services.imports.batches import stored_data
from assessments.sheets.grid import read_grids
from assessments.sheets.writing import Marks, marked_grids, marked_workbook

LARGE_BYTES = 1_000_000  # beyond, a workbook takes too much memory to be changed in place
WHOLE_SHEET = "A1"


def marked_file(batch: ImportBatch) -> tuple[bytes, str]:
    """Return the content and the name of the marked workbook; raises FileChanged."""
    data = stored_data(batch)
    grids = read_grids(data, batch.file_name)
    marks, summary = _marks(batch)
    name = f"{PurePath(batch.file_name).stem}_ที่ต้องแก้ไข.xlsx"
    if data.startswith(b"PK") and batch.file_name.lower().endswith(".xlsx") and len(data) <= LARGE_BYTES:
        try:
            return marked_workbook(data, marks, summary), name
        except (AttributeError, IndexError, KeyError, TypeError, ValueError):
            pass  # a workbook that our reader understands and this writer does not: write its cells anew
    return marked_grids(grids, marks, summary), name


def _marks(batch: ImportBatch) -> tuple[Marks, list[tuple[str, ...]]]:
    marks: dict[str, dict[str, str]] = {}
    summary: list[tuple[str, ...]] = []
    for problem in batch.problems.all():
        text = f"{problem.message}\nที่ถูกต้อง: {problem.expected}" if problem.expected else problem.message
        cells = marks.setdefault(problem.sheet, {})
        cell = problem.cell or WHOLE_SHEET
        cells[cell] = f"{cells[cell]}\n{text}" if cell in cells else text
        summary.append((problem.sheet, problem.cell, problem.value, problem.message, problem.expected))
    return marks, summary
