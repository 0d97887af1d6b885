"""What can be said about one assessment: its scores run through the rules. Shared by pages and documents."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from assessments.findings import Facts, Finding, check
from assessments.frameworks import Edition, edition_of
from assessments.models import Assessment, FiscalYear
from assessments.scoring import Result, evaluate
from organizations.models import Organization


@dataclass(frozen=True)
class AssessmentResult:
    """An assessment with its edition, known scores by indicator number, and the evaluated result."""

    assessment: Assessment
    edition: Edition
    scores: dict[int, Decimal]
    result: Result

    @property
    def organization(self) -> Organization:
        """The assessed organization."""
        return self.assessment.organization

    @property
    def year(self) -> int:
        """The assessed fiscal year, B.E."""
        return self.edition.year

    @property
    def level_name(self) -> str:
        """The level to show and print (see `levels.level_to_show`), empty while there is none."""
        return self.result.shown_level.name

    @property
    def level_estimated(self) -> bool:
        """Whether the level to show is only an estimate."""
        return self.result.shown_level.estimated

    @cached_property
    def findings(self) -> list[Finding]:
        """What the rules found in the data, errors first."""
        return check(self._facts())

    def _facts(self) -> Facts:
        year = self.edition.fiscal_year
        return Facts(
            framework=self.edition.framework,
            scores=self.scores,
            result=self.result,
            announced_total=self.assessment.announced_total,
            announced_level=self.assessment.announced_level,
            eit_part1=self.assessment.eit_part1,
            eit_part2=self.assessment.eit_part2,
            names=self.edition.names,
            oit_sizes=self.edition.oit_sizes,
            oit_binary_confirmed=year.oit_binary_confirmed,
            edition_confirmed=year.confirmed,
            year=year.year,
        )


def strength_line(organization: Organization, fiscal_year: FiscalYear) -> Decimal:
    """Return the line between strengths and weaknesses: the organization's own, else the year's target."""
    own = organization.strength_line
    return fiscal_year.target if own is None else own


def official_assessment(organization: Organization, fiscal_year: FiscalYear) -> Assessment:
    """Return the stored official assessment, or an unsaved empty one: looking at a page writes nothing."""
    found = (
        Assessment.objects.official()
        .filter(organization=organization, fiscal_year=fiscal_year)
        .select_related("submitted_by", "decided_by")
        .first()
    )
    assessment = found or Assessment(organization=organization, fiscal_year=fiscal_year)
    # Both are at hand already: spare the queries.
    assessment.organization, assessment.fiscal_year = organization, fiscal_year
    return assessment


def stored_scores(assessment: Assessment) -> dict[int, Decimal]:
    """Return the stored scores by indicator number."""
    if assessment.pk is None:
        return {}
    return dict(assessment.scores.values_list("indicator__number", "value"))


def result_of(assessment: Assessment, edition: Edition | None = None) -> AssessmentResult:
    """Evaluate an assessment with its stored scores."""
    edition = edition or edition_of(assessment.fiscal_year)
    return result_with(assessment, edition, stored_scores(assessment))


def result_with(assessment: Assessment, edition: Edition, scores: dict[int, Decimal]) -> AssessmentResult:
    """Evaluate an assessment with the given scores, stored or only typed."""
    return AssessmentResult(
        assessment=assessment,
        edition=edition,
        scores=scores,
        result=evaluate(
            edition.framework,
            scores,
            line=strength_line(assessment.organization, assessment.fiscal_year),
            eit_part1=assessment.eit_part1,
            eit_part2=assessment.eit_part2,
            announced_total=assessment.announced_total,
            announced_level=assessment.announced_level,
        ),
    )
