"""What the home page reads about one agency's year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import NamedTuple

from django.db.models import Count, Q
from django.utils import timezone

from assessments.models import Assessment, FiscalYear, ScoreChange
from assessments.results import AssessmentResult, official_assessment, result_of
from assessments.services.disclosure import disclosure_counts
from ita_portal.home.work import Duties, Situation, disclosing_year, newer_year
from measures.models import Measure, Plan
from organizations.models import Organization, User
from reports.models import IssuedDocument, Memo, ReviewStep

LATEST_CHANGES = 5
TRAIL_ROWS = 60  # lines of the trail that are gathered into the latest changes


@dataclass(frozen=True)
class Change:
    """Several lines of the trail that one person saved at once."""

    at: datetime
    by: str
    source: str
    year: int
    count: int


class YearState(NamedTuple):
    """How far the official result of one fiscal year is."""

    year: int
    state: str
    submitted_by: int | None


def years_of(organization: Organization) -> list[YearState]:
    """Return the years of which the agency has figures."""
    assessed = Assessment.objects.official().with_figures().filter(organization=organization)
    columns = assessed.values_list("fiscal_year__year", "state", "submitted_by")
    return [YearState(*row) for row in columns]


def _sent_before(year: int, years: list[YearState], user: User) -> tuple[int, ...]:
    """Return the earlier years whose result waits for somebody's approval, and may wait for this person's."""
    waiting = [row for row in years if row.year < year and row.state == Assessment.State.SUBMITTED]
    return tuple(sorted(row.year for row in waiting if row.submitted_by != user.pk))


def duties_of(user: User, organization: Organization) -> Duties:
    """Return what the user may do for the agency."""
    return Duties(
        enters=user.has_perm("assessments.enter_scores", organization),
        discloses=user.has_perm("assessments.check_disclosure", organization),
        decides=user.has_perm("assessments.approve", organization),
        plans=user.has_perm("measures.edit", organization),
        writes_memo=user.has_perm("reports.write_memo", organization),
    )


def outcome_of(organization: Organization, fiscal_year: FiscalYear) -> AssessmentResult:
    """Return the evaluated official result of the year, empty when nothing is stored."""
    return result_of(official_assessment(organization, fiscal_year))


def situation_of(
    outcome: AssessmentResult, user: User, editions: list[int], today: date, years: list[YearState]
) -> Situation:
    """Return where the agency stands in the year of the result; `years` are all that have figures."""
    assessment, result = outcome.assessment, outcome.result
    severities = [finding.severity for finding in outcome.findings]
    plan, covered, due = _plan_of(assessment, today)
    memo = Memo.objects.filter(assessment=assessment).first() if assessment.pk else None
    turn = ReviewStep.objects.open().filter(revision__memo=memo).first() if memo else None
    issued, published = _documents_of(outcome)
    answers_items = user.has_perm("assessments.check_disclosure", outcome.organization)
    disclosing = disclosing_year(editions, today) if answers_items else None
    items, undisclosed = disclosure_counts(outcome.organization, disclosing) if disclosing else (0, 0)
    return Situation(
        year=outcome.year,
        today=today,
        is_empty=result.shown_total is None and not result.ranking,
        total=result.shown_total,
        missing=len(result.missing),
        errors=severities.count("error"),
        warnings=severities.count("warning"),
        state=assessment.state,
        returned_because=assessment.return_reason,
        sent_by_me=assessment.submitted_by_id == user.pk,
        weak=tuple(sorted(result.weaknesses)),
        uncovered=tuple(sorted(set(result.weaknesses) - set(covered))),
        measures=len(covered),
        due_measures=due,
        plan_state=plan.state if plan else "",
        memo_state=memo.state if memo else "",
        memo_number=memo.number if memo else "",
        memo_waits_for_me=turn is not None and user.pk in (turn.person_id, turn.deputy_id),
        paper_turn=turn.title if turn and turn.on_paper else "",
        issued=issued > 0,
        published=published > 0,
        disclosing_year=disclosing,
        disclosure_items=items,
        undisclosed=undisclosed,
        newer_year=newer_year(outcome.year, editions, today),
        sent_years=_sent_before(outcome.year, years, user),
    )


def _plan_of(assessment: Assessment, today: date) -> tuple[Plan | None, list[int], int]:
    """Return the answering plan, the indicator number of each measure, and how many reports are due."""
    plan = Plan.objects.filter(assessment=assessment).first() if assessment.pk else None
    if plan is None:
        return None, [], 0
    rows = Measure.objects.filter(plan=plan).values_list("indicator__number", "follow_up_due")
    measures = list(rows)
    due = [day for _, day in measures if day and day < today] if plan.state != Plan.State.CLOSED else []
    return plan, [number for number, _ in measures], len(due)


def _documents_of(outcome: AssessmentResult) -> tuple[int, int]:
    """Return how many documents were issued, and how many of them the public can read."""
    documents = IssuedDocument.objects.filter(organization=outcome.organization, year=outcome.year)
    current = Count("publications", filter=Q(publications__ended_at=None))
    counts = documents.aggregate(issued=Count("pk", distinct=True), published=current)
    return counts["issued"], counts["published"]


def latest_changes(organization: Organization) -> list[Change]:
    """Return who saved figures lately, several figures saved at once as one line."""
    trail = (
        ScoreChange.objects.filter(assessment__organization=organization)
        .select_related("by", "assessment__fiscal_year")
        .order_by("-at", "-pk")[:TRAIL_ROWS]
    )
    changes = []
    for _, rows in groupby(trail, key=_saved_together):
        lines = list(rows)
        first = lines[0]
        changes.append(
            Change(
                at=first.at,
                by=str(first.by or ""),
                source=first.get_source_display(),
                year=first.assessment.fiscal_year.year,
                count=len(lines),
            )
        )
    return changes[:LATEST_CHANGES]


def _saved_together(row: ScoreChange) -> tuple[object, ...]:
    minute = timezone.localtime(row.at).replace(second=0, microsecond=0)
    return row.assessment_id, row.by_id, row.source, minute
