"""The command that works out kept totals anew."""

from __future__ import annotations

from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import call_command

from assessments.models import Assessment
from tests.factories import OrganizationFactory
from tests.measures.makers import scored

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("years", "refreshed"), [([], {2564, 2565}), ([2565], {2565})])
def test_totals_and_levels_are_worked_out_anew(years: list[int], refreshed: set[int]) -> None:
    agency = OrganizationFactory()
    for year in (2564, 2565):
        scored(agency, dict.fromkeys(range(1, 11), Decimal(90)), year)
    Assessment.objects.update(total=Decimal("1.00"), level="")
    said = StringIO()
    call_command("refresh_totals", *years, stdout=said)
    right = Assessment.objects.filter(total=Decimal(90)).exclude(level="")
    assert set(right.values_list("fiscal_year__year", flat=True)) == refreshed
    assert f"{max(refreshed)}: done" in said.getvalue()
