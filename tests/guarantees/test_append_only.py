"""What was noted down, signed or issued cannot be changed or deleted: not by the ORM, not by SQL.

Fails without the migrations that install the triggers (assessments 0003, reports 0003, 0004, 0005, 0007),
and for a table whose triggers a later migration lost.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from auditlog.models import LogEntry
from django.core.management import call_command
from django.db import IntegrityError, connection, models, transaction
from django.test import Client
from django.urls import reverse

from assessments.models import Assessment, ScoreChange
from organizations.models import Organization, User
from reports.models import (
    DiscussionNote,
    Download,
    IssuedDocument,
    MemoRevision,
    Publication,
    ReviewStep,
    SubmittedEmblem,
)
from tests.reports.makers import (
    decided_step,
    discussion_note,
    download,
    ended_publication,
    issued_document,
    published,
    revision,
    submitted_emblem,
)

CLOSED: dict[str, Callable[[Organization], models.Model]] = {}


def closed(make: Callable[[Organization], models.Model]) -> Callable[[Organization], models.Model]:
    CLOSED[make.__name__] = make
    return make


@closed
def score_change(organization: Organization) -> ScoreChange:
    assessment = Assessment.objects.create(organization=organization, fiscal_year_id=_year())
    return ScoreChange.objects.create(assessment=assessment, old="", new="100.00")


@closed
def log_entry(organization: Organization) -> LogEntry:
    organization.phone = "0 0000 0000"
    organization.save()
    return LogEntry.objects.get_for_object(organization).first()


MAKERS = (
    revision,
    submitted_emblem,
    decided_step,
    discussion_note,
    issued_document,
    download,
    ended_publication,
)
for make in MAKERS:
    closed(make)


def _year() -> int:
    from assessments.models import FiscalYear

    return FiscalYear.objects.get(year=2564).pk


def _refused(act: Callable[[], object]) -> None:
    with pytest.raises(IntegrityError, match="cannot be changed or deleted"), transaction.atomic():
        act()


MODELS = (
    ScoreChange,
    LogEntry,
    MemoRevision,
    SubmittedEmblem,
    ReviewStep,
    DiscussionNote,
    IssuedDocument,
    Download,
    Publication,
)


@pytest.fixture(params=CLOSED)
def row(request: pytest.FixtureRequest, organization: Organization) -> models.Model:
    return CLOSED[request.param](organization)


@pytest.mark.django_db
class TestClosedRows:
    def test_a_queryset_cannot_update_it(self, row: models.Model) -> None:
        rows = type(row)._default_manager.filter(pk=row.pk)
        column = _some_column(row)
        _refused(lambda: rows.update(**{column: models.F(column)}))

    def test_a_queryset_cannot_delete_it(self, row: models.Model) -> None:
        _refused(lambda: models.QuerySet(type(row)).filter(pk=row.pk)._raw_delete(using="default"))

    def test_raw_sql_cannot_update_it(self, row: models.Model) -> None:
        table = row._meta.db_table
        _refused(lambda: _execute(f"UPDATE {table} SET id = id WHERE id = {row.pk}"))

    def test_raw_sql_cannot_delete_it(self, row: models.Model) -> None:
        _refused(lambda: _execute(f"DELETE FROM {row._meta.db_table} WHERE id = {row.pk}"))

    def test_raw_sql_cannot_delete_all(self, row: models.Model) -> None:
        _refused(lambda: _execute(f"DELETE FROM {row._meta.db_table}"))


@pytest.mark.django_db
def test_an_undecided_step_is_open(organization: Organization) -> None:
    step = ReviewStep.objects.create(revision=revision(organization), order=9, title="ตำแหน่งตัวอย่าง")
    assert ReviewStep.objects.filter(pk=step.pk).update(title="อื่น") == 1
    _refused(lambda: _execute(f"DELETE FROM reports_reviewstep WHERE id = {step.pk}"))


@pytest.mark.django_db
def test_a_publication_can_end_but_not_be_deleted(organization: Organization) -> None:
    publication = published(issued_document(organization))
    ended = {"ended_by": publication.by, "ended_at": publication.at, "end_reason": "เหตุผลตัวอย่าง"}
    assert Publication.objects.filter(pk=publication.pk).update(**ended) == 1
    _refused(lambda: _execute(f"DELETE FROM reports_publication WHERE id = {publication.pk}"))


@pytest.mark.django_db(transaction=True)
def test_flush_empties_and_leaves_the_triggers(organization: Organization) -> None:
    for make in CLOSED.values():
        make(Organization.objects.create(code=make.__name__.replace("_", "-"), name="ตัวอย่าง"))
    call_command("flush", interactive=False, verbosity=0)
    assert [model.__name__ for model in MODELS if model._default_manager.exists()] == []
    assert _triggers() == 2 * len(MODELS)


@pytest.mark.django_db
def test_people_who_acted_are_not_deleted(admin_client: Client, staff: User) -> None:
    """Their lines would have to change; the administration site offers to set them inactive instead."""
    assert admin_client.get(reverse("admin:organizations_user_change", args=[staff.pk])).status_code == 200
    assert admin_client.get(reverse("admin:organizations_user_delete", args=[staff.pk])).status_code == 403


def _triggers() -> int:
    catalogue = (
        "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'append_only_%'"
        if connection.vendor == "sqlite"
        else "SELECT count(*) FROM pg_trigger WHERE tgname LIKE 'append_only_%'"
    )
    with connection.cursor() as cursor:
        cursor.execute(catalogue)
        return int(cursor.fetchone()[0])


def _execute(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def _some_column(row: models.Model) -> str:
    return next(field.name for field in row._meta.concrete_fields if not field.primary_key)
