"""The facts that a memo and its attachments tell, in words, and what has changed between two tellings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef

from reports.documents.emblem import Emblem
from reports.documents.kinds import KINDS
from reports.documents.measures import MeasureRow
from reports.documents.sources import Sources
from reports.models import MemoRevision, ReviewStep
from reports.services.files import fingerprint

# Labels of facts; the last begins one.
EMBLEM, TOTAL, LEVEL, INDICATOR = "ตราหน่วยงาน", "คะแนนรวม", "ระดับ", "ตัวชี้วัดที่"
SHOWN_DIGITS = 12  # of a fingerprint, as in the archive's list


@dataclass(frozen=True)
class Difference:
    """One fact that is not what it was; empty text where there was or is none."""

    label: str
    old: str
    new: str


@dataclass(frozen=True)
class ToldResult:
    """A result as its documents tell it; `indicators` are (number and name, score) in order of number."""

    total: str
    level: str
    indicators: list[tuple[str, str]]


def told_result(content: Mapping[str, Any]) -> ToldResult:
    """Return the result that the documents of a revision with this content tell."""
    facts = told_facts(content)
    indicators = [fact for fact in facts.items() if fact[0].startswith(INDICATOR)]
    return ToldResult(facts.get(TOTAL, ""), facts.get(LEVEL, ""), sorted(indicators, key=_number_in))


def told_facts(content: Mapping[str, Any]) -> dict[str, str]:
    """Return the facts of a content, label → text; older ones hold them as a mapping, in no order."""
    return dict(content.get("facts", {}))


def _number_in(fact: tuple[str, str]) -> int:
    """Return the number of the indicator of a fact: "ตัวชี้วัดที่ 9 การเปิดเผยข้อมูล"."""
    return int(fact[0].split()[1])


def differences(old: Mapping[str, str], new: Mapping[str, str]) -> list[Difference]:
    """Return what differs between two sets of facts, in the order of the newer ones."""
    labels = [*new, *(label for label in old if label not in new)]
    if EMBLEM not in old:  # submitted before emblems were kept: nobody knows what it was
        labels = [label for label in labels if label != EMBLEM]
    pairs = [(label, old.get(label, ""), new.get(label, "")) for label in labels]
    return [Difference(pair[0], *_unlike(*pair[1:])) for pair in pairs if pair[1] != pair[2]]


def _unlike(old: str, new: str) -> tuple[str, str]:
    """Leave out the lines with which both begin and end: of a long text only what changed is told."""
    before, after = old.split("\n"), new.split("\n")
    for end in (0, -1):
        while before and after and before[end] == after[end]:
            before.pop(end)
            after.pop(end)
    return "\n".join(before), "\n".join(after)


def changed_since(revision: MemoRevision, sources: Sources) -> list[Difference]:
    """Return what has changed in the data since the revision was submitted."""
    return differences(told_facts(revision.content), facts_of(sources))


def last_known(revision: MemoRevision) -> MemoRevision | None:
    """Return the submission to compare a revision with: the latest before it on which somebody decided.

    One that was withdrawn before anybody acted hides nothing that way; without any decision it is the
    one before. None for the first.
    """
    decided = ReviewStep.objects.filter(revision=OuterRef("pk"), decided_at__isnull=False)
    earlier = MemoRevision.objects.filter(memo=revision.memo_id, number__lt=revision.number)
    return earlier.order_by(Exists(decided).desc(), "-number").first()


def changed_between(before: MemoRevision, revision: MemoRevision) -> list[Difference]:
    """Return what the later revision changed against the earlier one."""
    return differences(told_facts(before.content), told_facts(revision.content))


def facts_of(sources: Sources) -> dict[str, str]:
    """Return everything that the memo and its attachments tell, as label → text."""
    return _memo_facts(sources) | _score_facts(sources) | _measure_facts(sources)


def _memo_facts(sources: Sources) -> dict[str, str]:
    memo: Any = KINDS["memo"].build(sources)
    return {
        "ที่": memo.number,
        "วันที่": memo.date,
        "ส่วนราชการ": memo.office,
        "เรื่อง": memo.subject,
        "เรียน": memo.addressee,
        "ชั้นความเร็ว": memo.speed,
        EMBLEM: _emblem_text(sources.emblem),
        "ข้อความ": "\n".join(memo.paragraphs),
        "ผู้เสนอ": f"{memo.author.name} {memo.author.title}".strip(),
    }


def _emblem_text(emblem: Emblem) -> str:
    return f"ภาพ SHA-256: {fingerprint(emblem.content)[:SHOWN_DIGITS]}…" if emblem.content else ""


def _score_facts(sources: Sources) -> dict[str, str]:
    result = sources.result
    total = result.result.shown_total
    scores = {
        f"{INDICATOR} {number} {name}": f"{result.scores[number]:.2f}"
        for number, name in result.edition.names.items()
        if number in result.scores
    }
    return {TOTAL: "" if total is None else f"{total:.2f}", LEVEL: result.level_name} | scores


def _measure_facts(sources: Sources) -> dict[str, str]:
    facts: dict[str, str] = {}
    for row in sources.measures:
        place = sum(1 for label in facts if label.startswith(f"มาตรการของตัวชี้วัดที่ {row.indicator} ")) + 1
        facts[f"มาตรการของตัวชี้วัดที่ {row.indicator} รายการที่ {place}"] = _measure_text(row)
    return facts


def _measure_text(row: MeasureRow) -> str:
    parts = (row.issue, row.approach, *row.steps, " ".join(row.departments), row.period, *row.follow_up)
    return "\n".join(part for part in parts if part)
