"""`make bench-import`: a national sheet of scores, previewed and committed, against two plainer ways.

Ours: open, preview and commit, with trail, totals and undo data. (a) the same sheet read and written with a
bare bulk_create: no matching of agencies, no checks, no trail. (b) a stock ModelResource of
django-import-export, which also previews (a dry run) and then imports; on a sample, scaled.
Every run has a process and a copy of the database of its own.
"""

from __future__ import annotations

import io
import json
import os
import random
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

AGENCIES, INDICATORS, YEAR = 8_500, 10, 2567
SAMPLE = 200  # agencies of the stock resource
ROUNDS = 3
GOALS = {"bare": 3.0, "stock": 10.0, "memory": 400}


def make_sheet(path: Path) -> None:
    """Write the sheet: code, name, district, province, ten scores, total and level."""
    import openpyxl
    from openpyxl.cell import WriteOnlyCell

    dice = random.Random(2567)
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("ผลคะแนน")
    numbers = [f"ตัวชี้วัดที่ {number}" for number in range(1, INDICATORS + 1)]
    sheet.append(["ที่", "หน่วยงาน", "อำเภอ", "จังหวัด", *numbers])
    for number in range(AGENCIES):
        scores = [dice.randint(4_500, 10_000) / 100 for _ in numbers]
        row = [number + 1, f"อบต.ตัวอย่างที่ {number}", *place(number), *scores]
        sheet.append([WriteOnlyCell(sheet, value=value) for value in row])
    book.save(path)


def place(number: int) -> tuple[str, str]:
    """District and province of an invented agency."""
    return f"อำเภอ{number // 10 % 90}", f"จังหวัด{number // 110}"


def make_database(path: Path) -> None:
    """Store the frameworks and all agencies."""
    setup(path)
    from django.core.management import call_command

    from organizations.models import Organization

    call_command("migrate", verbosity=0)
    call_command("load_frameworks", stdout=io.StringIO())
    Organization.objects.bulk_create(
        Organization(
            code=f"agency-{number}",
            name=f"ตัวอย่างที่ {number}",
            kind="sao",
            district=place(number)[0],
            province=place(number)[1].removeprefix("จังหวัด"),
        )
        for number in range(AGENCIES)
    )


def setup(database: Path) -> None:
    """Start Django over a database file."""
    os.environ |= {"DATABASE_URL": f"sqlite:///{database}", "DJANGO_SETTINGS_MODULE": "tests.settings"}
    import django

    django.setup()


def ours(sheet: Path) -> int:
    """Open, preview and commit."""
    from assessments.models import ScoreChange
    from assessments.services.imports.batches import open_batch
    from assessments.services.imports.commit import commit
    from assessments.services.imports.preview import preview

    batch, grids = open_batch(sheet.read_bytes(), sheet.name, user=None, year=YEAR)
    preview(batch, grids=grids)
    commit(batch, user=None)
    assert ScoreChange.objects.count() == AGENCIES * INDICATORS
    return batch.counts["new"]


def bare(sheet: Path) -> int:
    """Read the sheet and write its scores as fast as the ORM does by itself."""
    from decimal import Decimal

    from django.db import transaction
    from python_calamine import CalamineWorkbook

    from assessments.models import Assessment, FiscalYear, Score
    from organizations.models import Organization

    rows = CalamineWorkbook.from_path(sheet).get_sheet_by_index(0).to_python()[1:]
    year = FiscalYear.objects.get(year=YEAR)
    indicators = list(year.indicators.order_by("number"))
    organizations = Organization.objects.order_by("pk").values_list("pk", flat=True)
    with transaction.atomic():
        made = Assessment.objects.bulk_create(
            Assessment(organization_id=pk, fiscal_year=year) for pk in organizations
        )
        Score.objects.bulk_create(
            Score(assessment=assessment, indicator=indicator, value=Decimal(str(value)))
            for assessment, row in zip(made, rows, strict=True)
            for indicator, value in zip(indicators, row[4:], strict=True)
        )
    return Score.objects.count()


