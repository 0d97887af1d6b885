"""Plans and measures of all agencies: to look at; they are written on the plan's page."""

from __future__ import annotations

from django.contrib import admin

from measures.models import Measure, Plan
from organizations.admin import ReadOnlyAdmin


@admin.register(Plan)
class PlanAdmin(ReadOnlyAdmin):
    """Plans."""

    list_display = ["organization", "fiscal_year", "state"]
    list_filter = ["fiscal_year", "state"]
    list_select_related = ["organization", "fiscal_year"]
    search_fields = ["organization__name", "organization__code"]


@admin.register(Measure)
class MeasureAdmin(ReadOnlyAdmin):
    """Measures."""

    list_display = ["approach", "plan", "indicator", "starts", "ends", "follow_up_due"]
    list_filter = ["plan__fiscal_year"]
    list_select_related = ["plan__organization", "plan__fiscal_year", "indicator"]
    search_fields = ["approach", "plan__organization__name", "plan__organization__code"]
