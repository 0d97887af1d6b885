"""From a document's context to the bytes of its Word file."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from xml.etree import ElementTree

from docx.document import Document
from docx.oxml.xmlchemy import BaseOxmlElement

from organizations.models import Organization
from reports.documents.emblem import Emblem
from reports.documents.kinds import DOCUMENTS, Context, Kind
from reports.documents.printing import document_html
from reports.documents.sources import Sources
from reports.docx import package, pages
from reports.docx.blocks import Writer, break_before
from reports.docx.memo import tighten
from reports.docx.wording import classes
from reports.rendering.pdf import printable


def document_docx(
    kind: Kind,
    context: Context,
    organization: Organization,
    *,
    emblem: Emblem,
    draft: bool,
    changed: datetime | None = None,
) -> bytes:
    """The Word file of a context; the same arguments give the same bytes. `changed` is its property."""
    html = document_html(kind, context, emblem=emblem.path, draft=draft)
    document = package.empty(f"{kind.label} {organization.full_name}", organization.full_name, changed)
    write_body(document, html, emblem.images, draft=draft)
    return package.saved(document)


def current_docx(key: str, sources: Sources) -> bytes:
    """The Word file of a document (a key of DOCUMENTS) from the data as it is now."""
    kind, assessment = DOCUMENTS[key], sources.result.assessment
    return document_docx(
        kind,
        kind.build(sources),
        sources.result.organization,
        emblem=sources.emblem,
        draft=kind.is_draft(sources),
        changed=assessment.changed_at,
    )


def write_body(document: Document, html: str, images: Mapping[str, bytes], *, draft: bool) -> None:
    """Put the sections of a template's markup into a document. Raises UnknownMarkup."""
    body = document.element.body
    headers = pages.headers(document, draft=draft)
    for child in list(body):
        body.remove(child)
    sections = list(ElementTree.fromstring(f"<body>{printable(html)}</body>"))  # noqa: S314  # ours, without entities
    papers = [pages.paper_of(classes(element)) for element in sections]
    is_first = True
    for element, paper, following in zip(sections, papers, [*papers[1:], None], strict=True):
        body.extend(_blocks(document, element, paper, images))
        if following != paper:
            # The properties of a section stand in its last paragraph, those of the last one in the body.
            place = body if following is None else body[-1].pPr
            place.append(pages.section(paper, headers, is_first=is_first))
            is_first = False


def _blocks(
    document: Document, element: ElementTree.Element, paper: pages.Paper, images: Mapping[str, bytes]
) -> list[BaseOxmlElement]:
    named = frozenset(classes(element))
    blocks = list(Writer(document, images, paper.text_width, named).blocks(element))
    if "break-before" in named:
        break_before(blocks[0])
    if "tight" in named:
        tighten(blocks)
    return blocks
