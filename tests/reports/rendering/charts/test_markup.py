from collections.abc import Callable
from decimal import Decimal
from xml.etree import ElementTree

import pytest

from assessments.charts import BarChart, RadarChart
from reports.rendering.charts import bar_chart, print_chart, radar_chart

ROWS = [("การใช้อำนาจ <ก>", Decimal("99.14"), "๙๙.๑๔"), ("การป้องกันการทุจริต", Decimal(50), "๕๐.๐๐")]
BARS = bar_chart(ROWS, (Decimal(85), "เป้าหมาย ๘๕.๐๐"))
AXES = [(name, text) for name, _, text in ROWS * 2]
RADAR = radar_chart(AXES, [[Decimal(90)] * 4, [Decimal(80), None, Decimal(60), Decimal(70)]])
SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize("chart", [BARS, RADAR], ids=["bars", "radar"])
def test_well_formed_and_named(chart: BarChart | RadarChart) -> None:
    root = ElementTree.fromstring(print_chart(chart, 'คะแนน "รายตัวชี้วัด"'))
    svg = root.find(f"{SVG}svg")
    assert svg is not None
    assert svg.get("aria-label") == svg.get("alt") == 'คะแนน "รายตัวชี้วัด"'
    assert svg.findtext(f"{SVG}title") == 'คะแนน "รายตัวชี้วัด"'


def test_labels_are_no_svg_text() -> None:
    assert "<text" not in print_chart(BARS, "ก")
    assert "การใช้อำนาจ &lt;ก&gt;" in print_chart(BARS, "ก")


def test_bars_say_whether_they_reach_the_target() -> None:
    assert print_chart(BARS, "ก").count('class="chart-bar reached"') == 1
    assert print_chart(BARS, "ก").count('class="chart-bar below"') == 1


def test_the_first_series_is_drawn_over_the_second() -> None:
    markup = print_chart(RADAR, "ก")
    assert markup.index("chart-web-1") < markup.index("chart-web-0")
    assert markup.count("chart-dot-0") == 4
    assert markup.count("chart-dot-1") == 3


def test_printed_labels_stand_where_the_geometry_says(
    render: Callable[..., bytes], poppler: Callable[..., str]
) -> None:
    pdf = render(f"<style>@page{{margin:0}}</style>{print_chart(BARS, 'ก')}")
    words = {
        line.split(">")[1].split("<")[0]: [float(part) for part in line.split('"')[1::2]]
        for line in poppler(pdf, "-bbox").splitlines()
        if "<word " in line
    }
    left_edge = (793.7 - BARS.width) / 2  # the chart is centred on the sheet
    for label in BARS.labels:
        if label.kind == "value":
            _, top, right, bottom = (number / 0.75 for number in words[label.text])
            assert right == pytest.approx(left_edge + label.x, abs=1.5)
            assert (top + bottom) / 2 == pytest.approx(label.top + label.height / 2, abs=4)
