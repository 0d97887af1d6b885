"""Filters and orders of the archive, read from the address: one for list, ZIP and XLSX."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import Q, QuerySet

from assessments.models import FiscalYear
from organizations.models import Organization
from reports import codes
from reports.models import IssuedDocument
from thai.digits import to_arabic, to_thai
from thai.text import normalise

MOST_WORDS = 10  # of a search; a database takes only so many conditions


class ArchiveFilter(django_filters.FilterSet):
    """What an auditor may narrow the archive by."""

    q = django_filters.CharFilter(method="search", label="ค้นหา")
    year = django_filters.ChoiceFilter(choices=[], label="ปีงบประมาณ", empty_label="ทุกปี")
    kind = django_filters.ChoiceFilter(
        choices=IssuedDocument.Kind.choices, label="ชนิดเอกสาร", empty_label="ทุกชนิด"
    )
    province = django_filters.CharFilter(field_name="organization__province", label="จังหวัด")
    level = django_filters.CharFilter(field_name="level", label="ระดับ")
    current = django_filters.BooleanFilter(
        field_name="superseded_by", lookup_expr="isnull", label="เฉพาะฉบับที่ใช้อยู่"
    )
    sort = django_filters.OrderingFilter(
        fields={
            "issued_at": "issued",
            "year": "year",
            "organization__name": "agency",
            "number": "number",
            "date": "date",
            "level": "level",
        }
    )

    class Meta:
        model = IssuedDocument
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        years = FiscalYear.objects.values_list("year", flat=True)
        self.form.fields["year"].choices = [(year, str(year)) for year in years]

    def search(self, documents: QuerySet[IssuedDocument], name: str, text: str) -> QuerySet[IssuedDocument]:
        """Keep documents whose number, subject or agency holds every word, or that bear the code."""
        words = Q()
        for word in normalise(text).split()[:MOST_WORDS]:
            words &= _holds(word)
        return documents.filter(words | Q(code=codes.read(text)))


def _holds(word: str) -> Q:
    """Match a word in either kind of digits: offices type one, documents print the other."""
    found = Q(organization__in=Organization.objects.search(word))
    for spelling in dict.fromkeys((word, to_thai(word), to_arabic(word))):
        found |= Q(number__icontains=spelling) | Q(subject__icontains=spelling)
    return found
