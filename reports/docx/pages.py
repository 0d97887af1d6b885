"""Paper, margins and page numbers."""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from docx.document import Document
from docx.oxml.xmlchemy import BaseOxmlElement

from reports.docx.elements import paragraph, run, twips, word
from reports.docx.wording import page_number

HEADER = 0.7  # cm from the edge; the number's own space pushes the text of a memo's later pages down
DRAFT = "ฉบับร่าง"


@dataclass(frozen=True)
class Paper:
    """A4 with its margins in cm."""

    top: float
    right: float
    bottom: float
    left: float
    landscape: bool = False

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in cm."""
        return (29.7, 21.0) if self.landscape else (21.0, 29.7)

    @property
    def text_width(self) -> float:
        """Between the margins, in cm."""
        return self.size[0] - self.left - self.right


PORTRAIT = Paper(2.5, 2, 2, 3)
PAPERS = {  # by the class of a template's section; those of static/css/documents.css
    "memo": Paper(1.5, 2, 2, 3),
    "cover": Paper(2.5, 2.5, 2.5, 2.5),
    "landscape": Paper(2.3, 1.5, 1.5, 1.5, landscape=True),
}


def paper_of(classes: Iterable[str]) -> Paper:
    """The paper of a section with these classes."""
    return next((PAPERS[name] for name in classes if name in PAPERS), PORTRAIT)


def section(paper: Paper, headers: Iterable[BaseOxmlElement], *, is_first: bool) -> BaseOxmlElement:
    """Properties of a section; only the very first page of a document bears no number."""
    width, height = map(twips, paper.size)
    size = word("pgSz", w=width, h=height, **({"orient": "landscape"} if paper.landscape else {}))
    margins = word(
        "pgMar",
        top=twips(paper.top),
        right=twips(paper.right),
        bottom=twips(paper.bottom),
        left=twips(paper.left),
        header=twips(HEADER),
        footer=twips(HEADER),
        gutter=0,
    )
    first = [word("titlePg")] if is_first else []
    return word(
        "sectPr", *map(deepcopy, headers), size, margins, word("pgNumType", fmt="thaiNumbers"), *first
    )


def headers(document: Document, *, draft: bool) -> list[BaseOxmlElement]:
    """Write the headers into the document; returns the references to them for its sections."""
    only = document.sections[0]
    only.different_first_page_header_footer = True
    _fill(only.first_page_header, "HeaderFirst", [run(DRAFT)] if draft else [])
    _fill(only.header, "Header", [run(f"{DRAFT}  "), *page_number()] if draft else page_number())
    return [child for child in only._sectPr if child.tag.endswith("}headerReference")]


def _fill(header: Any, style: str, runs: Iterable[BaseOxmlElement]) -> None:
    element = header._element
    for child in list(element):
        element.remove(child)
    element.append(paragraph(style, runs))
