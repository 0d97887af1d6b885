"""Delimited text (csv): its encoding and its delimiter are found from the content."""

import csv
import io
from statistics import median

from assessments.sheets import limits
from assessments.sheets.limits import SheetFileError, require, require_area
from assessments.sheets.records import Raw

_DELIMITERS = ",;\t|"
_SAMPLE_LINES = 40
_FOREIGN = (b"<", b"%PDF", b"{\\rtf")
_NOT_TEXT = "ไฟล์นี้เป็นหน้าเว็บหรือเอกสาร ไม่ใช่ตาราง โปรดเปิดด้วยโปรแกรมตารางแล้วบันทึกเป็น xlsx"
_BAD_ENCODING = "อ่านตัวอักษรในไฟล์ไม่ได้ โปรดบันทึกเป็น csv แบบ UTF-8 หรือเป็น xlsx"


def read_rows(data: bytes) -> list[list[Raw]]:
    """The rows of a csv file as texts, all equally long."""
    require(not data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(_FOREIGN), _NOT_TEXT)
    text = decode(data)
    rows = _parse(text, _delimiter(text))
    width = max(map(len, rows), default=0)
    require(width * len(rows) <= limits.MAX_CELLS, limits.TOO_MANY_CELLS)
    return [[*row, *[""] * (width - len(row))] for row in rows]


def decode(data: bytes) -> str:
    """The text of a file in UTF-8 (with or without BOM), UTF-16 or TIS-620/CP874."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return _decoded(data, "utf-16")
    if data[1:2] == b"\0" or data[:1] == b"\0":
        return _decoded(data, "utf-16-le" if data[1:2] == b"\0" else "utf-16-be")
    require(b"\0" not in data, limits.UNKNOWN)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _decoded(data, "cp874")


def _decoded(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise SheetFileError(_BAD_ENCODING) from error


def _delimiter(text: str) -> str:
    """The character that splits the first lines into the most columns, on the median line."""
    lines = text[: 100 * 1024].splitlines()[:_SAMPLE_LINES] or [""]
    return max(_DELIMITERS, key=lambda mark: median(line.count(mark) for line in lines))


def _parse(text: str, delimiter: str) -> list[list[str]]:
    rows: list[list[str]] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True):
            rows.append(row)
            require_area(len(rows), len(row))
    except csv.Error as error:
        raise SheetFileError(limits.DAMAGED) from error
    return rows
