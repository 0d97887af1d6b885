"""What the result page says about one assessment, as plain values and Thai sentences (pure rules).

Figures inside sentences are written with Arabic digits and two decimals; the page turns them into the
person's own digits.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from assessments.levels import NOUGHT
from assessments.scoring import InstrumentResult, NextLevel, Ranked, Result

STRENGTH, WEAKNESS, UNKNOWN = "จุดแข็ง", "จุดอ่อน", "ยังไม่มีคะแนน"
SOURCES = {
    "computed": "คำนวณจากคะแนนครบทุกตัวชี้วัด",
    "announced": "ตามประกาศ ยังมีคะแนนรายตัวชี้วัดไม่ครบ",
    None: "ยังไม่มีคะแนนรวม",
}


@dataclass(frozen=True)
class Text:
    """The official name, the instrument's code and the default texts of one indicator."""

    name: str
    instrument: str
    objective: str = ""
    recommendation: str = ""


@dataclass(frozen=True)
class Headline:
    """The total and level with everything that is said about them; `distances` are whole sentences."""

    total: Decimal | None
    source: str
    level: str
    shade: int | None  # None for an announced level that the year's scheme does not know
    estimated: bool
    meaning: str
    reason: str
    estimate: str  # what the rules make of it, where the announced level goes before
    distances: tuple[str, ...]


@dataclass(frozen=True)
class Row:
    """One indicator in the ranked table; rank, score, strength and points are None when not known."""

    rank: int | None
    number: int
    text: Text
    score: Decimal | None
    previous: Decimal | None
    is_strength: bool | None
    recoverable: Decimal | None

    @property
    def verdict(self) -> str:
        """On which side of the line the score lies."""
        if self.is_strength is None:
            return UNKNOWN
        return STRENGTH if self.is_strength else WEAKNESS

    @property
    def change(self) -> str:
        """The change against the year before with its sign, a dash when it is not known."""
        return signed(self.score, self.previous)


@dataclass(frozen=True)
class Block:
    """One instrument: its figures and which of its indicators is the lowest, in words."""

    code: str
    name: str
    weight: Decimal
    mean: Decimal | None
    points: Decimal | None
    lowest: str
    against_target: str


@dataclass(frozen=True)
class Presentation:
    """The whole result page; `rows` are ranked, indicators without a score last."""

    headline: Headline
    rows: tuple[Row, ...]
    blocks: tuple[Block, ...]
    line: Decimal
    line_is_target: bool
    is_empty: bool

    @property
    def strengths(self) -> tuple[Row, ...]:
        """Indicators on or above the line, best first."""
        return tuple(row for row in self.rows if row.is_strength)

    @property
    def weaknesses(self) -> tuple[Row, ...]:
        """Indicators below the line, the one that can bring back most points first."""
        weak = (row for row in self.rows if row.is_strength is False)
        return tuple(sorted(weak, key=lambda row: (-(row.recoverable or NOUGHT), row.number)))

    @property
    def missing(self) -> tuple[Row, ...]:
        """Indicators without a score."""
        return tuple(row for row in self.rows if row.score is None)

    @property
    def by_number(self) -> tuple[Row, ...]:
        """All indicators in their official order."""
        return tuple(sorted(self.rows, key=lambda row: row.number))


def present(
    result: Result,
    texts: Mapping[int, Text],
    instruments: Mapping[str, str],
    *,
    shades: Mapping[str, int] | None = None,
    previous: Mapping[int, Decimal] | None = None,
) -> Presentation:
    """Say everything that can be said about a result.

    `texts` by indicator number, `instruments` code → name, `shades` level name → colour step, `previous`
    the scores of the year before.
    """
    return Presentation(
        headline=_headline(result, shades or {}),
        rows=tuple(_rows(result, texts, previous or {})),
        blocks=tuple(_block(block, instruments, texts, result.target) for block in result.instruments),
        line=result.line,
        line_is_target=result.line == result.target,
        is_empty=result.shown_total is None and not result.ranking,
    )


def target_sentence(result: Result) -> str:
    """Say how far the total is from the target; empty without a total."""
    distance, target = result.to_target, f"เป้าหมาย {result.target:.2f} คะแนน"
    if distance is None:
        return ""
    if distance == 0:
        return f"เท่ากับ{target}พอดี"
    return f"{'สูงกว่า' if distance > 0 else 'ต่ำกว่า'}{target} อยู่ {abs(distance):.2f} คะแนน"


