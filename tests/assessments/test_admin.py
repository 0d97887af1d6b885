"""The framework in the admin: copying a year, spreadsheets by natural keys; scores only to look at."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
import tablib
from django.core.management import call_command
from django.test import Client

from assessments import resources
from assessments.models import Assessment, FiscalYear, Indicator, Instrument, Score, ScoreChange
from assessments.services.totals import refresh_year
from tests.factories import OrganizationFactory, UserFactory
from tests.measures.makers import scored

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


class TestWeights:
    """An edited framework shows in every stored total at once, and its weights make 100."""

    @pytest.fixture
    def kept(self) -> Assessment:
        agency = OrganizationFactory()
        low = {number: Decimal(50 if number in (6, 7, 8) else 90) for number in range(1, 11)}
        refresh_year(scored(agency, low).fiscal_year)
        return Assessment.objects.get(organization=agency)

    def saved(self, root: Client, **weights: str) -> str:
        address = f"/admin/assessments/fiscalyear/{FiscalYear.objects.get(year=2564).pk}/change/"
        data = typed(root.get(address))
        for name, code in [(name, code) for name, code in data.items() if code in weights]:
            data[name.replace("-code", "-weight")] = weights[code]
        return root.post(address, data, follow=True).content.decode()

    def test_weights_that_do_not_make_a_hundred_are_refused(self, root: Client, kept: Assessment) -> None:
        assert "ต้องรวมกันได้ 100 ขณะนี้รวมได้ 160" in self.saved(root, IIT="90", EIT="30", OIT="40")
        assert Instrument.objects.get(fiscal_year__year=2564, code="IIT").weight == 30

    def test_totals_follow_the_weights(self, root: Client, kept: Assessment) -> None:
        assert kept.total == Decimal("78.00")
        assert "แล้ว" in self.saved(root, IIT="10", EIT="50", OIT="40")
        kept.refresh_from_db()
        assert (kept.total, kept.level) == (Decimal("70.00"), "C")

    def test_an_indicator_of_a_year_with_wrong_weights_can_still_be_edited(self, root: Client) -> None:
        Instrument.objects.filter(fiscal_year__year=2564, code="IIT").update(weight=90)
        indicator = Indicator.objects.get(fiscal_year__year=2564, number=1)
        address = f"/admin/assessments/indicator/{indicator.pk}/change/"
        response = root.post(address, typed(root.get(address)) | {"name": "ชื่อใหม่"})
        assert response.status_code == 302
        indicator.refresh_from_db()
        assert indicator.name == "ชื่อใหม่"

    def test_a_year_that_is_none_is_told_once(self) -> None:
        data = tablib.Dataset(("ปีหน้า", "IIT", "30"), headers=["fiscal_year", "code", "weight"])
        result = resources.InstrumentResource().import_data(data)
        assert result.has_errors()
        assert not result.base_errors

    def test_totals_follow_a_spreadsheet_of_weights(self, kept: Assessment) -> None:
        lines = [("2564", "IIT", "10"), ("2564", "EIT", "50")]
        data = tablib.Dataset(*lines, headers=["fiscal_year", "code", "weight"])
        resources.InstrumentResource().import_data(data, raise_errors=True)
        kept.refresh_from_db()
        assert kept.total == Decimal("70.00")

    def test_nor_does_a_spreadsheet_make_more_than_a_hundred(self, kept: Assessment) -> None:
        data = tablib.Dataset(("2564", "IIT", "90"), headers=["fiscal_year", "code", "weight"])
        assert resources.InstrumentResource().import_data(data).has_errors()
        assert Instrument.objects.get(fiscal_year__year=2564, code="IIT").weight == 30

    def test_totals_follow_an_edition_written_anew(self, kept: Assessment) -> None:
        Instrument.objects.filter(fiscal_year__year=2564, code="IIT").update(weight=10)
        Assessment.objects.update(total=Decimal("1.00"), level="")
        call_command("load_frameworks", refresh=[2564])
        kept.refresh_from_db()
        assert (kept.total, kept.level) == (Decimal("78.00"), "B")


def typed(page: Any) -> dict[str, Any]:
    """What a page of the admin would send untouched; dates are left empty."""
    data: dict[str, Any] = {}
    formsets = [inline.formset for inline in page.context["inline_admin_formsets"]]
    managed = [formset.management_form for formset in formsets]
    for form in [page.context["adminform"].form, *managed, *(form for rows in formsets for form in rows)]:
        for field in form:
            value = field.value()
            if value is not None and value is not False and not isinstance(value, date):
                data[field.html_name] = value
    return data
