"""The two charts of the result page, each drawn wide for a desk and narrow for a phone (pure rules)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from assessments.charts import SCREEN, BarChart, Lettering, RadarChart, bar_chart, radar_chart
from assessments.presentation import Presentation, Row

WIDE, NARROW = 460, 330  # px
ROOMY = Lettering(height=30, em=SCREEN.em)
Digits = Callable[[str], str]


@dataclass(frozen=True)
class Drawing:
    """One chart in two widths with what a screen reader says instead; `legend` names the series."""

    key: str
    title: str
    description: str
    wide: BarChart | RadarChart
    narrow: BarChart | RadarChart
    legend: tuple[str, ...] = ()


@dataclass(frozen=True)
class ResultCharts:
    """The charts that can be drawn: a radar needs most of its scores to show a shape, bars need one."""

    radar: Drawing | None
    bars: Drawing | None


def draw(page: Presentation, year: int, digits: Digits) -> ResultCharts:
    """Draw the charts of a result; `digits` writes figures in the person's own digits."""
    known = [row for row in page.rows if row.score is not None]
    return ResultCharts(
        radar=_radar(page, year, digits) if 2 * len(known) > len(page.rows) > 2 else None,
        bars=_bars(known, page.line, digits) if known else None,
    )


def _radar(page: Presentation, year: int, digits: Digits) -> Drawing:
    rows = page.by_number
    series = [[row.score for row in rows]]
    legend = [f"ปี {year}"]
    if any(row.previous is not None for row in rows):
        series.append([row.previous for row in rows])
        legend.append(f"ปี {year - 1}")
    long = [(digits(f"ตัวชี้วัดที่ {row.number}"), digits(_figure(row.score))) for row in rows]
    short = [(digits(f"ที่ {row.number}"), digits(_figure(row.score))) for row in rows]
    return Drawing(
        key="radar",
        title=f"คะแนนรายตัวชี้วัด {' เทียบกับ '.join(legend)}",
        description=f"แผนภูมิใยแมงมุม {_spoken(rows)}",
        wide=radar_chart(long, series, width=WIDE, height=400, lettering=SCREEN),
        narrow=radar_chart(short, series, width=NARROW, height=340, lettering=SCREEN),
        legend=tuple(legend),
    )


def _bars(known: list[Row], line: Decimal, digits: Digits) -> Drawing:
    rows = [
        (digits(f"{row.number} {row.text.name}"), row.score or Decimal(0), digits(_figure(row.score)))
        for row in known
    ]
    target = (line, digits(f"เส้นแบ่ง {line:.2f}"))
    return Drawing(
        key="bars",
        title="คะแนนเทียบกับเส้นแบ่งจุดแข็งและจุดอ่อน",
        description=f"แผนภูมิแท่ง เส้นแบ่งอยู่ที่ {line:.2f} คะแนน {_spoken(known)}",
        wide=bar_chart(rows, target, width=WIDE, lettering=ROOMY),
        narrow=bar_chart(rows, target, width=NARROW, lettering=SCREEN),
    )


def _spoken(rows: list[Row] | tuple[Row, ...]) -> str:
    return ", ".join(f"ตัวชี้วัดที่ {row.number} {row.text.name} {_figure(row.score)}" for row in rows)


def _figure(score: Decimal | None) -> str:
    return "–" if score is None else f"{score:.2f}"
