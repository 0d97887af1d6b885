"""Shared by the tests of charts: sample names and scores, and the rule that labels stay apart."""

from itertools import combinations

from hypothesis import strategies as st

from assessments.charts import (
    PRINT,
    SCREEN,
    BarChart,
    Label,
    RadarChart,
)

NAMES = [
    "การปฏิบัติหน้าที่",
    "การใช้งบประมาณ",
    "การใช้อำนาจ",
    "การใช้ทรัพย์สินของราชการ",
    "การแก้ไขปัญหาการทุจริต",
    "คุณภาพการดำเนินงาน",
    "ประสิทธิภาพการสื่อสาร",
    "การปรับปรุงระบบการทำงาน",
    "การเปิดเผยข้อมูล",
    "การป้องกันการทุจริต",
]
LETTERINGS = st.sampled_from([PRINT, SCREEN])
SCORES = st.decimals(0, 100, places=2)
TEXTS = st.text(alphabet="กขณาำิ้์ABW๑๙. ", min_size=1, max_size=60)
ROWS = st.lists(st.tuples(TEXTS | st.sampled_from(NAMES), SCORES), min_size=1, max_size=12)


def box(label: Label) -> tuple[float, float, float, float]:
    return label.left, label.top, label.left + label.width, label.top + label.height


def meet(a: tuple[float, float, float, float], b: tuple[float, float, float, float]) -> bool:
    eps = 1e-6
    return a[0] < b[2] - eps and b[0] < a[2] - eps and a[1] < b[3] - eps and b[1] < a[3] - eps


def assert_tidy(chart: BarChart | RadarChart) -> None:
    """Labels lie inside the chart and apart from each other."""
    boxes = [box(label) for label in chart.labels]
    for left, top, right, bottom in boxes:
        assert -1e-6 <= left <= right <= chart.width + 1e-6
        assert -1e-6 <= top <= bottom <= chart.height + 1e-6
    assert not any(meet(a, b) for a, b in combinations(boxes, 2))


AXES = st.lists(st.tuples(TEXTS | st.sampled_from(NAMES), SCORES.map(str)), min_size=3, max_size=10)
