"""What people fill in about a measure."""

from __future__ import annotations

from typing import Any

from django import forms

from assessments.models import Indicator
from measures.fields import MonthField, StepsField
from measures.limits import LONGEST_NAME, LONGEST_TEXT
from measures.models import Measure
from measures.months import first_half
from measures.services.measures import Content
from measures.standing import Standing
from organizations.models import Department
from thai.forms import AmountField, ThaiDateField, ThaiTextField

# Columns of a measure that the form fills from the row as they are.
PLAIN = (
    "issue",
    "approach",
    "method",
    "lead",
    "starts",
    "ends",
    "follow_up",
    "follow_up_due",
    "expected_result",
    "kpi",
    "budget",
)


class IndicatorChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # generic in the stubs only
    """Indicators by number and name, with their score."""

    standing: Standing

    def label_from_instance(self, obj: Indicator) -> str:
        """1 การปฏิบัติหน้าที่ (89.43)"""
        score = self.standing.scores.get(obj.number)
        return f"{obj.number} {obj.name}" + (f" ({score:.2f})" if score is not None else "")


class MeasureForm(forms.Form):
    """One measure; `content()` gives what the services take."""

    indicator = IndicatorChoice(label="ตัวชี้วัด", queryset=Indicator.objects.none(), empty_label="เลือกตัวชี้วัด")
    issue = ThaiTextField(
        label="ประเด็นที่ต้องพัฒนา", required=False, max_length=LONGEST_TEXT, widget=forms.Textarea({"rows": 2})
    )
    approach = ThaiTextField(
        label="มาตรการ/แนวทาง", max_length=LONGEST_TEXT, widget=forms.Textarea({"rows": 3})
    )
    method = StepsField(
        label="วิธีการดำเนินการ",
        max_length=LONGEST_TEXT,
        widget=forms.Textarea({"rows": 5}),
        help_text="พิมพ์ขั้นตอนละ 1 บรรทัด ระบบจะใส่ลำดับให้เอง",
    )
    departments = forms.ModelMultipleChoiceField(
        label="ผู้รับผิดชอบ",
        queryset=Department.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple({"class": "form-check-input"}),
    )
    new_department = ThaiTextField(
        label="เพิ่มส่วนราชการใหม่",
        required=False,
        max_length=LONGEST_NAME,
        help_text="หากไม่มีในรายการ ให้พิมพ์ชื่อเต็ม เช่น กองการศึกษา",
    )
    lead = forms.ModelChoiceField(
        label="ผู้รับผิดชอบหลัก",
        queryset=Department.objects.none(),
        required=False,
        empty_label="ส่วนราชการแรกที่เลือก",
    )
    starts = MonthField(label="เริ่มเดือน")
    ends = MonthField(label="สิ้นสุดเดือน", at_end=True)
    follow_up = ThaiTextField(
        label="การติดตามผล", required=False, max_length=LONGEST_TEXT, widget=forms.Textarea({"rows": 2})
    )
    follow_up_due = ThaiDateField(
        label="รายงานผลภายในวันที่", required=False, help_text="ใช้ปี พ.ศ. เช่น 31/3/2564 หรือ 31 มี.ค. 2564"
    )
    expected_result = ThaiTextField(
        label="ผลที่คาดว่าจะได้รับ", required=False, max_length=LONGEST_TEXT, widget=forms.Textarea({"rows": 2})
    )
    kpi = ThaiTextField(
        label="ตัวชี้วัดความสำเร็จ", required=False, max_length=LONGEST_TEXT, widget=forms.Textarea({"rows": 2})
    )
    budget = AmountField(label="งบประมาณ (บาท)", required=False, min_value=0, max_digits=12, decimal_places=2)

    def __init__(self, standing: Standing, plan_year: int, *args: Any, **kwargs: Any) -> None:
        measure: Measure | None = kwargs.pop("measure", None)
        kwargs["initial"] = _initial(measure, plan_year) | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        departments = standing.organization.departments.all()
        for name in ("departments", "lead"):
            self.fields[name].queryset = departments  # type: ignore[attr-defined]  # a model choice field
        indicators = self.fields["indicator"]
        indicators.standing = standing  # type: ignore[attr-defined]  # an IndicatorChoice
        indicators.queryset = Indicator.objects.filter(  # type: ignore[attr-defined]  # an IndicatorChoice
            fiscal_year=standing.fiscal_year
        ).order_by("number")
        for name in ("starts", "ends"):
            self.fields[name].offer(  # type: ignore[attr-defined]  # a MonthField
                plan_year, getattr(measure, name, None)
            )

    def clean(self) -> dict[str, Any]:
        """Refuse a period that ends before it starts."""
        cleaned = super().clean() or {}
        starts, ends = cleaned.get("starts"), cleaned.get("ends")
        if starts and ends and ends < starts:
            self.add_error("ends", "เดือนสิ้นสุดต้องไม่อยู่ก่อนเดือนเริ่ม")
        return cleaned

    def content(self) -> Content:
        """Return the valid form as the services take it."""
        data = self.cleaned_data | {"departments": tuple(self.cleaned_data["departments"])}
        return Content(**data)


def _initial(measure: Measure | None, plan_year: int) -> dict[str, Any]:
    """Return what the form starts with: the stored measure, or the usual period of a new one."""
    if measure is None:
        starts, ends = first_half(plan_year)
        return {"starts": starts, "ends": ends, "follow_up_due": ends}
    return {name: getattr(measure, name) for name in PLAIN} | {
        "indicator": measure.indicator_id,
        "departments": [department.pk for department in measure.departments.all()],
    }
