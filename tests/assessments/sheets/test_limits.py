"""Unsafe files are refused early: measured in a process of their own under a memory limit."""

import json
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from assessments.sheets import limits
from assessments.sheets.grid import read_grids
from assessments.sheets.limits import SheetFileError
from tests.assessments.sheets import hostile, writers

# 150 MB for everything, the interpreter and the reader's libraries included.
MEMORY = 150 * 1024 * 1024
CHILD = """
import json, sys, time
from assessments.sheets.grid import read_grids
from assessments.sheets.limits import SheetFileError
data = open(sys.argv[1], "rb").read()
start = time.process_time()
try:
    read_grids(data, "x")
    message = ""
except SheetFileError as error:
    message = error.message
seconds = time.process_time() - start
peak = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))
kilobytes = int(peak.split()[1])
print(json.dumps({"message": message, "seconds": seconds, "kilobytes": kilobytes}))
"""

BOMBS = {
    "zip": (lambda: hostile.zip_bomb(writers.xlsx([["x"]])), limits.TOO_LARGE_UNPACKED),
    "false size": (lambda: hostile.false_size(writers.xlsx([["x"]])), limits.DAMAGED),
    "dimension": (lambda: far_corner(), limits.TOO_WIDE),
    "implicit rows": (lambda: with_sheet(b"<row/>" * 8_000_000), limits.UNPLAIN),
    "implicit cells": (
        lambda: with_sheet(b'<row r="1">' + b"<c><v>1</v></c>" * 3_000_000 + b"</row>"),
        limits.UNPLAIN,
    ),
    "strings": (lambda: with_sheet(b"<si/>" * 9_000_000), limits.TOO_MANY_CELLS),
    "entities": (lambda: entities(), limits.UNSAFE),
    "xls dimension": (
        lambda: hostile.record_content(hostile.DIMENSIONS, b"\0\0\0\0\xff\xff\0\0\0\0\0\1"),
        limits.TOO_WIDE,
    ),
    "ods repeats": (lambda: ods_repeats(), limits.TOO_WIDE),
}


def with_sheet(rows: bytes) -> bytes:
    sheet = b"<worksheet><sheetData>" + rows + b"</sheetData></worksheet>"
    return writers.with_part(writers.xlsx([["x"]]), hostile.SHEET, sheet)


def far_corner() -> bytes:
    first = b'<row r="1"><c r="A1"><v>1</v></c></row>'
    rows = first + b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    sheet = b'<worksheet><dimension ref="A1:XFD1048576"/><sheetData>' + rows + b"</sheetData></worksheet>"
    return writers.with_part(writers.xlsx([["x"]]), hostile.SHEET, sheet)


def entities() -> bytes:
    nested = b"".join(b'<!ENTITY e%d "%b">' % (n, b"&e%d;" % (n - 1) * 50) for n in range(1, 9))
    content = b'<!DOCTYPE x [<!ENTITY e0 "ha">' + nested + b"]><x>&e8;</x>"
    return writers.zipped({"content.xml": content, "mimetype": b"application/x"})


def ods_repeats() -> bytes:
    cell = '<table:table-cell table:number-columns-repeated="16384"><text:p>x</text:p></table:table-cell>'
    row = f'<table:table-row table:number-rows-repeated="1048576">{cell}</table:table-row>'
    return writers.ods_package(f'<table:table table:name="x">{row}</table:table>')


@pytest.mark.parametrize("name", BOMBS)
def test_bombs_are_refused_within_150_megabytes(name: str, tmp_path: Path) -> None:
    make, message = BOMBS[name]
    file = tmp_path / "bomb"
    file.write_bytes(make())
    assert file.stat().st_size < limits.MAX_BYTES
    done = subprocess.run(
        [sys.executable, "-c", CHILD, str(file)],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[3],
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (4 * MEMORY, 4 * MEMORY)),
    )
    seen = json.loads(done.stdout)
    assert seen["message"] == message
    assert seen["kilobytes"] * 1024 < MEMORY, seen


def test_the_memory_of_the_child_is_really_limited(tmp_path: Path) -> None:
    greedy = f"x = bytearray({5 * MEMORY})"
    done = subprocess.run(
        [sys.executable, "-c", greedy],
        check=False,
        capture_output=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (4 * MEMORY, 4 * MEMORY)),
    )
    assert b"MemoryError" in done.stderr


def test_the_largest_allowed_sheet_is_read() -> None:
    rows = [["a"] * 50] * limits.MAX_ROWS
    (grid,) = read_grids(writers.delimited(rows), "x.csv")
    assert (len(grid.rows), grid.width) == (limits.MAX_ROWS, 50)


@pytest.mark.parametrize("width", [51, 200])
def test_one_column_more_is_too_many_cells(width: int) -> None:
    lines = [["a"] * width] * limits.MAX_ROWS
    with pytest.raises(SheetFileError, match="เซลล์รวมกันเกิน"):
        read_grids(writers.delimited(lines), "x.csv")


@pytest.mark.parametrize(("cell", "fits"), [("GR20000", True), ("GS1", False), ("A20001", False)])
def test_the_last_allowed_cell(cell: str, fits: bool) -> None:
    row = int("".join(filter(str.isdigit, cell)))
    cells = f'<row r="{row}"><c r="{cell}"><v>1</v></c></row>'
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    sheet = f'<worksheet xmlns="{space}"><sheetData>{cells}</sheetData></worksheet>'
    data = writers.with_part(writers.xlsx([["x"]]), hostile.SHEET, sheet.encode())
    with pytest.raises(SheetFileError) as refusal:  # the good one has too many cells, but no far one
        read_grids(data, "x")
    assert refusal.value.message == (limits.TOO_MANY_CELLS if fits else limits.TOO_WIDE)
