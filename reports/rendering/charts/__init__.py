"""Charts in documents: the markup of the geometry that `assessments.charts` works out."""

from assessments.charts import bar_chart, radar_chart
from reports.rendering.charts.markup import print_chart

__all__ = ["bar_chart", "print_chart", "radar_chart"]
