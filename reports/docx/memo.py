"""The memo's head, its rows with dotted lines, comments and signatures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO
from xml.etree.ElementTree import Element

from docx.document import Document
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Cm

from reports.docx.elements import paragraph, run, writing_line
from reports.docx.tables import lines_of
from reports.docx.wording import UnknownMarkup, classes, pieces, runs

EMBLEM = 1.5  # cm, clause 71 of the regulation on correspondence
HALF = 7.6  # cm from the margin, where the date begins
LABELS = {"office": 2.6, "number": 0.8, "date": 1.35, "subject": 1.3}  # cm that a row's label takes
ADDRESSEE = 1.4
# Points above a signature, of the author and in a comment: those of static/css/documents.css.
ABOVE, ABOVE_TIGHT = (26, 14), (18, 8)
TIGHT = {"BodyTextSpaced": "BodyTextTight", "Signature": "SignatureTight"}


def head(element: Element, document: Document, images: Mapping[str, bytes], width: float) -> BaseOxmlElement:
    """Emblem (or the mark of a missing one), speed class and the centred title."""
    parts: list[BaseOxmlElement] = []
    for child in element:
        if child.tag == "img":
            parts += _picture(document, images.get(child.get("src", ""), b""), child.get("alt", ""))
        elif child.tag == "h1":
            parts += [run("\t"), *runs(child)]
        elif child.tag == "div" and classes(child) & {"emblem", "memo-urgency"}:
            parts += runs(child, "Urgency" if "memo-urgency" in classes(child) else "Placeholder")
        else:
            raise UnknownMarkup(f"<{child.tag}> in the memo's head")
    return paragraph("MemoTitle", parts, tabs=[("center", width / 2)])


def _picture(document: Document, content: bytes, meaning: str) -> list[BaseOxmlElement]:
    """The emblem in a run; nothing for a drawing (SVG), which older Word cannot show."""
    if content[:3] not in (b"\x89PN", b"\xff\xd8\xff"):
        return []
    made = run("", "Emblem")
    inline = document.part.new_pic_inline(BytesIO(content), height=Cm(EMBLEM))
    for side in ("distT", "distB", "distL", "distR"):
        inline.set(side, "0")  # without them the picture stands 3 mm off the margin
    inline.docPr.set("descr", meaning)
    made.add_drawing(inline)
    return [made]


def row(element: Element, width: float) -> BaseOxmlElement:
    """Labels, each with its value on a dotted line up to the next label or the edge.

    A value that takes two lines goes on below its beginning.
    """
    parts: list[BaseOxmlElement] = []
    stops: list[float] = []
    for child in element:
        if child.tag == "span":
            start = HALF if stops else 0
            stops += [start, start + _label_width(child)]
            parts += [*runs(child, "MemoLabel"), run("\t")]
        else:
            parts += [*runs(child[0], "Dotted"), run("\t", "Dotted")]
    tabs = [*(("left", stop) for stop in stops[1:]), ("right", width)]
    return paragraph("MemoRow", parts, tabs=tabs, hanging=stops[1])


def _label_width(label: Element) -> float:
    return next(LABELS[name] for name in classes(label) if name in LABELS)


def addressee(element: Element) -> BaseOxmlElement:
    """เรียน and to whom."""
    label, value = element
    tabs = [("left", ADDRESSEE)]
    return paragraph(
        "MemoTo", [*runs(label, "MemoLabel"), run("\t"), *runs(value)], tabs=tabs, hanging=ADDRESSEE
    )


def comment(element: Element, width: float, above: float) -> Iterator[BaseOxmlElement]:
    """Heading and text of a comment, or empty lines for handwriting; then who signs. Kept together."""
    for child in element:
        if "signature" in classes(child):
            yield from signature(child, above)
        elif count := lines_of(child):
            for _ in range(count):
                yield writing_line("MemoRow", width, keep_next=True)
        else:
            yield writing_line("MemoRow", width, runs(child, "Dotted"), keep_next=True)


def signature(element: Element, above: float) -> Iterator[BaseOxmlElement]:
    """Name, position and, if any, date, one below the other; `above` is the space for signing in points."""
    lines = [child for child in element if pieces(child)]
    for number, child in enumerate(lines):
        space = above if number == 0 else None
        yield paragraph("Signature", runs(child), before_points=space, keep_next=number < len(lines) - 1)


def tighten(blocks: Iterable[BaseOxmlElement]) -> None:
    """Set a memo closer, as its PDF is, so that it keeps to one page."""
    for block in blocks:
        block.pPr.style = TIGHT.get(block.pPr.style, block.pPr.style)
