"""Which files may serve as evidence: told by their content, never by their name alone.

A file is accepted when its content is one of the known kinds, its name ends as that kind's names do, and
nothing in the name hides another ending. Macros are refused.
"""

from __future__ import annotations

import unicodedata
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from typing import IO

from thai.text import normalise

LARGEST = 20 * 1024 * 1024  # bytes
LONGEST_NAME = 150
MOST_PARTS = 5000  # of an Office file; a usual one has some dozens
OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OPEN_XML = "application/vnd.openxmlformats-officedocument."


class RefusedFile(Exception):
    """The file cannot serve as evidence; the message says why, in Thai."""


@dataclass(frozen=True)
class Kind:
    """A kind of file: its name endings, the media type to serve it with, and how its content is told."""

    endings: tuple[str, ...]
    content_type: str
    fits: Callable[[IO[bytes]], bool]


def _starts(*beginnings: bytes) -> Callable[[IO[bytes]], bool]:
    def fits(file: IO[bytes]) -> bool:
        return _head(file).startswith(beginnings)

    return fits


def _webp(file: IO[bytes]) -> bool:
    head = _head(file)
    return head.startswith(b"RIFF") and head[8:12] == b"WEBP"


def _open_xml(folder: str) -> Callable[[IO[bytes]], bool]:
    """Tell an Office file of 2007 or later by the folder of its main part; one with macros does not fit."""

    def fits(file: IO[bytes]) -> bool:
        if not _head(file).startswith(b"PK\x03\x04"):
            return False
        try:
            with zipfile.ZipFile(file) as package:
                names = package.namelist()
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
            return False
        finally:
            file.seek(0)
        return (
            len(names) <= MOST_PARTS
            and "[Content_Types].xml" in names
            and any(name.startswith(f"{folder}/") for name in names)
            and not any(name.lower().endswith("vbaproject.bin") for name in names)
        )

    return fits


def _ole(*streams: str) -> Callable[[IO[bytes]], bool]:
    """Tell an older Office file by the names of its streams; installers share the container."""

    def fits(file: IO[bytes]) -> bool:
        if not _head(file).startswith(OLE_MAGIC):
            return False
        content = file.read()
        file.seek(0)
        has_macros = "_VBA_PROJECT".encode("utf-16-le") in content
        return not has_macros and any(name.encode("utf-16-le") in content for name in streams)

    return fits


def _head(file: IO[bytes]) -> bytes:
    file.seek(0)
    head = file.read(16)
    file.seek(0)
    return head


KINDS = (
    Kind(("pdf",), "application/pdf", _starts(b"%PDF-")),
    Kind(("jpg", "jpeg"), "image/jpeg", _starts(b"\xff\xd8\xff")),
    Kind(("png",), "image/png", _starts(b"\x89PNG\r\n\x1a\n")),
    Kind(("gif",), "image/gif", _starts(b"GIF87a", b"GIF89a")),
    Kind(("webp",), "image/webp", _webp),
    Kind(("docx",), f"{OPEN_XML}wordprocessingml.document", _open_xml("word")),
    Kind(("xlsx",), f"{OPEN_XML}spreadsheetml.sheet", _open_xml("xl")),
    Kind(("pptx",), f"{OPEN_XML}presentationml.presentation", _open_xml("ppt")),
    Kind(("doc",), "application/msword", _ole("WordDocument")),
    Kind(("xls",), "application/vnd.ms-excel", _ole("Workbook", "Book")),
    Kind(("ppt",), "application/vnd.ms-powerpoint", _ole("PowerPoint Document")),
)
ACCEPTED = tuple(ending for kind in KINDS for ending in kind.endings)
# Endings that a name may not hide before its last one: "ใบเสร็จ.exe.pdf", "รายงาน.pdf.docx".
HIDDEN = frozenset(ACCEPTED) | frozenset(
    [
        *(
            "exe",
            "com",
            "scr",
            "pif",
            "bat",
            "cmd",
            "msi",
            "msp",
            "dll",
            "cpl",
            "lnk",
            "hta",
            "reg",
            "jar",
            "apk",
        ),
        *(
            "js",
            "jse",
            "mjs",
            "vbs",
            "vbe",
            "wsf",
            "wsh",
            "ps1",
            "psm1",
            "sh",
            "py",
            "pl",
            "rb",
            "php",
            "phtml",
        ),
        *(
            "asp",
            "aspx",
            "jsp",
            "cgi",
            "htm",
            "html",
            "xhtml",
            "shtml",
            "mht",
            "mhtml",
            "svg",
            "svgz",
            "xml",
            "xsl",
        ),
        *(
            "docm",
            "dotm",
            "xlsm",
            "xltm",
            "xlam",
            "pptm",
            "potm",
            "ppsm",
            "swf",
            "iso",
            "img",
            "vhd",
            "chm",
            "url",
        ),
        *("zip", "rar", "7z", "gz", "tar", "htaccess", "eml", "msg", "rtf"),
    ]
)
KIND_WORDS = "PDF รูปภาพ (JPG, PNG, GIF, WebP) Word Excel หรือ PowerPoint"


def clean_name(name: str) -> str:
    """Return a file's name in one spelling; raise RefusedFile for a path, hidden endings or odd signs."""
    if any(unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Co") for sign in name) or set(name) & set(
        '/\\:*?"<>|'
    ):
        raise RefusedFile("ชื่อแฟ้มมีอักขระที่ใช้ไม่ได้ โปรดเปลี่ยนชื่อแฟ้มแล้วแนบใหม่")
    name = normalise(name)
    stem, *endings = name.split(".")
    if not stem.strip() or len(name) > LONGEST_NAME:
        raise RefusedFile(f"ชื่อแฟ้มต้องไม่ว่าง ไม่ขึ้นต้นด้วยจุด และยาวไม่เกิน {LONGEST_NAME} ตัวอักษร")
    if any(ending.strip().lower() in HIDDEN for ending in endings[:-1]):
        raise RefusedFile("ชื่อแฟ้มมีนามสกุลซ้อนกัน โปรดเปลี่ยนชื่อให้มีนามสกุลเดียวแล้วแนบใหม่")
    return name


def kind_of(name: str, file: IO[bytes], size: int) -> Kind:
    """Return the kind of a file; raise RefusedFile unless content, ending and size are in order."""
    if size == 0:
        raise RefusedFile("แฟ้มนี้ว่างเปล่า (0 ไบต์) โปรดตรวจสอบแล้วแนบใหม่")
    if size > LARGEST:
        raise RefusedFile(f"แฟ้มมีขนาดเกิน {LARGEST // 1024 // 1024} เมกะไบต์ โปรดลดขนาดหรือแนบเป็นที่อยู่เว็บไซต์แทน")
    ending = name.rpartition(".")[2].lower()
    found = next((kind for kind in KINDS if ending in kind.endings), None)
    if found is None:
        raise RefusedFile(f"แนบได้เฉพาะแฟ้ม {KIND_WORDS}")
    if not found.fits(file):
        raise RefusedFile(f"เนื้อหาของแฟ้มไม่ใช่แฟ้ม .{ending} ที่ใช้ได้ (แนบได้เฉพาะแฟ้ม {KIND_WORDS} ที่ไม่มีมาโคร)")
    return found
