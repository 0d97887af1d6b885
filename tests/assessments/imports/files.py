"""Score files of the agencies in the database, and short ways through an import."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from assessments.models import Assessment, ImportBatch, Score
from assessments.services.imports.batches import open_batch
from assessments.services.imports.commit import commit
from assessments.services.imports.preview import preview
from organizations.models import Organization, User
from tests.assessments.sheets import writers
from tests.assessments.sheets.examples import NAMES, OTHER_SCORES, SCORES, THIRD_SCORES

YEAR = 2564
HEAD = ["รหัสหน่วยงาน", "หน่วยงาน", "อำเภอ", "จังหวัด", "ปีงบประมาณ", *NAMES, "คะแนนรวม", "ระดับ"]
FIRST_SCORE = 5  # column of indicator 1
SETS = (SCORES, OTHER_SCORES, THIRD_SCORES)
Rows = list[list[Any]]


def row_of(
    organization: Organization,
    scores: Sequence[object],
    total: object = "",
    level: str = "",
    year: object = YEAR,
) -> list[Any]:
    """One line of the wide layout."""
    place = [organization.code, organization.short_name, organization.district, organization.province]
    return [*place, year, *scores, total, level]


def table(organizations: Iterable[Organization], **more: Any) -> Rows:
    """The wide layout for some agencies, each with other scores."""
    return [HEAD, *(row_of(o, SETS[n % len(SETS)], **more) for n, o in enumerate(organizations))]


def opened(
    rows: Rows, user: User | None = None, year: int | None = None, name: str = "คะแนน.xlsx"
) -> ImportBatch:
    """Upload a table."""
    data = writers.delimited(rows) if name.endswith("csv") else writers.xlsx(rows)
    return open_batch(data, name, user=user, year=year)[0]


def previewed(rows: Rows, user: User | None = None, **options: Any) -> ImportBatch:
    """Upload and preview a table."""
    create = options.pop("create_organizations", False)
    return preview(opened(rows, user, **options), create_organizations=create)


def committed(rows: Rows, user: User | None = None, **options: Any) -> ImportBatch:
    """Import a table."""
    return commit(previewed(rows, user, **options), user=user)


def problems(batch: ImportBatch) -> list[tuple[str, str]]:
    """Cell and value of every problem."""
    return list(batch.problems.values_list("cell", "value"))


def scores_of(organization: Organization, year: int = YEAR) -> list[Decimal]:
    """The stored scores in the order of the indicators."""
    found = Score.objects.filter(assessment__organization=organization, assessment__fiscal_year__year=year)
    return list(found.order_by("indicator__number").values_list("value", flat=True))


def assessment_of(organization: Organization, year: int = YEAR) -> Assessment:
    """The stored official result."""
    return Assessment.objects.official().get(organization=organization, fiscal_year__year=year)


def state_of_database() -> tuple[Any, ...]:
    """Everything that an import may write, for comparing before and after."""
    from assessments.models import ScoreChange

    return (
        list(Assessment.objects.order_by("pk").values()),
        list(Score.objects.order_by("pk").values()),
        ScoreChange.objects.count(),
        Organization.objects.count(),
        list(ImportBatch.objects.order_by("pk").values("pk", "state", "committed_at", "undone_at")),
    )


def import_of(organization: Organization) -> ImportBatch:
    """An import that waits for its commit, uploaded by somebody else with the agency's reach."""
    batch = previewed(table([organization]))
    batch.whole_country, batch.organization = False, organization
    batch.save()
    return batch
