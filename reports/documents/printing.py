"""From a context to HTML and PDF."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass

from django.core.files.storage import default_storage
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from organizations.emblems import TYPES
from organizations.models import Organization
from reports.documents.analysis import AnalysisReport
from reports.documents.fitting import setting
from reports.documents.kinds import DOCUMENTS, Context, Kind
from reports.documents.memo import MemoDocument
from reports.documents.phrases import bare, figure
from reports.documents.sources import Sources
from reports.rendering.charts import bar_chart, print_chart
from reports.rendering.pdf import UA_1, render_pdf

BLANK = "\N{NO-BREAK SPACE}"  # keeps the line of a value that is written by hand
CHART_TITLE = "แผนภูมิคะแนนรายตัวชี้วัด เรียงตามลำดับคะแนน"


@dataclass(frozen=True)
class Emblem:
    """The organization's emblem; without content, drafts show a box for it and final files a blank."""

    content: bytes = b""
    suffix: str = "png"

    @property
    def path(self) -> str:
        """Where the renderer finds it; empty without content."""
        return f"emblem/emblem.{self.suffix}" if self.content else ""

    @property
    def data_address(self) -> str:
        """The picture itself as an address, for a preview in the browser; empty without content."""
        encoded = b64encode(self.content).decode()
        return f"data:{TYPES[self.suffix]};base64,{encoded}" if self.content else ""


def emblem_of(organization: Organization) -> Emblem:
    """Read the stored emblem; a file that is gone counts as none."""
    name = organization.emblem.name
    if not name or not default_storage.exists(name):
        return Emblem()
    with default_storage.open(name) as file:
        return Emblem(file.read(), name.rpartition(".")[2])


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
    kind: Kind, document: Context, organization: Organization, *, draft: bool, variant: str = UA_1
) -> bytes:
    """The PDF of a context; raises RendererUnavailable where the machine cannot make any."""
    emblem = emblem_of(organization)
    return render_pdf(
        document_html(kind, document, emblem=f"/{emblem.path}" if emblem.path else "", draft=draft),
        title=f"{kind.label} {organization.full_name}",
        author=organization.full_name,
        draft=draft,
        images={emblem.path: emblem.content} if emblem.path else None,
        names=document.terms,
        variant=variant,
    )


def current_pdf(key: str, sources: Sources) -> bytes:
    """The PDF of a document (a key of DOCUMENTS) from the data as it is now."""
    kind = DOCUMENTS[key]
    draft = kind.is_draft(sources)
    return document_pdf(kind, kind.build(sources), sources.result.organization, draft=draft)


def ranked_chart(report: AnalysisReport) -> SafeString:
    """The ranked table as bars against the line; empty without scores."""
    rows = [(row.name, row.score, figure(row.score)) for row in report.ranked if row.score is not None]
    if not rows:
        return SafeString("")
    line = report.outcome.line
    drawing = print_chart(bar_chart(rows, (line, f"เส้นแบ่ง {bare(line)} คะแนน")), CHART_TITLE)
    return mark_safe(f"<figure>{drawing}<figcaption>{CHART_TITLE}</figcaption></figure>")
