"""From the markup inside a block to Word's runs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple
from xml.etree.ElementTree import Element

from docx.oxml.xmlchemy import BaseOxmlElement

from reports.docx.elements import run, word
from thai.typography import kept

INLINE = ("b", "br", "span")
BREAK = "\n"
NO_BREAK = "\N{NO-BREAK SPACE}"


class UnknownMarkup(ValueError):
    """A template uses what the Word writer does not know; the text names it."""


class Piece(NamedTuple):
    """Text of one look; `bold` within a block that is not."""

    text: str
    bold: bool


def runs(element: Element, style: str = "") -> list[BaseOxmlElement]:
    """The runs of a block's text, in a character style unless they are bold."""
    return [run(unbroken(piece.text), "Strong" if piece.bold else style) for piece in pieces(element)]


def unbroken(text: str) -> str:
    """The text with no-break spaces in what stays on one line: "พ.ศ. ๒๕๖๔"."""
    for start, end in kept(text):
        text = text[:start] + text[start:end].replace(" ", NO_BREAK) + text[end:]
    return text


def pieces(element: Element) -> list[Piece]:
    """The text of a block with blanks closed up as in a browser; a line break is a piece of its own."""
    found: list[Piece] = []
    for piece in _raw(element, bold=False):
        text = piece.text if piece.text == BREAK else re.sub(r"\s+", " ", piece.text)
        starts_line = not found or found[-1].text.endswith((" ", BREAK))
        if text := text.removeprefix(" ") if starts_line else text:
            found.append(Piece(text, piece.bold))
    if found and found[-1].text != BREAK:
        found[-1] = Piece(found[-1].text.rstrip(" "), found[-1].bold)
    return [piece for piece in found if piece.text]


def _raw(element: Element, *, bold: bool) -> Iterator[Piece]:
    yield Piece(element.text or "", bold)
    for child in element:
        if child.tag not in INLINE:
            raise UnknownMarkup(f"<{child.tag}> inside <{element.tag}>")
        if child.tag == "br":
            yield Piece(BREAK, bold)
        else:
            yield from _raw(child, bold=bold or child.tag == "b")
        yield Piece(child.tail or "", bold)


def classes(element: Element) -> set[str]:
    """The classes of an element."""
    return set((element.get("class") or "").split())


def page_number() -> list[BaseOxmlElement]:
    """- ๒ -, counted by Word; the section says in which digits."""
    field = word("fldSimple", run("๒"), instr="PAGE")
    return [run("- "), field, run(" -")]
