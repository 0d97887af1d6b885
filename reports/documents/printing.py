"""From a context to HTML and PDF."""

from __future__ import annotations

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from organizations.models import Organization
from reports.documents.analysis import AnalysisReport
from reports.documents.emblem import Emblem
from reports.documents.fitting import setting
from reports.documents.kinds import DOCUMENTS, Context, Kind
from reports.documents.memo import MemoDocument
from reports.documents.phrases import bare, figure
from reports.documents.sources import Sources
from reports.rendering.charts import bar_chart, print_chart
from reports.rendering.pdf import UA_1, render_pdf

BLANK = "\N{NO-BREAK SPACE}"  # keeps the line of a value that is written by hand
CHART_TITLE = "แผนภูมิคะแนนรายตัวชี้วัด เรียงตามลำดับคะแนน"


def document_html(kind: Kind, document: Context, *, emblem: str = "", draft: bool) -> str:
    """The inside of the body of a document, for paper and preview alike; `emblem` is an address."""
    context = {
        "document": document,
        "emblem": emblem,
        "draft": draft,
        "blank": BLANK,
        "setting": setting(document) if isinstance(document, MemoDocument) else "",
        "chart": ranked_chart(document) if isinstance(document, AnalysisReport) else "",
    }
    return render_to_string(kind.template, context)


def document_pdf(
    kind: Kind,
    document: Context,
    organization: Organization,
    *,
    emblem: Emblem,
    draft: bool,
    variant: str = UA_1,
) -> bytes:
    """The PDF of a context; raises RendererUnavailable where the machine cannot make any."""
    return render_pdf(
        document_html(kind, document, emblem=emblem.address, draft=draft),
        title=f"{kind.label} {organization.full_name}",
        author=organization.full_name,
        draft=draft,
        images=emblem.images,
        names=document.terms,
        variant=variant,
    )


def current_pdf(key: str, sources: Sources) -> bytes:
    """The PDF of a document (a key of DOCUMENTS) from the data as it is now."""
    kind = DOCUMENTS[key]
    return document_pdf(
        kind,
        kind.build(sources),
        sources.result.organization,
        emblem=sources.emblem,
        draft=kind.is_draft(sources),
    )


def ranked_chart(report: AnalysisReport) -> SafeString:
    """The ranked table as bars against the line; empty without scores."""
    rows = [(row.name, row.score, figure(row.score)) for row in report.ranked if row.score is not None]
    if not rows:
        return SafeString("")
    line = report.outcome.line
    drawing = print_chart(bar_chart(rows, (line, f"เส้นแบ่ง {bare(line)} คะแนน")), CHART_TITLE)
    return mark_safe(f"<figure>{drawing}<figcaption>{CHART_TITLE}</figcaption></figure>")
