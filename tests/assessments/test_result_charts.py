"""The charts of the result page: what is drawn, what is not, and in whose digits."""

from __future__ import annotations

from decimal import Decimal

from assessments.charts import BarChart, RadarChart
from assessments.presentation import present
from assessments.result_charts import draw
from assessments.scoring import evaluate
from tests.assessments.examples import BY_TOTAL, FULL, PARTIAL
from tests.assessments.test_presentation import NAMES, TEXTS
from thai.digits import to_thai


def drawn(scores: dict[int, Decimal | None], **more: object):  # type: ignore[no-untyped-def]  # a test's shorthand
    digits = more.pop("digits", str)
    return draw(present(evaluate(BY_TOTAL, scores), TEXTS, NAMES, **more), 2564, digits)


def texts(chart: BarChart | RadarChart) -> set[str]:
    return {label.text for label in chart.labels}


def test_both_charts_of_a_full_result() -> None:
    charts = drawn(FULL)
    assert {"82.86", "98.44"} & texts(charts.radar.wide) == {"98.44"}
    assert [bar.reached for bar in charts.bars.wide.bars] == [True] * 8 + [False] * 2
    assert "เส้นแบ่ง 85.00" in texts(charts.bars.narrow)
    assert charts.radar.legend == ("ปี 2564",)


def test_the_year_before_is_a_second_web() -> None:
    charts = drawn(FULL, previous={1: Decimal(80)})
    assert len(charts.radar.wide.series) == 2
    assert charts.radar.title == "คะแนนรายตัวชี้วัด ปี 2564 เทียบกับ ปี 2563"


def test_three_scores_make_no_shape() -> None:
    charts = drawn(PARTIAL)
    assert charts.radar is None
    assert len(charts.bars.wide.bars) == 3


def test_nothing_known_nothing_drawn() -> None:
    charts = drawn({})
    assert (charts.radar, charts.bars) == (None, None)


def test_thai_digits() -> None:
    charts = drawn(FULL, digits=to_thai)
    assert "๙๘.๔๔" in texts(charts.bars.wide)
    assert not any(any(digit in text for digit in "0123456789") for text in texts(charts.radar.narrow))


def test_the_description_speaks_every_score() -> None:
    spoken = drawn(FULL).bars.description
    assert "ตัวชี้วัดที่ 10 ชื่อ10 50.00" in spoken
    assert spoken.count("ตัวชี้วัดที่") == 10
