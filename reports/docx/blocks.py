"""The blocks of a document, one after the other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from docx.document import Document
from docx.oxml.xmlchemy import BaseOxmlElement

from reports.docx import memo
from reports.docx.elements import paragraph, word
from reports.docx.tables import table
from reports.docx.wording import UnknownMarkup, classes, runs

HEADINGS = {"h1": "Heading1", "h2": "Heading2", "h3": "Heading3"}
COVER_TEXT = {"h1": "CoverTitle", "p": "CoverText"}


@dataclass(frozen=True)
class Writer:
    """Writes the blocks of one section of a template, `width` cm wide."""

    document: Document
    images: Mapping[str, bytes]
    width: float
    section: frozenset[str]

    def blocks(self, element: Element) -> Iterator[BaseOxmlElement]:
        """Every child in order; raises UnknownMarkup for what has no counterpart."""
        for child in element:
            if child.tag in ("h1", "h2", "h3", "p"):
                yield self._text(child)
            elif child.tag == "table":
                yield table(child, self.width, small="landscape" in self.section)
                yield paragraph("AfterTable", [])
            elif child.tag == "div":
                yield from self._division(child)
            elif child.tag != "figure":
                raise UnknownMarkup(f"<{child.tag}>")

    def _text(self, element: Element) -> BaseOxmlElement:
        named = classes(element)
        if "cover" in self.section:
            style = COVER_TEXT[element.tag]
        elif element.tag == "p":
            style = "BodyTextSpaced" if "spaced" in named else "BodyText"
        else:
            style = "Title" if "title" in named else HEADINGS[element.tag]
        return paragraph(style, runs(element), keep_next="lead" in named)

    def _division(self, element: Element) -> Iterator[BaseOxmlElement]:
        above, above_reviewer = memo.ABOVE_TIGHT if "tight" in self.section else memo.ABOVE
        match sorted(classes(element) & {"memo-head", "memo-row", "memo-to", "signature", "comment"}):
            case ["memo-head"]:
                yield memo.head(element, self.document, self.images, self.width)
            case ["memo-row"]:
                yield memo.row(element, self.width)
            case ["memo-to"]:
                yield memo.addressee(element)
            case ["signature"]:
                yield from memo.signature(element, above)
            case ["comment"]:
                yield from memo.comment(element, self.width, above_reviewer)
            case _:
                raise UnknownMarkup(f"<div class={element.get('class')}>")


def break_before(block: BaseOxmlElement) -> None:
    """Let a paragraph begin a page; the schema wants the mark after style and keepNext."""
    properties = block.pPr
    place = 2 if properties.find(word("keepNext").tag) is not None else 1
    properties.insert(place, word("pageBreakBefore"))
