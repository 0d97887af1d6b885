"""The framework in the admin: copying a year, spreadsheets by natural keys; scores only to look at."""

from __future__ import annotations

import pytest
import tablib
from django.test import Client

from assessments import resources
from assessments.models import Assessment, FiscalYear, Indicator, Score, ScoreChange
from tests.factories import OrganizationFactory, UserFactory

pytestmark = pytest.mark.django_db
ALL = [
    resources.FiscalYearResource,
    resources.LevelResource,
    resources.InstrumentResource,
    resources.IndicatorResource,
    resources.SubIndicatorResource,
    resources.DisclosureItemResource,
]


@pytest.fixture
def root() -> Client:
    client = Client()
    user = UserFactory(is_staff=True, is_superuser=True)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def copy(root: Client, *years: int) -> str:
    chosen = [FiscalYear.objects.get(year=year).pk for year in years]
    data = {"action": "copy_to_new_year", "_selected_action": chosen}
    response = root.post("/admin/assessments/fiscalyear/", data, follow=True)
    return " ".join(str(message) for message in response.context["messages"])


def test_a_year_is_copied_with_its_whole_framework(root: Client) -> None:
    assert "2570" in copy(root, 2569)
    new = FiscalYear.objects.get(year=2570)
    assert not new.confirmed
    assert new.indicators.count() == 10
    old = FiscalYear.objects.get(year=2569)
    assert [level.name for level in new.levels.all()] == [level.name for level in old.levels.all()]


def test_only_one_year_at_a_time_is_copied(root: Client) -> None:
    before = FiscalYear.objects.count()
    assert "เพียงปีเดียว" in copy(root, 2564, 2565)
    assert FiscalYear.objects.count() == before


@pytest.mark.parametrize("resource", ALL, ids=lambda resource: resource.__name__)
def test_the_framework_goes_through_a_spreadsheet_unchanged(resource: type) -> None:
    data = tablib.Dataset().load(resource().export().csv, format="csv")
    result = resource().import_data(data, raise_errors=True)
    assert result.totals["skip"] == len(data) > 0


def test_a_line_finds_the_row_of_its_own_year() -> None:
    data = tablib.Dataset(headers=["fiscal_year", "instrument", "number", "name"])
    data.append(["2564", "IIT", "1", "ชื่อใหม่"])
    resources.IndicatorResource().import_data(data, raise_errors=True)
    assert Indicator.objects.get(fiscal_year__year=2564, number=1).name == "ชื่อใหม่"
    assert Indicator.objects.get(fiscal_year__year=2565, number=1).name != "ชื่อใหม่"


def test_scores_and_trail_cannot_be_changed_there(root: Client) -> None:
    year = FiscalYear.objects.get(year=2564)
    assessment = Assessment.objects.create(organization=OrganizationFactory(), fiscal_year=year)
    indicator = year.indicators.first()
    score = Score.objects.create(assessment=assessment, indicator=indicator, value=50)
    change = ScoreChange.objects.create(assessment=assessment, indicator=indicator, new="50.00")
    for url in (
        f"/admin/assessments/assessment/{assessment.pk}/change/",
        f"/admin/assessments/scorechange/{change.pk}/change/",
    ):
        assert root.get(url).status_code == 200
        assert root.post(url, {"scores-0-value": "99", "announced_total": "99"}).status_code == 403
    assert root.post(f"/admin/assessments/assessment/{assessment.pk}/delete/").status_code == 403
    assert root.get("/admin/assessments/scorechange/add/").status_code == 403
    score.refresh_from_db()
    assert score.value == 50
