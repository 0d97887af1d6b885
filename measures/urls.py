"""Addresses of measures: all under the assessed year that the plan answers."""

from django.urls import path

from measures.views import drafting, editing, plan

PLAN = "o/<slug:code>/<int:year>/measures/"
MEASURE = f"{PLAN}<int:measure>/"

urlpatterns = [
    path(PLAN, plan.measures, name="measures"),
    path(f"{PLAN}state/", plan.plan_state, name="plan_state"),
    path(f"{PLAN}add/", editing.measure_add, name="measure_add"),
    path(f"{PLAN}draft/", drafting.measures_draft, name="measures_draft"),
    path(f"{MEASURE}edit/", editing.measure_edit, name="measure_edit"),
    path(f"{MEASURE}move/", editing.measure_move, name="measure_move"),
    path(f"{MEASURE}delete/", editing.measure_delete, name="measure_delete"),
    path(f"{MEASURE}restore/", editing.measure_restore, name="measure_restore"),
]
