"""Golden workbooks: `python -m tests.assessments.sheets.make_workbooks FOLDER` writes the files.

should_pass/NAME.<format> + NAME.json: the records that must be read. should_fail: the refusal, or the
problems by cell. Expected outcomes come from the figures that a file is made of, never from the readers.
"""

import json
import sys
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from tests.assessments.sheets import hostile, writers
from tests.assessments.sheets.examples import NAMES, OTHER_SCORES, SCORES, THIRD_SCORES

FILES = Path(__file__).parent / "files"
Rows = list[list[Any]]
Case = tuple[str, str, bytes, dict[str, Any]]  # name, extension, content, expected

AGENCIES = [
    ("อบต.หนึ่ง", "เมือง", "จังหวัดตัวอย่าง", SCORES, 82.86, "B"),
    ("อบต.สอง", "เมือง", "จังหวัดตัวอย่าง", OTHER_SCORES, 85.1, "A"),
    ("เทศบาลตำบลสาม", "ไกล", "จังหวัดอื่น", THIRD_SCORES, 85.3, "A"),
]
PLACES = ["ลำดับ", "หน่วยงาน", "อำเภอ", "จังหวัด"]
NUMBERED = [f"ตัวชี้วัดที่ {number}" for number in range(1, 11)]
DESCENDING = sorted(range(1, 11), key=lambda number: -SCORES[number - 1])


def expected(agency: tuple[Any, ...], cells: str = "", **more: Any) -> dict[str, Any]:
    """What a record of an agency must hold; `cells`: the first score's cell."""
    name, district, province, scores, total, level = agency
    record: dict[str, Any] = {"name": name, "district": district, "province": province, "year": None}
    record["scores"] = {str(number): two_places(score) for number, score in enumerate(scores, 1)}
    record |= {"total": two_places(total), "level": level, **more}
    return record | ({"first_cell": cells} if cells else {})


def two_places(value: float) -> str:
    """A figure as the readers give it."""
    return str(Decimal(str(value)).quantize(Decimal("0.01")))


def wide(heads: list[str], change: Callable[[Any], Any] = lambda value: value) -> Rows:
    """Header and rows of the wide layout."""
    header = [*PLACES, *heads, "คะแนนรวม", "ระดับ"]
    rows = [
        [index, name, district, province, *map(change, scores), change(total), level]
        for index, (name, district, province, scores, total, level) in enumerate(AGENCIES, 1)
    ]
    return [header, *rows]


def all_wide(**more: Any) -> dict[str, Any]:
    """The outcome of a wide sheet of all agencies."""
    return {"layout": "wide", "records": [expected(agency, **more) for agency in AGENCIES]}


def long_rows(merged: bool) -> tuple[Rows, list[str]]:
    """The long layout: the agency on a row of its own, instrument labels only on rows 1, 6 and 9."""
    rows: Rows = [["หน่วยงาน", "เครื่องมือ", "อันดับ", "ตัวชี้วัด", "คะแนน", "คะแนนรวม", "ระดับ"]]
    merges = []
    for name, _, _, scores, total, level in AGENCIES:
        rows.append([name, "", "", "", "", total, level])
        start = len(rows) + 1
        merges += [f"B{start}:B{start + 4}", f"B{start + 5}:B{start + 7}", f"B{start + 8}:B{start + 9}"]
        for number in range(1, 11):
            tool = {1: "IIT", 6: "EIT", 9: "OIT"}.get(number, "")
            rows.append(["", tool, 11 - number, NAMES[number - 1], scores[number - 1], "", ""])
    return rows, merges if merged else []


def nameless(agency: tuple[Any, ...], **more: Any) -> dict[str, Any]:
    """An agency of a sheet that states neither district nor province."""
    return expected((agency[0], "", "", *agency[3:]), **more)


