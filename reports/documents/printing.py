"""From sources to HTML and PDF."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass

from django.core.files.storage import default_storage
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from organizations.models import Organization
from reports.documents.analysis import AnalysisReport
from reports.documents.common import bare, figure
from reports.documents.fitting import setting
from reports.documents.kinds import Kind
from reports.documents.memo import MemoDocument
from reports.documents.sources import Sources
from reports.rendering.charts import bar_chart, print_chart
from reports.rendering.pdf import render_pdf

EMBLEM = "emblem/emblem.png"
CHART_TITLE = "แผนภูมิคะแนนรายตัวชี้วัด เรียงตามลำดับคะแนน"


@dataclass(frozen=True)
class Emblem:
    """The organization's emblem; without content, drafts show a box for it and issued files a blank."""

    content: bytes | None

    @property
    def data_address(self) -> str:
        """The picture itself as an address, for a preview in the browser."""
        return f"data:image/png;base64,{b64encode(self.content).decode()}" if self.content else ""


def emblem_of(organization: Organization) -> Emblem:
    """Read the stored emblem; a file that is gone counts as none."""
    name = organization.emblem.name
    if not name or not default_storage.exists(name):
        return Emblem(None)
    with default_storage.open(name) as file:
        return Emblem(file.read())


def document_html(kind: Kind, sources: Sources, emblem_address: str, *, draft: bool | None = None) -> str:
    """The inside of the body of a document, for paper and preview alike."""
    document = kind.build(sources)
    context = {
        "document": document,
        "terms": document.terms,
        "emblem": emblem_address,
        "draft": sources.is_draft if draft is None else draft,
        "setting": setting(document) if isinstance(document, MemoDocument) else "",
        "chart": ranked_chart(document) if isinstance(document, AnalysisReport) else "",
    }
    return render_to_string(kind.template, context)


def document_pdf(kind: Kind, sources: Sources) -> bytes:
    """The PDF of a document; raises RendererUnavailable where the machine cannot make any."""
    emblem = emblem_of(sources.result.organization)
    return render_pdf(
        document_html(kind, sources, f"/{EMBLEM}" if emblem.content else ""),
        title=f"{kind.label} {sources.result.organization.short_name} ปีงบประมาณ {sources.result.year}",
        author=sources.result.organization.full_name,
        draft=sources.is_draft,
        images={EMBLEM: emblem.content} if emblem.content else None,
    )


def ranked_chart(report: AnalysisReport) -> SafeString:
    """The ranked table as bars against the line; empty without scores."""
    if not report.ranked:
        return SafeString("")
    line = report.outcome.line
    rows = [(row.name, row.score or line, figure(row.score)) for row in report.ranked]
    drawing = print_chart(bar_chart(rows, (line, f"เส้นแบ่ง {bare(line)} คะแนน")), CHART_TITLE)
    return mark_safe(f"<figure>{drawing}<figcaption>{CHART_TITLE}</figcaption></figure>")
