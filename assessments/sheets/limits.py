"""What a score file may be: its size, its kind and how much it may hold once unpacked."""

from typing import Literal

MAX_BYTES = 10 * 1024 * 1024
MAX_UNPACKED = 50 * 1024 * 1024
MAX_PARTS = 1_000  # files inside a zip
MAX_ROWS = 20_000
MAX_COLUMNS = 200
MAX_SHEETS = 20
MAX_CELLS = 1_000_000  # of all sheets together, empty ones inside the used area included

Kind = Literal["zip", "ole", "text"]

TOO_WIDE = (
    f"แผ่นงานมีพื้นที่เกิน {MAX_ROWS:,} แถวหรือ {MAX_COLUMNS:,} คอลัมน์ "
    "โปรดลบแถวและคอลัมน์ที่ไม่ได้ใช้ออก หรือแบ่งข้อมูลเป็นหลายไฟล์"
)
TOO_MANY_CELLS = f"ไฟล์มีเซลล์รวมกันเกิน {MAX_CELLS:,} เซลล์ โปรดแบ่งข้อมูลเป็นหลายไฟล์"
TOO_MANY_SHEETS = f"ไฟล์มีแผ่นงานเกิน {MAX_SHEETS} แผ่น โปรดแบ่งข้อมูลเป็นหลายไฟล์"
TOO_LARGE_UNPACKED = f"เนื้อหาในไฟล์เมื่อคลายการบีบอัดแล้วเกิน {MAX_UNPACKED >> 20} เมกะไบต์"
DAMAGED = "ไฟล์เสียหายหรือไม่สมบูรณ์ จึงอ่านไม่ได้ โปรดเปิดไฟล์ด้วยโปรแกรมตารางแล้วบันทึกใหม่"
ENCRYPTED = "ไฟล์นี้ตั้งรหัสผ่านไว้ โปรดยกเลิกรหัสผ่านแล้วบันทึกใหม่"
MACROS = "ไฟล์นี้มีชุดคำสั่งอัตโนมัติ (แมโคร) โปรดบันทึกเป็นไฟล์ .xlsx ที่ไม่มีแมโคร"
EXTERNAL = "ไฟล์นี้เชื่อมโยงข้อมูลจากไฟล์หรือแหล่งข้อมูลอื่น โปรดคัดลอกเฉพาะค่ามาวางแล้วบันทึกใหม่"
UNSAFE = "ไฟล์นี้มีโครงสร้างภายในที่ไม่ปลอดภัย จึงไม่รับไฟล์ โปรดบันทึกใหม่ด้วยโปรแกรมตาราง"
UNPLAIN = "แผ่นงานไม่ระบุตำแหน่งของเซลล์ตามแบบปกติ โปรดเปิดไฟล์ด้วยโปรแกรมตารางแล้วบันทึกใหม่"
UNKNOWN = "ไม่รู้จักชนิดของไฟล์นี้ รับเฉพาะไฟล์ตารางชนิด xlsx, xls, ods และ csv"

_MAGIC: tuple[tuple[bytes, Kind], ...] = (
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
)


class SheetFileError(Exception):
    """The file as a whole is refused; `message` says why, in Thai."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


def kind_of(data: bytes) -> Kind:
    """The container that the content shows (file names may lie); refuses empty and oversized files."""
    if not data.strip():
        raise SheetFileError("ไฟล์นี้ว่างเปล่า")
    if len(data) > MAX_BYTES:
        raise SheetFileError(f"ไฟล์มีขนาดเกิน {MAX_BYTES >> 20} เมกะไบต์")
    return next((kind for magic, kind in _MAGIC if data.startswith(magic)), "text")


def require(condition: bool, message: str) -> None:
    """Refuse the file with `message` unless `condition` holds."""
    if not condition:
        raise SheetFileError(message)


def require_area(rows: int, columns: int) -> None:
    """Refuse a sheet whose used area is beyond the limits."""
    require(rows <= MAX_ROWS and columns <= MAX_COLUMNS, TOO_WIDE)
