"""What a file would do: every record beside what is stored, every reason why it cannot be done."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from assessments.agency_names import Agency, AgencyIndex, stated_name
from assessments.services.imports.agencies import NewAgencies
from assessments.services.imports.reading import Reading
from assessments.services.imports.stored import Stored, figure_of, stored_of
from assessments.services.imports.years import YearRules, Years
from assessments.sheets.records import Problem, Record

ANNOUNCED = ("announced_total", "announced_level")
UNKNOWN = "ไม่พบหน่วยงานนี้ในขอบเขตที่ท่านดูแล"
AMBIGUOUS = "มีหลายหน่วยงานที่ตรงกัน โปรดระบุรหัสหน่วยงาน หรืออำเภอและจังหวัด"
WANTED_AGENCY = "รหัสหน่วยงาน หรือชื่อหน่วยงานพร้อมอำเภอและจังหวัด"


@dataclass(slots=True)
class Planned:
    """One record with what it would do; `figures`: name → [stored, stated] as texts."""

    record: Record
    agency: Agency | None = None
    creates: dict[str, str] | None = None
    year: YearRules | None = None
    version: int | None = None
    figures: dict[str, list[str]] = field(default_factory=dict)
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    announced: int = 0
    errors: int = 0
    warnings: list[str] = field(default_factory=list)
    stated_level: str = ""  # that of the file, by its official name
    total: Decimal | None = None
    level: str = ""


@dataclass
class Plan:
    """All records of a file with what they would do, and all problems in the order of the file."""

    rows: list[Planned]
    problems: list[tuple[Problem, bool]]  # whether the agency could be created


@dataclass(frozen=True)
class Adding:
    """Which agencies could be added, and whether that is wanted."""

    agencies: NewAgencies
    wanted: bool


class Planner:
    """Makes the plan of one file for one person's reach."""

    def __init__(
        self,
        reading: Reading,
        index: AgencyIndex,
        years: Years,
        year: int | None,
        adding: Adding,
    ) -> None:
        self._reading, self._index, self._years, self._year = reading, index, years, year
        self._adding = adding
        self._creatable: set[Problem] = set()

    def plan(self) -> Plan:
        """Find agencies and years, compare with what is stored, gather the problems."""
        rows = [Planned(record) for record in self._reading.records]
        for place, row in enumerate(rows):
            self._find_year(place, row)
            self._find_agency(place, row)
        self._refuse_repeated(rows)
        for year, of_year in _by_year(rows).items():
            stored = stored_of(year, {rows[place].agency.pk for place in of_year if rows[place].agency})  # type: ignore[union-attr]  # asked for
            for place in of_year:
                agency = rows[place].agency
                self._compare(place, rows[place], stored.get(agency.pk) if agency else None)
        for place, problems in self._reading.spoiled.items():
            rows[place].errors = len(problems)
        return Plan(rows, list(self._problems()))

    def _problems(self) -> Iterator[tuple[Problem, bool]]:
        spoiled = self._reading.spoiled.values()
        found = [*self._reading.loose, *(problem for problems in spoiled for problem in problems)]
        # What stands for many rows is told once.
        for problem in sorted(dict.fromkeys(found), key=self._reading.sort_key):
            yield problem, problem in self._creatable

    def _find_year(self, place: int, row: Planned) -> None:
        """The year that the file states, else that of the whole file; they may not disagree."""
        record = row.record
        if record.year is not None and self._year is not None and record.year != self._year:
            message = f"ไฟล์ระบุปี {record.year} แต่เลือกนำเข้าเป็นปี {self._year}"
            return self._wrong_year(place, record, message, f"ปี {self._year} หรือไม่ต้องเลือกปี")
        year = record.year or self._year
        if year is None:
            return self._wrong_year(place, record, "ไม่ทราบปีงบประมาณของคะแนน", "ระบุปีในไฟล์หรือเลือกปีของทั้งไฟล์")
        row.year = self._years.get(year)
        if row.year is None:
            known = ", ".join(map(str, sorted(self._years.known)))
            self._wrong_year(place, record, f"ยังไม่มีกรอบการประเมินของปี {year}", f"ปี {known}")
        return None

    def _wrong_year(self, place: int, record: Record, message: str, expected: str) -> None:
        """A problem at the year's cell; once for the whole sheet where the sheet states the year."""
        shown = str(record.year or "")
        problem = Problem(record.sheet, record.year_cell, shown, expected, message)
        if any(known.cell == problem.cell and problem.cell for known in self._reading.spoiled.get(place, ())):
            return  # the cell is no year at all: said already
        self._reading.spoil(place, problem)

    def _find_agency(self, place: int, row: Planned) -> None:
        ref = row.record.agency
        if ref.is_blank:
            row.agency = self._index.only
            if row.agency is None:
                message = "ไฟล์ไม่ได้ระบุว่าเป็นคะแนนของหน่วยงานใด"
                cell = next((cell.cell for cell in row.record.scores.values()), "")
                self._reading.spoil(place, Problem(row.record.sheet, cell, "", WANTED_AGENCY, message))
            return
        match = self._index.find(ref)
        row.agency = match.agency
        if match.renamed and match.agency is not None:
            row.warnings.append(f"รหัส {ref.code} เป็นของ {match.agency} แต่ไฟล์ระบุชื่อ {ref.name}")
        if match.is_ambiguous:
            named = "; ".join(map(str, match.candidates))
            self._no_agency(place, row, f"{AMBIGUOUS} ได้แก่ {named}")
        elif match.agency is None:
            self._unknown_agency(place, row)

    def _unknown_agency(self, place: int, row: Planned) -> None:
        """Add the agency where that is asked for and allowed, else say what could be meant and done."""
        ref, offered = row.record.agency, self._adding.agencies.offered
        new = self._adding.agencies.of(ref)
        if offered and self._adding.wanted and not new.refusal:
            row.creates = new.columns
            return
        message, named = UNKNOWN, self._index.alike(ref)
        if named:
            message += " หน่วยงานชื่อเดียวกันที่มี ได้แก่ " + "; ".join(map(str, named))
        if offered and new.refusal:
            message += f" เพิ่มเป็นหน่วยงานใหม่ไม่ได้ เพราะ{new.refusal}"
        problem = self._no_agency(place, row, message)
        if offered and not new.refusal:
            self._creatable.add(problem)

    def _no_agency(self, place: int, row: Planned, message: str) -> Problem:
        ref = row.record.agency
        problem = Problem(row.record.sheet, ref.cell, stated_name(ref) or ref.code, WANTED_AGENCY, message)
        self._reading.spoil(place, problem)
        return problem

    def _refuse_repeated(self, rows: list[Planned]) -> None:
        """Two spellings of one agency are still one agency."""
        first: dict[tuple[object, ...], Planned] = {}
        for place, row in enumerate(rows):
            who = row.agency.pk if row.agency else row.creates and row.creates["code"]
            if who is None or row.year is None:
                continue
            earlier = first.setdefault((who, row.year.pk), row)
            if earlier is not row:
                self._repeated(place, row, earlier)

    def _repeated(self, place: int, row: Planned, earlier: Planned) -> None:
        ref, other = row.record.agency, earlier.record
        if any(known.cell == ref.cell for known in self._reading.spoiled.get(place, ())):
            return  # said already, within the sheet
        message = f"หน่วยงานนี้ในปีเดียวกันมีแล้วที่แผ่นงาน '{other.sheet}' เซลล์ {other.agency.cell}"
        problem = Problem(row.record.sheet, ref.cell, stated_name(ref), "หน่วยงานละหนึ่งรายการต่อปี", message)
        self._reading.spoil(place, problem)

    def _compare(self, place: int, row: Planned, stored: Stored | None) -> None:
        """Set every stated figure against the stored one; a figure that the file does not state stays."""
        assert row.year is not None
        record = row.record
        values = stated_scores(record)
        old = stored.scores if stored else {}
        for number, value in values.items():
            if number not in row.year.indicators:
                cell = record.scores[number]
                message = f"ปี {row.year.edition.year} ไม่มีตัวชี้วัดที่ {number}"
                self._reading.spoil(
                    place, Problem(record.sheet, cell.cell, str(value), "ตัวชี้วัดของปีนั้น", message)
                )
        self._count(row, values, old)
        self._announced(place, row, stored)
        if stored is not None:
            row.version = stored.version
            if not stored.is_open and (row.new or row.changed or row.announced):
                self._closed(place, row)
        self._stand(row, old | values if old else values, stored)

    def _count(self, row: Planned, values: dict[int, Decimal], old: dict[int, Decimal | None]) -> None:
        for number, value in values.items():
            before = old.get(number)
            if before is None:
                row.new += 1
                row.figures[str(number)] = ["", str(value)]
            else:
                row.changed += before != value
                row.unchanged += before == value
                row.figures[str(number)] = [str(before), str(value)]

    def _announced(self, place: int, row: Planned, stored: Stored | None) -> None:
        total = row.record.total
        self._find_level(place, row)
        value = total.value if total else None
        stated = {
            "announced_total": "" if value is None else str(value),
            "announced_level": row.stated_level,
        }
        for name, new in stated.items():
            if new:
                before = figure_of(stored, name)
                row.figures[name] = [before, new]
                row.announced += before != new

    def _find_level(self, place: int, row: Planned) -> None:
        """Take the file's level by its official name; what the year does not have is no level."""
        assert row.year is not None
        level, levels = row.record.level, row.year.levels
        if level is None:
            return
        name = levels.find(level.text)
        if name is None:
            problem = Problem(row.record.sheet, level.cell, level.text, levels.expected, levels.refusal())
            self._reading.spoil(place, problem)
        row.stated_level = name or ""

    def _closed(self, place: int, row: Planned) -> None:
        record = row.record
        message = "ผลการประเมินนี้ส่งพิจารณา เห็นชอบ หรือปิดการแก้ไขแล้ว จึงนำเข้าทับไม่ได้"
        expected = "ผลการประเมินที่ยังเป็นร่าง"
        problem = Problem(record.sheet, record.agency.cell, stated_name(record.agency), expected, message)
        self._reading.spoil(place, problem)

    def _stand(self, row: Planned, scores: dict[int, Any], stored: Stored | None) -> None:
        """Work out total and level, and hold them against those of the file."""
        assert row.year is not None
        total = row.record.total
        stated_total = total.value if total else None
        announced = stated_total if stated_total is not None else stored.announced_total if stored else None
        parts = {"eit_part1": stored.eit_part1, "eit_part2": stored.eit_part2} if stored else {}
        row.total, row.level = row.year.standings.of(
            scores,
            announced_total=announced,
            announced_level=row.stated_level or (stored.announced_level if stored else ""),
            **parts,
        )
        if stated_total is not None and row.total is not None and stated_total != row.total:
            row.warnings.append(f"คะแนนรวมในไฟล์ {stated_total} แต่คำนวณจากคะแนนรายตัวชี้วัดได้ {row.total}")
        if row.stated_level and row.stated_level != row.level:
            row.warnings.append(f"ระดับในไฟล์ {row.stated_level} แต่เกณฑ์ของปีนี้ให้ระดับ {row.level}")


def stated_scores(record: Record) -> dict[int, Decimal]:
    """Return the scores that a record states; empty cells and dashes state none."""
    quick = getattr(record.scores, "figures", None)
    figures = quick if quick is not None else {n: cell.value for n, cell in record.scores.items()}
    return {number: value for number, value in figures.items() if value is not None}


def _by_year(rows: list[Planned]) -> dict[YearRules, list[int]]:
    """Return the places of the rows that can be compared, by their year."""
    found: dict[YearRules, list[int]] = {}
    for place, row in enumerate(rows):
        if row.year is not None and (row.agency is not None or row.creates is not None):
            found.setdefault(row.year, []).append(place)
    return found
