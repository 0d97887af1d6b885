"""Memos and issued documents to look at; the chain of positions to correct."""

from __future__ import annotations

from django.contrib import admin

from organizations.admin import ReadOnlyAdmin
from reports.models import IssuedDocument, Memo, ReviewPosition


@admin.register(Memo)
class MemoAdmin(ReadOnlyAdmin):
    """Memos of all agencies."""

    list_display = ["assessment", "number", "date", "subject", "state"]
    list_filter = ["state", "assessment__fiscal_year"]
    list_select_related = ["assessment__organization", "assessment__fiscal_year"]
    search_fields = ["number", "subject", "assessment__organization__name", "assessment__organization__code"]


@admin.register(IssuedDocument)
class IssuedDocumentAdmin(ReadOnlyAdmin):
    """Issued documents; they are never changed, only superseded."""

    list_display = ["kind", "organization", "year", "number", "issued_at", "code"]
    list_filter = ["kind", "year"]
    list_select_related = ["organization"]
    search_fields = ["number", "subject", "code", "organization__name", "organization__code"]


@admin.register(ReviewPosition)
class ReviewPositionAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # takes none at run time
    """Review chains."""

    list_display = ["organization", "order", "title", "person"]
    list_select_related = ["organization", "person"]
    search_fields = ["title", "organization__name", "organization__code"]
    autocomplete_fields = ["organization", "person"]
