"""Charts as markup: one drawing, with labels for paper (HTML over SVG) or for the screen (SVG text).

WeasyPrint draws SVG text code point by code point, so Thai marks would fall off their letters; and the
portal's pages may not use style attributes. Colours are presentation attributes, which CSS may override.
"""

from collections.abc import Iterable
from html import escape

from reports.rendering.charts import BarChart, Label, RadarChart

BLUE, AMBER, RED, GREY = "#2b6cb0", "#c05621", "#a00000", "#bbbbbb"
WEBS = (
    f'fill="{BLUE}" fill-opacity="0.2" stroke="{BLUE}" stroke-width="2"',
    f'fill="none" stroke="{AMBER}" stroke-width="1.5" stroke-dasharray="5 3"',
)
DOTS = (BLUE, AMBER)


def print_chart(chart: BarChart | RadarChart, title: str) -> str:
    """For a PDF: SVG geometry with HTML labels laid over it, in normal flow."""
    box = f"width:{_n(chart.width)}px;height:{_n(chart.height)}px"
    lift = f"margin-bottom:-{_n(chart.height)}px"
    return (
        f'<div class="chart" style="{box}">{_svg(chart, title, _drawing(chart), f" style={chr(34)}{lift}{chr(34)}")}'
        f"{''.join(_html_labels(chart.labels))}</div>"
    )


def screen_chart(chart: BarChart | RadarChart, title: str) -> str:
    """For a page: one SVG with text; classes chart-bar, chart-web, chart-label … carry its style."""
    return _svg(chart, title, _drawing(chart) + "".join(map(_svg_label, chart.labels)), ' class="chart"')


def _svg(chart: BarChart | RadarChart, title: str, inside: str, attributes: str) -> str:
    width, height = _n(chart.width), _n(chart.height)
    named = escape(title)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="{named}" alt="{named}"{attributes} '
        f'viewBox="0 0 {width} {height}" width="{width}" height="{height}"><title>{named}</title>{inside}</svg>'
    )


def _drawing(chart: BarChart | RadarChart) -> str:
    return _bars(chart) if isinstance(chart, BarChart) else _radar(chart)


def _bars(chart: BarChart) -> str:
    bars = "".join(
        f'<rect class="chart-bar {"reached" if bar.reached else "below"}" x="{_n(bar.left)}" y="{_n(bar.top)}" '
        f'width="{_n(bar.width)}" height="{_n(bar.height)}" fill="{BLUE if bar.reached else AMBER}"/>'
        for bar in chart.bars
    )
    return (
        f'<path class="chart-grid" d="{chart.grid}" stroke="{GREY}" stroke-width="1"/>{bars}'
        f'<path class="chart-target" d="{chart.target}" stroke="{RED}" stroke-width="1.5" stroke-dasharray="4 3"/>'
    )


def _radar(chart: RadarChart) -> str:
    webs = "".join(
        f'<path class="chart-web chart-web-{index}" d="{web.path}" {look}/>' + _dots(web.points, index)
        for index, (web, look) in reversed(list(enumerate(zip(chart.series, WEBS, strict=False))))
    )
    return (
        f'<path class="chart-grid" d="{chart.rings}{chart.spokes}" fill="none" stroke="{GREY}" stroke-width="1"/>'
        f"{webs}"
    )


def _dots(points: Iterable[tuple[float, float]], index: int) -> str:
    return "".join(
        f'<circle class="chart-dot chart-dot-{index}" cx="{_n(x)}" cy="{_n(y)}" r="3" fill="{DOTS[index]}"/>'
        for x, y in points
    )


def _html_labels(labels: Iterable[Label]) -> Iterable[str]:
    """Blocks without height, each one pushed down or up from the one before."""
    top = 0.0
    for label in labels:
        yield (
            f'<span class="chart-label {label.kind} {label.anchor}" style="margin:{_n(label.top - top)}px 0 0 '
            f'{_n(label.left)}px;width:{_n(label.width)}px;line-height:{_n(label.height)}px">'
            f"{escape(label.text)}</span>"
        )
        top = label.top


def _svg_label(label: Label) -> str:
    return (
        f'<text class="chart-label {label.kind}" x="{_n(label.x)}" y="{_n(label.baseline)}" '
        f'text-anchor="{label.anchor}">{escape(label.text)}</text>'
    )


def _n(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")
