"""Golden workbooks: what must be read is read exactly, what must be refused is refused for its reason."""

import json
from pathlib import Path
from typing import Any

import pytest

from assessments.sheets import mapping
from assessments.sheets.grid import read_grids
from assessments.sheets.limits import SheetFileError
from assessments.sheets.records import Record, ScoreCell, SheetResult
from tests.assessments.sheets import hostile, make_workbooks
from tests.assessments.sheets.examples import NAMES, VOCABULARY

PASSING = [name for name, *_ in make_workbooks.passing()]
FAILING = [name for name, *_ in hostile.failing(make_workbooks.wide(NAMES))]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("workbooks")
    make_workbooks.build(made)
    return made


def opened(folder: Path, name: str) -> tuple[dict[str, Any], bytes]:
    outcome = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
    return outcome, (folder / outcome["file"]).read_bytes()


def read(data: bytes, name: str) -> tuple[mapping.Mapping | None, SheetResult]:
    (grid,) = read_grids(data, name)
    found = mapping.propose(grid, VOCABULARY)
    return found, mapping.apply(grid, found, VOCABULARY) if found else SheetResult((), ())


def shown(record: Record, wanted: dict[str, Any]) -> dict[str, Any]:
    agency = record.agency
    found: dict[str, Any] = {"name": agency.name, "district": agency.district, "province": agency.province}
    found |= {"year": record.year, "total": text(record.total), "level": record.level and record.level.text}
    found["scores"] = {str(number): text(cell) for number, cell in record.scores.items()}
    if "instruments" in wanted:
        found["instruments"] = {c: [str(f.value), f.weighted] for c, f in record.instruments.items()}
    if "first_cell" in wanted:
        found["first_cell"] = record.scores[1].cell
    return found


def text(cell: ScoreCell | None) -> str | None:
    return None if cell is None or cell.value is None else str(cell.value)


def test_there_are_enough_of_them() -> None:
    assert len(set(PASSING)) >= 20
    assert len(set(FAILING)) >= 20
    assert len(set(PASSING + FAILING)) == len(PASSING + FAILING)


@pytest.mark.parametrize("name", PASSING)
def test_should_pass(folder: Path, name: str) -> None:
    outcome, data = opened(folder / "should_pass", name)
    found, result = read(data, outcome["file"])
    assert found is not None
    assert found.layout == outcome["layout"]
    assert result.problems == ()
    pairs = list(zip(result.records, outcome["records"], strict=True))
    assert [shown(record, wanted) for record, wanted in pairs] == [wanted for _, wanted in pairs]


@pytest.mark.parametrize("name", FAILING)
def test_should_fail(folder: Path, name: str) -> None:
    outcome, data = opened(folder / "should_fail", name)
    if "refused" in outcome:
        with pytest.raises(SheetFileError) as refusal:
            read_grids(data, outcome["file"])
        assert refusal.value.message == outcome["refused"]
        return
    found, result = read(data, outcome["file"])
    if "unrecognised" in outcome:
        assert found is None
    else:
        assert [[problem.cell, problem.value] for problem in result.problems] == outcome["problems"]
        assert all(problem.message and problem.expected for problem in result.problems)
