"""The phrases that documents make of an assessment's facts; figures in them have Thai digits."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from reports import texts
from reports.documents.common import Agency, IndicatorFacts, InstrumentFacts, Outcome
from thai.dates import full_date
from thai.digits import to_arabic, to_thai


def figure(value: Decimal | None) -> str:
    """A score in Thai digits with two decimals: ๘๒.๘๖; empty for None."""
    return "" if value is None else to_thai(f"{value:.2f}")


def bare(value: Decimal) -> str:
    """A line, target or weight in Thai digits, without idle decimals: ๘๐, ๘๒.๕."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return to_thai(text)


def listed(items: Iterable[str]) -> str:
    """ก, ก และข, or ก ข และค; a Latin name keeps its distance."""
    *others, last = items
    gap = " " if last[:1].isascii() else ""
    return f"{' '.join(others)} และ{gap}{last}" if others else last


def labels(indicators: Iterable[IndicatorFacts]) -> str:
    """ตัวชี้วัดที่ ๙ … และตัวชี้วัดที่ ๑๐ …, in their official order."""
    return listed(row.label for row in sorted(indicators, key=lambda row: row.number))


def values_of(outcome: Outcome, *, office: str = "") -> dict[str, str]:
    """What every placeholder stands for; a text of a known name with nothing known is empty."""
    return {
        "organization": outcome.agency.name,
        "office": office or outcome.agency.office,
        "year": to_thai(outcome.year),
        "total": figure(outcome.total),
        "level": outcome.level,
        "target": bare(outcome.target),
        "line": bare(outcome.line),
        "strengths": to_thai(len(outcome.strengths)),
        "weaknesses": to_thai(len(outcome.weaknesses)),
        "announced_on": full_date(outcome.announced_on) if outcome.announced_on else "",
        "announcement": announcement(outcome),
        "result": result_phrase(outcome),
        "split": split_phrase(outcome),
    }


def full_unit(agency: Agency, unit: str) -> str:
    """สำนักปลัด องค์การบริหารส่วนตำบล…; only the agency where its name begins with the unit's."""
    return agency.name if agency.name.startswith(unit) else f"{unit} {agency.name}"


def announcement(outcome: Outcome) -> str:
    """The reference to the announcement of the results; without a date where none is known."""
    title = outcome.announcement_title or texts.DEFAULT_ANNOUNCEMENT
    year = texts.OF_YEAR.format(year=outcome.year)
    named = title if str(outcome.year) in to_arabic(title) else f"{title} {year}"
    if outcome.announced_on is None:
        return to_thai(texts.ANNOUNCEMENT_UNDATED.format(title=named))
    dated = full_date(outcome.announced_on)
    return to_thai(texts.ANNOUNCEMENT_DATED.format(title=named, announced_on=dated))


def level_phrase(outcome: Outcome) -> str:
    """อยู่ในระดับ B, อยู่ในระดับผ่านดี; empty while there is no level."""
    if not outcome.level:
        return ""
    level = f" {outcome.level}" if outcome.level.isascii() else outcome.level
    return (texts.LEVEL_ESTIMATED if outcome.level_estimated else texts.LEVEL).format(level=level)


def result_phrase(outcome: Outcome) -> str:
    """ได้คะแนนรวม ๘๒.๘๖ คะแนน อยู่ในระดับ B"""
    if outcome.total is None:
        return texts.sentence(texts.RESULT_UNKNOWN, level_phrase(outcome))
    template = texts.RESULT_ANNOUNCED if outcome.total_announced else texts.RESULT
    return template.format(total=figure(outcome.total), level_phrase=level_phrase(outcome)).strip()


def target_phrase(outcome: Outcome) -> str:
    """How far the total is from the target; empty without a total."""
    gap = outcome.to_target
    if gap is None:
        return ""
    chosen = texts.TARGET_EQUAL if not gap else texts.TARGET_ABOVE if gap > 0 else texts.TARGET_BELOW
    return chosen.format(target=bare(outcome.target), gap=figure(abs(gap)))


def split_phrase(outcome: Outcome) -> str:
    """How many indicators lie on either side of the line; empty without any score."""
    if not outcome.ranked:
        return ""
    counts = {
        "line": bare(outcome.line),
        "strengths": to_thai(len(outcome.strengths)),
        "weaknesses": to_thai(len(outcome.weaknesses)),
    }
    if outcome.strengths and outcome.weaknesses:
        said = texts.SPLIT
    else:
        said = texts.SPLIT_ALL_STRONG if outcome.strengths else texts.SPLIT_ALL_WEAK
    return f"{_known_part(outcome)}{said.format(**counts)}"


def _known_part(outcome: Outcome) -> str:
    if not outcome.missing:
        return texts.SPLIT_WHOLE
    known, everything = len(outcome.ranked), len(outcome.ranked) + len(outcome.missing)
    return texts.SPLIT_PARTIAL.format(known=to_thai(known), all=to_thai(everything))


def lowest_phrase(lowest: Sequence[IndicatorFacts], single: str, tied: str) -> str:
    """Name the lowest indicator (all of them on a tie) with its score."""
    template = tied if len(lowest) > 1 else single
    return template.format(list=labels(lowest), score=figure(lowest[0].score))


def means(instruments: Iterable[InstrumentFacts]) -> str:
    """IIT (๙๔.๗๒ คะแนน) และ EIT (๙๘.๖๐ คะแนน)"""
    return listed(f"{row.code} ({figure(row.mean)} คะแนน)" for row in instruments)


def comparison(outcome: Outcome) -> str:
    """Which instruments reach the target and which do not, among those whose mean is known."""
    known = [(row, row.mean) for row in outcome.instruments if row.mean is not None]
    reached = [row for row, mean in known if mean >= outcome.target]
    short = [row for row, mean in known if mean < outcome.target]
    target = bare(outcome.target)
    return texts.sentence(
        texts.ADVICE_REACHED.format(target=target, list=means(reached)) if reached else "",
        texts.ADVICE_NOT_REACHED.format(target=target, list=means(short)) if short else "",
        texts.COMPARED_NONE.format(target=target) if len(short) == len(outcome.instruments) else "",
    )
