"""Addresses of measures: all under the assessed year that the plan answers."""

from django.urls import path

from measures.views import boards, drafting, editing, evidence, plan, progress, reminders, workbook

PLAN = "o/<slug:code>/<int:year>/measures/"
MEASURE = f"{PLAN}<int:measure>/"
PROGRESS = f"{MEASURE}progress/<int:progress>/"
EVIDENCE = f"{PLAN}evidence/<int:evidence>/"

urlpatterns = [
    path(PLAN, plan.measures, name="measures"),
    path(f"{PLAN}state/", plan.plan_state, name="plan_state"),
    path(f"{PLAN}add/", editing.measure_add, name="measure_add"),
    path(f"{PLAN}draft/", drafting.measures_draft, name="measures_draft"),
    path(f"{PLAN}carry/", drafting.measures_carry, name="measures_carry"),
    path(f"{PLAN}workbook.xlsx", workbook.measures_export, name="measures_export"),
    path(f"{PLAN}import/", workbook.measures_import, name="measures_import"),
    path(f"{PLAN}departments/", boards.measures_departments, name="measures_departments"),
    path(f"{PLAN}timeline/", boards.measures_timeline, name="measures_timeline"),
    path(f"{PLAN}rounds/<slug:key>/", boards.measures_round, name="measures_round"),
    path(MEASURE, progress.measure, name="measure"),
    path(f"{MEASURE}edit/", editing.measure_edit, name="measure_edit"),
    path(f"{MEASURE}move/", editing.measure_move, name="measure_move"),
    path(f"{MEASURE}delete/", editing.measure_delete, name="measure_delete"),
    path(f"{MEASURE}restore/", editing.measure_restore, name="measure_restore"),
    path(f"{MEASURE}progress/", progress.progress_add, name="progress_add"),
    path(f"{PROGRESS}edit/", progress.progress_edit, name="progress_edit"),
    path(f"{PROGRESS}delete/", progress.progress_delete, name="progress_delete"),
    path(f"{PROGRESS}restore/", progress.progress_restore, name="progress_restore"),
    path(f"{PROGRESS}evidence/", evidence.evidence_add, name="evidence_add"),
    path(EVIDENCE, evidence.evidence_file, name="evidence_file"),
    path(f"{EVIDENCE}delete/", evidence.evidence_delete, name="evidence_delete"),
    path(f"{EVIDENCE}restore/", evidence.evidence_restore, name="evidence_restore"),
    path("me/reminders/", reminders.reminders, name="reminders"),
]
