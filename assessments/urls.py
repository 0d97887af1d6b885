"""Addresses of assessments."""

from django.urls import path

from assessments.views import decisions, disclosure, entry, organization, overview, result
from assessments.views.imports import files, history, steps

urlpatterns = [
    path("years/", overview.latest, name="overview"),
    path("years/<int:year>/", overview.overview, name="overview_year"),
    path("years/export/", history.export, name="scores_export"),
    path("imports/", history.imports, name="imports"),
    path("imports/template/", history.template, name="import_template"),
    path("imports/new/", steps.new, name="import_new"),
    path("imports/<int:batch>/", steps.step, name="import_batch"),
    path("imports/<int:batch>/columns/", steps.columns, name="import_columns"),
    path("imports/<int:batch>/progress/", steps.progress, name="import_progress"),
    path("imports/<int:batch>/check/", steps.recheck, name="import_check"),
    path("imports/<int:batch>/commit/", steps.commit, name="import_commit"),
    path("imports/<int:batch>/undo/", steps.undo, name="import_undo"),
    path("imports/<int:batch>/file/", files.original, name="import_file"),
    path("imports/<int:batch>/marked/", files.marked, name="import_marked"),
    path("o/<slug:code>/", organization.organization, name="organization"),
    path("o/<slug:code>/<int:year>/", result.result, name="result"),
    path("o/<slug:code>/<int:year>/scores/", entry.scores, name="scores"),
    path("o/<slug:code>/<int:year>/scores/live/", entry.live, name="scores_live"),
    path("o/<slug:code>/<int:year>/scores/history/", entry.trail, name="scores_trail"),
    path("o/<slug:code>/<int:year>/scores/withdraw/", decisions.withdraw, name="scores_withdraw"),
    path("o/<slug:code>/<int:year>/scores/approve/", decisions.approve, name="scores_approve"),
    path("o/<slug:code>/<int:year>/scores/return/", decisions.send_back, name="scores_return"),
    path("o/<slug:code>/<int:year>/oit/", disclosure.disclosure, name="oit"),
    path("o/<slug:code>/<int:year>/oit/list.xlsx", disclosure.workbook, name="oit_workbook"),
    path("o/<slug:code>/<int:year>/oit/history/", disclosure.history, name="oit_history"),
]
