"""Reading Word files back."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

from docx.oxml import parse_xml
from docx.oxml.ns import qn
from lxml.etree import _Element


def part(content: bytes, name: str = "word/document.xml") -> _Element:
    """The root of one part of a Word file."""
    return parse_xml(ZipFile(BytesIO(content)).read(name))


def paragraphs(root: _Element) -> list[str]:
    """The text of every paragraph, those in cells too, in reading order."""
    texts = ("".join(text.text for text in each.iter(qn("w:t"))) for each in root.iter(qn("w:p")))
    return [text for text in texts if text.strip()]


def values(root: _Element, tag: str, attribute: str = "val") -> list[str | None]:
    """One attribute of every element of a kind."""
    return [each.get(qn(f"w:{attribute}")) for each in root.iter(qn(f"w:{tag}"))]
