from decimal import Decimal
from itertools import combinations
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st

from reports.rendering.charts import (
    GAP,
    PRINT,
    SCREEN,
    BarChart,
    Label,
    Lettering,
    RadarChart,
    bar_chart,
    radar_chart,
)
from thai.digits import to_thai

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


def bars(rows: list[tuple[str, Decimal]], target: Decimal, lettering: Lettering = PRINT) -> BarChart:
    texts = [(name, score, to_thai(f"{score:.2f}")) for name, score in rows]
    return bar_chart(texts, (target, to_thai(f"เป้าหมาย {target:.2f}")), lettering=lettering)


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
    radar = radar_chart([(name, "๑๐๐.๐๐") for name in NAMES], [])
    assert [label.text for label in radar.labels if label.kind == "name"] == NAMES


def test_exactly_on_the_target_is_reached() -> None:
    on, below = bars([("ก", Decimal(85)), ("ข", Decimal("84.99"))], Decimal(85)).bars
    assert on.reached
    assert not below.reached


def test_no_rows_no_bars() -> None:
    chart = bars([], Decimal(85))
    assert chart.bars == ()
    assert [label.kind for label in chart.labels] == ["target"]


AXES = st.lists(st.tuples(TEXTS | st.sampled_from(NAMES), SCORES.map(str)), min_size=3, max_size=10)


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


def test_label_anchors() -> None:
    start, middle, end = (Label("ก", "name", side, 10, 20, 40, 10) for side in ("start", "middle", "end"))
    assert (start.x, middle.x, end.x) == (10, 30, 50)
    assert start.baseline == 27


def test_width_is_an_upper_bound_for_the_built_type(font_folder: Path) -> None:
    font = TTFont(font_folder / "Regular.ttf")
    units, widths, em = font.getBestCmap(), font["hmtx"], font["head"].unitsPerEm
    one = Lettering(height=1, em=1)
    letters = [
        *map(chr, range(0x20, 0x7F)),
        *map(chr, range(0xE01, 0xE3B)),
        *map(chr, range(0xE3F, 0xE5C)),
        *"–…“”",
    ]
    for letter in letters:
        assert one.width(letter) >= widths[units[ord(letter)]][0] / em, letter


@given(TEXTS.filter(lambda text: text[0] not in "ิ้์"), st.floats(0, 300))
def test_shortened_text_keeps_its_letters_whole(text: str, width: float) -> None:
    short = PRINT.shorten(text, width)
    if short != text:
        assert short.endswith("…")
        assert text.startswith(short[:-1])
        rest = text[len(short) - 1 :]
        assert not rest or rest[0] not in "ิ้์"
    assert PRINT.width(short) <= width or short == "…"