def next_level_sentence(result: Result) -> str:
    """Say what the level above asks for: points of the total, and points of each tool that holds it back."""
    if result.level is None:
        return ""
    if result.next_level is None:
        return "อยู่ในระดับสูงสุดของปีนี้แล้ว"
    level = result.next_level
    asks_tools = level.row.minimum_tool is not None and not level.tools_below
    least = f"ได้ตั้งแต่ {level.row.minimum_tool:.2f} คะแนนขึ้นไป" if asks_tools else ""
    needs = [f"คะแนนรวมเพิ่มอีก {level.points_needed:.2f} คะแนน"] if level.points_needed else []
    needs += [_tool_need(name, result, level) for name in level.tools_below]
    if not needs:  # an announced level may lie below what the known figures reach
        return f"จะได้ระดับ {level.row.name} เมื่อทุกเครื่องมือ{least}" if least else ""
    sentence = f"จะได้ระดับ {level.row.name} เมื่อได้{joined(needs)}"
    return f"{sentence} และทุกเครื่องมือต้อง{least}" if least else sentence


def _tool_need(name: str, result: Result, level: NextLevel) -> str:
    mean, least = result.tools[name], level.row.minimum_tool
    assert mean is not None  # only a known tool can be below a condition
    assert least is not None
    return f"คะแนน {name} เพิ่มอีก {least - mean:.2f} คะแนน (ขณะนี้ได้ {mean:.2f} ต้องได้ตั้งแต่ {least:.2f} ขึ้นไป)"


def change_sentence(total: Decimal | None, previous: Decimal | None, previous_year: int) -> str:
    """Compare the total with that of the year before; empty when either is not known."""
    if total is None or previous is None:
        return ""
    if total == previous:
        return f"เท่ากับปี {previous_year}"
    word = "เพิ่มขึ้น" if total > previous else "ลดลง"
    return f"{word} {abs(total - previous):.2f} คะแนนจากปี {previous_year} ซึ่งได้ {previous:.2f} คะแนน"


def signed(figure: Decimal | None, previous: Decimal | None) -> str:
    """Write a change with its sign: "+0.44", "−3.10", "0.00"; a dash when either figure is not known."""
    if figure is None or previous is None:
        return "–"
    return f"{figure - previous:+.2f}".replace("-", "−") if figure != previous else "0.00"


def joined(parts: Sequence[str]) -> str:
    """Join phrases as a Thai sentence does: ก, ข และ ค."""
    return " และ".join([", ".join(parts[:-1]), parts[-1]]) if len(parts) > 1 else "".join(parts)


def _headline(result: Result, shades: Mapping[str, int]) -> Headline:
    shown = result.shown_level
    reason = result.level.reason if result.level else ""
    distances = (target_sentence(result), next_level_sentence(result))
    return Headline(
        total=result.shown_total,
        source=SOURCES[result.total_source],
        level=shown.name,
        shade=shades.get(shown.name),
        estimated=shown.estimated,
        meaning=shown.row.meaning if shown.row else "",
        reason="" if shown.announced else reason,
        estimate=_estimate_sentence(result) if shown.announced else "",
        distances=tuple(filter(None, distances)),
    )


def _estimate_sentence(result: Result) -> str:
    """Tell the estimate beside the announced level; empty where there is none."""
    if result.level is None:
        return ""
    return (
        "ระดับที่แสดงเป็นระดับตามประกาศ ส่วนระดับโดยประมาณตามเกณฑ์ "
        f"คือ {result.level.row.name} เพราะ{result.level.reason}"
    )


def _rows(result: Result, texts: Mapping[int, Text], previous: Mapping[int, Decimal]) -> Iterable[Row]:
    known: dict[int, Ranked] = {ranked.number: ranked for ranked in result.ranking}
    for number in (*known, *result.missing):
        ranked = known.get(number)
        yield Row(
            rank=ranked.rank if ranked else None,
            number=number,
            text=texts[number],
            score=ranked.score if ranked else None,
            previous=previous.get(number),
            is_strength=ranked.is_strength if ranked else None,
            recoverable=result.recoverable.get(number),
        )


def _block(
    block: InstrumentResult, instruments: Mapping[str, str], texts: Mapping[int, Text], target: Decimal
) -> Block:
    return Block(
        code=block.code,
        name=instruments[block.code],
        weight=block.weight,
        mean=block.mean,
        points=block.points,
        lowest=_lowest(block, texts),
        against_target=_against_target(block.mean, target),
    )


def _lowest(block: InstrumentResult, texts: Mapping[int, Text]) -> str:
    """Name the lowest indicator, or all of them on a tie, and say when some are not known."""
    if block.lowest_score is None:
        return "ยังไม่มีคะแนน"
    names = [f"ตัวชี้วัดที่ {number} {texts[number].name}" for number in block.lowest]
    tie = "เท่ากัน " if len(names) > 1 else ""
    known = "" if block.known == block.expected else f" (จากที่ทราบ {block.known} ใน {block.expected} ตัวชี้วัด)"
    return f"{joined(names)} {tie}{block.lowest_score:.2f} คะแนน{known}"


def _against_target(mean: Decimal | None, target: Decimal) -> str:
    if mean is None:
        return "ยังสรุปไม่ได้"
    if mean == target:
        return "เท่ากัน"
    return f"{'สูงกว่า' if mean > target else 'ต่ำกว่า'} {abs(mean - target):.2f}"
