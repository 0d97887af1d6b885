"""Narrowing the list of agencies; the filter lives in the address, so that it can be shared."""

from __future__ import annotations

from typing import Any

import django_filters as filters
from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest

from organizations.models import Membership, Organization
from organizations.models.organization import OrganizationQuerySet


def _provinces(request: HttpRequest) -> list[tuple[str, str]]:
    names = Organization.objects.administered_by(request.user).exclude(province="")  # type: ignore[arg-type]  # signed in
    return [(name, name) for name in names.order_by("province").values_list("province", flat=True).distinct()]


class OrganizationFilter(filters.FilterSet):
    """Search by words, kind and province; or only agencies without an administrator."""

    search = filters.CharFilter(
        label="ค้นหา", method="by_words", widget=forms.TextInput(attrs={"type": "search"})
    )
    kind = filters.ChoiceFilter(label="ประเภท", choices=Organization.Kind.choices, empty_label="ทุกประเภท")
    province = filters.ChoiceFilter(label="จังหวัด", choices=[], empty_label="ทุกจังหวัด")
    unattended = filters.BooleanFilter(
        label="เฉพาะที่ยังไม่มีผู้ดูแล", method="without_administrator", widget=forms.CheckboxInput
    )

    class Meta:
        model = Organization
        fields = ["search", "kind", "province", "unattended"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.form.fields["province"].choices = _provinces(self.request)

    def by_words(self, queryset: OrganizationQuerySet, name: str, value: str) -> OrganizationQuerySet:
        """Keep the agencies that hold every word."""
        return queryset.search(value)

    def without_administrator(self, queryset: QuerySet[Organization], name: str, value: bool) -> Any:
        """Keep the agencies that nobody administers directly."""
        if not value:
            return queryset
        return queryset.exclude(memberships__role=Membership.Role.ADMIN)
