"""Why a change of a plan or a measure was refused; the text of a refusal is for the person."""

from __future__ import annotations

from measures.models import Measure, Progress


class Refused(Exception):
    """The verb cannot be done now; the message says why, in Thai."""


class PlanClosed(Refused):
    """The plan has ended: its measures stay as they are."""

    def __init__(self) -> None:
        super().__init__("แผนนี้สิ้นสุดแล้ว จึงแก้ไขไม่ได้ หากจำเป็นโปรดเปิดแผนอีกครั้งก่อน")


class NoPlanYear(Refused):
    """The fiscal year in which the plan would run is not in the portal."""

    def __init__(self, year: int) -> None:
        super().__init__(
            f"ยังไม่มีปีงบประมาณ {year} ในระบบ จึงยังจัดทำแผนของปีนั้นไม่ได้ โปรดให้ผู้ดูแลระบบกลางเพิ่มปีงบประมาณ {year} ก่อน"
        )


class PlanYearTaken(Refused):
    """The organization's plan of that year answers another assessment."""

    def __init__(self, year: int) -> None:
        super().__init__(f"หน่วยงานมีแผนของปีงบประมาณ {year} ที่จัดทำจากผลการประเมินปีอื่นอยู่แล้ว")


class StaleMeasure(Exception):
    """Somebody else saved meanwhile; `measure` holds what is stored now, None when it was deleted."""

    def __init__(self, measure: Measure | None) -> None:
        super().__init__("the measure was changed meanwhile")
        self.measure = measure


class StaleProgress(Exception):
    """Somebody else saved meanwhile; `progress` holds what is stored now, None when it was deleted."""

    def __init__(self, progress: Progress | None) -> None:
        super().__init__("the report was changed meanwhile")
        self.progress = progress
