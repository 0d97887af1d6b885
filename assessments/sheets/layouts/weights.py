"""Telling an instrument's weighted points of the total from its mean score."""

from collections.abc import Sequence
from decimal import Decimal

from assessments.sheets.layouts.cells import Row
from assessments.sheets.values import parse_figure
from assessments.sheets.vocabulary import Vocabulary

_SAMPLE = 50  # rows to recompute
_CLOSE = Decimal("0.02")  # between a printed figure and its recomputation
_HUNDRED = Decimal(100)

Scores = Sequence[Decimal | None]


def column_is_weighted(
    rows: Sequence[Row], columns: dict[int, str], column: int, vocabulary: Vocabulary
) -> bool:
    """Whether an instrument's column holds points: by recomputation, else by never exceeding the weight."""
    code = columns[column].partition(":")[2]
    weight = vocabulary.weights.get(code, _HUNDRED)
    wanted = {f"score:{number}" for number in vocabulary.members.get(code, ())}
    members = [member for member, role in columns.items() if role in wanted]
    votes = 0
    for row in rows[:_SAMPLE]:
        value = parse_figure(row[column]).value
        votes += vote(value, [parse_figure(row[member]).value for member in members], weight)
    if votes:
        return votes > 0
    values = [value for row in rows if (value := parse_figure(row[column]).value) is not None]
    return bool(values) and 0 < max(values) <= weight < _HUNDRED


def figure_is_weighted(
    value: Decimal | None, code: str, scores: dict[int, Decimal | None], vocabulary: Vocabulary
) -> bool:
    """The same for a single figure beside its agency's scores."""
    weight = vocabulary.weights.get(code, _HUNDRED)
    says = vote(value, [scores.get(number) for number in vocabulary.members.get(code, ())], weight)
    return says > 0 if says else value is not None and 0 < value <= weight < _HUNDRED


def vote(value: Decimal | None, scores: Scores, weight: Decimal) -> int:
    """1 when a figure is the scores' weighted points, -1 when it is their mean, 0 when it tells nothing."""
    known = [score for score in scores if score is not None]
    if value is None or not known or len(known) < len(scores):
        return 0
    mean = sum(known, Decimal(0)) / len(known)
    is_points, is_mean = abs(value - mean * weight / _HUNDRED) <= _CLOSE, abs(value - mean) <= _CLOSE
    return is_points - is_mean
