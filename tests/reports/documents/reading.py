"""Reading the text of PDFs back, and the figures in it."""

from __future__ import annotations

import re
import subprocess
import tempfile
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from pypdf import PdfReader

from thai.digits import to_arabic

_WORD = re.compile(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="[\d.]+">(.*?)</word>')
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")


class WordBox(NamedTuple):
    """A word of a page and where it stands: points from the left and from the top."""

    left: float
    top: float
    right: float
    text: str


def text_of(pdf: bytes) -> str:
    """The text in the order of its content, as pdftotext reads it; pages end in a form feed."""
    return _pdftotext(pdf, "-raw")


def word_boxes(pdf: bytes) -> list[WordBox]:
    """The words of all pages with their places."""
    return [
        WordBox(float(left), float(top), float(right), text)
        for left, top, right, text in _WORD.findall(_pdftotext(pdf, "-bbox"))
    ]


def _pdftotext(pdf: bytes, option: str) -> str:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "document.pdf"
        path.write_bytes(pdf)
        command = ["pdftotext", option, str(path), "-"]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def squashed(text: str) -> str:
    """The text without blanks and page numbers: line breaks of the layout vanish."""
    return re.sub(r"\s+", "", re.sub(r"- [๐-๙]+ -", "", text))


def page_count(pdf: bytes) -> int:
    return len(PdfReader(BytesIO(pdf)).pages)


def foreign_numbers(text: str, known: Iterable[str], *, largest_count: int) -> set[str]:
    """Figures of the text that are neither known nor a count, rank or page of at most `largest_count`."""
    allowed = {*known, *map(str, range(1, largest_count + 1))}
    return set(_NUMBER.findall(to_arabic(text))) - allowed


def unembedded_fonts(pdf: bytes) -> set[str]:
    """Fonts that are not embedded as a subset."""
    found = set()
    for page in PdfReader(BytesIO(pdf)).pages:
        for font in page["/Resources"].get("/Font", {}).values():
            font = font.get_object()
            inner = font["/DescendantFonts"][0].get_object() if "/DescendantFonts" in font else font
            files = {"/FontFile", "/FontFile2", "/FontFile3"} & set(inner["/FontDescriptor"].get_object())
            if not files or not re.match(r"/[A-Z]{6}\+", font["/BaseFont"]):
                found.add(font["/BaseFont"])
    return found
