"""What the score sheet shows: blocks of rows with last year's scores."""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from django.forms import BoundField

from assessments.forms import ScoreSheetForm, score_name
from assessments.frameworks import Edition
from assessments.models import Assessment, Indicator, Instrument
from assessments.results import AssessmentResult, result_with, stored_scores
from assessments.scoring import InstrumentResult
from assessments.services.figures import ANNOUNCED, Figures, stored_figures
from organizations.models import Organization

MINUS = "−"  # as wide as the plus sign, so that columns stay straight


@dataclass(frozen=True)
class Sheet:
    """The stored state of one organization and year."""

    organization: Organization
    edition: Edition
    assessment: Assessment

    @cached_property
    def stored(self) -> Figures:
        """The figures as they are stored."""
        return stored_figures(self.assessment, stored_scores(self.assessment))

    def outcome(self, figures: Figures) -> AssessmentResult:
        """Evaluate figures that are only typed; nothing is written."""
        stated = copy(self.assessment)
        for name in ANNOUNCED:
            setattr(stated, name, getattr(figures, name))
        known = {number: score for number, score in figures.scores.items() if score is not None}
        return result_with(stated, self.edition, known)


@dataclass(frozen=True)
class Row:
    """One indicator of the sheet: its field, the score that the field holds, and last year's."""

    indicator: Indicator
    field: BoundField
    score: Decimal | None
    last: Decimal | None

    @property
    def change(self) -> str:
        """The change since last year with its sign; empty when one of the two scores is not known."""
        if self.score is None or self.last is None:
            return ""
        return f"{self.score - self.last:+.2f}".replace("-", MINUS)


@dataclass(frozen=True)
class Block:
    """One instrument of the sheet: its rows and the figures at its foot."""

    instrument: Instrument
    rows: tuple[Row, ...]
    figures: InstrumentResult


def blocks(form: ScoreSheetForm, outcome: AssessmentResult, last: Mapping[int, Decimal]) -> list[Block]:
    """Lay out the sheet in the official order; `last` holds last year's scores by indicator number."""
    edition = outcome.edition
    return [
        Block(
            instrument=instrument,
            rows=tuple(
                Row(
                    indicator=indicator,
                    field=form[score_name(indicator.number)],
                    score=outcome.scores.get(indicator.number),
                    last=last.get(indicator.number),
                )
                for indicator in edition.of_instrument(instrument)
            ),
            figures=outcome.result.instrument(instrument.code),
        )
        for instrument in edition.instruments
    ]
