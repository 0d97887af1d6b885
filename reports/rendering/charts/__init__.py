"""Charts: their geometry in px, the same for paper and screen, and their markup.

Text is measured by an upper bound (`Lettering`), and every label gets a box of that size. The boxes of a
chart lie inside it and meet neither each other nor a bar, a net or the target line.
"""

from reports.rendering.charts.bars import Bar, BarChart, bar_chart
from reports.rendering.charts.labels import GAP, PRINT, SCREEN, Label, Lettering
from reports.rendering.charts.markup import print_chart, screen_chart
from reports.rendering.charts.radar import RadarChart, Web, radar_chart

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
    "print_chart",
    "radar_chart",
    "screen_chart",
]
