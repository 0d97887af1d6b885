"""Writing a memo and an organization's review chain."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import F

from assessments.models import Assessment
from organizations.models import Organization, User
from reports.models import Memo, ReviewChain, ReviewPosition
from reports.texts import check_placeholders


@dataclass(frozen=True)
class MemoText:
    """What an author writes; empty fields print the default wording or dots."""

    office: str = ""
    number: str = ""
    date: date | None = None
    subject: str = ""
    addressee: str = ""
    speed: str = ""
    reason: str = ""
    purpose: str = ""
    closing: str = ""
    author_name: str = ""
    author_position: str = ""


@dataclass(frozen=True)
class ChainRow:
    """One position of a review chain, in the order of the list it stands in."""

    title: str
    person: User | None = None
    printed_name: str = ""
    deputy: User | None = None
    deputy_title: str = ""


class StaleMemo(Exception):
    """Somebody else saved the memo meanwhile."""


class StaleChain(Exception):
    """Somebody else saved the review chain meanwhile."""


class ClosedMemo(Exception):
    """The memo is on its way or issued: its text cannot be changed."""


def save_memo(assessment: Assessment, text: MemoText, *, version: int) -> Memo:
    """Store the memo of an assessment; `version` is the one that the person saw, 0 for none.

    Raises StaleMemo, ClosedMemo, and UnknownPlaceholder for a paragraph with unknown placeholders.
    """
    for paragraph in (text.reason, text.purpose, text.closing):
        check_placeholders(paragraph)
    with transaction.atomic():
        memo = _claim(assessment, version)
        for name, value in asdict(text).items():
            setattr(memo, name, value)
        memo.save(update_fields=[*asdict(text), "changed_at"])
    return memo


def _claim(assessment: Assessment, version: int) -> Memo:
    """Take the row for this transaction by one conditional UPDATE; make it when there was none."""
    rows = Memo.objects.filter(assessment=assessment)
    if version == 0 and not rows.exists():
        _create(assessment)
    if not rows.filter(version=version, state__in=Memo.OPEN).update(version=F("version") + 1):
        if rows.filter(version=version).exists():
            raise ClosedMemo
        raise StaleMemo
    return rows.get()


def _create(assessment: Assessment) -> None:
    try:
        with transaction.atomic():
            Memo.objects.create(assessment=assessment)
    except IntegrityError:
        raise StaleMemo from None


def chain_version(organization: Organization) -> int:
    """Return the version of the review chain that a form must have seen; 0 for one never saved."""
    found = ReviewChain.objects.filter(organization=organization).values_list("version", flat=True)
    return found.first() or 0


def save_chain(organization: Organization, rows: Sequence[ChainRow], *, version: int) -> list[ReviewPosition]:
    """Replace the review chain; memos that are on their way keep the chain that they were sent with.

    Raises StaleChain unless the chain still is the `version` that the person saw.
    """
    with transaction.atomic():
        chain, _ = ReviewChain.objects.get_or_create(organization=organization)
        seen = ReviewChain.objects.filter(pk=chain.pk, version=version)
        if not seen.update(version=F("version") + 1):
            raise StaleChain
        for position in organization.review_positions.all():
            position.delete()
        return [
            ReviewPosition.objects.create(organization=organization, order=order, **_columns(row))
            for order, row in enumerate(rows, start=1)
        ]


def _columns(row: ChainRow) -> dict[str, object]:
    return {name: getattr(row, name) for name in ChainRow.__dataclass_fields__}
