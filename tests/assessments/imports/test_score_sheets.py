"""Templates and exports: the layout of the framework, numbers as numbers, text as text, and back again."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assessments.models import FiscalYear, ScoreChange
from assessments.services.imports.batches import open_batch
from assessments.services.imports.commit import commit
from assessments.services.imports.preview import preview
from assessments.services.score_sheets import sheet_of
from assessments.sheets import writing
from assessments.sheets.grid import Grid
from organizations.models import Organization, User
from tests.assessments.imports.files import HEAD, YEAR, committed, row_of, scores_of, table
from tests.assessments.sheets.examples import SCORES
from tests.factories import OrganizationFactory, member

pytestmark = pytest.mark.django_db
DANGEROUS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"]


@pytest.fixture
def year(db: None) -> FiscalYear:
    return FiscalYear.objects.get(year=YEAR)


def workbook(content: bytes) -> openpyxl.worksheet.worksheet.Worksheet:
    return openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]


def export(year: FiscalYear, form: str = "xlsx") -> bytes:
    return sheet_of(Organization.objects.all(), year, form=form, filled=True)


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_export_and_import_change_nothing(agencies: list[Organization], year: FiscalYear, form: str) -> None:
    rows = table(agencies[:2], total=82.86, level="B")
    rows[1][6] = ""
    committed(rows)
    trail = ScoreChange.objects.count()
    batch = preview(open_batch(export(year, form), f"x.{form}", user=None)[0])
    assert (batch.counts["errors"], batch.counts["rows"]) == (0, 3)
    assert (batch.counts["new"], batch.counts["changed"], batch.counts["unchanged"]) == (0, 0, 19)
    commit(batch, user=None)
    assert ScoreChange.objects.count() == trail


def test_numbers_stay_numbers(agencies: list[Organization], year: FiscalYear) -> None:
    committed(table(agencies, total=82.86, level="B"))
    sheet = workbook(export(year))
    assert [cell.data_type for cell in sheet[2]] == [*"ssss", *"n" * 12, "s"]
    assert sheet["F2"].value == 100 and sheet["F2"].number_format == "0.00"
    _, line, *_ = csv.reader(io.StringIO(export(year, "csv").decode("utf-8-sig")))
    assert line[4:7] == [str(YEAR), "100.00", "89.43"]


@pytest.mark.parametrize("name", DANGEROUS)
def test_text_never_becomes_a_formula(year: FiscalYear, name: str) -> None:
    OrganizationFactory(name=name, kind="other")
    cell = workbook(export(year))["B2"]
    assert cell.data_type == "s" and cell.quotePrefix
    _, line = csv.reader(io.StringIO(export(year, "csv").decode("utf-8-sig"), newline=""))
    assert line[1] == f"'{name}"


def test_the_template_is_the_years_framework(agencies: list[Organization], year: FiscalYear) -> None:
    committed(table(agencies))
    content = sheet_of(Organization.objects.all(), year, form="xlsx", filled=False)
    sheet = workbook(content)
    names = list(year.indicators.order_by("number").values_list("name", flat=True))
    assert [cell.value for cell in sheet[1]][5:15] == [
        f"ตัวชี้วัดที่ {number} {name}" for number, name in enumerate(names, 1)
    ]
    assert sheet["F2"].value is None and sheet["E2"].value == YEAR
    (check,) = sheet.data_validations.dataValidation
    assert (check.type, check.formula1, check.formula2, str(check.sqref)) == ("decimal", "0", "100", "F2:P4")
    sheet["F2"] = 55.5
    batch = preview(open_batch(_bytes(sheet), "x.xlsx", user=None)[0])
    assert (batch.counts["errors"], batch.counts["new"], batch.counts["changed"]) == (0, 0, 1)


def _bytes(sheet: openpyxl.worksheet.worksheet.Worksheet) -> bytes:
    buffer = io.BytesIO()
    sheet.parent.save(buffer)
    return buffer.getvalue()


def test_an_empty_template_changes_nothing(agencies: list[Organization], year: FiscalYear) -> None:
    committed(table(agencies))
    content = sheet_of(Organization.objects.all(), year, form="csv", filled=False)
    batch = commit(preview(open_batch(content, "x.csv", user=None)[0]), user=None)
    assert (batch.counts["writing"], len(scores_of(agencies[0]))) == (0, 10)


def test_the_number_of_queries_does_not_grow(year: FiscalYear) -> None:
    counts = []
    for size in (2, 30):
        committed(table(OrganizationFactory.create_batch(size)))
        with CaptureQueriesContext(connection) as queries:
            export(year)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 6


class TestPages:
    def rows(self, client: Client, name: str, **query: object) -> list[list[str]]:
        response = client.get(reverse(name), {"format": "csv", "year": YEAR, **query})
        assert response["Content-Disposition"].startswith("attachment")
        return list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))[1:]

    def test_only_the_own_scope(
        self, organization: Organization, foreign: Organization, sign_in: Callable[[User], Client]
    ) -> None:
        committed([HEAD, row_of(organization, SCORES), row_of(foreign, SCORES)])
        client = sign_in(member("admin", organization))
        assert [row[0] for row in self.rows(client, "scores_export")] == [organization.code]
        assert [row[0] for row in self.rows(client, "import_template")] == [organization.code]
        assert self.rows(client, "import_template")[0][5] == ""

    def test_a_template_holds_what_may_be_imported(
        self, organization: Organization, foreign: Organization, sign_in: Callable[[User], Client]
    ) -> None:
        user = member("admin", organization)
        user.memberships.create(role="auditor", organization=foreign)
        client = sign_in(user)
        assert len(self.rows(client, "scores_export")) == 2
        assert len(self.rows(client, "import_template")) == 1

    def test_the_export_is_as_narrow_as_the_overview(
        self, agencies: list[Organization], sign_in: Callable[[User], Client]
    ) -> None:
        client = sign_in(member("auditor", province=agencies[0].province))
        assert len(self.rows(client, "scores_export")) == 3
        assert [row[0] for row in self.rows(client, "scores_export", q=agencies[1].code)] == [
            agencies[1].code
        ]

    def test_the_latest_year_unless_another_is_asked_for(
        self, agencies: list[Organization], sign_in: Callable[[User], Client]
    ) -> None:
        client = sign_in(member("admin", agencies[0]))
        latest = client.get(reverse("import_template"), {"format": "csv"})
        assert f",{FiscalYear.objects.first()}," in latest.content.decode()
        for query in ({"year": "2500"}, {"year": "x"}, {"format": "exe"}):
            assert client.get(reverse("import_template"), query).status_code == 404


def test_sheet_names_are_made_fit() -> None:
    grids = [Grid("a/b:c*?[x]" + "ก" * 40, [["x", True, ""]]), Grid("", [["y"]])]
    marks = {grids[0].name: {"B1": "ผิด", "C1": "ว่าง"}}
    book = openpyxl.load_workbook(io.BytesIO(writing.marked_grids(grids, marks, [])))
    assert book.sheetnames == ["abcx" + "ก" * 24, "แผ่นงาน 2", "ข้อผิดพลาด"]
    first = book.worksheets[0]
    assert (
        first["B1"].value is True and first["B1"].comment.text == "ผิด" and first["C1"].comment.text == "ว่าง"
    )
