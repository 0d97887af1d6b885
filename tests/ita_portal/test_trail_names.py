"""What the audit log knows by a key is told by its name: every followed relation, one query for a page."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from auditlog.registry import auditlog
from django.db.models import Model

from assessments.models import FiscalYear
from ita_portal.trail_names import AT_ONCE, NAMED_BY, names_of
from measures.services.measures import remove_measure
from organizations.models import Organization, User
from tests.factories import DepartmentFactory, UserFactory
from tests.measures.makers import make_measure, make_plan, make_report
from tests.reports.makers import issued_document


def test_every_followed_relation_is_named() -> None:
    targets = {
        field.related_model
        for model in auditlog.get_models()
        for field in model._meta.get_fields()
        if field.many_to_one and field.concrete
    }
    assert targets == set(NAMED_BY)


@pytest.fixture
def things(organization: Organization) -> list[Model]:
    """Return one thing of every kind that a relation leads to."""
    measure = make_measure(make_plan(organization), approach="เผยแพร่ข้อมูลให้ครบถ้วน")
    indicator = FiscalYear.objects.get(year=2564).indicators.get(number=10)
    return [
        organization,
        DepartmentFactory(organization=organization),
        UserFactory(name_title="นางสาว"),
        indicator.fiscal_year,
        indicator.instrument,
        indicator,
        indicator.sub_indicators.first(),
        indicator.sub_indicators.first().items.first(),
        measure.plan.assessment,
        measure.plan,
        measure,
        make_report(measure, 40, date(2022, 1, 15)),
        issued_document(organization),
    ]


@pytest.mark.django_db
class TestNames:
    def test_a_thing_is_called_as_everywhere(
        self, things: list[Model], django_assert_num_queries: Any
    ) -> None:
        with django_assert_num_queries(1):
            names = names_of((type(thing), str(thing.pk)) for thing in things)
        assert {type(thing) for thing in things} == set(NAMED_BY)
        assert names == {(type(thing), str(thing.pk)): str(thing) for thing in things}

    def test_somebody_without_a_name_is_called_by_the_username(self) -> None:
        user = UserFactory(first_name="", last_name="")
        assert names_of([(User, str(user.pk))]) == {(User, str(user.pk)): user.username}

    def test_what_was_put_aside_keeps_its_name(self, organization: Organization) -> None:
        measure = make_measure(make_plan(organization), approach="ก")
        remove_measure(measure)
        assert list(names_of([(type(measure), str(measure.pk))]).values()) == ["ก"]

    def test_what_is_gone_has_none(self, organization: Organization) -> None:
        assert names_of([(User, "987654")]) == {}
        assert names_of([]) == {}

    @pytest.mark.parametrize(("count", "queries"), [(1, 1), (AT_ONCE, 1), (AT_ONCE + 1, 2)])
    def test_queries(self, count: int, queries: int, django_assert_num_queries: Any) -> None:
        with django_assert_num_queries(queries):
            names_of((User, str(key)) for key in range(count))
