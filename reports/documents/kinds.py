"""The documents: what each is, the context that it is made of, its template and its file name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from measures.models import Plan
from measures.rounds import ROUNDS, round_day
from reports.documents.analysis import AnalysisReport, analysis_report
from reports.documents.common import outcome_of
from reports.documents.execution import ExecutionReport, execution_report
from reports.documents.memo import MemoDocument, memo_document, unit_name
from reports.documents.plan import PlanDocument, plan_document
from reports.documents.sources import Sources
from thai.dates import fiscal_year_bounds

Context = MemoDocument | AnalysisReport | PlanDocument | ExecutionReport


def tells_drafted_scores(sources: Sources) -> bool:
    """A document is a draft until the scores that it tells are handed in."""
    return sources.is_draft


def tells_drafted_plan(sources: Sources) -> bool:
    """A report of carrying out a plan is a draft until the plan is adopted."""
    return sources.plan is None or sources.plan.state == Plan.State.DRAFT


@dataclass(frozen=True)
class Kind:
    """One document; `build` makes its context. Documents with the same `page` share a template."""

    key: str
    label: str
    about: str
    build: Callable[[Sources], Context]
    page: str = ""
    is_draft: Callable[[Sources], bool] = tells_drafted_scores

    @property
    def template(self) -> str:
        """The template of its HTML."""
        return f"documents/{self.page or self.key}.html"

    def file_name(self, sources: Sources, extension: str = "pdf") -> str:
        """บันทึกข้อความ_อบต.น้ำเต้า_ITA2564.pdf"""
        agency = "".join(sources.result.organization.short_name.split())
        safe = agency.translate(dict.fromkeys(map(ord, '\\/:*?"<>|'), "-"))
        return f"{self.label}_{safe}_ITA{sources.result.year}.{extension}"


def build_memo(sources: Sources) -> MemoDocument:
    """The memo's context."""
    return memo_document(sources.result, sources.memo, sources.chain)


def build_analysis(sources: Sources) -> AnalysisReport:
    """The analysis report's context."""
    return analysis_report(
        sources.result,
        office=unit_name(sources.memo.office, outcome_of(sources.result)),
        plan_year=sources.plan_year,
        measures=sources.measures,
        proposals=sources.proposals,
    )


def build_plan(sources: Sources) -> PlanDocument:
    """The measures document's context."""
    return plan_document(sources.result, plan_year=sources.plan_year, measures=sources.measures)


def build_round(key: str, sources: Sources) -> ExecutionReport:
    """The context of a report of carrying out the measures."""
    year, ends = sources.plan_year, round_day(key, sources.plan_year)
    return execution_report(
        sources.result,
        plan_year=year,
        name=ROUNDS[key],
        period=(fiscal_year_bounds(year)[0], ends),
        as_of=min(ends, sources.today),
        report=sources.round(key),
    )


def _round(key: str, about: str) -> Kind:
    label = f"รายงานผลการดำเนินการตามมาตรการ {ROUNDS[key]}"
    return Kind(key, label, about, partial(build_round, key), "execution", tells_drafted_plan)


# The memo and what is submitted and issued with it.
KINDS = {
    kind.key: kind
    for kind in (
        Kind(
            "memo",
            "บันทึกข้อความ",
            "หนังสือภายในที่เสนอผลการวิเคราะห์ต่อผู้บริหารตามลำดับ มีช่องให้แต่ละท่านให้ความเห็นและลงนาม",
            build_memo,
        ),
        Kind(
            "analysis",
            "รายงานการวิเคราะห์ผลการประเมิน",
            "รายงานแนบบันทึกข้อความ มีผลคะแนน จุดแข็ง จุดอ่อน ข้อเสนอแนะ และมาตรการ",
            build_analysis,
        ),
        Kind(
            "plan",
            "มาตรการส่งเสริมคุณธรรมและความโปร่งใส",
            "เอกสารมาตรการของปีถัดไป จำแนกตามเครื่องมือการประเมิน พร้อมผู้รับผิดชอบและกำหนดเวลา",
            build_plan,
        ),
    )
}
ROUND_KINDS = {
    kind.key: kind
    for kind in (
        _round("six-months", "ผลการดำเนินการถึงวันที่ 31 มีนาคม พร้อมหลักฐาน ร้อยละความสำเร็จ ปัญหาและข้อเสนอแนะ"),
        _round("year-end", "ผลการดำเนินการถึงวันที่ 30 กันยายน พร้อมหลักฐาน ร้อยละความสำเร็จ ปัญหาและข้อเสนอแนะ"),
    )
}
DOCUMENTS = KINDS | ROUND_KINDS
