"""Why a step of an import was refused; every message is for the user."""

from __future__ import annotations

MOST_DETAILS = 50


class ImportRefused(Exception):
    """The step was not made; nothing was written."""

    message = "ทำรายการไม่ได้ ระบบไม่ได้บันทึกสิ่งใด"
    details: tuple[str, ...] = ()

    def __str__(self) -> str:
        return self.message


class ChangedMeanwhile(ImportRefused):
    """What is stored is not what the preview showed."""

    message = "มีการแก้ไขคะแนนหรือการจับคู่คอลัมน์หลังจากที่ตรวจสอบไฟล์ ระบบยังไม่ได้บันทึกสิ่งใด โปรดตรวจสอบไฟล์อีกครั้งก่อนนำเข้า"


class FileChanged(ImportRefused):
    """The stored file is not the one that was previewed."""

    message = "ไฟล์ที่เก็บไว้ไม่ตรงกับไฟล์ที่ตรวจสอบ ระบบยังไม่ได้บันทึกสิ่งใด โปรดเลือกไฟล์และตรวจสอบใหม่"


class HasErrors(ImportRefused):
    """The file has errors and nobody chose to commit the good rows only."""

    message = "ไฟล์ยังมีข้อผิดพลาด โปรดแก้ไขไฟล์แล้วเลือกไฟล์ใหม่ หรือเลือกนำเข้าเฉพาะแถวที่ถูกต้อง"


class WrongState(ImportRefused):
    """The import is not at this step (any more): somebody was faster, or it is done."""

    message = "การนำเข้าครั้งนี้ไม่ได้อยู่ในขั้นตอนนี้แล้ว โปรดดูสถานะล่าสุด"


class OutsideScope(ImportRefused):
    """The person does not administer all agencies of the import (any more)."""

    message = "การนำเข้าครั้งนี้มีหน่วยงานที่อยู่นอกขอบเขตที่ท่านดูแล จึงทำรายการไม่ได้"


class LaterEdits(ImportRefused):
    """Figures were changed after the import, so that the old values cannot simply come back.

    `edits`: (agency, fiscal year, what, in words) in the order of the file; `details` the first of them.
    """

    message = "ยกเลิกการนำเข้าไม่ได้ เพราะมีการแก้ไขหรือส่งพิจารณาหลังจากนำเข้า ระบบไม่ได้เปลี่ยนแปลงสิ่งใด"

    def __init__(self, edits: list[tuple[str, int, str]]) -> None:
        super().__init__(self.message)
        self.edits = edits
        self.details = tuple(f"{who} ปี {year} {what}" for who, year, what in edits[:MOST_DETAILS])
        if len(edits) > MOST_DETAILS:
            self.details += (f"และอีก {len(edits) - MOST_DETAILS} รายการ",)
