"""Charts as markup for paper: SVG geometry with HTML labels over it.

WeasyPrint draws SVG text code point by code point, so Thai marks would fall off their letters. The
portal's pages draw the same geometry by templates, with SVG text and without style attributes.
"""

from collections.abc import Iterable
from html import escape

from assessments.charts.bars import Bar, BarChart
from assessments.charts.labels import Label
from assessments.charts.labels import svg_number as _n
from assessments.charts.radar import RadarChart, Web

BLUE, AMBER = "#2b6cb0", "#c05621"
WEBS = (
    (BLUE, f'fill="{BLUE}" fill-opacity="0.2" stroke-width="2"'),
    (AMBER, 'fill="none" stroke-width="1.5" stroke-dasharray="5 3"'),
)
GRID = 'fill="none" stroke="#bbbbbb" stroke-width="1"'
TARGET = 'stroke="#a00000" stroke-width="1.5" stroke-dasharray="4 3"'


def print_chart(chart: BarChart | RadarChart, title: str) -> str:
    """For a PDF: SVG geometry with HTML labels laid over it, in normal flow."""
    width, height = _n(chart.width), _n(chart.height)
    drawing = _svg(chart, title, _drawing(chart), f'style="margin-bottom:-{height}px"')
    labels = "".join(_html_labels(chart.labels))
    return f'<div class="chart" style="width:{width}px;height:{height}px">{drawing}{labels}</div>'


def _svg(chart: BarChart | RadarChart, title: str, inside: str, attributes: str) -> str:
    width, height, named = _n(chart.width), _n(chart.height), escape(title)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="{named}" alt="{named}" {attributes}'
        f' viewBox="0 0 {width} {height}" width="{width}" height="{height}">'
        f"<title>{named}</title>{inside}</svg>"
    )


def _drawing(chart: BarChart | RadarChart) -> str:
    return _bars(chart) if isinstance(chart, BarChart) else _radar(chart)


def _bars(chart: BarChart) -> str:
    return (
        f'<path class="chart-grid" d="{chart.grid}" {GRID}/>'
        + "".join(map(_bar, chart.bars))
        + f'<path class="chart-target" d="{chart.target}" {TARGET}/>'
    )


def _bar(bar: Bar) -> str:
    kind, colour = ("reached", BLUE) if bar.reached else ("below", AMBER)
    return (
        f'<rect class="chart-bar {kind}" x="{_n(bar.left)}" y="{_n(bar.top)}" '
        f'width="{_n(bar.width)}" height="{_n(bar.height)}" fill="{colour}"/>'
    )


def _radar(chart: RadarChart) -> str:
    webs = [_web(web, index) for index, web in enumerate(chart.series)]
    grid = f'<path class="chart-grid" d="{chart.rings}{chart.spokes}" {GRID}/>'
    return grid + "".join(reversed(webs))  # the first series lies on top


def _web(web: Web, index: int) -> str:
    colour, look = WEBS[index]
    dots = "".join(
        f'<circle class="chart-dot chart-dot-{index}" cx="{_n(x)}" cy="{_n(y)}" r="3" fill="{colour}"/>'
        for x, y in web.points
    )
    return f'<path class="chart-web chart-web-{index}" d="{web.path}" stroke="{colour}" {look}/>{dots}'


def _html_labels(labels: Iterable[Label]) -> Iterable[str]:
    """Blocks without height, each one pushed down or up from the one before."""
    top = 0.0
    for label in labels:
        place = f"margin:{_n(label.top - top)}px 0 0 {_n(label.left)}px;width:{_n(label.width)}px"
        yield (
            f'<span class="chart-label {label.kind} {label.anchor}" '
            f'style="{place};line-height:{_n(label.height)}px">{escape(label.text)}</span>'
        )
        top = label.top
