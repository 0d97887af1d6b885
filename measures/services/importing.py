"""Taking a worksheet into a plan: a preview that writes nothing, then all of it or none of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any

from django.core import signing
from django.db import transaction

from assessments.sheets.limits import SheetFileError
from measures.models import Measure, Plan
from measures.months import month_end
from measures.services.measures import Content, add_measure, change_measure, department_named
from measures.services.plans import open_plan, plan_of, take
from measures.services.refusals import Refused
from measures.standing import Standing
from measures.workbook.changes import Known, Preview, RowChange, compare
from measures.workbook.columns import BY_KEY
from measures.workbook.reading import Table
from organizations.models import Department, User
from thai.text import squash

SALT = "measures.import"
LONGEST_TICKET = 2_000_000  # letters; a request takes little more
LIFETIME = 12 * 3600  # seconds between preview and import


class PlanMoved(Refused):
    """Somebody changed the plan after the preview; it has to be looked at again."""

    def __init__(self) -> None:
        super().__init__("แผนมีการแก้ไขหลังจากที่ท่านตรวจสอบ จึงยังไม่ได้นำเข้า โปรดตรวจสอบรายการล่าสุดอีกครั้ง")


class BadTicket(Refused):
    """What was to be imported is too old or was not made by a preview."""

    def __init__(self) -> None:
        super().__init__("รายการที่ตรวจสอบไว้หมดอายุแล้ว โปรดเลือกไฟล์อีกครั้ง")


def preview(standing: Standing, plan: Plan | None, table: Table) -> Preview:
    """Return what the worksheet would change; writes nothing."""
    return compare(
        table,
        Known(
            year=plan.fiscal_year.year if plan else standing.plan_year,
            measures={measure.pk: measure for measure in _measures(plan)},
            indicators=standing.names,
            departments=list(standing.organization.departments.values_list("name", flat=True)),
        ),
    )


def ticket(standing: Standing, plan: Plan | None, table: Table) -> str:
    """Return the signed worksheet with the plan's state, to hand back when the person agrees.

    Raises SheetFileError for more text than a request may carry.
    """
    stated = {"of": _place(standing), "seen": _versions(plan), "table": table.as_json()}
    signed = signing.dumps(stated, salt=SALT, compress=True)
    if len(signed) > LONGEST_TICKET:
        raise SheetFileError("ข้อความในไฟล์ยาวเกินไป โปรดแบ่งเป็นหลายไฟล์")
    return signed


def table_of(standing: Standing, signed: str) -> tuple[Table, list[list[int]]]:
    """Return a ticket's worksheet and the plan's state that it was compared with; raises BadTicket."""
    try:
        stated = signing.loads(signed, salt=SALT, max_age=LIFETIME)
    except signing.BadSignature as error:
        raise BadTicket from error
    if stated["of"] != _place(standing):
        raise BadTicket
    return Table.from_json(stated["table"]), stated["seen"]


@transaction.atomic
def import_table(standing: Standing, table: Table, seen: list[list[int]], *, by: User) -> Preview:
    """Store the new and changed rows; return what was done.

    Raises PlanMoved when the plan is not as the person saw it, PlanClosed, NoPlanYear, PlanYearTaken, or
    Refused when the rows cannot be imported; nothing is stored then.
    """
    plan = plan_of(standing)
    if plan is not None:
        take(plan)
    if _versions(plan) != seen:
        raise PlanMoved
    found = preview(standing, plan, table)
    if not found.may_import:
        raise Refused("ไม่มีรายการที่นำเข้าได้")
    _store(plan or open_plan(standing, by), standing, found)
    return found


def _store(plan: Plan, standing: Standing, found: Preview) -> None:
    offices = _Offices(plan)
    for row in found.rows:
        if row.measure is None:
            add_measure(plan, _content(standing, offices, row.values))
        elif row.changes:
            row.measure.plan = plan
            content = _changed(standing, offices, row.measure, row)
            change_measure(row.measure, content, version=row.measure.version)


class _Offices:
    """The organization's departments by name; new ones are made when they are first asked for."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.known = {squash(office.name): office for office in plan.organization.departments.all()}

    def stated(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Return the leading department and all of them as a measure's content takes them."""
        names = (values.get("lead", ""), *values.get("partners", ()))
        departments = tuple(dict.fromkeys(self._named(name) for name in names if name))
        return {"departments": departments, "lead": departments[0] if departments else None}

    def _named(self, name: str) -> Department:
        key = squash(name)
        if key not in self.known:
            self.known[key] = department_named(self.plan, name)
        return self.known[key]


def _content(standing: Standing, offices: _Offices, values: Mapping[str, Any]) -> Content:
    """Return the content of a new measure."""
    return Content(**_columns(standing, values), **offices.stated(values))


def _changed(standing: Standing, offices: _Offices, measure: Measure, row: RowChange) -> Content:
    """Return the stored content with the changed columns in place."""
    changed = row.changed
    held = {key: BY_KEY[key].value(measure) for key in ("lead", "partners")}
    stated = offices.stated({**held, **row.values}) if held.keys() & changed.keys() else {}
    return replace(_stored(measure), **_columns(standing, changed), **stated)


def _columns(standing: Standing, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the plain columns among the values as the services take them."""
    known = {field.name for field in fields(Content)} - {"lead", "departments"}
    found = {key: value for key, value in values.items() if key in known}
    if "number" in values:
        found["indicator"] = standing.indicators[values["number"]]
    if "method" in values:
        found["method"] = list(values["method"])
    if "ends" in values:
        found["ends"] = month_end(values["ends"])
    return found


def _stored(measure: Measure) -> Content:
    """Return what is stored as content."""
    plain = (field.name for field in fields(Content) if field.name not in ("departments", "new_department"))
    held = {name: getattr(measure, name) for name in plain}
    return Content(**held, departments=tuple(measure.departments.all()))


def _measures(plan: Plan | None) -> list[Measure]:
    if plan is None:
        return []
    rows = plan.measures.select_related("indicator", "lead", "carried_from").prefetch_related("departments")
    return list(rows.order_by("indicator__number", "order", "pk"))


def _versions(plan: Plan | None) -> list[list[int]]:
    """Return the state of a plan's measures: key and version of each."""
    if plan is None:
        return []
    return [list(row) for row in plan.measures.order_by("pk").values_list("pk", "version")]


def _place(standing: Standing) -> list[int]:
    return [standing.organization.pk, standing.year]
