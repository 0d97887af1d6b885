from decimal import Decimal

import pytest
from hypothesis import given

from assessments.charts import (
    PRINT,
    BarChart,
    Lettering,
    bar_chart,
)
from tests.assessments.charts.drawing import (
    LETTERINGS,
    NAMES,
    ROWS,
    SCORES,
    assert_tidy,
    box,
    meet,
)
from thai.digits import to_thai


def bars(rows: list[tuple[str, Decimal]], target: Decimal, lettering: Lettering = PRINT) -> BarChart:
    texts = [(name, score, to_thai(f"{score:.2f}")) for name, score in rows]
    return bar_chart(texts, (target, to_thai(f"เป้าหมาย {target:.2f}")), lettering=lettering)


@given(ROWS, SCORES, LETTERINGS)
def test_bar_labels_meet_nothing(
    rows: list[tuple[str, Decimal]], target: Decimal, lettering: Lettering
) -> None:
    chart = bars(rows, target, lettering)
    assert_tidy(chart)
    line = (chart.target_x - 0.75, lettering.height, chart.target_x + 0.75, chart.height)
    solid = [(bar.left, bar.top, bar.left + bar.width, bar.top + bar.height) for bar in chart.bars]
    for label in chart.labels:
        assert not any(meet(box(label), shape) for shape in (line, *solid)), label
        assert lettering.width(label.text) <= label.width + 1e-6


@given(ROWS, SCORES)
def test_bars_are_as_long_as_their_scores(rows: list[tuple[str, Decimal]], target: Decimal) -> None:
    chart = bars(rows, target)
    left = chart.bars[0].left
    full = (chart.target_x - left) / float(target) * 100 if target else None
    for (_, score), bar in zip(rows, chart.bars, strict=True):
        assert bar.reached is (score >= target)
        if full:
            assert bar.width == pytest.approx(full * float(score) / 100, abs=1e-3)
    assert [bar.top for bar in chart.bars] == sorted(bar.top for bar in chart.bars)


def test_names_of_the_ten_indicators_are_printed_whole() -> None:
    chart = bars([(name, Decimal(85)) for name in NAMES], Decimal(85))
    assert [label.text for label in chart.labels if label.kind == "name"] == NAMES


def test_exactly_on_the_target_is_reached() -> None:
    on, below = bars([("ก", Decimal(85)), ("ข", Decimal("84.99"))], Decimal(85)).bars
    assert on.reached
    assert not below.reached


def test_no_rows_no_bars() -> None:
    chart = bars([], Decimal(85))
    assert chart.bars == ()
    assert [label.kind for label in chart.labels] == ["target"]
