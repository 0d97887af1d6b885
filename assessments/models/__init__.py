"""What was scored: the framework of each fiscal year, assessments, scores and their trail."""

from assessments.models.assessment import Assessment, Score, ScoreChange
from assessments.models.framework import (
    DisclosureItem,
    FiscalYear,
    Indicator,
    Instrument,
    Level,
    SubIndicator,
    Suggestion,
)

__all__ = [
    "Assessment",
    "DisclosureItem",
    "FiscalYear",
    "Indicator",
    "Instrument",
    "Level",
    "Score",
    "ScoreChange",
    "SubIndicator",
    "Suggestion",
]
