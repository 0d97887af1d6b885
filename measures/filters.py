"""Narrowing and sorting the measures of one plan; the choice stands in the address and can be shared."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet

from measures.course import BUCKETS, STATES
from measures.models import Measure, Plan
from measures.rows import Row

SORTS: dict[str, tuple[str, Callable[[Row], Any]]] = {
    "due": ("กำหนดใกล้ที่สุดก่อน", lambda row: (row.due is None, row.due or row.measure.ends)),
    "percent": ("คืบหน้าน้อยที่สุดก่อน", lambda row: row.percent),
    "-percent": ("คืบหน้ามากที่สุดก่อน", lambda row: -row.percent),
    "starts": ("เริ่มก่อน", lambda row: row.measure.starts),
}
SEARCHED = ("issue", "approach", "follow_up", "expected_result", "kpi")


class MeasureFilter(django_filters.FilterSet):
    """What a person may narrow by. States and due dates are worked out from the rows that are at hand."""

    q = django_filters.CharFilter(label="ค้นหา", method="search", widget=forms.TextInput({"type": "search"}))
    indicator = django_filters.ChoiceFilter(
        label="ตัวชี้วัด", field_name="indicator__number", empty_label="ทุกตัวชี้วัด"
    )
    department = django_filters.ChoiceFilter(
        label="ผู้รับผิดชอบ", field_name="departments", empty_label="ทุกส่วนราชการ"
    )
    state = django_filters.ChoiceFilter(
        label="สถานะ", choices=list(STATES.items()), method="in_state", empty_label="ทุกสถานะ"
    )
    due = django_filters.ChoiceFilter(
        label="กำหนด", choices=list(BUCKETS.items()), method="in_bucket", empty_label="ทุกกำหนด"
    )
    sort = django_filters.ChoiceFilter(
        label="เรียงตาม",
        choices=[(code, name) for code, (name, _) in SORTS.items()],
        method="left_to_rows",
        empty_label="ลำดับตัวชี้วัด",
    )
    mine = django_filters.BooleanFilter(
        label="เฉพาะส่วนราชการของฉัน", method="of_my_departments", widget=forms.CheckboxInput
    )

    class Meta:
        model = Measure
        fields: list[str] = []

    def __init__(
        self,
        data: Mapping[str, Any],
        plan: Plan | None,
        rows: Sequence[Row],
        *,
        names: Mapping[int, str],
        my_departments: frozenset[int],
    ) -> None:
        queryset = Measure.objects.filter(plan=plan) if plan else Measure.objects.none()
        super().__init__(data, queryset.order_by())  # the rows keep the order
        self.rows, self.my_departments = rows, my_departments
        self.filters["indicator"].extra["choices"] = [(n, f"{n} {name}") for n, name in names.items()]
        departments = {(d.pk, d.name) for row in rows for d in row.measure.departments.all()}
        self.filters["department"].extra["choices"] = sorted(departments, key=lambda item: item[1])
        if not my_departments:
            del self.filters["mine"]

    @property
    def is_narrowed(self) -> bool:
        """Say whether anything but the order was chosen."""
        chosen = self.form.cleaned_data if self.form.is_valid() else {}
        return any(value for name, value in chosen.items() if name != "sort")

    @property
    def sort_key(self) -> str:
        """The chosen order, empty for the order of the indicators."""
        return (self.form.cleaned_data.get("sort") or "") if self.form.is_valid() else ""

    def shown_rows(self) -> list[Row]:
        """Return the rows that match, in the chosen order; no query unless something was chosen."""
        rows = list(self.rows)
        if self.is_narrowed:
            kept = set(self.qs.values_list("pk", flat=True))
            rows = [row for row in rows if row.measure.pk in kept]
        return sorted(rows, key=SORTS[self.sort_key][1]) if self.sort_key else rows

    def search(self, queryset: QuerySet[Measure], name: str, value: str) -> QuerySet[Measure]:
        """Keep measures whose texts hold every word."""
        for word in value.split():
            queryset = queryset.filter(
                Q(*((f"{field}__icontains", word) for field in SEARCHED), _connector=Q.OR)
            )
        return queryset

    def in_state(self, queryset: QuerySet[Measure], name: str, value: str) -> QuerySet[Measure]:
        """Keep measures in a state."""
        return queryset.filter(pk__in=[row.measure.pk for row in self.rows if row.state == value])

    def in_bucket(self, queryset: QuerySet[Measure], name: str, value: str) -> QuerySet[Measure]:
        """Keep measures whose next due date is so near."""
        return queryset.filter(pk__in=[row.measure.pk for row in self.rows if row.bucket == value])

    def of_my_departments(self, queryset: QuerySet[Measure], name: str, value: bool) -> QuerySet[Measure]:
        """Keep measures of the departments that the person belongs to."""
        return queryset.filter(departments__in=self.my_departments).distinct() if value else queryset

    def left_to_rows(self, queryset: QuerySet[Measure], name: str, value: str) -> QuerySet[Measure]:
        """Leave the order to the rows: due dates are not in the database."""
        return queryset
