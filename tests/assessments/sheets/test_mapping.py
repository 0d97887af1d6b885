"""Recognising columns, correcting a mapping and reading rows under it."""

import json
from decimal import Decimal
from typing import Any

import pytest

from assessments.sheets import headers, mapping, roles
from assessments.sheets.grid import Grid
from assessments.sheets.layouts import long
from assessments.sheets.mapping import Mapping
from assessments.sheets.records import SheetResult
from assessments.sheets.vocabulary import Vocabulary
from tests.assessments.sheets.examples import NAMES, OTHER_SCORES, SCORES, VOCABULARY

Rows = list[list[Any]]


def grid_of(rows: Rows, name: str = "Sheet1") -> Grid:
    width = max(map(len, rows))
    return Grid(name, [[*row, *[""] * (width - len(row))] for row in rows])


def read(rows: Rows, vocabulary: Vocabulary = VOCABULARY) -> tuple[Mapping, SheetResult]:
    sheet = grid_of(rows)
    found = mapping.propose(sheet, vocabulary)
    assert found is not None
    return found, mapping.apply(sheet, found, vocabulary)


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("ตัวชี้วัดที่ ๗", "score:7"),
        ("ตัวชี้วัดที่ 7 ประสิทธิภาพการสื่อสาร", "score:7"),
        ("i7", "score:7"),
        ("8. การเปิดเผยข้อมูล", "score:9"),
        ("คะแนนการใช้งบประมาณ (ร้อยละ)", "score:2"),
        ("ตัวชี้วัดที่ 8 (EIT)", "score:8"),
        ("แบบตรวจการเปิดเผยข้อมูลสาธารณะ (OIT)", "instrument:OIT"),
        ("คะแนน IIT", "instrument:IIT"),
        ("คะแนน ITA", "total"),
        ("คะแนนรวมเฉลี่ย", "total"),
        ("ระดับผลการประเมิน", "level"),
        ("อันดับ", "rank"),
        ("ชื่อหน่วยงาน", "agency"),
        ("ตัวชี้วัดที่ 11", ""),
        ("", ""),
        (None, ""),
        ("x" * 200, ""),
        ("abc", ""),
    ],
)
def test_labels(text: object, role: str) -> None:
    found = headers.label(text, VOCABULARY)
    assert (found.role, found.contradicts) == (role, False)


def test_bare_numbers_need_a_reason_to_be_indicators() -> None:
    few = grid_of([["หน่วยงาน", 1.0, 2.0, 3.0], ["อบต.ก", 90.0, 91.0, 92.0]])
    assert mapping.propose(few, VOCABULARY) is None
    said = grid_of([["", "ตัวชี้วัด"], ["หน่วยงาน", 1.0, 2.0, 3.0], ["อบต.ก", 90.0, 91.0, 92.0]])
    found = mapping.propose(said, VOCABULARY)
    assert found and [found.columns[column] for column in (1, 2, 3)] == ["score:1", "score:2", "score:3"]


def test_a_mapping_survives_json_and_can_be_corrected() -> None:
    found, _ = read([["หน่วยงาน", *NAMES], ["อบต.ก", *SCORES]])
    assert Mapping.from_json(json.loads(json.dumps(found.as_json()))) == found
    corrected = found.with_columns({**found.columns, 10: "ignore"})
    assert corrected.signature == found.signature
    assert corrected.column("score:10") is None


@pytest.mark.parametrize(
    "change",
    [
        {"columns": {"0": "nonsense"}},
        {"columns": {"0": "score:"}},
        {"columns": {"0": "other:1"}},
        {"columns": {"0": "total@x"}},
        {"columns": {"-1": "total"}},
        {"header": [2, 1]},
    ],
)
def test_a_senseless_mapping_is_refused(change: dict[str, Any]) -> None:
    good = {"layout": "wide", "header": [0, 0], "columns": {"0": "agency", "1": "total@2564"}}
    assert Mapping.from_json(good)
    with pytest.raises(ValueError, match="not a mapping"):
        Mapping.from_json({**good, **change})


def test_roles_have_names() -> None:
    shown = [
        roles.role_name(role)
        for role in ("score:7", "points:IIT", "total@2564", "agency", "instrument:EIT@2563")
    ]
    assert shown == ["ตัวชี้วัดที่ 7", "คะแนนถ่วงน้ำหนัก IIT", "คะแนนรวม ปี 2564", "หน่วยงาน", "คะแนน EIT ปี 2563"]


