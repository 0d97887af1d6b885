"""Reading what the documents are made of, in a constant number of queries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.utils import timezone

from assessments.models import Assessment, FiscalYear, Suggestion
from assessments.results import AssessmentResult, official_assessment, result_of
from measures.models import Measure, Plan
from measures.rounds import RoundReport, first_reports, round_day, round_report
from organizations.models import Organization
from reports.documents.emblem import Emblem, emblem_of
from reports.documents.measures import MeasureRow, Proposal, measure_row, proposal
from reports.documents.memo import Reviewer
from reports.models import Memo, ReviewStep
from reports.services.chain import steps_for

PROPOSALS_EACH = 3  # default answers shown for a weak indicator


@dataclass(frozen=True)
class Sources:
    """Everything stored about one organization's year that documents tell; some of it is read when asked."""

    result: AssessmentResult
    memo: Memo
    steps: tuple[ReviewStep, ...]  # the chain that a memo would be sent along now
    plan: Plan | None
    today: date

    @property
    def is_draft(self) -> bool:
        """Documents stay drafts until the scores that they tell are handed in."""
        return self.result.assessment.state == Assessment.State.DRAFT

    @property
    def plan_year(self) -> int:
        """The fiscal year (B.E.) in which the measures run: the plan's, else the one after the assessed."""
        return self.plan.fiscal_year.year if self.plan else self.result.year + 1

    @property
    def chain(self) -> tuple[Reviewer, ...]:
        """The positions that comment on the memo, with the names to print."""
        return tuple(Reviewer(step.title, step.printed_name) for step in self.steps)

    @cached_property
    def emblem(self) -> Emblem:
        """The agency's emblem as it is now."""
        return emblem_of(self.result.organization)

    @cached_property
    def measures(self) -> tuple[MeasureRow, ...]:
        """The plan's measures in official order."""
        return _measures(self.plan)

    @cached_property
    def proposals(self) -> tuple[Proposal, ...]:
        """Default answers for the weak indicators that no measure answers."""
        return _proposals(self.result, self.measures)

    @cached_property
    def first_reports(self) -> tuple[date | None, ...]:
        """The day of each measure's first report, None where there is none."""
        return tuple(first_reports(self.plan)) if self.plan else ()

    def unreported(self, key: str) -> int:
        """How many measures had no report on the day of a round, or have none while it is yet to come."""
        as_of = min(round_day(key, self.plan_year), self.today)
        return sum(1 for day in self.first_reports if day is None or day > as_of)

    def round(self, key: str) -> RoundReport | None:
        """The plan as it stood on the day of a round; None without a plan."""
        return round_report(self.plan, key, self.today) if self.plan else None


def sources_of(organization: Organization, fiscal_year: FiscalYear, today: date | None = None) -> Sources:
    """Read the documents' sources as of `today` (by default the day it is); looking writes nothing."""
    result = result_of(official_assessment(organization, fiscal_year))
    memo = stored_memo(result.assessment)
    steps = tuple(steps_for(organization))
    return Sources(result, memo, steps, _plan(result), today or timezone.localdate())


def stored_memo(assessment: Assessment) -> Memo:
    """Return the stored memo of an assessment, or an unsaved empty one."""
    stored = Memo.objects.filter(assessment=assessment).first() if assessment.pk else None
    memo = stored or Memo()
    memo.assessment = assessment
    return memo


def _plan(result: AssessmentResult) -> Plan | None:
    """The plan that answers the assessment; of several, the one of the following year."""
    if result.assessment.pk is None:
        return None
    plans = Plan.objects.filter(assessment=result.assessment).select_related("fiscal_year")
    found = sorted(plans, key=lambda plan: (plan.fiscal_year.year != result.year + 1, plan.fiscal_year.year))
    return found[0] if found else None


def _measures(plan: Plan | None) -> tuple[MeasureRow, ...]:
    if plan is None:
        return ()
    measures = Measure.objects.filter(plan=plan).select_related("indicator", "lead")
    return tuple(measure_row(measure) for measure in measures.prefetch_related("departments"))


def _proposals(result: AssessmentResult, measures: Sequence[MeasureRow]) -> tuple[Proposal, ...]:
    """Default answers for the weak indicators that no measure answers."""
    unanswered = set(result.result.weaknesses) - {measure.indicator for measure in measures}
    if not unanswered:
        return ()
    suggestions = Suggestion.objects.filter(
        indicator__fiscal_year=result.edition.fiscal_year,
        indicator__number__in=unanswered,
        order__lt=PROPOSALS_EACH,
    ).select_related("indicator")
    return tuple(proposal(suggestion) for suggestion in suggestions.order_by("indicator__number", "order"))
