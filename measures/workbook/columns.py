"""The columns of a plan's worksheet: what each holds of a measure, how it is written and read."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from assessments.sheets.safe_cells import Value
from measures.models import Measure
from measures.months import month_name
from measures.workbook import cells
from thai.dates import full_date
from thai.text import squash


def same(value: Any) -> Value:
    """Write a value as it is."""
    return value


@dataclass(frozen=True)
class Column:
    """One column. `read` raises ValueError with a Thai message; `write` undoes it.

    `told` columns are written for people and only checked when they are read back.
    """

    key: str
    heading: str
    width: int  # in characters
    value: Callable[[Measure], Any]
    read: Callable[[str], Any]
    write: Callable[[Any], Value] = same
    expected: str = ""
    also: tuple[str, ...] = ()  # other headings that it is known by
    required: bool = False
    told: bool = False

    def known(self, measure: Measure) -> Any:
        """Return what reading the written value would give: a spelling of the database's own is no change."""
        return self.read(self.shown(self.value(measure)))

    def shown(self, value: Any) -> str:
        """Return a value as the text that its cell holds."""
        written = self.write(value)
        return "" if written is None else str(written)

    def fits(self, heading: str) -> bool:
        """Say whether a heading names this column, spaces aside."""
        return squash(heading) in {squash(known) for known in (self.heading, *self.also)}


def _lines(values: Iterable[str]) -> str:
    return "\n".join(values)


def _month(value: date | None) -> str:
    return month_name(value) if value else ""


def _day(value: date | None) -> str:
    return full_date(value, thai_digits=False) if value else ""


def _lead(measure: Measure) -> str:
    return measure.lead.name if measure.lead else ""


def _partners(measure: Measure) -> tuple[str, ...]:
    return tuple(unit.name for unit in measure.departments.all() if unit.pk != measure.lead_id)


MONTH = "เดือนและปี พ.ศ. เช่น ตุลาคม 2563"
COLUMNS = (
    Column(
        "key",
        "รหัสมาตรการ",
        14,
        lambda measure: measure.pk,
        cells.whole,
        expected="เว้นว่างเมื่อเป็นมาตรการใหม่ และไม่แก้ไขรหัสเดิม",
    ),
    Column(
        "number",
        "ตัวชี้วัดที่",
        11,
        lambda measure: measure.indicator.number,
        cells.whole,
        expected="เลขตัวชี้วัด",
        required=True,
    ),
    Column("name", "ชื่อตัวชี้วัด", 26, lambda measure: measure.indicator.name, cells.text, told=True),
    Column("issue", "ประเด็นที่ต้องพัฒนา", 32, lambda measure: measure.issue, cells.text),
    Column(
        "approach",
        "มาตรการ/แนวทาง",
        40,
        lambda measure: measure.approach,
        cells.text,
        expected="ข้อความของมาตรการ",
        also=("มาตรการ", "แนวทาง"),
        required=True,
    ),
    Column(
        "method",
        "วิธีการดำเนินการ",
        44,
        lambda measure: tuple(measure.method),
        cells.steps,
        _lines,
        expected="ขั้นตอนละ 1 บรรทัดในเซลล์เดียวกัน",
        also=("ขั้นตอนหรือวิธีการปฏิบัติ",),
        required=True,
    ),
    Column("lead", "ผู้รับผิดชอบหลัก", 22, _lead, cells.name, also=("ผู้รับผิดชอบ",)),
    Column(
        "partners",
        "ผู้รับผิดชอบร่วม",
        22,
        _partners,
        cells.names,
        _lines,
        expected="ส่วนราชการละ 1 บรรทัดในเซลล์เดียวกัน",
    ),
    Column(
        "starts",
        "เริ่มเดือน",
        16,
        lambda measure: measure.starts.replace(day=1),
        cells.month,
        _month,
        expected=MONTH,
        required=True,
    ),
    Column(
        "ends",
        "สิ้นสุดเดือน",
        16,
        lambda measure: measure.ends.replace(day=1),
        cells.month,
        _month,
        expected=MONTH,
        required=True,
    ),
    Column(
        "follow_up", "การติดตามผล", 30, lambda measure: measure.follow_up, cells.text, also=("การกำกับติดตาม",)
    ),
    Column(
        "follow_up_due",
        "รายงานผลภายในวันที่",
        20,
        lambda measure: measure.follow_up_due,
        cells.day,
        _day,
        expected="วันเดือนปี พ.ศ. เช่น 31 มีนาคม 2564",
    ),
    Column("expected_result", "ผลที่คาดว่าจะได้รับ", 30, lambda measure: measure.expected_result, cells.text),
    Column("kpi", "ตัวชี้วัดความสำเร็จ", 30, lambda measure: measure.kpi, cells.text),
    Column(
        "budget",
        "งบประมาณ (บาท)",
        16,
        lambda measure: measure.budget,
        cells.amount,
        expected="จำนวนเงิน เช่น 12000 หรือ 12,000.50",
        also=("งบประมาณ",),
    ),
)
BY_KEY = {column.key: column for column in COLUMNS}