def test_the_signature_is_the_header_whatever_stands_above() -> None:
    rows: Rows = [["หน่วยงาน", *NAMES], ["อบต.ก", *SCORES]]
    plain, titled = read(rows)[0], read([["รายงาน"], [], *rows])[0]
    assert plain.signature == titled.signature
    assert plain.signature != read([["หน่วยงาน", *NAMES[::-1]], ["อบต.ก", *SCORES]])[0].signature


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (Mapping("other", (0, 0), {0: "total"}), "ไม่ตรงกับแผ่นงาน"),
        (Mapping("wide", (0, 0), {99: "total"}), "ไม่ตรงกับแผ่นงาน"),
        (Mapping("wide", (9, 9), {0: "total"}), "ไม่ตรงกับแผ่นงาน"),
        (Mapping("wide", (0, 0), {0: "agency"}), "ไม่พบคอลัมน์ที่จำเป็น"),
        (Mapping("long", (0, 0), {0: "score"}), "ไม่พบคอลัมน์ที่จำเป็น"),
        (Mapping("wide", (0, 0), {0: "total", 1: "total"}), "คอลัมน์ซ้ำ: คะแนนรวม"),
    ],
)
def test_a_mapping_that_does_not_fit_is_a_problem(wrong: Mapping, message: str) -> None:
    result = mapping.apply(grid_of([["ก", "ข"], ["1", "2"]]), wrong, VOCABULARY)
    assert result.records == ()
    assert message in result.problems[0].message


WEIGHTS = {"IIT": 30, "EIT": 30, "OIT": 40}


def test_instruments_are_told_by_recomputation() -> None:
    low = [20.0] * 10
    means, points = [20.0] * 3, [6.0, 6.0, 8.0]
    head = ["หน่วยงาน", *NAMES, *WEIGHTS]
    for figures, weighted in ((means, False), (points, True)):
        record = read([head, ["อบต.ก", *low, *figures]])[1].records[0]
        assert [figure.weighted for figure in record.instruments.values()] == [weighted] * 3


def test_instruments_without_indicators_are_told_by_the_weight() -> None:
    head = ["หน่วยงาน", *WEIGHTS, "คะแนน ITA"]
    record = read([head, ["อบต.ก", 29.0, 91.0, "-", 80], ["อบต.ข", 30, 20, "", 70]])[1].records[0]
    assert {code: figure.weighted for code, figure in record.instruments.items()} == {
        "IIT": True,
        "EIT": False,
        "OIT": False,
    }


def test_instruments_of_a_long_sheet() -> None:
    rows: Rows = [["ตัวชี้วัด", "คะแนน"], *zip(NAMES, [20.0] * 10, strict=True)]
    rows += [["IIT", 6.0], ["EIT", 20.0], ["คะแนนรวม", 20], ["ระดับ", "F"]]
    record = read([list(row) for row in rows])[1].records[0]
    assert {code: figure.weighted for code, figure in record.instruments.items()} == {
        "IIT": True,
        "EIT": False,
    }
    assert record.total and record.total.value == Decimal("20.00")
    assert record.level and record.level.text == "F"
    alone = read([["ตัวชี้วัด", "คะแนน"], ["IIT", 25.0], ["OIT", "-"]])[1].records[0]
    assert [figure.weighted for figure in alone.instruments.values()] == [True, False]


def test_a_long_sheet_with_years_districts_and_numbers() -> None:
    rows: Rows = [["จังหวัด", "อำเภอ", "หน่วยงาน", "ปี", "ตัวชี้วัด", "คะแนน"]]
    rows += [["ก", "หนึ่ง", "อบต.กลาง", 2563, 1.0, 80], ["", "", "", "", 2.0, 81], ["", "", "", 2564, 1.0, 82]]
    rows += [["", "สอง", "อบต.กลาง", 2563, "i1", 83]]
    _, result = read(rows)
    found = [
        (r.agency.district, r.year, {n: int(c.value or 0) for n, c in r.scores.items()})
        for r in result.records
    ]
    assert found == [("หนึ่ง", 2563, {1: 80, 2: 81}), ("หนึ่ง", 2564, {1: 82}), ("สอง", 2563, {1: 83})]
    assert {record.agency.province for record in result.records} == {"ก"}
    assert result.problems == ()


def test_a_long_sheet_names_its_agency_in_any_column_of_its_own_row() -> None:
    rows: Rows = [
        ["อันดับ", "ตัวชี้วัด", "คะแนน"],
        ["อบต.น้ําเต้า"],
        [1, NAMES[0], 90],
        ["เทศบาลตำบลข"],
        [1, NAMES[0], 80],
        ["หมายเหตุ"],
    ]
    _, result = read(rows)
    assert [(r.agency.name, r.agency.cell) for r in result.records] == [
        ("อบต.น้ำเต้า", "A2"),
        ("เทศบาลตำบลข", "A4"),
    ]


def test_a_figure_beside_the_name_of_a_total_in_another_column() -> None:
    rows: Rows = [["หน่วยงาน", "เครื่องมือ", "อันดับ", "ตัวชี้วัด", "คะแนน"], ["อบต.ก", "IIT", 1, NAMES[0], 90]]
    rows += [
        ["", "IIT", "", "", 29.5],
        ["", "คะแนนรวม", "", "", 88.5],
        ["", "", 3, "", 70],
        ["", "", "", "คะแนน", 1],
    ]
    _, result = read(rows)
    assert result.records[0].total and result.records[0].total.cell == "E4"
    assert result.records[0].instruments["IIT"].cell == "E3"
    assert list(result.records[0].scores) == [1]
    assert [problem.cell for problem in result.problems] == ["D5", "D6"]


