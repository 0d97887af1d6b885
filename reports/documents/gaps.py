"""What the documents still lack, each with the page on which it is mended (pure rules)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from assessments.findings import Finding
from measures.models import Plan
from reports.documents.kinds import DOCUMENTS, ROUND_KINDS
from reports.documents.sources import Sources

MEMO_PLACES = ("number", "date", "author_name", "subject", "reason", "purpose", "closing")


@dataclass(frozen=True)
class Gap:
    """One thing that is missing; `page` is the name of the page that mends it."""

    text: str
    page: str


def gaps_of(sources: Sources, memo_findings: Sequence[Finding]) -> dict[str, tuple[Gap, ...]]:
    """Return what each document lacks, by its key."""
    scores = tuple(_scores(sources))
    measures = tuple(_measures(sources))
    memo = tuple(Gap(row.message, "memo") for row in memo_findings if row.place in MEMO_PLACES)
    found = {"memo": memo + scores, "analysis": scores + measures, "plan": scores + measures}
    rounds = {key: tuple(_round(sources, key)) for key in ROUND_KINDS}
    return {key: (found | rounds)[key] for key in DOCUMENTS}


def _round(sources: Sources, key: str) -> Iterator[Gap]:
    if sources.plan is None or not sources.first_reports:
        yield Gap("ยังไม่มีมาตรการในแผน", "measures")
        return
    if sources.plan.state == Plan.State.DRAFT:
        yield Gap("แผนมาตรการยังเป็นร่าง โปรดประกาศใช้แผนก่อนเสนอรายงาน", "measures")
    if count := sources.unreported(key):
        yield Gap(f"มาตรการที่ยังไม่มีรายงานผล {count} รายการ", "measures")


def _scores(sources: Sources) -> Iterator[Gap]:
    missing = sources.result.result.missing
    if missing and len(missing) == len(sources.result.edition.indicators):
        yield Gap("ยังไม่มีคะแนนรายตัวชี้วัด", "scores")
    elif missing:
        yield Gap(f"ยังไม่มีคะแนนของตัวชี้วัดที่ {_numbers(missing)}", "scores")


def _measures(sources: Sources) -> Iterator[Gap]:
    if not sources.measures:
        yield Gap("ยังไม่มีมาตรการ เอกสารจะเว้นที่ไว้ให้กรอก", "measures")
        return
    answered = {row.indicator for row in sources.measures}
    open_weaknesses = sorted(set(sources.result.result.weaknesses) - answered)
    if open_weaknesses:
        yield Gap(f"จุดอ่อนที่ยังไม่มีมาตรการ ได้แก่ ตัวชี้วัดที่ {_numbers(open_weaknesses)}", "measures")


def _numbers(numbers: Iterable[int]) -> str:
    return ", ".join(str(number) for number in numbers)
