"""The figures that a person or a file states about one assessment, and the differences between two states."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from assessments.models import Assessment, ScoreChange

ANNOUNCED = ("announced_total", "announced_level", "eit_part1", "eit_part2")


@dataclass(frozen=True)
class Figures:
    """Scores by indicator number (absent or None = no score) and the announced figures."""

    scores: Mapping[int, Decimal | None] = field(default_factory=dict)
    announced_total: Decimal | None = None
    announced_level: str = ""
    eit_part1: Decimal | None = None
    eit_part2: Decimal | None = None


@dataclass(frozen=True)
class Change:
    """One figure that differs: `number` is an indicator's number, None for the announced figures."""

    figure: str
    number: int | None
    old: Decimal | str | None
    new: Decimal | str | None


def as_text(value: Decimal | str | None) -> str:
    """Write a figure for the trail: two decimals, empty for none."""
    return f"{value:.2f}" if isinstance(value, Decimal) else value or ""


def changes_between(old: Figures, new: Figures) -> list[Change]:
    """List the figures that differ, indicators in order first."""
    numbers = sorted(set(old.scores) | set(new.scores))
    changes = [
        Change(ScoreChange.Figure.SCORE, number, old.scores.get(number), new.scores.get(number))
        for number in numbers
    ] + [Change(name, None, getattr(old, name), getattr(new, name)) for name in ANNOUNCED]
    return [change for change in changes if change.old != change.new]


def stored_figures(assessment: Assessment, scores: Mapping[int, Decimal]) -> Figures:
    """Return the figures of an assessment as they are stored."""
    return Figures(scores=scores, **{name: getattr(assessment, name) for name in ANNOUNCED})