def test_a_long_sheet_is_no_transposed_one() -> None:
    rows: Rows = [["ตัวชี้วัด", "คะแนน"], *([name, 90] for name in NAMES)]
    assert read(rows)[0].layout == long.NAME
    doubled: Rows = [["", "อบต.ก"], *([name, 90.0] for name in NAMES), [NAMES[0], 80.0]]
    assert mapping.propose(grid_of(doubled), VOCABULARY) is None


def test_years_of_sections_and_of_the_sheet_name() -> None:
    rows: Rows = [["หน่วยงาน", *NAMES], ["ปี 2563"], ["อบต.ก", *SCORES], ["ปี 2564"], ["อบต.ก", *OTHER_SCORES]]
    assert [record.year for record in read(rows)[1].records] == [2563, 2564]
    sheet = grid_of([["หน่วยงาน", *NAMES], ["อบต.ก", *SCORES]], "ปี 2565")
    found = mapping.propose(sheet, VOCABULARY)
    assert found and found.year == 2565


def test_a_row_without_a_year_has_the_year_of_the_file() -> None:
    rows: Rows = [
        ["ปีงบประมาณ 2564"],
        ["หน่วยงาน", "ปี", *NAMES],
        ["อบต.ก", "", *SCORES],
        ["อบต.ข", 2563, *SCORES],
    ]
    assert [record.year for record in read(rows)[1].records] == [2564, 2563]


def test_years_side_by_side_in_single_cells() -> None:
    rows: Rows = [["หน่วยงานที่รับการประเมิน", "ปี 2563", "ปี 2564"], ["อบต.ก", 80, 81], ["อบต.ข", 82, 83]]
    _, result = read(rows)
    totals = [(r.agency.name, r.year, r.total and int(r.total.value or 0)) for r in result.records]
    assert totals == [("อบต.ก", 2563, 80), ("อบต.ข", 2563, 82), ("อบต.ก", 2564, 81), ("อบต.ข", 2564, 83)]


def test_a_province_alone_needs_no_agency_but_a_named_column_does() -> None:
    rows: Rows = [
        ["จังหวัด", "หน่วยงาน", *NAMES],
        ["ก", "", *SCORES],
        ["ก", "อบต.ก", *SCORES],
        ["", "", *[""] * 9, "-"],
    ]
    _, result = read(rows)
    assert [problem.cell for problem in result.problems] == ["B2", "B4"]
    _, result = read([["จังหวัด", *NAMES], ["ก", *SCORES], ["รวม", *SCORES], ["", "", ""]])
    assert [record.agency.province for record in result.records] == ["ก"]


def test_a_row_without_agency_and_figures_is_passed_over() -> None:
    _, result = read(
        [["ลำดับ", "หน่วยงาน", *NAMES, "หมายเหตุ"], [1, "", *[""] * 10, "ยังไม่ประกาศ"], [2, "อบต.ก", *SCORES]]
    )
    assert (len(result.records), result.problems) == (1, ())


def test_names_with_the_word_for_total_are_agencies() -> None:
    _, result = read([["หน่วยงาน", *NAMES], ["รวมไทยพัฒนา", *SCORES], ["รวม", *SCORES]])
    assert [record.agency.name for record in result.records] == ["รวมไทยพัฒนา"]


def test_codes_keep_agencies_of_one_name_apart() -> None:
    rows: Rows = [
        ["รหัส", "หน่วยงาน", *NAMES],
        [101.0, "อบต.ก", *SCORES],
        ["๑๐๒", "อบต.ก", *SCORES],
        [101, "อบต.ข", *SCORES],
    ]
    _, result = read(rows)
    assert [record.agency.code for record in result.records] == ["101", "102", "101"]
    assert [problem.cell for problem in result.problems] == ["B4"]


def test_scores_of_a_row_are_a_mapping_that_makes_cells_on_demand() -> None:
    record = read([["หน่วยงาน", *NAMES], ["อบต.ก", *SCORES]])[1].records[0]
    assert len(record.scores) == 10
    assert record.scores[7] == (Decimal("98.79"), "H2", 98.79)
    assert record.scores.figures[9] == Decimal("74.33")  # type: ignore[attr-defined]
    with pytest.raises(KeyError):
        record.scores[11]


def test_true_is_no_score_even_after_a_one() -> None:
    rows: Rows = [["หน่วยงาน", *NAMES], ["อบต.ก", 1.0, 0.0, *SCORES[2:]], ["อบต.ข", True, False, *SCORES[2:]]]
    assert [problem.cell for problem in read(rows)[1].problems] == ["B3", "C3"]


def test_all_zero_is_no_fraction() -> None:
    assert read([["หน่วยงาน", *NAMES], ["อบต.ก", *[0.0] * 10]])[1].problems == ()


def test_nothing_is_proposed_for_an_empty_vocabulary_or_sheet() -> None:
    assert mapping.propose(grid_of([["x", "y"]]), VOCABULARY) is None
    assert mapping.propose(Grid("ว่าง", []), VOCABULARY) is None
