"""Tables: column widths of the template, a head on every page, rows that stay whole."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from docx.oxml.xmlchemy import BaseOxmlElement

from reports.docx.elements import paragraph, twips, word
from reports.docx.wording import INLINE, UnknownMarkup, classes, runs

_ALIGNMENTS = {"centre": "center", "number": "right"}


def table(element: Element, width: float, *, small: bool) -> BaseOxmlElement:
    """A table of the text's width (cm)."""
    widths = column_widths(element, width)
    style = "TableTextSmall" if small or "small" in classes(element) else "TableText"
    properties = word(
        "tblPr",
        word("tblStyle", val="TableGrid"),
        word("tblW", w=twips(width), type="dxa"),
        word("tblLayout", type="fixed"),
    )
    grid = word("tblGrid", *(word("gridCol", w=twips(each)) for each in widths))
    rows = [_row(each, widths, style, is_head=False) for each in element.iterfind("tbody/tr")]
    head = [_row(each, widths, style, is_head=True) for each in element.iterfind("thead/tr")]
    return word("tbl", properties, grid, *head, *rows)


def column_widths(element: Element, width: float) -> list[float]:
    """Widths in cm from the colgroup (%, cm); columns without one share the rest."""
    given = [_length(column.get("style", ""), width) for column in element.iterfind("colgroup/col")]
    rest = width - sum(each for each in given if each)
    return [each or rest / given.count(0) for each in given]


def _length(style: str, width: float) -> float:
    value = style.removeprefix("width:").strip()
    if value.endswith("%"):
        return float(value[:-1]) / 100 * width
    if value and not value.endswith("cm"):
        raise UnknownMarkup(f"column width {style}")
    return float(value[:-2]) if value else 0


def _row(element: Element, widths: list[float], style: str, *, is_head: bool) -> BaseOxmlElement:
    properties = word("trPr", word("cantSplit"))
    if is_head:
        properties.append(word("tblHeader"))
    cells = (_cell(cell, width, style) for cell, width in zip(element, widths, strict=True))
    return word("tr", properties, *cells)


def _cell(element: Element, width: float, style: str) -> BaseOxmlElement:
    is_head = element.tag == "th"
    align = next((_ALIGNMENTS[name] for name in classes(element) if name in _ALIGNMENTS), "")
    properties = word("tcPr", word("tcW", w=twips(width), type="dxa"))
    if is_head:
        properties.append(word("vAlign", val="center"))
    content = list(_paragraphs(element, style, "center" if is_head else align))
    return word("tc", properties, *(content or [paragraph(style, [])]))


def _paragraphs(element: Element, style: str, align: str) -> Iterator[BaseOxmlElement]:
    """Text that stands in the cell itself, then one paragraph for each block."""
    own = Element(element.tag)
    own.text = element.text
    own.extend(child for child in element if child.tag in INLINE)
    if text := runs(own, "Strong" if element.tag == "th" else ""):
        yield paragraph(style, text, align=align)
    for child in element:
        if child.tag == "div" and "dotted" in classes(child):
            yield from (paragraph("WritingLine", []) for _ in range(lines_of(child)))
        elif child.tag == "div":
            yield paragraph(style, runs(child), align=align)
        elif child.tag not in INLINE:
            raise UnknownMarkup(f"<{child.tag}> inside a cell")


def lines_of(element: Element) -> int:
    """How many empty dotted lines a block stands for: its class lines-1, lines-2 …; 0 without one."""
    named = (name.removeprefix("lines-") for name in classes(element) if name.startswith("lines-"))
    return int(next(named, 0))
