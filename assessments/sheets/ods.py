"""OpenDocument sheets, read in one streaming pass that stops at the limits.

LibreOffice ends every row and sheet with empty cells repeated up to the last column and row; only what
comes before the last filled cell counts. Format: OASIS OpenDocument 1.3, part 3, 9.1 (tables).
"""

from dataclasses import dataclass, field
from xml.parsers import expat

from assessments.sheets import limits
from assessments.sheets.limits import SheetFileError, require, require_area
from assessments.sheets.records import Raw

Merge = tuple[int, int, int, int]  # first row, first column, last row, last column

_NAMESPACES = {
    "urn:oasis:names:tc:opendocument:xmlns:table:1.0": "table:",
    "urn:oasis:names:tc:opendocument:xmlns:office:1.0": "office:",
    "urn:oasis:names:tc:opendocument:xmlns:text:1.0": "text:",
}
_CELLS = {"table:table-cell", "table:covered-table-cell"}
_NUMBERS = {"float", "currency"}
_LINKS = {"table:table-source", "text:dde-connection-decl", "table:cell-range-source"}


@dataclass
class Table:
    """A sheet as read: rows of equal length and the merged ranges."""

    name: str
    rows: list[list[Raw]] = field(default_factory=list)
    merges: list[Merge] = field(default_factory=list)


def read_tables(content: bytes) -> list[Table]:
    """The sheets of an OpenDocument `content.xml`; raises SheetFileError beyond the limits."""
    reader = _Reader()
    parser = expat.ParserCreate(namespace_separator="\n")
    parser.buffer_text = True
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, ValueError) as error:
        raise SheetFileError(limits.DAMAGED) from error
    for table in reader.tables:
        _square(table.rows)
    return reader.tables


class _Reader:
    """The state of the pass: tables so far, the row and the cell being read."""

    def __init__(self) -> None:
        self.tables: list[Table] = []
        self.cells = 0  # of all tables
        self.row: list[Raw] = []
        self.row_repeat = 1
        self.empty_rows = 0  # pending: they count only when a filled row follows
        self.empty_cells = 0
        self.attributes: dict[str, str] = {}
        self.paragraphs: list[str] | None = None  # texts of the open cell
        self.note_depth = 0  # comments inside a cell are no part of its value

    def start(self, name: str, attributes: dict[str, str]) -> None:
        name = _short(name)
        require(name not in _LINKS, limits.EXTERNAL)
        if name == "office:annotation":
            self.note_depth += 1
        elif name in _CELLS:
            self.attributes = {_short(key): value for key, value in attributes.items()}
            self.paragraphs = []
        elif name == "text:p" and self.paragraphs is not None and not self.note_depth:
            self.paragraphs.append("")
        elif name == "table:table-row":
            self.row, self.empty_cells = [], 0
            self.row_repeat = _repeat(attributes, "rows")
        elif name == "table:table":
            self._open_table({_short(key): value for key, value in attributes.items()})

    def end(self, name: str) -> None:
        name = _short(name)
        if name == "office:annotation":
            self.note_depth -= 1
        elif name in _CELLS:
            self._close_cell(covered=name == "table:covered-table-cell")
        elif name == "table:table-row":
            self._close_row()

    def text(self, data: str) -> None:
        if self.paragraphs and not self.note_depth:
            self.paragraphs[-1] += data

    def _open_table(self, attributes: dict[str, str]) -> None:
        self.tables.append(Table(attributes.get("table:name", "")))
        self.empty_rows = 0
        require(len(self.tables) <= limits.MAX_SHEETS, limits.TOO_MANY_SHEETS)

    def _close_cell(self, *, covered: bool) -> None:
        value = "" if covered else _value(self.attributes, self.paragraphs or [])
        repeat = max(1, int(self.attributes.get("table:number-columns-repeated", 1)))
        if value == "":
            self._merge()
            self.empty_cells += repeat
        else:
            require_area(0, len(self.row) + self.empty_cells + repeat)
            self.row.extend([""] * self.empty_cells)
            self.empty_cells = 0
            self._merge()
            self.row.extend([value] * repeat)
        self.paragraphs = None

    def _merge(self) -> None:
        rows = int(self.attributes.get("table:number-rows-spanned", 1))
        columns = int(self.attributes.get("table:number-columns-spanned", 1))
        if self.tables and rows * columns > 1:
            table = self.tables[-1]
            row, column = len(table.rows) + self.empty_rows, len(self.row) + self.empty_cells
            table.merges.append((row, column, row + rows - 1, column + columns - 1))

    def _close_row(self) -> None:
        if not self.row:
            self.empty_rows += self.row_repeat
            return
        rows = self.tables[-1].rows
        require_area(len(rows) + self.empty_rows + self.row_repeat, 0)
        self.cells += len(self.row) * self.row_repeat
        require(self.cells <= limits.MAX_CELLS, limits.TOO_MANY_CELLS)
        rows.extend([] for _ in range(self.empty_rows))
        rows.extend(list(self.row) for _ in range(self.row_repeat))
        self.empty_rows = 0


def _value(attributes: dict[str, str], paragraphs: list[str]) -> Raw:
    kind = attributes.get("office:value-type", "")
    if kind in _NUMBERS:
        return float(attributes["office:value"]) if "office:value" in attributes else "\n".join(paragraphs)
    return "\n".join(paragraphs)  # percentages too: what is shown says that it is one


def _repeat(attributes: dict[str, str], what: str) -> int:
    wanted = f"table:number-{what}-repeated"
    return max(1, *(int(value) for key, value in attributes.items() if _short(key) == wanted), 1)


def _short(name: str) -> str:
    namespace, _, local = name.rpartition("\n")
    return _NAMESPACES.get(namespace, namespace) + local


def _square(rows: list[list[Raw]]) -> None:
    """Make all rows as long as the longest."""
    width = max(map(len, rows), default=0)
    require(width * len(rows) <= limits.MAX_CELLS, limits.TOO_MANY_CELLS)
    for row in rows:
        row.extend([""] * (width - len(row)))
