"""Why a step of a memo's way was refused."""

from __future__ import annotations

from assessments.findings import Finding


class Moved(Exception):
    """The memo is not any more where the person saw it: somebody acted meanwhile, or twice."""

    def __init__(self) -> None:
        super().__init__("บันทึกข้อความนี้เปลี่ยนไปหลังจากท่านเปิดหน้า จึงยังไม่ได้ทำรายการ โปรดดูข้อมูลและสถานะล่าสุดแล้วทำอีกครั้ง")


class NotReady(Exception):
    """Findings still block the submission."""

    def __init__(self, findings: list[Finding]) -> None:
        super().__init__("; ".join(finding.message for finding in findings))
        self.findings = findings


class ReasonMissing(Exception):
    """A move back needs its reason."""

    def __init__(self) -> None:
        super().__init__("โปรดระบุเหตุผล เพื่อให้ผู้จัดทำทราบว่าต้องแก้ไขสิ่งใด")
