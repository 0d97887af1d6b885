"""Forms of the import wizard: the file, and what each of its columns means."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms

from assessments.models import FiscalYear, ImportBatch
from assessments.services.imports.batches import SheetChoice
from assessments.services.imports.years import vocabulary
from assessments.sheets import limits
from assessments.sheets.grid import Grid, letters
from assessments.sheets.layouts import transposed
from assessments.sheets.mapping import Mapping
from assessments.sheets.roles import FIXED, role_name
from assessments.sheets.values import text_of

MOST_COLUMNS = 60  # of a sheet; columns beyond keep what was proposed
SAMPLES = 3
IGNORE = "ignore"
FIRST_ROLES = (
    IGNORE,
    "code",
    "agency",
    "subdistrict",
    "district",
    "province",
    "year",
    "rank",
    "total",
    "level",
)


def year_choices() -> list[tuple[str, str]]:
    """The year that the file states, or one year for all of it."""
    years = FiscalYear.objects.order_by("-year").values_list("year", flat=True)
    return [("", "ตามที่ระบุในไฟล์"), *((str(year), f"ปี {year} ทั้งไฟล์") for year in years)]


class YearField(forms.TypedChoiceField):
    """One fiscal year for the whole file, or none."""

    def __init__(self) -> None:
        super().__init__(
            label="ปีงบประมาณ",
            required=False,
            coerce=int,
            empty_value=None,
            choices=year_choices,
            help_text="เลือกปีเมื่อในไฟล์ไม่ได้ระบุปีไว้",
        )


class UploadForm(forms.Form):
    """A score file."""

    file = forms.FileField(
        label="ไฟล์คะแนน",
        help_text="ไฟล์ตารางชนิด xlsx, xls, ods หรือ csv ขนาดไม่เกิน 10 เมกะไบต์",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.ods,.csv"}),
        error_messages={"required": "โปรดเลือกไฟล์", "empty": "ไฟล์นี้ว่างเปล่า"},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["year"] = YearField()

    def clean_file(self) -> Any:
        """Refuse a file that is too large before a byte of it is read."""
        file = self.cleaned_data["file"]
        if file.size > limits.MAX_BYTES:
            raise forms.ValidationError(f"ไฟล์มีขนาดเกิน {limits.MAX_BYTES >> 20} เมกะไบต์")
        return file


@dataclass(frozen=True)
class Column:
    """A column of a sheet as the page shows it: its letters, header, first values and choice."""

    name: str
    header: str
    samples: tuple[str, ...]
    field: forms.BoundField


@dataclass(frozen=True)
class Sheet:
    """A sheet as the page shows it; `skip` is None for a sheet without a table."""

    name: str
    columns: tuple[Column, ...]
    skip: forms.BoundField | None
    by_rows: bool


class ColumnsForm(forms.Form):
    """The role of every column of every sheet that holds a table, and the year of the file."""

    def __init__(self, batch: ImportBatch, grids: Sequence[Grid], data: Any = None) -> None:
        super().__init__(data)
        self._sheets: list[tuple[Grid, Mapping | None]] = []
        words = vocabulary()
        self._figures = [f"score:{number}" for number in sorted(words.indicators)]
        self._figures += [f"{kind}:{code}" for kind in ("instrument", "points") for code in words.instruments]
        self.fields["year"] = YearField()
        self.initial["year"] = batch.year
        for place, (grid, row) in enumerate(zip(grids, batch.mappings, strict=True)):
            mapping = Mapping.from_json(row["mapping"]) if row["mapping"] else None
            turned = grid.transposed() if mapping and mapping.layout == transposed.NAME else grid
            self._sheets.append((turned, mapping))
            if mapping:
                self._add_fields(place, turned, mapping, bool(row.get("skip")))

    def _add_fields(self, place: int, grid: Grid, mapping: Mapping, skip: bool) -> None:
        self.fields[f"skip-{place}"] = forms.BooleanField(
            label="ไม่นำเข้าแผ่นงานนี้",
            required=False,
            initial=skip,
            widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
        )
        choices = _role_choices(mapping, self._figures)
        for column in _shown(grid, mapping):
            role = mapping.columns.get(column, IGNORE)
            label = f"ความหมายของคอลัมน์ {letters(column)}"
            self.fields[f"role-{place}-{column}"] = forms.ChoiceField(
                label=label, choices=choices, initial=role
            )

    def sheets(self) -> Iterator[Sheet]:
        """What the page draws."""
        for place, (grid, mapping) in enumerate(self._sheets):
            if mapping is None:
                yield Sheet(grid.name, (), None, by_rows=False)
                continue
            columns = tuple(
                Column(_name(grid, column), *_texts(grid, mapping, column), self[f"role-{place}-{column}"])
                for column in _shown(grid, mapping)
            )
            yield Sheet(grid.name, columns, self[f"skip-{place}"], by_rows=grid.flipped)

    def clean(self) -> dict[str, Any]:
        """Ask for the year where neither the file nor the person says it, and for a sheet at least."""
        data = super().clean() or {}
        if self.errors:
            return data
        choices = self.choices()
        if all(choice.skip for choice in choices.values()):
            raise forms.ValidationError("โปรดนำเข้าอย่างน้อยหนึ่งแผ่นงาน")
        silent = [
            self._sheets[place][0].name
            for place, choice in choices.items()
            if not choice.skip and not self._says_year(place, choice)
        ]
        if silent and data.get("year") is None:
            self.add_error("year", f"แผ่นงาน {', '.join(silent)} ไม่ได้ระบุปี โปรดเลือกปีงบประมาณของคะแนน")
        return data

    def _says_year(self, place: int, choice: SheetChoice) -> bool:
        mapping = self._sheets[place][1]
        return bool(mapping and mapping.year) or any(
            role == "year" or "@" in role for role in choice.columns.values()
        )

    def choices(self) -> dict[int, SheetChoice]:
        """What was decided for each sheet; columns that are not shown keep what was proposed."""
        found = {}
        for place, (grid, mapping) in enumerate(self._sheets):
            if mapping is None:
                continue
            chosen = {column: self.cleaned_data[f"role-{place}-{column}"] for column in _shown(grid, mapping)}
            columns = {c: role for c, role in {**mapping.columns, **chosen}.items() if role != IGNORE}
            found[place] = SheetChoice(dict(sorted(columns.items())), self.cleaned_data[f"skip-{place}"])
        return found


def _shown(grid: Grid, mapping: Mapping) -> list[int]:
    """The columns that hold anything in the header or just below it."""
    first, last = mapping.header
    rows = grid.rows[first : last + 1 + SAMPLES]
    filled = [c for c in range(grid.width) if c in mapping.columns or any(row[c] != "" for row in rows)]
    return filled[:MOST_COLUMNS]


def _texts(grid: Grid, mapping: Mapping, column: int) -> tuple[str, tuple[str, ...]]:
    """The header of a column and its first values."""
    first, last = mapping.header
    header = " ".join(text for row in grid.rows[first : last + 1] if (text := text_of(row[column])))
    return header, tuple(text_of(row[column]) for row in grid.rows[last + 1 : last + 1 + SAMPLES])


def _name(grid: Grid, column: int) -> str:
    """How the sheet itself calls the column; a row's number in a sheet read by rows."""
    return str(column + 1) if grid.flipped else letters(column)


def _role_choices(mapping: Mapping, figures: Sequence[str]) -> list[tuple[str, str]]:
    """Every role that a column can have; those of the proposal are among them."""
    roles = [*FIRST_ROLES, *figures, *sorted(FIXED - {*FIRST_ROLES}), *mapping.columns.values()]
    return [(role, role_name(role)) for role in dict.fromkeys(roles)]
