"""Several years: below each other (the agency's name only on the first row) or side by side.

Side by side, a row is an agency, or an indicator of one agency ("ตัวชี้วัด | ปี 2565 | ปี 2566").
"""

from collections.abc import Iterator
from dataclasses import replace

from assessments.sheets.grid import Grid
from assessments.sheets.headers import Header
from assessments.sheets.layouts import long, wide
from assessments.sheets.layouts.cells import Detection, FillDown, Found, Row, is_empty, place_columns
from assessments.sheets.roles import Mapping
from assessments.sheets.vocabulary import Vocabulary

NAME = "years"


def detect(grid: Grid, vocabulary: Vocabulary, header: Header | None) -> Detection | None:
    """A wide table with years side by side, or with a year column and places left blank below themselves."""
    if header is None:
        return None
    if any("@" in role for role in header.roles.values()):
        columns = wide.with_names(grid, header, header.roles)
        return Detection(0.95, Mapping(NAME, (header.first, header.last), columns, None, header.signature))
    found = wide.detect(grid, vocabulary, header)
    if found is None or not _is_stacked(grid, found.mapping):
        return None
    return Detection(found.confidence + 0.05, replace(found.mapping, layout=NAME))


def read(grid: Grid, mapping: Mapping, vocabulary: Vocabulary) -> Found:
    """The records of every row and year below the header."""
    years = sorted({role.partition("@")[2] for role in mapping.columns.values()} - {""})
    records, problems = [], []
    for year in years or [""]:
        part = _of_year(mapping, year)
        if _is_of_one_agency(part):
            found = long.read(grid, part, vocabulary)
        else:
            found = wide.read_rows(grid, part, _filled_down(grid, part))
        records += found[0]
        problems += found[1]
    return records, problems


def _is_stacked(grid: Grid, mapping: Mapping) -> bool:
    """Whether a year stands on rows that leave the place blank."""
    year, places = mapping.column("year"), list(place_columns(mapping).values())
    if year is None or not places:
        return False
    rows = grid.rows[mapping.header[1] + 1 :]
    return any(not is_empty(row[year]) and all(is_empty(row[place]) for place in places) for row in rows)


def _of_year(mapping: Mapping, year: str) -> Mapping:
    """The columns of one year as a plain wide table; without a year the mapping itself."""
    if not year:
        return mapping
    columns = {column: role.removesuffix(f"@{year}") for column, role in mapping.columns.items()}
    plain = {column: role for column, role in columns.items() if "@" not in role}
    if "indicator" in plain.values():  # what stands under a year beside an indicator is its score
        plain = {column: "score" if role == "total" else role for column, role in plain.items()}
    return replace(mapping, columns=plain, year=int(year))


def _is_of_one_agency(mapping: Mapping) -> bool:
    """Whether every row is an indicator with its score, as in an agency's own table over the years."""
    return {"indicator", "score"} <= set(mapping.columns.values())


def _filled_down(grid: Grid, mapping: Mapping) -> Iterator[tuple[int, Row]]:
    """Rows with blank places filled from above; titles as they are."""
    places = FillDown(list(place_columns(mapping).values()))
    for index in range(mapping.header[1] + 1, len(grid.rows)):
        row = grid.rows[index]
        yield index, places.over(row) if sum(not is_empty(raw) for raw in row) > 1 else row
