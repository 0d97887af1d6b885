"""Which level a total earns, and why, in words.

Both schemes of the ITA are the same table with different rows (FY2562-2565: AA ... F by the total alone;
FY2566-2568: ผ่านดีเยี่ยม ... ต้องปรับปรุงโดยด่วน by the total and by every tool). The rows are data.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from assessments.rounding import round_half_up
from thai.text import squash

NOUGHT = Decimal("0.00")
FULL_SCORE = Decimal("100.00")
SMALLEST_STEP = Decimal("0.01")
LONGEST_NAME = 50


@dataclass(frozen=True)
class LevelRow:
    """One row of a level scheme: the least total, and the least score of every tool (None: no condition)."""

    name: str
    minimum_total: Decimal
    minimum_tool: Decimal | None
    order: int  # 0 = best
    shade: int
    meaning: str


@dataclass(frozen=True)
class LevelResult:
    """The level earned, the reason as a Thai phrase, and whether unknown tools could still change it."""

    row: LevelRow
    reason: str
    estimated: bool


@dataclass(frozen=True)
class ShownLevel:
    """The level to show and print: `row` is None for no level or one that the scheme does not know."""

    name: str
    row: LevelRow | None
    estimated: bool
    announced: bool  # the announced level stands here, not the one of the rules


class LevelNames:
    """The level names of one year, found by what a person or a file wrote."""

    def __init__(self, year: int, rows: Iterable[LevelRow]) -> None:
        self.names = tuple(row.name for row in sorted(rows, key=lambda row: row.order))
        self.expected = f"ระดับของปี {year} ได้แก่ {', '.join(self.names)}" if self.names else "ชื่อระดับตามประกาศ"
        self._year = year
        self._by_key = {_name_key(name): name for name in self.names}

    def find(self, text: str) -> str | None:
        """Return the official name, None when the year has no such level.

        A year without levels takes any name that can be stored: nothing says what it should be.
        """
        if not self.names:
            return text if len(text) <= LONGEST_NAME else None
        return text if text in self.names else self._by_key.get(_name_key(text))

    def refusal(self, text: str = "") -> str:
        """Say why a text, which may be left out, is no level."""
        shown = f" “{text[:LONGEST_NAME]}”" if text else "นี้"
        return f"ปี {self._year} ไม่มีระดับ{shown}" if self.names else "ข้อความนี้ยาวเกินกว่าจะเป็นชื่อระดับ"


def _name_key(text: str) -> str:
    """Make spellings equal that differ in blanks, case, look-alikes and the word for level."""
    return squash(text).removeprefix("ระดับ")


def level_of(
    total: Decimal, rows: Sequence[LevelRow], tools: Mapping[str, Decimal | None], estimated: bool
) -> LevelResult:
    """Return the best level whose total and tool conditions are both met.

    `tools` maps the Thai display name of each tool to its mean; an unknown one (None) holds nothing back.
    Figures are compared as they are shown, rounded to two decimals. The worst row takes whatever no other
    row takes, so that no total falls between two levels. Raises ValueError without rows.
    """
    if not rows:
        raise ValueError("a level scheme needs at least one row")
    total = round_half_up(total)
    ordered = sorted(rows, key=lambda row: row.order)
    within_total = [row for row in ordered if total >= row.minimum_total]
    earned = next((row for row in within_total if not tools_below(row, tools)), ordered[-1])
    held_from = [row for row in within_total if row.order < earned.order]
    reason = _held_reason(total, held_from[-1], tools) if held_from else _range_reason(total, earned, ordered)
    if earned is not ordered[-1]:
        reason += _condition_note(earned, tools, met_alone=not held_from)
    return LevelResult(earned, reason, estimated)


def level_to_show(earned: LevelResult | None, announced: str, rows: Sequence[LevelRow]) -> ShownLevel:
    """Return the level to show: a certain one, else the announced one, else the estimate.

    Who announced the level knew every tool; an estimate does not. An announced name that the year's scheme
    does not have stands in only where nothing can be worked out.
    """
    row = level_named(announced, rows)
    if earned is None:
        return ShownLevel(announced, row, estimated=False, announced=bool(announced))
    if earned.estimated and row is not None:
        return ShownLevel(row.name, row, estimated=False, announced=True)
    return ShownLevel(earned.row.name, earned.row, earned.estimated, announced=False)


def level_named(name: str, rows: Sequence[LevelRow]) -> LevelRow | None:
    """Return the row of this name, whatever its blanks and capitals; None when there is none."""
    wanted = name.strip().casefold()
    return next((row for row in rows if row.name.casefold() == wanted), None)


def tools_below(row: LevelRow, tools: Mapping[str, Decimal | None]) -> tuple[str, ...]:
    """Return the names of the known tools that do not reach the row's condition, in the given order."""
    least = row.minimum_tool
    if least is None:
        return ()
    return tuple(name for name, mean in tools.items() if mean is not None and round_half_up(mean) < least)


def next_better(row: LevelRow, rows: Sequence[LevelRow]) -> LevelRow | None:
    """Return the row just above the given one, None for the best."""
    return max((r for r in rows if r.order < row.order), key=lambda r: r.order, default=None)


def _held_reason(total: Decimal, row: LevelRow, tools: Mapping[str, Decimal | None]) -> str:
    """Say which tools keep the total from the row that it would reach by itself."""
    short = " และ ".join(f"{name} ได้ {tools[name]:.2f}" for name in tools_below(row, tools))
    return f"คะแนนรวม {total} ถึง {row.minimum_total:.2f} แล้ว แต่ {short} ต่ำกว่า {row.minimum_tool:.2f}"


def _range_reason(total: Decimal, row: LevelRow, rows: Sequence[LevelRow]) -> str:
    """Say in which range of totals the row lies; the worst row begins at nought."""
    low = NOUGHT if row is rows[-1] else row.minimum_total
    higher = [r.minimum_total for r in rows if r.minimum_total > row.minimum_total]
    top = min(higher) - SMALLEST_STEP if higher else FULL_SCORE
    return f"คะแนนรวม {total} อยู่ในช่วง {low:.2f}–{top:.2f}"


def _condition_note(row: LevelRow, tools: Mapping[str, Decimal | None], *, met_alone: bool) -> str:
    """Say that every tool meets the row's condition, or which tools are still unknown."""
    if row.minimum_tool is None:
        return ""
    unknown = ", ".join(name for name, mean in tools.items() if mean is None)
    if unknown:
        return f" ทั้งนี้ ยังไม่ทราบคะแนน {unknown} จึงยังยืนยันเงื่อนไขรายเครื่องมือไม่ได้"
    return f" และทุกเครื่องมือได้ตั้งแต่ {row.minimum_tool:.2f} ขึ้นไป" if met_alone else ""
