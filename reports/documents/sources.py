"""Reading what the documents are made of, in a constant number of queries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from assessments.models import Assessment, FiscalYear, Suggestion
from assessments.results import AssessmentResult, official_assessment, result_of
from measures.models import Measure, Plan
from organizations.models import Organization
from reports.documents.measures import MeasureRow, Proposal, measure_row, proposal
from reports.documents.memo import Reviewer
from reports.models import Memo, ReviewStep
from reports.services.chain import steps_for

PROPOSALS_EACH = 3  # default answers shown for a weak indicator


@dataclass(frozen=True)
class Sources:
    """Everything stored about one organization's year that documents tell; measures are read when asked."""

    result: AssessmentResult
    memo: Memo
    steps: tuple[ReviewStep, ...]  # the chain that a memo would be sent along now
    plan: Plan | None

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
    def measures(self) -> tuple[MeasureRow, ...]:
        """The plan's measures in official order."""
        return _measures(self.plan)

    @cached_property
    def proposals(self) -> tuple[Proposal, ...]:
        """Default answers for the weak indicators that no measure answers."""
        return _proposals(self.result, self.measures)


def sources_of(organization: Organization, fiscal_year: FiscalYear) -> Sources:
    """Read the documents' sources; looking writes nothing."""
    result = result_of(official_assessment(organization, fiscal_year))
    memo = stored_memo(result.assessment)
    return Sources(result, memo, tuple(steps_for(organization)), _plan(result))


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
