"""Taking over an agency's emblem: known by its content, written anew, so that nothing foreign is kept.

A picture (PNG or JPEG) becomes a PNG, a drawing (SVG) the safe subset of `organizations.svg`. A memo
prints the emblem 1.5 cm high (ระเบียบสำนักนายกรัฐมนตรีว่าด้วยงานสารบรรณ พ.ศ. ๒๕๒๖); 600 pixels keep it sharp.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO

from django.core.exceptions import ValidationError
from PIL import Image, ImageFile, ImageOps

from organizations.svg import UnsafeDrawing, sanitise

LARGEST_FILE = 2 * 1024 * 1024
SHORTEST_LONG_SIDE = 600
LONGEST_SIDE = 2_000
MOST_PIXELS = 40_000_000
SIGNATURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")
TYPES = {"png": "image/png", "svg": "image/svg+xml"}


@dataclass(frozen=True)
class Emblem:
    """An emblem ready to be stored; `suffix` is "png" or "svg"."""

    data: bytes
    suffix: str


def read_emblem(data: bytes) -> Emblem:
    """Return the emblem that a person's file holds; raise ValidationError saying what to do instead."""
    if not data:
        raise ValidationError("ไฟล์นี้ว่างเปล่า โปรดเลือกไฟล์ภาพตราหน่วยงาน")
    if len(data) > LARGEST_FILE:
        raise ValidationError("ไฟล์ใหญ่เกิน 2 เมกะไบต์ โปรดย่อขนาดภาพแล้วลองอีกครั้ง")
    if data.startswith(SIGNATURES):
        return Emblem(_as_png(data), "png")
    if b"<svg" in data.replace(b"\x00", b""):
        return Emblem(_as_safe_svg(data), "svg")
    raise ValidationError("ไฟล์นี้ไม่ใช่ภาพ PNG, JPEG หรือ SVG โปรดเลือกไฟล์ภาพตราหน่วยงาน")


def _as_safe_svg(data: bytes) -> bytes:
    try:
        return sanitise(data)
    except UnsafeDrawing:
        raise ValidationError("อ่านไฟล์ SVG นี้ไม่ได้ โปรดบันทึกเป็น PNG แล้วลองอีกครั้ง") from None


def _as_png(data: bytes) -> bytes:
    try:
        with _whole_images_only(), Image.open(BytesIO(data), formats=("PNG", "JPEG")) as image:
            _check_size(image.size)
            picture = ImageOps.exif_transpose(image).convert("RGBA")
    except ValidationError:
        raise
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        raise ValidationError("อ่านไฟล์ภาพนี้ไม่ได้ ไฟล์อาจเสียหาย โปรดเลือกไฟล์อื่น") from None
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    # A new image holds the pixels alone: no place of the photograph, no comment, no profile.
    clean = Image.new("RGBA", picture.size)
    clean.paste(picture)
    written = BytesIO()
    clean.save(written, "PNG", optimize=True)
    return written.getvalue()


@contextmanager
def _whole_images_only() -> Iterator[None]:
    """Refuse torn files: the PDF engine, once imported, lets the library read them in the whole process."""
    lenient, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = lenient


def _check_size(size: tuple[int, int]) -> None:
    width, height = size
    if width * height > MOST_PIXELS:
        raise ValidationError("ภาพมีจำนวนจุดมากเกินไป โปรดย่อภาพให้ด้านยาวไม่เกิน 2,000 จุด")
    if max(size) < SHORTEST_LONG_SIDE:
        raise ValidationError(
            f"ภาพเล็กเกินไป ({width} × {height} จุด) ด้านยาวต้องไม่น้อยกว่า {SHORTEST_LONG_SIDE} จุด เพื่อให้พิมพ์ได้คมชัด"
        )
