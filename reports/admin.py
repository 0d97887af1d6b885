"""Memos and issued documents to look at; the chain of positions to correct."""

from __future__ import annotations

from django.contrib import admin

from organizations.admin import ReadOnlyAdmin
from reports.models import IssuedDocument, Memo, Publication, ReviewPosition


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


@admin.register(Publication)
class PublicationAdmin(ReadOnlyAdmin):
    """What the public reads or could read; ended on the agency's page, with a reason."""

    list_display = ["document", "by", "at", "ended_by", "ended_at"]
    list_filter = ["document__kind", "document__year"]
    search_fields = ["document__organization__name", "document__code"]
    list_select_related = ["document__organization", "by", "ended_by"]


@admin.register(ReviewPosition)
class ReviewPositionAdmin(ReadOnlyAdmin):
    """Review chains; the agency's own page changes them, which overwrites nobody unseen."""

    list_display = ["organization", "order", "title", "person"]
    list_select_related = ["organization", "person"]
    search_fields = ["title", "organization__name", "organization__code"]
