"""Old Excel files (xls): the record stream is checked before the reader of workbooks sees it.

Record numbers and layouts: [MS-XLS], "Excel Binary File Format (.xls) Structure".
"""

import io
import struct
from collections.abc import Iterator

from xlrd.compdoc import CompDoc, CompDocError

from assessments.sheets import compound, limits
from assessments.sheets.limits import SheetFileError, require, require_area

ErrorCells = set[tuple[int, int, int]]  # sheet index, row, column
Biff = tuple[int, bytes]  # record number, content

_FORMULA, _FILEPASS, _BOUNDSHEET, _OBPROJ, _SST, _SUPBOOK = 0x0006, 0x002F, 0x0085, 0x00D3, 0x00FC, 0x01AE
_BLANK, _NUMBER, _LABEL, _BOOLERR, _RK = 0x0201, 0x0203, 0x0204, 0x0205, 0x027E
_MULRK, _MULBLANK, _RSTRING, _LABELSST, _DIMENSIONS = 0x00BD, 0x00BE, 0x00D6, 0x00FD, 0x0200
_EOF = 0x000A
_CELLS = {_FORMULA, _BLANK, _NUMBER, _LABEL, _BOOLERR, _RK, _MULRK, _MULBLANK, _RSTRING, _LABELSST}
_RUNS = {_MULRK, _MULBLANK}
_WORKSHEET, _MACRO_SHEETS = 0, {1, 6}
_OWN_WORKBOOK = {0x0401, 0x3A01}  # references inside the workbook; to add-in functions
_FORMULA_ERROR = b"\x02"


def open_workbook(data: bytes) -> tuple[bytes, ErrorCells]:
    """A clean file of the checked records, and the cells that show an error such as #DIV/0!.

    Raises SheetFileError for an unsafe file.
    """
    try:
        stream = _workbook_stream(data)
        return compound.wrap(stream), _Walk(stream).run()
    except (
        CompDocError,
        struct.error,
        ValueError,
        IndexError,
        AssertionError,
        RecursionError,
        MemoryError,
    ) as error:
        raise SheetFileError(limits.DAMAGED) from error


def _workbook_stream(data: bytes) -> bytes:
    document = CompDoc(data, logfile=io.StringIO())
    names = {entry.name for entry in document.dirlist}
    require("EncryptedPackage" not in names, limits.ENCRYPTED)
    require(not names & {"_VBA_PROJECT_CUR", "_VBA_PROJECT", "VBA"}, limits.MACROS)
    for name in ("Workbook", "Book"):
        content, start, length = document.locate_named_stream(name)
        if content:
            return bytes(content[start : start + length])
    raise SheetFileError(limits.UNKNOWN)


def _records(stream: bytes, position: int) -> Iterator[Biff]:
    """The records from a position to the end of their part: of the workbook's globals or of a sheet."""
    number = -1
    while number != _EOF and position <= len(stream) - 4:
        number, length = struct.unpack_from("<HH", stream, position)
        yield number, stream[position + 4 : position + 4 + length]
        position += 4 + length


class _Walk:
    """A pass over the globals of a workbook and over each sheet, from where the globals say it starts."""

    def __init__(self, stream: bytes) -> None:
        self.stream = stream
        self.starts: list[int] = []  # where the records of each sheet start
        self.sheet = -1
        self.errors: ErrorCells = set()

    def run(self) -> ErrorCells:
        self._part(0)
        require(len(set(self.starts)) == len(self.starts), limits.DAMAGED)
        for sheet, start in enumerate(tuple(self.starts)):
            self.sheet = sheet
            self._part(start)
        return self.errors

    def _part(self, start: int) -> None:
        for number, content in _records(self.stream, start):
            if number in _CELLS:
                self._cell(number, content)
            else:
                self._other(number, content)

    def _cell(self, number: int, content: bytes) -> None:
        row, column = struct.unpack_from("<HH", content)
        last = struct.unpack("<H", content[-2:])[0] if number in _RUNS else column
        require_area(row + 1, max(column, last) + 1)
        if _shows_error(number, content):
            self.errors.add((self.sheet, row, column))

    def _other(self, number: int, content: bytes) -> None:
        require(number != _FILEPASS, limits.ENCRYPTED)
        require(number != _OBPROJ, limits.MACROS)
        if number == _BOUNDSHEET:
            self._sheet(content)
        elif number == _DIMENSIONS:
            _check_dimensions(content)
        elif number == _SST:
            require(struct.unpack_from("<I", content, 4)[0] <= limits.MAX_CELLS, limits.TOO_MANY_CELLS)
        elif number == _SUPBOOK:
            require(struct.unpack_from("<H", content, 2)[0] in _OWN_WORKBOOK, limits.EXTERNAL)

    def _sheet(self, content: bytes) -> None:
        start, _visibility, kind = struct.unpack_from("<IBB", content)
        require(kind not in _MACRO_SHEETS, limits.MACROS)
        self.starts.append(start)
        require(len(self.starts) <= limits.MAX_SHEETS, limits.TOO_MANY_SHEETS)


def _shows_error(number: int, content: bytes) -> bool:
    if number == _BOOLERR:
        return content[7] == 1
    return number == _FORMULA and content[6:7] == _FORMULA_ERROR and content[12:14] == b"\xff\xff"


def _check_dimensions(content: bytes) -> None:
    """The area that a sheet announces (32-bit rows from Excel 97 on): the reader makes room for it."""
    layout = "<IIHH" if len(content) >= 14 else "<HHHH"
    first_row, rows, first_column, columns = struct.unpack_from(layout, content)
    require_area(rows, columns)
    require(first_row <= rows and first_column <= columns, limits.DAMAGED)
