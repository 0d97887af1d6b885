"""The framework of each fiscal year, editable without code."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db import IntegrityError, models
from django.db.models import Max, QuerySet
from django.forms import BaseInlineFormSet
from django.http import HttpRequest

from assessments import resources
from assessments.models import (
    DisclosureItem,
    FiscalYear,
    Indicator,
    Instrument,
    Level,
    SubIndicator,
    Suggestion,
)
from assessments.services import editions
from assessments.services.totals import refresh_year
from organizations.admin import SpreadsheetAdmin
from thai.dates import short_date
from thai.forms import ThaiDateField


class LevelInline(admin.TabularInline):  # type: ignore[type-arg]  # takes none at run time
    """A year's levels."""

    model = Level
    extra = 0


class InstrumentFormSet(BaseInlineFormSet):  # type: ignore[type-arg]  # takes none at run time
    """The instruments of a year, whose weights make 100."""

    def clean(self) -> None:
        """Refuse weights that make something else."""
        super().clean()
        kept = [form for form in self.forms if not self._should_delete_form(form)]  # type: ignore[attr-defined]  # of formsets that delete
        if not any(self.errors):
            editions.check_weights(form.cleaned_data["weight"] for form in kept if form.cleaned_data)


class InstrumentInline(admin.TabularInline):  # type: ignore[type-arg]  # takes none at run time
    """A year's instruments."""

    model = Instrument
    formset = InstrumentFormSet
    extra = 0


class IndicatorInline(admin.TabularInline):  # type: ignore[type-arg]  # takes none at run time
    """A year's indicators, each with a link to its own page."""

    model = Indicator
    extra = 0
    fields = ["number", "name", "instrument"]
    readonly_fields = ["instrument"]
    show_change_link = True
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: FiscalYear | None = None) -> bool:
        """Refuse: an indicator needs its instrument, chosen on its own page."""
        return False


class SubIndicatorInline(admin.TabularInline):  # type: ignore[type-arg]  # takes none at run time
    """An indicator's parts."""

    model = SubIndicator
    extra = 0
    show_change_link = True


class SuggestionInline(admin.StackedInline):  # type: ignore[type-arg]  # takes none at run time
    """An indicator's suggested measures."""

    model = Suggestion
    extra = 0


class DisclosureItemInline(admin.TabularInline):  # type: ignore[type-arg]  # takes none at run time
    """A part's OIT items."""

    model = DisclosureItem
    extra = 0


@admin.register(FiscalYear)
class FiscalYearAdmin(SpreadsheetAdmin):
    """One edition per fiscal year, with levels, instruments and indicators."""

    resource_classes = [
        resources.FiscalYearResource,
        resources.LevelResource,
        resources.InstrumentResource,
        resources.IndicatorResource,
        resources.SubIndicatorResource,
        resources.DisclosureItemResource,
    ]
    list_display = ["year", "target", "level_rule", "announced", "confirmed"]
    list_filter = ["confirmed", "level_rule"]
    search_fields = ["year", "announcement_title"]
    inlines = [LevelInline, InstrumentInline, IndicatorInline]
    actions = ["copy_to_new_year"]
    formfield_overrides = {models.DateField: {"form_class": ThaiDateField, "widget": ThaiDateField.widget}}

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Store levels and instruments, and keep the year's totals by them."""
        super().save_related(request, form, formsets, change)
        refresh_year(form.instance)

    @admin.display(description="วันที่ประกาศผล", ordering="announced_on")
    def announced(self, fiscal_year: FiscalYear) -> str:
        """Write the date of the announcement with its Buddhist-era year."""
        day = fiscal_year.announced_on
        return short_date(day, thai_digits=False) if day else "–"

    @admin.action(description="คัดลอกเป็นปีใหม่")
    def copy_to_new_year(self, request: HttpRequest, queryset: QuerySet[FiscalYear]) -> None:
        """Copy one chosen edition to the year after the latest."""
        if queryset.count() != 1:
            self.message_user(request, "โปรดเลือกปีต้นฉบับเพียงปีเดียว", messages.ERROR)
            return
        latest = FiscalYear.objects.aggregate(latest=Max("year"))["latest"]
        try:
            copied = editions.copy(queryset.get(), latest + 1)
        except IntegrityError:
            self.message_user(request, "มีผู้สร้างปีนี้ไปแล้ว โปรดตรวจสอบรายการอีกครั้ง", messages.ERROR)
            return
        text = f"คัดลอกเป็นปีงบประมาณ {copied} แล้ว โปรดตรวจกับเอกสารทางการก่อนทำเครื่องหมายยืนยัน"
        self.message_user(request, text, messages.SUCCESS)


@admin.register(Indicator)
class IndicatorAdmin(SpreadsheetAdmin):
    """Indicators with their texts, sub-indicators and suggested measures."""

    resource_classes = [resources.IndicatorResource]
    list_display = ["number", "name", "instrument", "fiscal_year"]
    list_filter = ["fiscal_year"]
    list_select_related = ["instrument__fiscal_year", "fiscal_year"]
    search_fields = ["name", "fiscal_year__year"]
    inlines = [SubIndicatorInline, SuggestionInline]

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Store the rows, and keep the year's totals: the indicator may count for another instrument now."""
        super().save_related(request, form, formsets, change)
        refresh_year(form.instance.fiscal_year)


@admin.register(SubIndicator)
class SubIndicatorAdmin(SpreadsheetAdmin):
    """Sub-indicators with their OIT items."""

    resource_classes = [resources.SubIndicatorResource, resources.DisclosureItemResource]
    list_display = ["code", "name", "indicator"]
    list_filter = ["indicator__fiscal_year"]
    list_select_related = ["indicator"]
    search_fields = ["code", "name"]
    inlines = [DisclosureItemInline]