def wide_cases() -> Iterator[Case]:
    """One row per agency."""
    yield "wide_names", "xlsx", writers.xlsx(wide(NAMES)), all_wide()
    yield "wide_numbers", "xlsx", writers.xlsx(wide(NUMBERED)), all_wide()
    thai = [f"ตัวชี้วัดที่ {digit}" for digit in [*"๑๒๓๔๕๖๗๘๙", "๑๐"]]
    yield "wide_thai_numbers", "xlsx", writers.xlsx(wide(thai)), all_wide()
    yield "wide_codes", "xlsx", writers.xlsx(wide([f"i{number}" for number in range(1, 11)])), all_wide()
    yield (
        "wide_bare_numbers",
        "xlsx",
        writers.xlsx(wide([str(number) for number in range(1, 11)])),
        all_wide(),
    )
    odd = [name.replace("ำ", "ํา").replace("แ", "เเ").replace("การ", "การ ") for name in NAMES]
    yield "wide_odd_spelling", "xlsx", writers.xlsx(wide(odd)), all_wide()
    aliases = [*NAMES[:3], "การใช้ทรัพย์สินของทางราชการ", *NAMES[4:7], "การปรับปรุงการทำงาน", *NAMES[8:]]
    yield "wide_aliases", "xlsx", writers.xlsx(wide(aliases)), all_wide()
    titles = [["ผลการประเมิน ITA"], ["ประจำปีงบประมาณ พ.ศ. ๒๕๖๔"], []]
    yield "wide_titles", "xlsx", writers.xlsx([*titles, *wide(NAMES)]), all_wide(year=2564)
    numbering = [f"({number})" for number in range(1, 17)]
    rows = wide(NAMES)
    yield "wide_numbered_columns", "xlsx", writers.xlsx([rows[0], numbering, *rows[1:]]), all_wide()
    footer = [["", "ค่าเฉลี่ย", "", "", *[90.0] * 10, 85.0, ""], ["หมายเหตุ: ข้อมูลตัวอย่าง"]]
    yield "wide_footer", "xlsx", writers.xlsx([*rows, *footer]), all_wide()
    bands = [["", "", "", "", "ตัวชี้วัด", *[""] * 9, "", ""], wide([str(n) for n in range(1, 11)])[0], *rows[1:]]
    yield "wide_two_rows", "xlsx", writers.xlsx(bands, ["E1:N1"]), all_wide()
    merged = [rows[0], rows[1], [*rows[2][:3], "", *rows[2][4:]], rows[3]]
    yield "wide_merged_province", "xlsx", writers.xlsx(merged, ["D2:D3"]), all_wide()


def value_cases() -> Iterator[Case]:
    """Figures as people type them, in every format."""
    thai = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
    yield "values_thai", "xlsx", writers.xlsx(wide(NAMES, lambda v: f"{v:.2f}".translate(thai))), all_wide()
    yield "values_percent", "csv", writers.delimited(wide(NAMES, lambda v: f"{v} %")), all_wide()
    yield (
        "values_comma",
        "csv",
        writers.delimited(wide(NAMES, lambda v: f"{v}".replace(".", ",")), delimiter=";"),
        all_wide(),
    )
    yield "values_noise", "xlsx", writers.xlsx(wide(NAMES, lambda v: v + 1e-14)), all_wide()
    yield "csv_utf8", "csv", writers.delimited(wide(NAMES), "utf-8"), all_wide()
    yield "csv_utf8_bom", "csv", writers.delimited(wide(NAMES)), all_wide()
    yield "csv_utf16", "csv", writers.delimited(wide(NAMES), "utf-16", "\t"), all_wide()
    yield "csv_tis620", "csv", writers.delimited(wide(NAMES), "cp874"), all_wide()
    yield "ods", "ods", writers.ods(wide(NAMES)), all_wide()
    xls = [
        nameless(agency, province="จังหวัดตัวอย่าง") for agency in (*AGENCIES[:2], ("อบต.สาม", *AGENCIES[2][1:]))
    ]
    yield "xls", "xls", (FILES / "wide.xls").read_bytes(), {"layout": "wide", "records": xls}
    dashes = {2: "-", 3: "–", 5: ""}
    rows = [
        [dashes.get(c - 3, v) if r == 1 else v for c, v in enumerate(row)]
        for r, row in enumerate(wide(NAMES))
    ]
    outcome = all_wide()
    outcome["records"][0]["scores"] |= {"2": None, "3": None, "5": None}
    yield "values_none", "xlsx", writers.xlsx(rows), outcome


