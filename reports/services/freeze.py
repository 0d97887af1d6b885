"""Freezing what a memo is made of at its submission, and telling later what has changed since.

The content of a revision is JSON: `documents` holds the contexts of the documents, from which they can
be printed again exactly; `facts` holds label → text, from which differences are told to people; `entry`
is the memo's line in the register of issued documents; `emblem` is the SHA-256 of the emblem, empty for
none. Revisions from before emblems were kept lack this key and are printed with the emblem of the day.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef

from organizations.models import Organization
from reports.documents.analysis import AnalysisReport
from reports.documents.emblem import Emblem, emblem_of
from reports.documents.kinds import KINDS, Context
from reports.documents.measures import MeasureRow
from reports.documents.memo import MemoDocument
from reports.documents.plan import PlanDocument
from reports.documents.sources import Sources
from reports.frozen import from_json, to_json
from reports.models import MemoRevision, ReviewStep, SubmittedEmblem
from reports.services.files import fingerprint

# Labels of facts; the last begins one.
EMBLEM, TOTAL, LEVEL, INDICATOR = "ตราหน่วยงาน", "คะแนนรวม", "ระดับ", "ตัวชี้วัดที่"
SHOWN_DIGITS = 12  # of a fingerprint, as in the archive's list
CONTEXTS: dict[str, type[Context]] = {"memo": MemoDocument, "analysis": AnalysisReport, "plan": PlanDocument}


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


def frozen_content(sources: Sources) -> dict[str, Any]:
    """Return the content of a revision for the data as it is now, and keep the emblem that it names."""
    return {
        "documents": {key: to_json(kind.build(sources)) for key, kind in KINDS.items()},
        "facts": facts_of(sources),
        "entry": {
            "number": sources.memo.number,
            "date": to_json(sources.memo.date),
            "subject": KINDS["memo"].build(sources).subject,  # type: ignore[union-attr]  # the memo's context
            "level": sources.result.level_name,
        },
        "emblem": _kept(sources.emblem),
    }


def restored(revision: MemoRevision, key: str) -> Any:
    """Return the context of a document ("memo", "analysis" or "plan") as it was submitted."""
    return from_json(CONTEXTS[key], revision.content["documents"][key])


def told_result(content: Mapping[str, Any]) -> ToldResult:
    """Return the result that the documents of a revision with this content tell."""
    facts: Mapping[str, str] = content.get("facts", {})
    indicators = [(label, text) for label, text in facts.items() if label.startswith(INDICATOR)]
    return ToldResult(
        total=facts.get(TOTAL, ""),
        level=facts.get(LEVEL, ""),
        indicators=sorted(indicators, key=lambda fact: int(fact[0].split()[1])),  # jsonb keeps no order
    )


def submitted_emblem(revision: MemoRevision, organization: Organization) -> Emblem:
    """Return the emblem with which the revision was submitted."""
    if "emblem" not in revision.content:
        return emblem_of(organization)
    if not (sha256 := revision.content["emblem"]):
        return Emblem()
    kept = SubmittedEmblem.objects.get(sha256=sha256)
    return Emblem(bytes(kept.content), kept.suffix)


def _kept(emblem: Emblem) -> str:
    """Keep an emblem as a closed row, once for each content; return its SHA-256, empty for none."""
    if not emblem.content:
        return ""
    values = {"content": emblem.content, "suffix": emblem.suffix}
    kept, _ = SubmittedEmblem.objects.get_or_create(sha256=fingerprint(emblem.content), defaults=values)
    return kept.sha256


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
    return differences(revision.content["facts"], facts_of(sources))


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
    return differences(before.content["facts"], revision.content["facts"])


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
