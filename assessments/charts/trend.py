"""A line through the totals of several fiscal years, with the target."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from assessments.charts.labels import GAP, SCREEN, Kind, Label, Lettering, svg_path

FULL = 100  # the highest score
STEP = 10  # points of score between two grid lines

YearRow = tuple[str, Decimal | None, str]


@dataclass(frozen=True)
class TrendChart:
    """Totals over the years; `grid`, `target` and `line` are SVG path data, unknown totals leave a gap."""

    width: float
    height: float
    grid: str
    target: str
    line: str
    points: tuple[tuple[float, float], ...]
    labels: tuple[Label, ...]


@dataclass(frozen=True)
class _Scale:
    """From scores to px: `low` stands at the bottom, 100 at the top."""

    low: int
    top: float
    bottom: float

    def at(self, score: Decimal | int) -> float:
        return self.bottom - (self.bottom - self.top) * (float(score) - self.low) / (FULL - self.low)


def trend_chart(
    years: Sequence[YearRow],
    target: tuple[Decimal, str],
    *,
    width: float = 600,
    height: float = 260,
    lettering: Lettering = SCREEN,
) -> TrendChart:
    """Points in the given order. Rows are (year as text, total 0–100 or None, total as text).

    The scale begins at the ten below the lowest figure. Each year has a column of its own, so that the
    labels of neighbours cannot meet; the target's wording stands above all of them.
    """
    line, column = lettering.height, width / max(len(years), 1)
    figures = [target[0], *(total for _, total, _ in years if total is not None)]
    scale = _Scale(_lowest(figures), top=2 * line + GAP, bottom=height - line - GAP)
    spots = [
        None if total is None else (column * (index + 0.5), scale.at(total))
        for index, (_, total, _) in enumerate(years)
    ]
    labels = [Label(lettering.shorten(target[1], width), "target", "start", 0, 0, width, line)]
    for index, (spot, (year, _, text)) in enumerate(zip(spots, years, strict=True)):
        labels.append(_label(year, "name", column, index, scale.bottom + GAP, lettering))
        if spot is not None:
            labels.append(_label(text, "value", column, index, spot[1] - line - GAP / 2, lettering))
    return TrendChart(
        width=width,
        height=height,
        grid="".join(_across(width, scale.at(score)) for score in range(scale.low, FULL + 1, STEP)),
        target=_across(width, scale.at(target[0])),
        line="".join(svg_path(a, b) for a, b in pairwise(spots) if a and b),
        points=tuple(spot for spot in spots if spot),
        labels=tuple(labels),
    )


def _lowest(figures: Sequence[Decimal]) -> int:
    """Return the ten below the lowest figure, so that no point lies on the chart's floor."""
    return max(int(min(figures) - 1) // STEP * STEP, 0)


def _across(width: float, y: float) -> str:
    return svg_path((0, y), (width, y))


def _label(text: str, kind: Kind, column: float, index: int, top: float, lettering: Lettering) -> Label:
    """Centred in the column of its year."""
    text = lettering.shorten(text, column)
    return Label(text, kind, "middle", column * index, top, column, lettering.height)
