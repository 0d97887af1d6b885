"""manage.py import_scores: golden workbooks, JSON, exit codes."""

from __future__ import annotations

import io
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from assessments.models import Assessment, ImportBatch, Score
from organizations.models import Organization
from tests.assessments.imports.files import YEAR, scores_of, table
from tests.assessments.sheets import hostile, make_workbooks, writers
from tests.assessments.sheets.examples import NAMES
from tests.factories import OrganizationFactory

pytestmark = pytest.mark.django_db
PASSING = [name for name, *_ in make_workbooks.passing()]
FAILING = [name for name, *_ in hostile.failing(make_workbooks.wide(NAMES))]
KEYS = {"new", "changed", "unchanged", "errors", "assessments", "batch"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("workbooks")
    make_workbooks.build(made)
    return made


def run(path: Path, *options: str) -> tuple[dict[str, Any], int]:
    out = io.StringIO()
    try:
        call_command("import_scores", str(path), "--json", *options, stdout=out)
    except SystemExit as ended:
        return json.loads(out.getvalue()), int(str(ended.code))
    return json.loads(out.getvalue()), 0


def saved(folder: Path, rows: list[list[Any]], name: str = "x.xlsx") -> Path:
    path = folder / name
    path.write_bytes(writers.xlsx(rows))
    return path


# They name no agency: the sheet is that of the only one.
NAMELESS = ("long_descending", "years_beside_indicators")


@pytest.mark.parametrize("name", PASSING)
def test_golden_workbooks_are_imported(folder: Path, name: str) -> None:
    outcome = json.loads((folder / "should_pass" / f"{name}.json").read_text(encoding="utf-8"))
    if name in NAMELESS:
        OrganizationFactory()
    states_year = any(record["year"] for record in outcome["records"])
    options = ["--create-organizations", "--commit", *([] if states_year else ["--year", str(YEAR)])]
    result, code = run(folder / "should_pass" / outcome["file"], *options)
    assert (code, result["errors"], set(result)) == (0, [], KEYS)
    expected = [_expected(record) for record in outcome["records"]]
    assert [_stored(shown) for shown in result["assessments"]] == expected
    assert result["new"] == sum(len(scores) for _, _, scores, _, _ in expected) == Score.objects.count()


def _expected(record: dict[str, Any]) -> tuple[Any, ...]:
    scores = {int(number): Decimal(text) for number, text in record["scores"].items() if text}
    total = Decimal(record["total"]) if record["total"] else None
    return record["year"] or YEAR, record["province"], scores, total, record["level"] or ""


def _stored(shown: dict[str, Any]) -> tuple[Any, ...]:
    """What the database holds now for an assessment of the summary."""
    stored = Assessment.objects.get(organization__code=shown["code"], fiscal_year__year=shown["year"])
    assert shown["organization"] == stored.organization.short_name
    assert (shown["total"], shown["level"]) == (_float(stored.total), stored.level or None)
    assert shown["announced_total"] == _float(stored.announced_total)
    assert shown["announced_level"] == (stored.announced_level or None)
    scores = dict(stored.scores.values_list("indicator__number", "value"))
    province = stored.organization.province
    province = "" if province == "จังหวัดตัวอย่าง" and stored.organization.code.startswith("org") else province
    return shown["year"], _golden(province), scores, stored.announced_total, stored.announced_level


def _golden(province: str) -> str:
    """The golden files' provinces are called จังหวัด…, which is the word and the name."""
    return f"จังหวัด{province}" if province in ("ตัวอย่าง", "อื่น") else province


def _float(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


@pytest.mark.parametrize("name", FAILING)
def test_golden_workbooks_are_refused(folder: Path, name: str) -> None:
    outcome = json.loads((folder / "should_fail" / f"{name}.json").read_text(encoding="utf-8"))
    path = folder / "should_fail" / outcome["file"]
    result, code = run(path, "--create-organizations", "--commit", "--year", str(YEAR))
    assert set(result) == KEYS
    assert not Assessment.objects.exists() and not Organization.objects.exists()
    if "problems" in outcome:
        assert code == 1
        assert [[error["cell"], error["value"]] for error in result["errors"]] == outcome["problems"]
        assert all(set(error) == {"sheet", "cell", "value", "message"} for error in result["errors"])
    else:
        assert code == 2
        assert result["errors"][0]["message"] == outcome.get("refused", result["errors"][0]["message"])
        assert (result["batch"], ImportBatch.objects.count()) == (None, 0)


def test_without_commit_it_only_previews(tmp_path: Path) -> None:
    organizations = OrganizationFactory.create_batch(2)
    path = saved(tmp_path, table(organizations, total=82.86, level="B"))
    result, code = run(path)
    assert (code, result["new"], result["changed"], result["unchanged"]) == (0, 20, 0, 0)
    assert result["assessments"][0] == {
        "organization": str(organizations[0]),
        "code": organizations[0].code,
        "year": YEAR,
        "total": 82.86,
        "level": "B",
        "announced_total": 82.86,
        "announced_level": "B",
    }
    assert not Assessment.objects.exists()
    assert ImportBatch.objects.get(pk=result["batch"]).state == ImportBatch.State.PREVIEWED


def test_twice_is_once(tmp_path: Path) -> None:
    organizations = OrganizationFactory.create_batch(2)
    path = saved(tmp_path, table(organizations, total=82.86))
    run(path, "--commit")
    path = saved(tmp_path, table(organizations))
    result, code = run(path, "--commit")
    assert (code, result["new"], result["changed"], result["unchanged"]) == (0, 0, 0, 20)
    assert result["assessments"][0]["announced_total"] == 82.86
    assert set(Assessment.objects.values_list("version", flat=True)) == {1}


def test_a_year_that_disagrees_is_an_error(tmp_path: Path) -> None:
    path = saved(tmp_path, table(OrganizationFactory.create_batch(2)))
    assert run(path, "--year", "2564")[1] == 0
    result, code = run(path, "--year", "2565", "--commit")
    assert (code, [error["cell"] for error in result["errors"]]) == (1, ["E2", "E3"])
    assert not Assessment.objects.exists()


@pytest.mark.parametrize(
    ("name", "words"), [("missing.xlsx", "ไม่พบไฟล์"), ("", "เปิดไฟล์")], ids=["missing", "folder"]
)
def test_what_cannot_be_opened_is_named(tmp_path: Path, name: str, words: str) -> None:
    result, code = run(tmp_path / name)
    assert code == 2
    assert result["errors"][0]["message"].startswith(f"{words} {tmp_path / name}")


def test_words_instead_of_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    organizations = OrganizationFactory.create_batch(2)
    rows = table(organizations)
    call_command("import_scores", str(saved(tmp_path, rows)), "--commit")
    assert "new 20, changed 0, unchanged 0, errors 0" in capsys.readouterr().out
    assert len(scores_of(organizations[0])) == 10
    rows[1][5] = 101
    with pytest.raises(SystemExit):
        call_command("import_scores", str(saved(tmp_path, rows)))
    assert "Sheet1!F2 101" in capsys.readouterr().out
    with pytest.raises(SystemExit):
        call_command("import_scores", str(tmp_path / "missing.xlsx"))
    assert "errors 1" in capsys.readouterr().out
