"""What the home page reads about one agency's year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import NamedTuple

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from assessments.models import Assessment, FiscalYear, Indicator, Score, ScoreChange
from assessments.results import AssessmentResult, official_assessment, result_of
from assessments.services.disclosure import disclosure_counts
from ita_portal.home.work import Duties, EarlierYear, Situation, disclosing_year, newer_year
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
    """How far one fiscal year is: its official result, the memo on it and the plan that answers it."""

    year: int
    state: str = Assessment.State.DRAFT
    submitted_by: int | None = None
    returned_because: str = ""
    complete: bool = False
    memo_state: str | None = None
    memo_number: str | None = None
    plan: int | None = None
    plan_state: str | None = None


def years_of(organization: Organization) -> list[YearState]:
    """Return the years of which the agency has figures, the latest first."""
    return _states(Assessment.objects.official().with_figures().filter(organization=organization))


def _states(assessed: QuerySet[Assessment]) -> list[YearState]:
    # As measures.services.plans.plan_of: the first plan is the one whose page opens.
    plans = Plan.objects.filter(assessment=OuterRef("pk")).order_by("fiscal_year__year")
    columns = assessed.values_list(
        "fiscal_year__year",
        "state",
        "submitted_by",
        "return_reason",
        ~Exists(_unscored()),
        "memo__state",
        "memo__number",
        Subquery(plans.values("pk")[:1]),
        Subquery(plans.values("state")[:1]),
    )
    return [YearState(*row) for row in columns]


def _unscored() -> QuerySet[Indicator]:
    """Return the indicators without a score, inside a query of assessments."""
    given = Score.objects.filter(assessment=OuterRef(OuterRef("pk")), indicator=OuterRef("pk"))
    return Indicator.objects.filter(fiscal_year=OuterRef("fiscal_year")).exclude(Exists(given))


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
    here = next((row for row in years if row.year == outcome.year), None) or _unfilled(outcome)
    earlier = [row for row in years if row.year < outcome.year]
    measures = _measures_of([here, *(row for row in earlier if _runs(row))])
    covered = [measure.indicator.number for measure in measures.get(here.plan, ())]
    turn = _turn_of(assessment) if here.memo_state == Memo.State.IN_REVIEW else None
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
        late_measures=_late(here, measures, today),
        plan_state=here.plan_state or "",
        memo_state=here.memo_state or "",
        memo_number=here.memo_number or "",
        memo_waits_for_me=turn is not None and user.pk in (turn.person_id, turn.deputy_id),
        paper_turn=turn.title if turn and turn.on_paper else "",
        issued=issued > 0,
        published=published > 0,
        disclosing_year=disclosing,
        disclosure_items=items,
        undisclosed=undisclosed,
        newer_year=newer_year(outcome.year, editions, today),
        sent_years=_sent_before(outcome.year, years, user),
        earlier=tuple(_earlier_year(row, _late(row, measures, today)) for row in earlier),
    )


def _unfilled(outcome: AssessmentResult) -> YearState:
    """Return the state of a year without figures: its plan or memo may have been begun before them."""
    states = _states(Assessment.objects.filter(pk=outcome.assessment.pk))
    return states[0] if states else YearState(outcome.year)


def _turn_of(assessment: Assessment) -> ReviewStep | None:
    return ReviewStep.objects.open().filter(revision__memo__assessment=assessment).first()


def _runs(row: YearState) -> bool:
    """Say whether the year's plan is there and has not ended."""
    return row.plan is not None and row.plan_state != Plan.State.CLOSED


def _measures_of(rows: list[YearState]) -> dict[int | None, list[Measure]]:
    """Return the measures of all these years' plans, by plan."""
    plans = [row.plan for row in rows if row.plan is not None]
    found: dict[int | None, list[Measure]] = {plan: [] for plan in plans}
    columns = ("plan_id", "indicator__number", "starts", "ends", "follow_up_due")
    measures = Measure.objects.filter(plan__in=plans).select_related("indicator").only(*columns)
    for measure in measures.prefetch_related("progress"):
        found[measure.plan_id].append(measure)
    return found


def _late(row: YearState, measures: dict[int | None, list[Measure]], today: date) -> int:
    """Return how many measures the page of the year's plan calls late, none when the plan has ended."""
    running = measures.get(row.plan, []) if _runs(row) else []
    return sum(measure.course.state(today) == "late" for measure in running)


def _earlier_year(row: YearState, late: int) -> EarlierYear:
    return EarlierYear(
        year=row.year,
        state=row.state,
        complete=row.complete,
        returned_because=row.returned_because,
        memo_state=row.memo_state or "",
        late_measures=late,
    )


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
