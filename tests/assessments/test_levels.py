"""Levels of both schemes: lines, tool conditions, reasons in words, no hole."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.levels import LevelRow, level_of, level_to_show, next_better, tools_below
from tests.assessments.examples import LETTERS, PASSES, rows, score_values

TOOLS = ("IIT", "EIT ส่วนที่ 1", "EIT ส่วนที่ 2", "OIT")


def tools(*means: str | None) -> dict[str, Decimal | None]:
    return {name: None if mean is None else Decimal(mean) for name, mean in zip(TOOLS, means, strict=True)}


def named(total: str, scheme: tuple[LevelRow, ...], *means: str | None) -> tuple[str, str]:
    """Return the name and the reason of the level earned."""
    level = level_of(Decimal(total), scheme, tools(*means) if means else {}, estimated=False)
    return level.row.name, level.reason


@pytest.mark.parametrize(
    ("total", "name", "reason"),
    [
        ("100", "AA", "คะแนนรวม 100.00 อยู่ในช่วง 95.00–100.00"),
        ("95", "AA", "คะแนนรวม 95.00 อยู่ในช่วง 95.00–100.00"),
        ("94.99", "A", "คะแนนรวม 94.99 อยู่ในช่วง 85.00–94.99"),
        ("85", "A", "คะแนนรวม 85.00 อยู่ในช่วง 85.00–94.99"),
        ("84.995", "A", "คะแนนรวม 85.00 อยู่ในช่วง 85.00–94.99"),
        ("84.994", "B", "คะแนนรวม 84.99 อยู่ในช่วง 75.00–84.99"),
        ("82.86", "B", "คะแนนรวม 82.86 อยู่ในช่วง 75.00–84.99"),
        ("73.04", "C", "คะแนนรวม 73.04 อยู่ในช่วง 65.00–74.99"),
        ("55", "D", "คะแนนรวม 55.00 อยู่ในช่วง 55.00–64.99"),
        ("50", "E", "คะแนนรวม 50.00 อยู่ในช่วง 50.00–54.99"),
        ("49.99", "F", "คะแนนรวม 49.99 อยู่ในช่วง 0.00–49.99"),
        ("0", "F", "คะแนนรวม 0.00 อยู่ในช่วง 0.00–49.99"),
    ],
)
def test_letters_go_by_the_total(total: str, name: str, reason: str) -> None:
    assert named(total, LETTERS) == (name, reason)


@pytest.mark.parametrize(
    ("total", "means", "name", "reason"),
    [
        (
            "97.90",
            ("99", "91.20", "99", "100"),
            "ผ่านดี",
            "คะแนนรวม 97.90 ถึง 95.00 แล้ว แต่ EIT ส่วนที่ 1 ได้ 91.20 ต่ำกว่า 95.00",
        ),
        (
            "94.64",
            ("98", "84.99", "84", "100"),
            "ผ่าน",
            "คะแนนรวม 94.64 ถึง 85.00 แล้ว แต่ EIT ส่วนที่ 1 ได้ 84.99 และ EIT ส่วนที่ 2 ได้ 84.00 ต่ำกว่า 85.00",
        ),
        (
            "96",
            ("99", "99", "80", "99"),  # below both conditions: the nearer level is the one to explain
            "ผ่าน",
            "คะแนนรวม 96.00 ถึง 85.00 แล้ว แต่ EIT ส่วนที่ 2 ได้ 80.00 ต่ำกว่า 85.00",
        ),
        (
            "95",
            ("95", "95", "94.995", "95"),
            "ผ่านดีเยี่ยม",
            "คะแนนรวม 95.00 อยู่ในช่วง 95.00–100.00 และทุกเครื่องมือได้ตั้งแต่ 95.00 ขึ้นไป",
        ),
        (
            "94.99",
            ("99", "99", "99", "85"),
            "ผ่านดี",
            "คะแนนรวม 94.99 อยู่ในช่วง 85.00–94.99 และทุกเครื่องมือได้ตั้งแต่ 85.00 ขึ้นไป",
        ),
        ("84.99", ("99", "99", "99", "99"), "ต้องปรับปรุง", "คะแนนรวม 84.99 อยู่ในช่วง 70.00–84.99"),
        ("69.99", ("0", "0", "0", "0"), "ต้องปรับปรุงโดยด่วน", "คะแนนรวม 69.99 อยู่ในช่วง 0.00–69.99"),
    ],
)
def test_passes_go_by_the_total_and_every_tool(
    total: str, means: tuple[str, ...], name: str, reason: str
) -> None:
    assert named(total, PASSES, *means) == (name, reason)


def test_an_unknown_tool_holds_nothing_back_but_is_named() -> None:
    name, reason = named("97", PASSES, "99", None, None, "99")
    assert name == "ผ่านดีเยี่ยม"
    assert reason == (
        "คะแนนรวม 97.00 อยู่ในช่วง 95.00–100.00 "
        "ทั้งนี้ ยังไม่ทราบคะแนน EIT ส่วนที่ 1, EIT ส่วนที่ 2 จึงยังยืนยันเงื่อนไขรายเครื่องมือไม่ได้"
    )


def test_a_level_held_back_by_one_tool_names_the_unknown_ones_too() -> None:
    assert named("97", PASSES, "90", "99", "99", None) == (
        "ผ่านดี",
        "คะแนนรวม 97.00 ถึง 95.00 แล้ว แต่ IIT ได้ 90.00 ต่ำกว่า 95.00 "
        "ทั้งนี้ ยังไม่ทราบคะแนน OIT จึงยังยืนยันเงื่อนไขรายเครื่องมือไม่ได้",
    )


def test_an_unknown_tool_is_no_matter_where_no_condition_asks_for_it() -> None:
    assert named("80", PASSES, None, None, None, None)[1] == "คะแนนรวม 80.00 อยู่ในช่วง 70.00–84.99"


def test_the_worst_row_takes_what_no_other_takes() -> None:
    scheme = rows([("ดี", 80, 80), ("พอใช้", 50, 50)])
    assert named("30", scheme) == ("พอใช้", "คะแนนรวม 30.00 อยู่ในช่วง 0.00–79.99")
    assert named("60", scheme, "10", "90", "90", "90")[0] == "พอใช้"


def test_the_order_of_the_rows_given_does_not_matter() -> None:
    assert level_of(Decimal(90), LETTERS[::-1], {}, estimated=False).row.name == "A"


def test_a_scheme_without_rows_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one row"):
        level_of(Decimal(90), (), {}, estimated=False)


@pytest.mark.parametrize(
    ("announced", "estimated", "shown"),
    [
        ("ผ่าน", True, ("ผ่าน", False, True)),
        (" ผ่าน ", True, ("ผ่าน", False, True)),
        ("ผ่านดี", True, ("ผ่านดี", False, True)),
        ("", True, ("ผ่านดี", True, False)),
        ("A", True, ("ผ่านดี", True, False)),  # no level of the year
        ("ผ่าน", False, ("ผ่านดี", False, False)),
        ("", False, ("ผ่านดี", False, False)),
    ],
)
def test_an_announced_level_goes_before_an_estimate_only(
    announced: str, estimated: bool, shown: tuple[str, bool, bool]
) -> None:
    earned = level_of(Decimal(90), PASSES, {}, estimated)
    level = level_to_show(earned, announced, PASSES)
    assert (level.name, level.estimated, level.announced) == shown


@pytest.mark.parametrize(("announced", "known"), [("ผ่าน", True), ("ดีมาก", False), ("", False)])
def test_without_an_earned_level_the_announced_one_stands(announced: str, known: bool) -> None:
    level = level_to_show(None, announced, PASSES)
    assert (level.name, level.estimated, level.row is not None) == (announced, False, known)


@pytest.mark.parametrize("estimated", [True, False])
def test_the_estimate_mark_is_kept(estimated: bool) -> None:
    assert level_of(Decimal(90), LETTERS, {}, estimated).estimated is estimated


def test_tools_below_names_known_tools_under_the_condition() -> None:
    means = tools("94.99", None, "95", "10")
    assert tools_below(PASSES[0], means) == ("IIT", "OIT")
    assert tools_below(PASSES[2], means) == ()


def test_next_better_is_the_row_above() -> None:
    assert next_better(LETTERS[2], LETTERS) == LETTERS[1]
    assert next_better(LETTERS[0], LETTERS) is None


@given(st.decimals(0, 100, allow_nan=False) | score_values)
def test_no_total_falls_between_two_letters(total: Decimal) -> None:
    shown = total.quantize(Decimal("0.01"), rounding="ROUND_HALF_UP")
    lines = {"AA": 95, "A": 85, "B": 75, "C": 65, "D": 55, "E": 50, "F": 0}
    assert level_of(total, LETTERS, {}, estimated=False).row.name == next(
        name for name, line in lines.items() if shown >= line
    )


def test_every_hundredth_has_a_pass_level_as_in_the_published_table() -> None:
    for hundredths in range(10001):
        total = Decimal(hundredths).scaleb(-2)
        for least in (Decimal("84.99"), Decimal(85), Decimal("94.99"), Decimal(95)):
            level = level_of(total, PASSES, dict.fromkeys(TOOLS, least), estimated=False)
            assert level.row.name == pass_level(total, least)


def pass_level(total: Decimal, least: Decimal) -> str:
    """The published table of FY2566-2568, read literally."""
    if total >= 95 and least >= 95:
        return "ผ่านดีเยี่ยม"
    if total >= 85:
        return "ผ่านดี" if least >= 85 else "ผ่าน"
    return "ต้องปรับปรุง" if total >= 70 else "ต้องปรับปรุงโดยด่วน"


@given(score_values, st.lists(score_values, min_size=4, max_size=4), st.integers(0, 3), score_values)
def test_a_better_tool_never_lowers_the_level(
    total: Decimal, means: list[Decimal], which: int, other: Decimal
) -> None:
    better = [max(mean, other) if index == which else mean for index, mean in enumerate(means)]
    before, after = (
        level_of(total, PASSES, dict(zip(TOOLS, values, strict=True)), estimated=False)
        for values in (means, better)
    )
    assert after.row.order <= before.row.order
