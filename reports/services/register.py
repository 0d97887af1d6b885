"""Running numbers of documents: one register per organization and calendar year, no number twice."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from organizations.models import Organization
from reports.models import DocumentRegister, Memo
from reports.numbers import is_complete, joined
from reports.services.conflicts import Moved
from thai.dates import be_year


def next_number(organization: Organization, year: int) -> int:
    """Give out the next running number of the calendar year (B.E.).

    The UPDATE counts up in the database and locks the row until the transaction ends, so that two
    callers never read the same number.
    """
    with transaction.atomic():
        DocumentRegister.objects.get_or_create(organization=organization, year=year)
        row = DocumentRegister.objects.filter(organization=organization, year=year)
        row.update(last_number=F("last_number") + 1)
        return row.values_list("last_number", flat=True).get()


def assign_number(memo: Memo, *, version: int, today: date | None = None) -> str:
    """Number an open memo from the register and date it, when it has no date; return the number.

    Raises Moved when the memo was changed meanwhile or has a number already.
    """
    organization = memo.assessment.organization
    day = memo.date or today or timezone.localdate()
    with transaction.atomic():
        running = next_number(organization, be_year(day))
        number = joined(memo.number or organization.document_prefix, running)
        numbered = (
            Memo.objects.filter(pk=memo.pk, version=version, state__in=Memo.OPEN)
            .filter(number=memo.number)
            .update(number=number, date=day, version=F("version") + 1, changed_at=timezone.now())
        )
        if not numbered or is_complete(memo.number):
            raise Moved  # the transaction ends and the number goes back
    memo.refresh_from_db()
    return number
