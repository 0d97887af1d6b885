"""Recognising a sheet's layout and applying it: `propose`, then (perhaps corrected) `apply`."""

import re
from collections import Counter
from types import ModuleType

from assessments.sheets import headers
from assessments.sheets.grid import Grid
from assessments.sheets.layouts import long, transposed, wide, years
from assessments.sheets.records import Problem, Record, SheetResult
from assessments.sheets.roles import Mapping, is_role, role_name
from assessments.sheets.values import text_of
from assessments.sheets.vocabulary import Vocabulary

__all__ = ["LAYOUTS", "Mapping", "apply", "is_role", "propose", "repeated", "role_name"]

LAYOUTS: dict[str, ModuleType] = {layout.NAME: layout for layout in (wide, years, long, transposed)}

_MANY = {"ignore", "rank"}  # roles that several columns may have
_NEEDED_FOR_LONG = ("indicator", "score")
_CELL = re.compile(r"([A-Z]+)([0-9]+)")
_FEWEST_FRACTIONS = 3
_SAMPLE = 100


def propose(grid: Grid, vocabulary: Vocabulary) -> Mapping | None:
    """The layout that fits best, with the columns recognised; None when the sheet is no score table."""
    header = headers.find(grid, vocabulary)
    found = [layout.detect(grid, vocabulary, header) for layout in LAYOUTS.values()]
    best = max(filter(None, found), key=lambda detection: detection.confidence, default=None)
    return best.mapping if best else None


def apply(grid: Grid, mapping: Mapping, vocabulary: Vocabulary) -> SheetResult:
    """The records of a sheet under a mapping, with every problem at its cell, in the order of cells."""
    problems = _mapping_problems(grid, mapping, vocabulary)
    if problems:
        return SheetResult((), tuple(problems))
    records, found = LAYOUTS[mapping.layout].read(grid, mapping, vocabulary)
    fractions = _fractions(records)
    if fractions:
        return SheetResult((), tuple(fractions))
    found += repeated(records)
    return SheetResult(tuple(records), tuple(sorted(found, key=position)))


def repeated(records: list[Record]) -> list[Problem]:
    """A problem at the second record, and every further one, of the same agency and year."""
    first: dict[tuple[object, ...], Record] = {}
    problems = []
    for record in records:
        if record.year is None and record.year_cell:
            continue  # which year an unreadable cell means is unknown: not necessarily the same
        agency = record.agency
        identity = (agency.code,) if agency.code else tuple(part.replace(" ", "") for part in agency[1:5])
        earlier = first.setdefault((*identity, record.year), record)
        if earlier is not record:
            where = earlier.agency.cell
            message = f"หน่วยงานนี้ในปีเดียวกันมีแล้วที่เซลล์ {where}"
            shown = agency.name or agency.code or agency.province
            problems.append(Problem(record.sheet, agency.cell, shown, "หน่วยงานละหนึ่งรายการต่อปี", message))
    return problems


def _mapping_problems(grid: Grid, mapping: Mapping, vocabulary: Vocabulary) -> list[Problem]:
    """Why the columns cannot be read as they are: twice the same, contradictory, missing or not there."""
    turned = grid.transposed() if mapping.layout == transposed.NAME else grid
    outside = max(mapping.columns, default=-1) >= turned.width or mapping.header[1] >= len(turned.rows)
    if mapping.layout not in LAYOUTS or outside:
        return [Problem(grid.name, "", "", "ตารางที่มีคอลัมน์ครบตามที่กำหนด", "การจับคู่คอลัมน์ไม่ตรงกับแผ่นงานนี้")]
    roles = set(mapping.columns.values())
    missing = [role for role in _NEEDED_FOR_LONG if role not in roles] if mapping.layout == long.NAME else []
    if missing or not any(
        role.startswith(("score", "total", "level", "instrument", "points")) for role in roles
    ):
        names = " และ ".join(map(role_name, missing or ["score"]))
        return [Problem(grid.name, "", "", f"คอลัมน์{names}", "ไม่พบคอลัมน์ที่จำเป็น")]
    return _double_columns(turned, mapping) + _contradictions(turned, mapping, vocabulary)


def _double_columns(grid: Grid, mapping: Mapping) -> list[Problem]:
    counts: Counter[str] = Counter()
    problems = []
    for column, role in sorted(mapping.columns.items()):
        counts[role] += 1
        if counts[role] > 1 and role not in _MANY:
            text = str(grid.rows[mapping.header[1]][column])
            cell = grid.cell(mapping.header[1], column)
            problems.append(
                Problem(grid.name, cell, text, "คอลัมน์ละหนึ่งความหมาย", f"คอลัมน์ซ้ำ: {role_name(role)}")
            )
    return problems


def _contradictions(grid: Grid, mapping: Mapping, vocabulary: Vocabulary) -> list[Problem]:
    message, expected = "ชื่อตัวชี้วัดไม่ตรงกับลำดับตัวชี้วัด", "ชื่อและลำดับของตัวชี้วัดเดียวกัน"
    return [
        Problem(grid.name, grid.cell(row, column), str(grid.rows[row][column]), expected, message)
        for row, column in headers.contradictions(grid, mapping.header, vocabulary)
    ]


def _fractions(records: list[Record]) -> list[Problem]:
    """Percentages stored as fractions (0.9914 shown as 99.14 %) are no scores between 0 and 1."""
    cells = [cell for record in records[:_SAMPLE] for cell in record.scores.values() if cell.raw != ""]
    numbers = [cell for cell in cells if isinstance(cell.raw, float) and 0 <= cell.raw <= 1]
    if len(numbers) < max(_FEWEST_FRACTIONS, len(cells)) or not any(cell.raw for cell in numbers):
        return []
    message = "คะแนนทั้งแผ่นงานอยู่ระหว่าง 0 ถึง 1 จึงน่าจะเป็นสัดส่วน ไม่ใช่คะแนนเต็ม 100"
    return [Problem(records[0].sheet, numbers[0].cell, text_of(numbers[0].raw), "คะแนนเต็ม 100", message)]


def position(problem: Problem) -> tuple[int, int, str]:
    """The order of problems in a sheet: row, then column."""
    match = _CELL.fullmatch(problem.cell)
    return (int(match[2]), len(match[1]), match[1]) if match else (0, 0, "")