def other_cases() -> Iterator[Case]:
    """The layouts that are not one row per agency."""
    for merged in (True, False):
        rows, merges = long_rows(merged)
        records = [nameless(agency) for agency in AGENCIES]
        yield (
            f"long_{'merged' if merged else 'plain'}",
            "xlsx",
            writers.xlsx(rows, merges),
            {"layout": "long", "records": records},
        )
    ranked = [[rank, NAMES[number - 1], SCORES[number - 1]] for rank, number in enumerate(DESCENDING, 1)]
    only = {**nameless(("", "", "", SCORES, 0, None)), "total": None}
    yield (
        "long_descending",
        "xlsx",
        writers.xlsx([["อันดับ", "ตัวชี้วัด", "คะแนน"], *ranked]),
        {"layout": "long", "records": [only]},
    )
    rows = [["จังหวัด", "ปี", *NUMBERED, "คะแนน ITA"]]
    rows += [
        ["ก", "ปี 2563", *SCORES, 82.86],
        ["", "ปี ๒๕๖๔", *OTHER_SCORES, 85.1],
        ["ข", 2021, *SCORES, 82.86],
    ]
    records = [
        expected(("", "", "ก", SCORES, 82.86, None), "C2", year=2563),
        expected(("", "", "ก", OTHER_SCORES, 85.1, None), "C3", year=2564),
        expected(("", "", "ข", SCORES, 82.86, None), "C4", year=2564),
    ]
    yield "years_stacked", "xlsx", writers.xlsx(rows), {"layout": "years", "records": records}
    rows = [["ที่", "หน่วยงาน", "คะแนน ITA", ""], ["", "", "ปี 2563", "ปี 2564"], [1, "อบต.หนึ่ง", 80.0, 82.86]]
    records = [
        nameless(("อบต.หนึ่ง", "", "", [], total, None), year=year)
        for year, total in ((2563, 80), (2564, 82.86))
    ]
    yield "years_side_by_side", "xlsx", writers.xlsx(rows, ["C1:D1"]), {"layout": "years", "records": records}
    rows = [["ตัวชี้วัด", "ปี 2563", "ปี ๒๕๖๔"], *zip(NAMES, SCORES, OTHER_SCORES, strict=True)]
    records = [
        {**nameless(("", "", "", scores, 0, None), year=year), "total": None}
        for year, scores in ((2563, SCORES), (2564, OTHER_SCORES))
    ]
    yield "years_beside_indicators", "xlsx", writers.xlsx(rows), {"layout": "years", "records": records}
    yield "transposed", "xlsx", writers.xlsx(transposed()), transposed_outcome()


def transposed() -> Rows:
    """Agencies as columns; instruments as weighted points among the indicators, last indicator first."""
    points = {10: ("OIT", 40, range(9, 11)), 8: ("EIT", 30, range(6, 9)), 5: ("IIT", 30, range(1, 6))}
    rows: Rows = [["", *(agency[0] for agency in AGENCIES)], ["ระดับ", *(agency[5] for agency in AGENCIES)]]
    rows.append(["คะแนน ITA", *(agency[4] for agency in AGENCIES)])
    for number in range(10, 0, -1):
        if number in points:
            code, weight, members = points[number]
            rows.append([code, *(round(weighted(agency[3], weight, members), 2) for agency in AGENCIES)])
        rows.append([f"ตัวชี้วัดที่ {number}", *(agency[3][number - 1] for agency in AGENCIES)])
    return rows


def weighted(scores: list[float], weight: int, members: range) -> float:
    """An instrument's points of the total."""
    return sum(scores[number - 1] for number in members) / len(members) * weight / 100


def transposed_outcome() -> dict[str, Any]:
    """Its expected outcome: the points stay points."""
    records = []
    for column, agency in zip("BCD", AGENCIES, strict=True):
        points = {"IIT": weighted(agency[3], 30, range(1, 6)), "EIT": weighted(agency[3], 30, range(6, 9))}
        points["OIT"] = weighted(agency[3], 40, range(9, 11))
        figures = {code: [two_places(round(value, 2)), True] for code, value in points.items()}
        records.append(nameless(agency, cells=f"{column}16", instruments=figures))
    return {"layout": "transposed", "records": records}


def passing() -> Iterator[Case]:
    """All files that must be read."""
    yield from wide_cases()
    yield from value_cases()
    yield from other_cases()


def write(folder: Path, cases: Iterator[Case]) -> None:
    """The files of these cases, each with its outcome beside it."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, extension, content, outcome in cases:
        (folder / f"{name}.{extension}").write_bytes(content)
        text = json.dumps({"file": f"{name}.{extension}", **outcome}, ensure_ascii=False, indent=1)
        (folder / f"{name}.json").write_text(text, encoding="utf-8")


def build(folder: Path) -> None:
    """Both folders of golden workbooks."""
    write(folder / "should_pass", passing())
    write(folder / "should_fail", hostile.failing(wide(NAMES)))


if __name__ == "__main__":
    build(Path(sys.argv[1]))
