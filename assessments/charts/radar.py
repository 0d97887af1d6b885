"""A radar chart of all indicators, with one or two series."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import cos, pi, sin, sqrt

from assessments.charts.labels import GAP, PRINT, Anchor, Label, Lettering, svg_path

FULL = 100  # the highest score
RINGS = (25, 50, 75, 100)


@dataclass(frozen=True)
class Web:
    """One series of a radar chart: SVG path data and its points; unknown scores leave a gap."""

    path: str
    points: tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class RadarChart:
    """A radar chart: `rings` and `spokes` are SVG path data; the net is a circle of `radius` at most."""

    width: float
    height: float
    centre: tuple[float, float]
    radius: float
    rings: str
    spokes: str
    series: tuple[Web, ...]
    labels: tuple[Label, ...]


def radar_chart(
    axes: Sequence[tuple[str, str]],
    series: Sequence[Sequence[Decimal | None]],
    *,
    width: float = 600,
    height: float = 440,
    lettering: Lettering = PRINT,
) -> RadarChart:
    """A net with one axis per (name, value text), clockwise from the top, and a web for each of 0–2 series.

    Each label is two lines high. Needs at least three axes and a height of two lines for each label of
    a side; ValueError otherwise.
    """
    count, block = len(axes), 2 * lettering.height
    beside = max((lettering.width(text) for axis in axes for text in axis), default=0)
    radius = min(height / 2 - block, width / 2 - min(beside, 0.3 * width)) - GAP
    if count < 3 or len(series) > 2 or 2 * (radius + GAP) < block * ((count - 1) // 2):
        raise ValueError(f"No room for {count} axes in {width} × {height}")
    centre = (width / 2, height / 2)
    return RadarChart(
        width=width,
        height=height,
        centre=centre,
        radius=radius,
        rings="".join(_web([level] * count, centre, radius).path for level in RINGS),
        spokes="".join(svg_path(centre, end) for end in _points([FULL] * count, centre, radius)),
        series=tuple(_web(values, centre, radius) for values in series),
        labels=_radar_labels(axes, centre, radius, width, lettering),
    )


def _points(
    values: Sequence[Decimal | int], centre: tuple[float, float], radius: float
) -> list[tuple[float, float]]:
    angles = [2 * pi * index / len(values) for index in range(len(values))]
    lengths = [radius * float(value) / FULL for value in values]
    return [(centre[0] + r * sin(a), centre[1] - r * cos(a)) for a, r in zip(angles, lengths, strict=True)]


def _web(values: Sequence[Decimal | int | None], centre: tuple[float, float], radius: float) -> Web:
    """A closed outline where all values are known, else lines between known neighbours."""
    points = _points([value or 0 for value in values], centre, radius)
    known = [value is not None for value in values]
    shown = tuple(point for point, is_known in zip(points, known, strict=True) if is_known)
    if all(known):
        return Web(svg_path(*points) + "Z", shown)
    pairs = zip(range(len(points)), [*range(1, len(points)), 0], strict=True)
    lines = [svg_path(points[a], points[b]) for a, b in pairs if known[a] and known[b]]
    return Web("".join(lines), shown)


def _radar_labels(
    axes: Sequence[tuple[str, str]],
    centre: tuple[float, float],
    radius: float,
    width: float,
    lettering: Lettering,
) -> tuple[Label, ...]:
    count, clear, block = len(axes), radius + GAP, 2 * lettering.height
    labels: dict[int, tuple[Label, Label]] = {}
    labels[0] = _pair(axes[0], "middle", 0, centre[1] - clear - block, width, lettering)
    if count % 2 == 0:
        labels[count // 2] = _pair(axes[count // 2], "middle", 0, centre[1] + clear, width, lettering)
    right = range(1, (count + 1) // 2)
    tops = _stack([-clear * cos(2 * pi * index / count) - block / 2 for index in right], block, clear)
    for index, top in zip(right, tops, strict=True):
        nearest = max(top, -top - block, 0)  # vertical distance from the centre to the box
        start = centre[0] + sqrt(max(clear**2 - nearest**2, 0))
        room = width - start
        labels[index] = _pair(axes[index], "start", start, centre[1] + top, room, lettering)
        labels[count - index] = _pair(axes[count - index], "end", 0, centre[1] + top, room, lettering)
    return tuple(label for index in range(count) for label in labels[index])


def _stack(tops: Sequence[float], block: float, reach: float) -> list[float]:
    """Move blocks apart that overlap, keeping their order and all of them within ±reach."""
    placed: list[float] = []
    for index, top in enumerate(tops):
        lowest = reach - block * (len(tops) - index)
        earliest = placed[-1] + block if placed else -reach
        placed.append(min(max(top, earliest), lowest))
    return placed


def _pair(
    axis: tuple[str, str], anchor: Anchor, left: float, top: float, room: float, lettering: Lettering
) -> tuple[Label, Label]:
    """Name over value, in a box of `room` px that both lean on."""
    name, value = (lettering.shorten(text, room) for text in axis)
    line = lettering.height
    return (
        Label(name, "name", anchor, left, top, room, line),
        Label(value, "value", anchor, left, top + line, room, line),
    )
