"""Writing test files in the formats that people have."""

import csv
import io
import zipfile
from collections.abc import Sequence
from xml.sax.saxutils import escape

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

Rows = Sequence[Sequence[object]]
Merges = Sequence[str]  # "A2:A4"

_ODS_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-content '
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">'
    "<office:body><office:spreadsheet>"
)
_ODS_TAIL = "</office:spreadsheet></office:body></office:document-content>"
_ODS_END_OF_ROW = '<table:table-cell table:number-columns-repeated="16000"/>'
_ODS_END_OF_SHEET = (
    '<table:table-row table:number-rows-repeated="1048000">'
    '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
)


def xlsx(rows: Rows, merges: Merges = (), name: str = "Sheet1") -> bytes:
    """One sheet; None leaves a cell out."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = name
    for row in rows:
        sheet.append([None if value == "" else value for value in row])
    for area in merges:
        sheet.merge_cells(area)
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    """The bytes of a workbook."""
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def delimited(rows: Rows, encoding: str = "utf-8-sig", delimiter: str = ",") -> bytes:
    """A csv file."""
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=delimiter).writerows(rows)
    return buffer.getvalue().encode(encoding)


def ods(rows: Rows, name: str = "Sheet1", tables: str = "") -> bytes:
    """A sheet as LibreOffice saves it: rows and sheet end in empty cells repeated to the last one."""
    table = f'<table:table table:name="{name}">{"".join(map(ods_row, rows))}{_ODS_END_OF_SHEET}</table:table>'
    return ods_package(tables or table)


def ods_package(tables: str) -> bytes:
    """An OpenDocument file around the XML of its tables."""
    return zipped(
        {
            "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": (_ODS_HEAD + tables + _ODS_TAIL).encode(),
            "META-INF/manifest.xml": b"<manifest/>",
        }
    )


def ods_row(row: Sequence[object]) -> str:
    """A table row."""
    return f"<table:table-row>{''.join(map(_ods_cell, row))}{_ODS_END_OF_ROW}</table:table-row>"


def _ods_cell(value: object) -> str:
    if value == "":
        return "<table:table-cell/>"
    if isinstance(value, (int, float)):
        kind = f'office:value-type="float" office:value="{value}"'
        return f"<table:table-cell {kind}><text:p>{value:.2f}</text:p></table:table-cell>"
    text = f"<text:p>{escape(str(value))}</text:p>"
    return f'<table:table-cell office:value-type="string">{text}</table:table-cell>'


def zipped(parts: dict[str, bytes], *, compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip file of these parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def parts_of(data: bytes) -> dict[str, bytes]:
    """The parts of a zip file."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def changed(data: bytes, name: str, old: bytes, new: bytes) -> bytes:
    """The zip file with one text in one part exchanged."""
    parts = parts_of(data)
    assert old in parts[name], f"{old!r} is not in {name}"
    return zipped({**parts, name: parts[name].replace(old, new)})


def with_part(data: bytes, name: str, content: bytes = b"<x/>") -> bytes:
    """The zip file with one more part."""
    return zipped({**parts_of(data), name: content})
