"""Results, scores, self-checks and the trail: to look at only, since every change belongs into the trail."""

from __future__ import annotations

from django.contrib import admin

from assessments.models import Assessment, DisclosureAnswer, Score, ScoreChange
from organizations.admin import LookOnly, ReadOnlyAdmin


class ScoreInline(LookOnly, admin.TabularInline):  # type: ignore[type-arg]  # takes none at run time
    """The ten scores."""

    model = Score
    extra = 0


@admin.register(Assessment)
class AssessmentAdmin(ReadOnlyAdmin):
    """Results of all agencies."""

    list_display = ["organization", "fiscal_year", "kind", "state", "total", "level", "changed_at"]
    list_filter = ["fiscal_year", "state", "kind", "level"]
    list_select_related = ["organization", "fiscal_year"]
    search_fields = ["organization__name", "organization__code", "organization__province"]
    inlines = [ScoreInline]


@admin.register(ScoreChange)
class ScoreChangeAdmin(ReadOnlyAdmin):
    """The trail of every changed figure."""

    list_display = ["at", "assessment", "figure", "indicator", "old", "new", "by", "source"]
    list_filter = ["source", "figure", "assessment__fiscal_year"]
    list_select_related = ["assessment__organization", "assessment__fiscal_year", "indicator", "by"]
    search_fields = ["assessment__organization__name", "assessment__organization__code", "by__username"]


@admin.register(DisclosureAnswer)
class DisclosureAnswerAdmin(ReadOnlyAdmin):
    """What agencies say about the disclosure items (OIT)."""

    list_display = ["item", "organization", "published", "url", "carried", "changed_by", "changed_at"]
    list_filter = ["published", "item__sub_indicator__indicator__fiscal_year"]
    list_select_related = ["item", "organization", "changed_by"]
    search_fields = ["organization__name", "organization__code", "item__code", "item__name", "url"]
