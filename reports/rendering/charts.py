"""The geometry of charts: plain numbers in px, the same for paper and screen.

Text is measured by an upper bound (`Lettering`), and every label gets a box of that size. The boxes of a
chart lie inside it and meet neither each other nor a bar, a net or the target line.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from math import cos, pi, sin, sqrt
from typing import Literal

Anchor = Literal["start", "middle", "end"]
Kind = Literal["name", "value", "tick", "target"]

GAP = 8.0  # px between a label and what it belongs to
FULL = 100  # the highest score

_MARKS = "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"
_LETTER = re.compile(f".[{_MARKS}]*", re.DOTALL)
# Widths in em of the official type that no letter of a class exceeds; a mark stands on its letter.
_WIDTHS = (
    (re.compile(f"[{_MARKS}]"), 0.0),
    (re.compile(r"[ !'\"()\[\]{}|,.:;/\\\-`ijlftrIเๅโใไ]"), 0.275),
    (re.compile(r"[0-9acegkosuvxyzEFJLPSYT?*าำะขคงจฉชซถธรวศฐฤ–“”]"), 0.40),
    (re.compile(r"[กตผฝลสอฮยฯๆ]"), 0.405),
    (re.compile(r"[๐-๙ฃฅฆนบปพฟทภมษหฬฏฎฑA-DGHKNRVXZbdhnpq+=<>#&$^~]"), 0.465),
)
_WIDEST = 0.7


@dataclass(frozen=True)
class Lettering:
    """Size of text in px: height of a line, and an em of the official type of the same size."""

    height: float
    em: float

    def width(self, text: str) -> float:
        """Upper bound of the width of a text in regular style."""
        return self.em * sum(map(_letter_width, text))

    def shorten(self, text: str, width: float) -> str:
        """The text, or as much of it as fits with an ellipsis; never a mark without its letter."""
        letters = _LETTER.findall(text)
        while letters and self.width(text) > width:
            letters.pop()
            text = "".join(letters) + "…"
        return text


@lru_cache(maxsize=512)
def _letter_width(letter: str) -> float:
    return next((width for letters, width in _WIDTHS if letters.match(letter)), _WIDEST)


PRINT = Lettering(height=25, em=18.67)  # 14pt
SCREEN = Lettering(height=22, em=21.0)  # 14px of Sarabun, which is half as large again


@dataclass(frozen=True)
class Label:
    """A text in its box: left and top edge, width and height; `anchor` is the side it leans on."""

    text: str
    kind: Kind
    anchor: Anchor
    left: float
    top: float
    width: float
    height: float

    @property
    def x(self) -> float:
        """Where the text is anchored horizontally, as SVG's text-anchor means it."""
        return self.left + self.width * {"start": 0, "middle": 0.5, "end": 1}[self.anchor]

    @property
    def baseline(self) -> float:
        """Vertical position of the writing line inside the box."""
        return self.top + self.height * 0.7


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
    ticks = [left + plot * part / FULL for part in (0, 25, 50, 75, 100)]
    return BarChart(
        width=width,
        height=bottom + GAP,
        grid="".join(f"M{_n(x)} {_n(top)}V{_n(bottom)}" for x in ticks),
        bars=tuple(bars),
        target=f"M{_n(target_x)} {_n(top)}V{_n(bottom + GAP)}",
        target_x=target_x,
        labels=tuple(labels),
    )


def _target_label(text: str, x: float, width: float, lettering: Lettering) -> Label:
    """Centred over the target line, moved inwards where the chart ends."""
    text = lettering.shorten(text, width)
    room = lettering.width(text)
    left = min(max(x - room / 2, 0), width - room)
    return Label(text, "target", "middle", left, 0, room, lettering.height)


def radar_chart(
    axes: Sequence[tuple[str, str]],
    series: Sequence[Sequence[Decimal | None]],
    *,
    width: float = 600,
    height: float = 440,
    lettering: Lettering = PRINT,
) -> RadarChart:
    """A net with one axis per (name, value text), clockwise from the top, and one web per series.

    Each label is two lines high. Needs at least three axes and a height of two lines for each label of
    a side; ValueError otherwise.
    """
    count, block = len(axes), 2 * lettering.height
    beside = max((lettering.width(text) for axis in axes for text in axis), default=0)
    radius = min(height / 2 - block, width / 2 - min(beside, 0.3 * width)) - GAP
    if count < 3 or 2 * (radius + GAP) < block * ((count - 1) // 2):
        raise ValueError(f"No room for {count} axes in {width} × {height}")
    centre = (width / 2, height / 2)
    outline = [FULL] * count
    return RadarChart(
        width=width,
        height=height,
        centre=centre,
        radius=radius,
        rings="".join(_web([level] * count, centre, radius).path for level in (25, 50, 75, 100)),
        spokes="".join(
            f"M{_n(centre[0])} {_n(centre[1])}L{_n(x)} {_n(y)}" for x, y in _points(outline, centre, radius)
        ),
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
        return Web("M" + "L".join(f"{_n(x)} {_n(y)}" for x, y in points) + "Z", shown)
    pairs = zip(range(len(points)), [*range(1, len(points)), 0], strict=True)
    lines = [(points[a], points[b]) for a, b in pairs if known[a] and known[b]]
    return Web("".join(f"M{_n(x)} {_n(y)}L{_n(u)} {_n(v)}" for (x, y), (u, v) in lines), shown)


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


def _n(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")
