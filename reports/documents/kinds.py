"""The three documents: what each is, the context that it is made of, its template and its file name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from reports.documents.analysis import AnalysisReport, analysis_report
from reports.documents.common import outcome_of
from reports.documents.memo import MemoDocument, memo_document, unit_name
from reports.documents.plan import PlanDocument, plan_document
from reports.documents.sources import Sources

Context = MemoDocument | AnalysisReport | PlanDocument


@dataclass(frozen=True)
class Kind:
    """One document; `build` makes its context, `year_of` the fiscal year in its file name."""

    key: str
    label: str
    about: str
    build: Callable[[Sources], Context]

    @property
    def template(self) -> str:
        """The template of its HTML."""
        return f"documents/{self.key}.html"

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
