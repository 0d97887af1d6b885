"""`manage.py import_scores FILE`: preview a score file, or import it."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from assessments.models import ImportBatch
from assessments.services.imports.batches import open_batch
from assessments.services.imports.commit import commit
from assessments.services.imports.preview import preview
from assessments.services.imports.summary import summary_of
from assessments.sheets.limits import SheetFileError

GOOD, ROW_ERRORS, UNREADABLE = 0, 1, 2


class Command(BaseCommand):
    """Previews a score file; with --commit a file without errors is imported in one transaction."""

    help = "Preview a score file (xlsx, xls, ods, csv); with --commit import it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the file and the choices that the wizard offers."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--year", type=int, help="fiscal year (B.E.) of rows that do not state one")
        parser.add_argument(
            "--create-organizations", action="store_true", help="add agencies that are not known"
        )
        parser.add_argument("--commit", action="store_true", help="import; without it only a preview is made")
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        """Run; the exit code is 0 without errors, 1 with row errors, 2 for an unreadable file."""
        summary, code = self._run(options)
        if options["json"]:
            self.stdout.write(json.dumps(summary, ensure_ascii=False))
        else:
            self._tell(summary)
        if code:
            sys.exit(code)

    def _run(self, options: dict[str, Any]) -> tuple[dict[str, Any], int]:
        path: Path = options["file"]
        try:
            batch, grids = open_batch(path.read_bytes(), path.name, user=None, year=options["year"])
        except SheetFileError as refusal:
            return _unreadable(refusal.message), UNREADABLE
        except FileNotFoundError:
            return _unreadable(f"ไม่พบไฟล์ {path} โปรดตรวจสอบชื่อและที่อยู่ของไฟล์"), UNREADABLE
        except OSError:
            return _unreadable(f"เปิดไฟล์ {path} ไม่ได้ โปรดตรวจสอบสิทธิอ่านไฟล์"), UNREADABLE
        preview(batch, create_organizations=options["create_organizations"], grids=grids)
        if options["commit"] and not batch.has_errors:
            commit(batch, user=None)
        return summary_of(batch), ROW_ERRORS if batch.has_errors else GOOD

    def _tell(self, summary: dict[str, Any]) -> None:
        counts = ", ".join(f"{name} {summary[name]}" for name in ("new", "changed", "unchanged"))
        state = ImportBatch.objects.get(pk=summary["batch"]).get_state_display() if summary["batch"] else ""
        self.stdout.write(f"{counts}, errors {len(summary['errors'])}  {state}".rstrip())
        for error in summary["errors"]:
            place = f"{error['sheet']}!{error['cell']} " if error["sheet"] else ""
            self.stdout.write(f"  {place}{error['value']} {error['message']}")


def _unreadable(message: str) -> dict[str, Any]:
    error = {"sheet": "", "cell": "", "value": "", "message": message}
    return {"new": 0, "changed": 0, "unchanged": 0, "errors": [error], "assessments": [], "batch": None}
