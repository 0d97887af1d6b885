"""Files that must be refused, and files whose rows have problems."""

import struct
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl

from assessments.sheets import limits
from tests.assessments.sheets import writers
from tests.assessments.sheets.examples import NAMES, OTHER_SCORES, SCORES

Rows = list[list[Any]]
Case = tuple[str, str, bytes, dict[str, Any]]

SHEET = "xl/worksheets/sheet1.xml"
XLS = (Path(__file__).parent / "files" / "wide.xls").read_bytes()
CODEPAGE, DIMENSIONS, WINDOW1, NUMBER = 0x0042, 0x0200, 0x003D, 0x027E


def failing(rows: Rows) -> Iterator[Case]:
    """All files that must be refused or must show problems, made from a good wide table."""
    good = writers.xlsx(rows)
    for name, extension, content, message in (
        *containers(good),
        *workbooks(good, rows),
        *old_workbooks(),
        *texts(),
    ):
        yield name, extension, content, {"refused": message}
    yield from problems(rows)


def containers(good: bytes) -> Iterator[tuple[str, str, bytes, str]]:
    """Zip files that are unsafe whatever they hold."""
    yield "zip_bomb", "xlsx", zip_bomb(good), limits.TOO_LARGE_UNPACKED
    yield "zip_false_size", "xlsx", false_size(good), limits.DAMAGED
    yield "zip_many_parts", "xlsx", writers.zipped({f"{n}.xml": b"" for n in range(1100)}), limits.UNSAFE
    yield "zip_path", "xlsx", writers.with_part(good, "xl/../../escape.xml"), limits.UNSAFE
    yield "zip_absolute", "xlsx", writers.with_part(good, "/etc/escape.xml"), limits.UNSAFE
    yield "zip_twice", "xlsx", writers.with_part(good, SHEET.upper()), limits.UNSAFE
    yield (
        "zip_method",
        "xlsx",
        writers.zipped(writers.parts_of(good), compression=zipfile.ZIP_LZMA),
        limits.UNSAFE,
    )
    yield "zip_password", "xlsx", encrypted_entry(good), limits.ENCRYPTED
    yield "zip_cut", "xlsx", good[: len(good) // 2], limits.DAMAGED
    yield "zip_other", "docx", writers.zipped({"word/document.xml": b"<x/>"}), limits.UNKNOWN
    yield "macros", "xlsx", writers.with_part(good, "xl/vbaProject.bin"), limits.MACROS
    yield (
        "external_link",
        "xlsx",
        writers.with_part(good, "xl/externalLinks/externalLink1.xml"),
        limits.EXTERNAL,
    )
    yield (
        "ods_macros",
        "ods",
        writers.with_part(writers.ods([["x"]]), "Basic/Standard/Module1.xml"),
        limits.MACROS,
    )


def workbooks(good: bytes, rows: Rows) -> Iterator[tuple[str, str, bytes, str]]:
    """Workbooks whose parts are unsafe."""
    doctype = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><worksheet '
    yield "xml_entity", "xlsx", writers.changed(good, SHEET, b"<worksheet ", doctype), limits.UNSAFE
    utf16 = writers.parts_of(good)[SHEET].decode().encode("utf-16")
    yield "xml_utf16", "xlsx", writers.with_part(good, SHEET, utf16), limits.UNSAFE
    yield (
        "dimension_bomb",
        "xlsx",
        writers.changed(good, SHEET, b'ref="A1:P4"', b'ref="A1:XFD1048576"'),
        limits.TOO_WIDE,
    )
    yield "far_cell", "xlsx", writers.changed(good, SHEET, b'r="P4"', b'r="XFD4"'), limits.TOO_WIDE
    yield "far_row", "xlsx", writers.changed(good, SHEET, b'<row r="4"', b'<row r="1048576"'), limits.TOO_WIDE
    hidden = b'<c x=\' r="A1"\' s="1"'
    yield "unplain_cell", "xlsx", writers.changed(good, SHEET, b'<c r="A4"', hidden), limits.UNPLAIN
    yield "broken_xml", "xlsx", writers.changed(good, SHEET, b"</sheetData>", b"</sheet>"), limits.DAMAGED
    merges = b"</sheetData><mergeCells>" + b'<mergeCell ref="A1:P4"/>' * 9 + b"</mergeCells>"
    yield "overlapping_merges", "xlsx", writers.changed(good, SHEET, b"</sheetData>", merges), limits.UNSAFE
    yield "many_sheets", "xlsx", many_sheets(), limits.TOO_MANY_SHEETS
    yield "empty_workbook", "xlsx", writers.xlsx([]), "ไฟล์นี้ไม่มีข้อมูล"
    locked = writers.ods(rows)
    manifest = b"<manifest><encryption-data/></manifest>"
    yield (
        "ods_password",
        "ods",
        writers.with_part(locked, "META-INF/manifest.xml", manifest),
        limits.ENCRYPTED,
    )


def old_workbooks() -> Iterator[tuple[str, str, bytes, str]]:
    """xls files: records exchanged in a good one."""
    yield "xls_password", "xls", record_as(CODEPAGE, 0x002F), limits.ENCRYPTED
    yield "xls_macros", "xls", record_as(CODEPAGE, 0x00D3), limits.MACROS
    yield (
        "xls_dimension_bomb",
        "xls",
        record_content(DIMENSIONS, struct.pack("<IIHH", 0, 65536, 0, 256)),
        limits.TOO_WIDE,
    )
    yield "xls_far_cell", "xls", record_content(NUMBER, struct.pack("<HH", 65535, 255)), limits.TOO_WIDE
    yield "xls_external_link", "xls", record_as(WINDOW1, 0x01AE), limits.EXTERNAL
    yield "xls_cut", "xls", XLS[:1000], limits.DAMAGED
    name = "Workbook".encode("utf-16-le")
    renamed = XLS.replace(name, "EncryptedPackage".encode("utf-16-le")[: len(name)])
    yield "ole_other", "doc", renamed, limits.UNKNOWN


def texts() -> Iterator[tuple[str, str, bytes, str]]:
    """What is no table at all."""
    yield "empty", "csv", b" \n", "ไฟล์นี้ว่างเปล่า"
    yield "too_large", "csv", b"x" * (limits.MAX_BYTES + 1), "ไฟล์มีขนาดเกิน 10 เมกะไบต์"
    yield "binary", "csv", b"\x89PNG\r\n\x1a\n" + bytes(50), limits.UNKNOWN
    yield "too_many_rows", "csv", b"a,b\n" * (limits.MAX_ROWS + 1), limits.TOO_WIDE
    yield "too_many_columns", "csv", b"," * limits.MAX_COLUMNS, limits.TOO_WIDE
    yield "bad_quotes", "csv", b'a,b\n"x"y,2\n', limits.DAMAGED


def problems(rows: Rows) -> Iterator[Case]:
    """Readable files with something wrong at certain cells."""
    yield "over_100", "xlsx", writers.xlsx(with_cell(rows, 1, 4, 150)), shown(("E2", "150"))
    yield "negative", "xlsx", writers.xlsx(with_cell(rows, 2, 5, -1)), shown(("F3", "-1"))
    yield "letters", "xlsx", writers.xlsx(with_cell(rows, 3, 6, "ดีมาก")), shown(("G4", "ดีมาก"))
    yield "three_decimals", "xlsx", writers.xlsx(with_cell(rows, 1, 7, 99.145)), shown(("H2", "99.145"))
    yield "no_name", "xlsx", writers.xlsx(with_cell(rows, 1, 1, "")), shown(("B2", ""))
    again = [*rows, [4, *rows[1][1:]]]
    yield "twice", "xlsx", writers.xlsx(again), shown(("B5", rows[1][1]))
    yield "column_twice", "xlsx", writers.xlsx(with_cell(rows, 0, 5, NAMES[0])), shown(("F1", NAMES[0]))
    wrong = f"ตัวชี้วัดที่ 3 {NAMES[6]}"
    yield "rank_as_number", "xlsx", writers.xlsx(with_cell(rows, 0, 10, wrong)), shown(("K1", wrong))
    fractions = [rows[0], *([*row[:4], *(score / 100 for score in row[4:14]), "", ""] for row in rows[1:])]
    yield "fractions", "xlsx", writers.xlsx(fractions), shown(("E2", "1"))
    yield "formula_error", "xlsx", writers.xlsx(with_cell(rows, 1, 4, "#DIV/0!")), shown(("E2", "#DIV/0!"))
    yield "uncalculated", "xlsx", writers.xlsx(with_cell(rows, 1, 4, "=50+50")), shown(("E2", "=50+50"))
    bad_year = [["หน่วยงาน", "ปี", *NAMES], ["อบต.หนึ่ง", "ปี 64", *SCORES], ["อบต.สอง", 1800, *OTHER_SCORES]]
    yield "bad_year", "xlsx", writers.xlsx(bad_year), shown(("B2", "ปี 64"), ("B3", "1800"))
    long = [["หน่วยงาน", "ตัวชี้วัด", "คะแนน"], ["อบต.หนึ่ง", NAMES[0], 90], ["", NAMES[0], 91], ["", "อื่น ๆ", 92]]
    yield "long_twice", "xlsx", writers.xlsx(long), shown(("C3", "91"), ("B4", "อื่น ๆ"))
    contradicting = [["ตัวชี้วัด", "คะแนน"], [f"ตัวชี้วัดที่ 8 {NAMES[8]}", 90]]
    yield "long_contradiction", "xlsx", writers.xlsx(contradicting), shown(("A2", f"ตัวชี้วัดที่ 8 {NAMES[8]}"))
    yield "no_table", "xlsx", writers.xlsx([["เรียน", "ผู้เกี่ยวข้อง"], ["ขอส่งเอกสาร", 12]]), {"unrecognised": True}


def shown(*cells: tuple[str, Any]) -> dict[str, Any]:
    """The outcome of a file with problems at these cells, and no others."""
    return {"problems": [list(cell) for cell in cells]}


def with_cell(rows: Rows, row: int, column: int, value: object) -> Rows:
    """The table with one cell changed."""
    copy = [list(line) for line in rows]
    copy[row][column] = value
    return copy


def zip_bomb(good: bytes) -> bytes:
    """A small file that unpacks to more than the limit."""
    return writers.with_part(good, "xl/worksheets/sheet9.xml", b" " * (limits.MAX_UNPACKED + 1))


def false_size(good: bytes) -> bytes:
    """A part that announces 100 bytes and unpacks to 40 MB."""
    content = b" " * (40 * 1024 * 1024)
    data = writers.with_part(good, "xl/worksheets/sheet9.xml", content)
    return data.replace(struct.pack("<I", len(content)), struct.pack("<I", 100))


def encrypted_entry(good: bytes) -> bytes:
    """Entries marked as encrypted in the directory."""
    data = bytearray(good)
    position = data.find(b"PK\x01\x02")
    data[position + 8] |= 1
    return bytes(data)


def many_sheets() -> bytes:
    """One sheet more than allowed."""
    book = openpyxl.Workbook()
    for _ in range(limits.MAX_SHEETS):
        book.create_sheet()
    return writers.saved(book)


def record_at(number: int) -> int:
    """Where the first record of that number starts in the xls file (its stream follows the first sector)."""
    position = 512
    while True:
        found, length = struct.unpack_from("<HH", XLS, position)
        if found == number:
            return position
        position += 4 + length


def record_as(number: int, other: int) -> bytes:
    """The xls file with one record taken for another."""
    position = record_at(number)
    return XLS[:position] + struct.pack("<H", other) + XLS[position + 2 :]


def record_content(number: int, content: bytes) -> bytes:
    """The xls file with the start of one record's content replaced."""
    position = record_at(number) + 4
    return XLS[:position] + content + XLS[position + len(content) :]
