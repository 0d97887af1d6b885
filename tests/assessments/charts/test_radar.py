from decimal import Decimal

import pytest
from hypothesis import given

from assessments.charts import (
    GAP,
    Lettering,
    radar_chart,
)
from tests.assessments.charts.drawing import (
    AXES,
    LETTERINGS,
    NAMES,
    assert_tidy,
    box,
)


@given(AXES, LETTERINGS)
def test_radar_labels_meet_neither_each_other_nor_the_net(
    axes: list[tuple[str, str]], lettering: Lettering
) -> None:
    chart = radar_chart(axes, [], lettering=lettering)
    assert_tidy(chart)
    x, y = chart.centre
    for label in chart.labels:
        left, top, right, bottom = box(label)
        dx = max(left - x, x - right, 0)
        dy = max(top - y, y - bottom, 0)
        assert (dx**2 + dy**2) ** 0.5 >= chart.radius + GAP - 1e-6
        assert lettering.width(label.text) <= label.width + 1e-6


def test_a_web_runs_clockwise_from_the_top() -> None:
    chart = radar_chart(
        [(name, "") for name in NAMES[:4]], [[Decimal(100), Decimal(50), Decimal(0), Decimal(100)]]
    )
    (x, y), radius = chart.centre, chart.radius
    expected = [(x, y - radius), (x + radius / 2, y), (x, y), (x - radius, y)]
    for point, wanted in zip(chart.series[0].points, expected, strict=True):
        assert point == pytest.approx(wanted)
    assert chart.series[0].path.endswith("Z")


def test_an_unknown_score_leaves_a_gap() -> None:
    scores = [Decimal(90)] * 10
    [web] = radar_chart([(name, "") for name in NAMES], [[None, *scores[1:]]]).series
    assert len(web.points) == 9
    assert web.path.count("M") == web.path.count("L") == 8
    [empty] = radar_chart([(name, "") for name in NAMES], [[None] * 10]).series
    assert empty.points == ()
    assert empty.path == ""


@pytest.mark.parametrize(("count", "height"), [(2, 440), (0, 440), (12, 300)])
def test_a_radar_without_room_is_refused(count: int, height: float) -> None:
    with pytest.raises(ValueError, match="No room"):
        radar_chart([("ก", "๑")] * count, [], height=height)


def test_names_of_the_ten_indicators_are_printed_whole() -> None:
    radar = radar_chart([(name, "๑๐๐.๐๐") for name in NAMES], [])
    assert [label.text for label in radar.labels if label.kind == "name"] == NAMES
