"""The geometry of charts in px, the same for paper and screen (pure rules).

Text is measured by an upper bound (`Lettering`), and every label gets a box of that size. The boxes of a
chart lie inside it and meet neither each other nor a bar, a net or the target line.
"""

from assessments.charts.bars import Bar, BarChart, bar_chart
from assessments.charts.labels import GAP, PRINT, SCREEN, Label, Lettering
from assessments.charts.radar import RadarChart, Web, radar_chart

__all__ = [
    "GAP",
    "PRINT",
    "SCREEN",
    "Bar",
    "BarChart",
    "Label",
    "Lettering",
    "RadarChart",
    "Web",
    "bar_chart",
    "radar_chart",
]