def stock(sheet: Path) -> int:
    """Dry run and import of a ModelResource as its documentation shows it, one row per score."""
    import tablib
    from import_export import resources
    from python_calamine import CalamineWorkbook

    from assessments.models import Assessment, FiscalYear, Score
    from organizations.models import Organization

    class ScoreResource(resources.ModelResource):
        class Meta:
            model = Score
            import_id_fields = ("assessment", "indicator")
            fields = ("assessment", "indicator", "value")

    rows = CalamineWorkbook.from_path(sheet).get_sheet_by_index(0).to_python()[1 : SAMPLE + 1]
    year = FiscalYear.objects.get(year=YEAR)
    indicators = list(year.indicators.order_by("number"))
    organizations = Organization.objects.order_by("pk")[:SAMPLE]
    made = Assessment.objects.bulk_create(Assessment(organization=o, fiscal_year=year) for o in organizations)
    data = tablib.Dataset(headers=["assessment", "indicator", "value"])
    for assessment, row in zip(made, rows, strict=True):
        for indicator, value in zip(indicators, row[4:], strict=True):
            data.append([assessment.pk, indicator.pk, value])
    for dry_run in (True, False):
        result = ScoreResource().import_data(data, dry_run=dry_run, use_transactions=True, raise_errors=True)
        assert not result.has_errors()
    return Score.objects.count()


WAYS: dict[str, Callable[[Path], int]] = {"ours": ours, "bare": bare, "stock": stock}


def run_here(way: str, database: Path, sheet: Path) -> None:
    """Run one way and print what it took."""
    setup(database)
    from django.db import connection

    connection.ensure_connection()
    begun = time.perf_counter()
    count = WAYS[way](sheet)
    seconds = time.perf_counter() - begun
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "megabytes": peak, "scores": count}))


def run(way: str, folder: Path) -> dict[str, Any]:
    """Run one way in a process and on a database of its own."""
    database = folder / f"{way}.sqlite3"
    shutil.copy(folder / "base.sqlite3", database)
    command = [
        sys.executable,
        "-m",
        "benchmarks.import_scores",
        way,
        str(database),
        str(folder / "sheet.xlsx"),
    ]
    output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    for leftover in folder.glob(f"{way}.sqlite3*"):
        leftover.unlink()
    return json.loads(output.splitlines()[-1])


def main() -> None:
    """Measure all three, rounds interleaved, and compare the medians."""
    with tempfile.TemporaryDirectory(prefix="portal-benchmark-") as name:
        folder = Path(name)
        make_sheet(folder / "sheet.xlsx")
        make_database(folder / "base.sqlite3")
        from django.db import connection

        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.close()
        runs: dict[str, list[dict[str, Any]]] = {"ours": [], "bare": []}
        for _ in range(ROUNDS):
            for way, results in runs.items():
                results.append(run(way, folder))
        runs["stock"] = [run("stock", folder)]
    tell(runs)


def tell(runs: dict[str, list[dict[str, Any]]]) -> None:
    """Print seconds, ratios and peak memory."""
    scores = AGENCIES * INDICATORS
    assert {run["scores"] for way in ("ours", "bare") for run in runs[way]} == {scores}
    seconds = {way: statistics.median(run["seconds"] for run in results) for way, results in runs.items()}
    sampled = runs["stock"][0]["scores"]
    stock_whole = seconds["stock"] * scores / sampled
    memory = max(run["megabytes"] for run in runs["ours"])
    bare_ratio, stock_ratio = seconds["ours"] / seconds["bare"], stock_whole / seconds["ours"]
    print(f"{AGENCIES:,} agencies x {INDICATORS} scores, median of {ROUNDS} rounds")
    print(f"open + preview + commit      {seconds['ours']:7.2f} s")
    print(f"(a) read + bare bulk_create  {seconds['bare']:7.2f} s")
    print(f"(b) stock ModelResource      {stock_whole:7.0f} s", end="   ")
    print(f"measured on {sampled:,} scores in {seconds['stock']:.1f} s, and scaled")
    print(f"ours / (a)  {bare_ratio:.2f}   goal <= {GOALS['bare']}")
    print(f"(b) / ours  {stock_ratio:.0f}   goal >= {GOALS['stock']:.0f}")
    print(f"peak memory {memory:.0f} MB   goal <= {GOALS['memory']} MB")
    met = bare_ratio <= GOALS["bare"] and stock_ratio >= GOALS["stock"] and memory <= GOALS["memory"]
    if not met:
        sys.exit("a goal was missed")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        run_here(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
    else:
        main()
