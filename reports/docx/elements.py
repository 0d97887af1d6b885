"""The elements that a Word file is made of. Lengths are in cm unless named otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

_THAI = re.compile("[\u0e00-\u0e7f]")


def twips(centimetres: float) -> int:
    """Centimetres in twentieths of a point."""
    return round(centimetres / 2.54 * 1440)


def word(tag: str, *children: BaseOxmlElement, **attributes: object) -> BaseOxmlElement:
    """An element of the w: namespace."""
    made = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"w:{name.rstrip('_')}"), str(value))
    made.extend(children)
    return made


def run(text: str, style: str = "") -> BaseOxmlElement:
    """Text in a character style; tabs and line breaks become Word's own.

    w:cs marks Thai, for which Word takes the complex-script font, size and boldness.
    """
    properties = word("rPr")
    if style:
        properties.append(word("rStyle", val=style))
    if _THAI.search(text):
        properties.append(word("cs"))
    made = word("r", properties)
    for part in re.split("([\t\n])", text):
        if part in ("\t", "\n"):
            made.append(word("tab" if part == "\t" else "br"))
        elif part:
            letters = word("t")
            letters.text = part
            letters.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            made.append(letters)
    return made


def paragraph(
    style: str,
    runs: Iterable[BaseOxmlElement],
    *,
    keep_next: bool = False,
    page_break: bool = False,
    tabs: Sequence[tuple[str, float]] = (),
    before_points: float | None = None,
    hanging: float = 0,
    align: str = "",
) -> BaseOxmlElement:
    """A paragraph; `tabs` are (kind, position), `hanging` is the indent of all lines but the first."""
    properties = word("pPr", word("pStyle", val=style))
    if keep_next:
        properties.append(word("keepNext"))
    if page_break:
        properties.append(word("pageBreakBefore"))
    if tabs:
        stops = (word("tab", val=kind, pos=twips(position)) for kind, position in tabs)
        properties.append(word("tabs", *stops))
    if before_points is not None:
        properties.append(word("spacing", before=round(before_points * 20)))
    if hanging:
        properties.append(word("ind", left=twips(hanging), hanging=twips(hanging)))
    if align:
        properties.append(word("jc", val=align))
    return word("p", properties, *runs)


def writing_line(
    style: str, width: float, text: Iterable[BaseOxmlElement] = (), *, keep_next: bool = False
) -> BaseOxmlElement:
    """A dotted line from its text, if any, to the right edge."""
    return paragraph(style, [*text, run("\t", "Dotted")], tabs=[("right", width)], keep_next=keep_next)
