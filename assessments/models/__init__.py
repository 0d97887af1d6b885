"""What was scored: the framework of each fiscal year, assessments, scores and their trail."""

from assessments.models.assessment import Assessment, Score, ScoreChange
from assessments.models.disclosure import DisclosureAnswer
from assessments.models.framework import (
    DisclosureItem,
    FiscalYear,
    Indicator,
    Instrument,
    Level,
    SubIndicator,
    Suggestion,
)
from assessments.models.imports import ColumnMemory, ImportBatch, ImportProblem, ImportRow

__all__ = [
    "Assessment",
    "ColumnMemory",
    "DisclosureAnswer",
    "DisclosureItem",
    "FiscalYear",
    "ImportBatch",
    "ImportProblem",
    "ImportRow",
    "Indicator",
    "Instrument",
    "Level",
    "Score",
    "ScoreChange",
    "SubIndicator",
    "Suggestion",
]
