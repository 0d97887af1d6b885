"""The sample agencies: from fixtures/demo into the database, over the same services that people use.

Whatever is there already stays as it is, so that loading again changes nothing.
"""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.db import transaction

from assessments.frameworks import Edition, edition_of
from assessments.models import Assessment, FiscalYear, ScoreChange
from assessments.results import official_assessment
from assessments.services import disclosure
from assessments.services.entry import save_figures
from assessments.services.figures import Figures
from measures.models import Plan
from measures.months import month_end
from measures.services.measures import Content, add_measure
from organizations.models import Department, Membership, Organization, User
from organizations.services.addresses import vouch_for_address
from reports.models import Memo, ReviewPosition

Row = dict[str, Any]
MAIL_HOST = "example.org"


@transaction.atomic
def load(folder: Path, password: str) -> Counter[str]:
    """Store what is missing of the sample data; return how many of each kind were made."""
    made: Counter[str] = Counter()
    steps = {
        "organizations": _organization,
        "people": lambda row: _person(row, password),
        "assessments": _assessment,
        "plans": _plan,
        "memos": _memo,
        "disclosures": _disclosure,
    }
    for name, store in steps.items():
        made[name] = sum(store(row) for row in rows(folder, name))
    return +made


def rows(folder: Path, name: str) -> list[Row]:
    """Return the records of one file of the sample data, numbers as exact decimals."""
    text = (folder / f"{name}.json").read_text(encoding="utf-8")
    records: list[Row] = json.loads(text, parse_float=Decimal)
    return records


def _organization(row: Row) -> bool:
    plain = {
        key: value for key, value in row.items() if key not in ("code", "departments", "review_positions")
    }
    organization, is_new = Organization.objects.get_or_create(code=row["code"], defaults=plain)
    if not is_new:
        return False
    Department.objects.bulk_create(
        Department(organization=organization, name=name, order=order)
        for order, name in enumerate(row["departments"])
    )
    ReviewPosition.objects.bulk_create(
        ReviewPosition(organization=organization, order=order, **position)
        for order, position in enumerate(row["review_positions"], start=1)
    )
    return True


def _person(row: Row, password: str) -> bool:
    user, is_new = User.objects.get_or_create(
        username=row["username"],
        defaults={
            "email": f"{row['username']}@{MAIL_HOST}",
            "first_name": row["first_name"],
            "last_name": row["last_name"],
        },
    )
    if not is_new:
        return False
    user.set_password(password)
    user.save()
    vouch_for_address(user)
    for membership in row["memberships"]:
        _membership(user, membership)
    for review in row.get("reviews", []):
        chain = ReviewPosition.objects.filter(organization__code=review["organization"], person=None)
        chain.filter(order=review["place"]).update(person=user)
    return True


def _membership(user: User, row: Row) -> None:
    row = dict(row)
    code, department = row.pop("organization", None), row.pop("department", None)
    if code:
        row["organization"] = Organization.objects.get(code=code)
    if department:
        row["department"] = row["organization"].departments.get(name=department)
    Membership.objects.create(user=user, **row)


def _assessment(row: Row) -> bool:
    organization, edition = _organization_of(row), _edition(row["fiscal_year"])
    if _official(organization, edition).pk:
        return False
    scores = {int(number): _decimal(value) for number, value in row["scores"].items()}
    figures = Figures(scores, _decimal(row["announced_total"]), row["announced_level"])
    save_figures(organization, edition, figures, version=0, user=None, source=ScoreChange.Source.DEMO)
    return True


def _plan(row: Row) -> bool:
    organization, edition = _organization_of(row), _edition(row["assessed_year"])
    plan, is_new = Plan.objects.get_or_create(
        organization=organization,
        fiscal_year=FiscalYear.objects.get(year=row["fiscal_year"]),
        defaults={"assessment": _official(organization, edition)},
    )
    if is_new:
        for measure in row["measures"]:
            add_measure(plan, _content(organization, edition, measure))
    return is_new


def _content(organization: Organization, edition: Edition, row: Row) -> Content:
    departments = {department.name: department for department in organization.departments.all()}
    due = row["follow_up_due"]
    return Content(
        indicator=edition.indicators[row["indicator"]],
        issue=row["issue"],
        approach=row["approach"],
        method=row["method"],
        departments=tuple(departments[name] for name in row["departments"]),
        starts=_month(row["starts"]),
        ends=month_end(_month(row["ends"])),
        follow_up=row["follow_up"],
        follow_up_due=date.fromisoformat(due) if due else None,
    )


def _memo(row: Row) -> bool:
    organization, edition = _organization_of(row), _edition(row["fiscal_year"])
    plain = {key: value for key, value in row.items() if key not in ("organization", "fiscal_year", "date")}
    plain["date"] = date.fromisoformat(row["date"])
    _, is_new = Memo.objects.get_or_create(assessment=_official(organization, edition), defaults=plain)
    return is_new


def _disclosure(row: Row) -> bool:
    """Store the sample answers of an agency and year that has none; every address lies below one site."""
    organization, edition = _organization_of(row), _edition(row["fiscal_year"])
    if disclosure.answers_of(organization, edition):
        return False
    items = {item.code: item for item in edition.disclosure_items}
    departments = {department.name: department.pk for department in organization.departments.all()}
    contents = {
        answer["item"]: disclosure.Content(
            published=answer["published"],
            url=f"{row['site']}{answer['path']}" if answer["path"] else "",
            department_id=departments[answer["department"]] if answer["department"] else None,
            note=answer["note"],
        )
        for answer in row["answers"]
    }
    statements = [disclosure.Statement(items[code], content, version=0) for code, content in contents.items()]
    return bool(disclosure.save_answers(organization, edition, statements, user=None).items)


def _organization_of(row: Row) -> Organization:
    return Organization.objects.get(code=row["organization"])


def _edition(year: int) -> Edition:
    return edition_of(FiscalYear.objects.get(year=year))


def _official(organization: Organization, edition: Edition) -> Assessment:
    return official_assessment(organization, edition.fiscal_year)


def _decimal(value: Decimal | int | None) -> Decimal | None:
    return None if value is None else Decimal(value)


def _month(text: str) -> date:
    year, month = (int(part) for part in text.split("-"))
    return date(year, month, 1)
