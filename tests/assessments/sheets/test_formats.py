"""What the formats hold besides plain cells."""

import contextlib
import random

import openpyxl
import pytest

from assessments.sheets import delimited, grid, limits, ods, packages
from assessments.sheets.grid import Grid, read_grids
from assessments.sheets.limits import SheetFileError
from tests.assessments.sheets import hostile, writers
from tests.assessments.sheets.make_workbooks import FILES


def test_an_error_in_an_old_workbook_is_not_an_empty_cell() -> None:
    (sheet,) = read_grids((FILES / "errors.xls").read_bytes(), "x")
    assert sheet.rows[1] == ["อบต.หนึ่ง", 88.5, grid.ERROR_TEXT, True]


def test_a_formula_with_an_error_in_an_old_workbook() -> None:
    (sheet,) = read_grids((FILES / "errors.xls").read_bytes(), "x")
    assert sheet.rows[2] == ["อบต.สอง", grid.ERROR_TEXT, "", ""]


def test_an_old_workbook_on_which_the_reader_gives_up() -> None:
    boundsheet = hostile.record_content(0x0085, b"\xff\xff\xff\x00")
    with pytest.raises(SheetFileError) as refusal:
        read_grids(boundsheet, "x")
    assert refusal.value.message == limits.DAMAGED


def test_sheets_of_an_old_workbook_that_share_their_records() -> None:
    data = bytearray((FILES / "errors.xls").read_bytes())
    positions = [position for position in range(512, 2000) if data[position : position + 2] == b"\x85\0"]
    first, second = positions[0] + 4, positions[1] + 4
    data[second : second + 4] = data[first : first + 4]
    with pytest.raises(SheetFileError) as refusal:
        read_grids(bytes(data), "x")
    assert refusal.value.message == limits.DAMAGED


def test_an_area_hidden_behind_a_false_length_is_still_seen() -> None:
    data = bytearray(hostile.record_content(hostile.DIMENSIONS, b"\0\xff"))
    end_of_globals = hostile.record_at(0x000A)
    data[end_of_globals + 2] = 200
    with pytest.raises(SheetFileError) as refusal:
        read_grids(bytes(data), "x")
    assert refusal.value.message == limits.DAMAGED


