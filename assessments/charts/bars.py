"""Ranked horizontal bars with a target line."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from assessments.charts.labels import GAP, PRINT, Label, Lettering, svg_path

FULL = 100  # the highest score
GRID = (0, 25, 50, 75, 100)


@dataclass(frozen=True)
class Bar:
    """A horizontal bar; `reached` says that its value is on the target or above."""

    left: float
    top: float
    width: float
    height: float
    reached: bool


@dataclass(frozen=True)
class BarChart:
    """Ranked bars. `grid` and `target` are SVG path data; `target_x` is where the target line stands."""

    width: float
    height: float
    grid: str
    bars: tuple[Bar, ...]
    target: str
    target_x: float
    labels: tuple[Label, ...]


def bar_chart(
    rows: Sequence[tuple[str, Decimal, str]],
    target: tuple[Decimal, str],
    *,
    width: float = 600,
    lettering: Lettering = PRINT,
) -> BarChart:
    """Horizontal bars in the given order. Rows are (name, score 0–100, score as text); target likewise.

    Values stand in a column of their own at the right, so no bar, grid or target line can cross them.
    """
    line = lettering.height
    values = max((lettering.width(text) for _, _, text in rows), default=0)
    names = min(max((lettering.width(name) for name, _, _ in rows), default=0), width * 0.45)
    left, top = names + GAP, line
    plot = max(width - left - 2 * GAP - values, 1)
    bottom = top + line * len(rows)
    target_x = left + plot * float(target[0]) / FULL
    labels = [_target_label(target[1], target_x, width, lettering)]
    bars = []
    for index, (name, score, text) in enumerate(rows):
        y = top + line * index
        bars.append(Bar(left, y + line * 0.15, plot * float(score) / FULL, line * 0.7, score >= target[0]))
        labels.append(Label(lettering.shorten(name, names), "name", "end", 0, y, names, line))
        labels.append(Label(text, "value", "end", width - values - GAP / 2, y, values, line))
    ticks = [left + plot * part / FULL for part in GRID]
    return BarChart(
        width=width,
        height=bottom + GAP,
        grid="".join(svg_path((x, top), (x, bottom)) for x in ticks),
        bars=tuple(bars),
        target=svg_path((target_x, top), (target_x, bottom + GAP)),
        target_x=target_x,
        labels=tuple(labels),
    )


def _target_label(text: str, x: float, width: float, lettering: Lettering) -> Label:
    """Centred over the target line, moved inwards where the chart ends."""
    text = lettering.shorten(text, width)
    room = lettering.width(text)
    left = min(max(x - room / 2, 0), width - room)
    return Label(text, "target", "middle", left, 0, room, lettering.height)
