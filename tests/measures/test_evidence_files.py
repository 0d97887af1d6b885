"""Which files may serve as evidence: told by content, refused with a reason."""

from __future__ import annotations

import io
import zipfile

import openpyxl
import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from measures.evidence_files import ACCEPTED, KINDS, LARGEST, RefusedFile, clean_name, kind_of

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504


def picture(kind: str) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (2, 2)).save(buffer, kind)
    return buffer.getvalue()


def word() -> bytes:
    buffer = io.BytesIO()
    Document().save(buffer)
    return buffer.getvalue()


def workbook() -> bytes:
    buffer = io.BytesIO()
    openpyxl.Workbook().save(buffer)
    return buffer.getvalue()


def package(*names: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return buffer.getvalue()


def ole(stream: str) -> bytes:
    return OLE + stream.encode("utf-16-le")


GOOD = {
    "a.pdf": b"%PDF-1.4\n",
    "a.PDF": b"%PDF-1.4\n",
    "a.jpg": picture("JPEG"),
    "a.jpeg": picture("JPEG"),
    "a.png": picture("PNG"),
    "a.gif": picture("GIF"),
    "a.webp": picture("WEBP"),
    "a.docx": word(),
    "a.xlsx": workbook(),
    "a.pptx": package("[Content_Types].xml", "ppt/presentation.xml"),
    "a.doc": ole("WordDocument"),
    "a.xls": ole("Workbook"),
    "a.ppt": ole("PowerPoint Document"),
}
HTML, SVG = b"<!doctype html><script>alert(1)</script>", b"<svg xmlns='http://www.w3.org/2000/svg'/>"
BAD = [
    ("a.pdf", HTML),
    ("a.pdf", SVG),
    ("a.pdf", b"MZ\x90\0"),
    ("a.pdf", b"\x7fELF"),
    ("a.pdf", b"#!/bin/sh\n"),
    ("a.pdf", b"\n%PDF-1.4"),
    ("a.pdf", picture("PNG")),
    ("a.png", SVG),
    ("a.jpg", HTML),
    ("a.webp", b"RIFF\0\0\0\0WAVE"),
    ("a.svg", SVG),
    ("a.html", HTML),
    ("a.exe", b"MZ"),
    ("a.zip", package("a")),
    ("a", b"%PDF-1.4"),
    ("a.docx", package("[Content_Types].xml", "xl/workbook.xml")),
    ("a.docx", package("word/document.xml")),
    ("a.docx", package("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin")),
    ("a.docx", b"PK\x03\x04 torn"),
    ("a.doc", OLE),
    ("a.doc", ole("Binary.an_installer")),
    ("a.xls", ole("Workbook") + "_VBA_PROJECT".encode("utf-16-le")),
    ("a.docm", word()),
]


@pytest.mark.parametrize("name", GOOD)
def test_known_kinds_are_accepted(name: str) -> None:
    file = io.BytesIO(GOOD[name])
    kind = kind_of(name, file, len(GOOD[name]))
    assert name.rpartition(".")[2].lower() in kind.endings
    assert file.tell() == 0


@pytest.mark.parametrize(("name", "content"), BAD)
def test_what_is_not_what_it_is_called_is_refused(name: str, content: bytes) -> None:
    with pytest.raises(RefusedFile):
        kind_of(name, io.BytesIO(content), len(content))


def test_an_office_file_with_too_many_parts_is_refused() -> None:
    content = package("[Content_Types].xml", *(f"word/{n}" for n in range(5001)))
    with pytest.raises(RefusedFile):
        kind_of("a.docx", io.BytesIO(content), len(content))


@pytest.mark.parametrize(("size", "word"), [(0, "ว่างเปล่า"), (LARGEST + 1, "20 เมกะไบต์")])
def test_empty_and_huge_files_are_refused(size: int, word: str) -> None:
    with pytest.raises(RefusedFile, match=word):
        kind_of("a.pdf", io.BytesIO(b"%PDF-1.4"), size)


@pytest.mark.parametrize(
    "name",
    [
        "../../etc/passwd.pdf",
        "..\\windows\\a.pdf",
        "/a.pdf",
        "C:a.pdf",
        "a\0.pdf",
        "a\n.pdf",
        "a\u202efdp.exe",
        ".pdf",
        "..pdf",
        "",
        " .pdf",
        "a.exe.pdf",
        "a.PHP.pdf",
        "a.pdf.docx",
        "a.html .pdf",
        "a.svg.png",
        "ก" * 151 + ".pdf",
    ],
)
def test_odd_names_are_refused(name: str) -> None:
    with pytest.raises(RefusedFile):
        clean_name(name)


@pytest.mark.parametrize("name", ["รายงาน ต.ค. 2564.pdf", "แผน ฉ.2.1.docx", "a.pdf", "(1) สำเนา.jpg"])
def test_usual_names_are_kept(name: str) -> None:
    assert clean_name(name) == name


def test_sara_am_is_mended_in_names() -> None:
    assert clean_name("ทํา.pdf") == "ทำ.pdf"


@given(st.text(max_size=60), st.binary(max_size=200))
def test_nothing_but_refusals_comes_out_of_noise(name: str, content: bytes) -> None:
    for ending in ACCEPTED:
        try:
            kind_of(f"{clean_name(name + 'x')}.{ending}", io.BytesIO(content), len(content))
        except RefusedFile:
            continue
        assert any(kind.fits(io.BytesIO(content)) for kind in KINDS)