@pytest.mark.parametrize("seed", range(20))
def test_a_corrupted_old_workbook_is_read_or_refused(seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(20):
        data = bytearray(hostile.XLS)
        for _ in range(chance.randint(1, 6)):
            data[chance.randrange(30, len(data))] = chance.choice([0, 255, chance.randrange(256)])
        with contextlib.suppress(SheetFileError):
            assert read_grids(bytes(data), "x")


@pytest.mark.parametrize("content", [b"\0\xff\0\0\4\0\0\0\0\0\4\0", b"\0\0\0\0\4\0\0\0\xff\0\4\0"])
def test_an_announced_area_that_ends_before_it_begins(content: bytes) -> None:
    with pytest.raises(SheetFileError) as refusal:
        read_grids(hostile.record_content(hostile.DIMENSIONS, content), "x")
    assert refusal.value.message == limits.DAMAGED


def test_an_interruption_is_no_damaged_file(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(grid, "_read_sheets", interrupt)
    with pytest.raises(KeyboardInterrupt):
        read_grids(writers.xlsx([["x"]]), "x")


def test_hidden_sheets_and_charts_are_not_read() -> None:
    book = openpyxl.Workbook()
    book.create_sheet("ซ่อน").append(["x"])
    book["ซ่อน"].sheet_state = "hidden"
    book.create_chartsheet("กราฟ")
    book["Sheet"].append(["y"])
    assert [sheet.name for sheet in read_grids(writers.saved(book), "x")] == ["Sheet"]


def test_merged_ranges_are_cut_to_the_filled_area() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet["A1"], sheet["B2"] = "x", "y"
    sheet.merge_cells("A1:A90")
    sheet.merge_cells("E5:F6")
    (found,) = read_grids(writers.saved(book), "x")
    assert list(found.merges) == [(0, 0, 1, 0)]


def test_a_workbook_with_prefixed_names_is_checked_as_well() -> None:
    data = writers.changed(writers.xlsx([["x"]]), hostile.SHEET, b'<c r="A1"', b'<x:c r="XFD1"')
    with pytest.raises(SheetFileError, match="แผ่นงานมีพื้นที่เกิน"):
        read_grids(data, "x")


def test_a_million_elements_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_CELLS", 50)
    rows = [[f"ข้อความ {row} {column}" for column in range(4)] for row in range(5)]
    assert len(read_grids(writers.xlsx(rows), "x")) == 1


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp874"])
def test_encodings(encoding: str) -> None:
    text = "อบต,คะแนน\n" if "16-" not in encoding else "a,คะแนน\n"
    assert delimited.decode(text.encode(encoding)) == text


def test_undecodable_text_is_refused() -> None:
    with pytest.raises(SheetFileError, match="อ่านตัวอักษร"):
        delimited.decode(b"a,b\n\xdb\xdc\xfc")


@pytest.mark.parametrize("data", [b"<html><table>", b"\xef\xbb\xbf <?xml?>", b"%PDF-1.7", b"{\\rtf1"])
def test_documents_are_no_tables(data: bytes) -> None:
    with pytest.raises(SheetFileError, match="ไม่ใช่ตาราง"):
        read_grids(data, "x.xls")


def test_only_a_byte_order_mark_is_no_data() -> None:
    with pytest.raises(SheetFileError, match="ไม่มีข้อมูล"):
        read_grids(b"\xef\xbb\xbf", "x.csv")


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_delimiters(mark: str) -> None:
    rows = [["อบต", "1"], ["ก, ข", "2"], ["", "3"]]
    assert delimited.read_rows(writers.delimited(rows, delimiter=mark)) == rows


def table(rows: str) -> list[ods.Table]:
    parts = packages.open_package(writers.ods_package(f'<table:table table:name="ก">{rows}</table:table>'))
    return ods.read_tables(parts["content.xml"])


def cell(inside: str, attributes: str = "") -> str:
    return f"<table:table-cell {attributes}>{inside}</table:table-cell>"


def row(cells: str, attributes: str = "") -> str:
    return f"<table:table-row {attributes}>{cells}</table:table-row>"


def test_ods_cells() -> None:
    note = "<office:annotation><text:p>หมายเหตุ</text:p></office:annotation>"
    cells = [
        cell(f"{note}<text:p>สอง</text:p><text:p>บรรทัด</text:p>"),
        cell("<text:p>99.14%</text:p>", 'office:value-type="percentage" office:value="0.9914"'),
        cell("<text:p>90,5</text:p>", 'office:value-type="float"'),
        cell("<text:p>7</text:p>", 'office:value-type="float" office:value="7"'),
    ]
    (found,) = table(row("".join(cells)))
    assert found.rows == [["สอง\nบรรทัด", "99.14%", "90,5", 7.0]]


def test_ods_repeats_and_gaps_count_only_before_filled_cells() -> None:
    repeated = cell("<text:p>x</text:p>", 'table:number-columns-repeated="2"')
    gap = cell("", 'table:number-columns-repeated="2"')
    empty = row(cell("", 'table:number-columns-repeated="16384"'), 'table:number-rows-repeated="2"')
    (found,) = table(row(gap + repeated, 'table:number-rows-repeated="2"') + empty + row(repeated) + empty)
    assert found.rows == [["", "", "x", "x"]] * 2 + [[""] * 4] * 2 + [["x", "x", "", ""]]


def test_ods_merges() -> None:
    spanning = cell("<text:p>x</text:p>", 'table:number-columns-spanned="2" table:number-rows-spanned="2"')
    covered = "<table:covered-table-cell><text:p>y</text:p></table:covered-table-cell>"
    (found,) = table(row(spanning + covered + cell("<text:p>z</text:p>")) + row(covered * 2))
    assert (found.rows, found.merges) == ([["x", "", "z"]], [(0, 0, 1, 1)])


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ("<table:table-row>", limits.DAMAGED),
        (row(cell("<text:p>x</text:p>", 'table:number-columns-repeated="x"')), limits.DAMAGED),
        ("<table:table-source/>", limits.EXTERNAL),
        (row(cell("<text:p>x</text:p>", 'table:number-columns-repeated="201"')), limits.TOO_WIDE),
        (row(cell("<text:p>x</text:p>"), 'table:number-rows-repeated="20001"'), limits.TOO_WIDE),
        (
            row(
                cell("<text:p>x</text:p>", 'table:number-columns-repeated="60"'),
                'table:number-rows-repeated="20000"',
            ),
            limits.TOO_MANY_CELLS,
        ),
    ],
)
def test_ods_refusals(rows: str, message: str) -> None:
    with pytest.raises(SheetFileError) as refusal:
        table(rows)
    assert refusal.value.message == message


def test_ods_with_too_many_tables() -> None:
    tables = '<table:table table:name="x"/>' * (limits.MAX_SHEETS + 1)
    with pytest.raises(SheetFileError, match="แผ่นงานเกิน"):
        read_grids(writers.ods_package(tables), "x")


def test_ods_text_outside_of_tables_is_ignored() -> None:
    assert ods.read_tables(writers.parts_of(writers.ods_package("<text:p>x</text:p>"))["content.xml"]) == []


def test_cells_are_named_as_in_the_sheet() -> None:
    sheet = Grid("ก", [["a", "b", "c"], ["d", "e", "f"]], [(0, 1, 1, 2)])
    turned = sheet.transposed()
    assert (turned.rows[2][1], turned.cell(2, 1), turned.merges) == ("f", "C2", [(1, 0, 2, 1)])
    assert turned.transposed().cell(1, 2) == "C2"
    assert [grid.letters(column) for column in (0, 25, 26, 199, 701, 702)] == [
        "A",
        "Z",
        "AA",
        "GR",
        "ZZ",
        "AAA",
    ]
    assert Grid("ว่าง", []).width == 0
