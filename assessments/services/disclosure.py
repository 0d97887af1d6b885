"""Saving an agency's answers to disclosure items, each guarded by its version; carrying last year's."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db import IntegrityError, transaction
from django.db.models import Count, Exists, F, OuterRef, Q

from assessments.frameworks import Edition
from assessments.models import DisclosureAnswer, DisclosureItem
from organizations.models import Organization, User


@dataclass(frozen=True)
class Content:
    """What a person states about one item."""

    published: bool = False
    url: str = ""
    department_id: int | None = None
    note: str = ""

    def is_of(self, answer: DisclosureAnswer) -> bool:
        """Say whether this is what the answer holds already."""
        return all(getattr(answer, name) == value for name, value in vars(self).items())


@dataclass(frozen=True)
class Statement:
    """What is stated about an item, and the version of the answer that the person saw (0: none)."""

    item: DisclosureItem
    content: Content
    version: int


@dataclass
class Saved:
    """The items whose answers were stored, and those that somebody else had changed meanwhile."""

    items: list[DisclosureItem] = field(default_factory=list)
    conflicts: list[DisclosureItem] = field(default_factory=list)


def answers_of(organization: Organization, edition: Edition) -> dict[int, DisclosureAnswer]:
    """Return the agency's answers of a year by the key of their item."""
    found = DisclosureAnswer.objects.filter(
        organization=organization, item__sub_indicator__indicator__fiscal_year=edition.fiscal_year
    )
    return {answer.item_id: answer for answer in found.select_related("department", "changed_by")}


def disclosure_counts(organization: Organization, year: int) -> tuple[int, int]:
    """Return how many items a year has, and how many of them the agency has not called published."""
    published = DisclosureAnswer.objects.filter(organization=organization, published=True)
    items = DisclosureItem.objects.filter(sub_indicator__indicator__fiscal_year__year=year)
    counts = items.annotate(done=Exists(published.filter(item=OuterRef("pk")))).aggregate(
        items=Count("pk"), missing=Count("pk", filter=Q(done=False))
    )
    return counts["items"], counts["missing"]


@transaction.atomic
def save_answers(
    organization: Organization, edition: Edition, statements: Iterable[Statement], *, user: User | None
) -> Saved:
    """Store what was stated; an answer that somebody else changed meanwhile stays as it is and is told.

    Stating what is stored already changes nothing and is no conflict.
    """
    stored, saved = answers_of(organization, edition), Saved()
    for statement in statements:
        answer = stored.get(statement.item.pk) or _empty(organization, statement.item)
        if statement.content.is_of(answer):
            continue
        told = saved.items if _store(answer, statement, user) else saved.conflicts
        told.append(statement.item)
    return saved


def proposals(
    organization: Organization, edition: Edition, stored: Mapping[int, DisclosureAnswer]
) -> dict[DisclosureItem, Content]:
    """Return, for items without an answer, where last year's item of the same name was and who saw to it.

    What was published last year says nothing about this year's: no proposal counts as published.
    """
    empty = [item for item in edition.disclosure_items if item.pk not in stored]
    if not empty:
        return {}
    rows = DisclosureAnswer.objects.filter(
        organization=organization, item__sub_indicator__indicator__fiscal_year__year=edition.year - 1
    ).values_list("item__name", "url", "department_id")
    before = {name: Content(url=url, department_id=department) for name, url, department in rows}
    found = {item: before.get(item.name, Content()) for item in empty}
    return {item: content for item, content in found.items() if content != Content()}


@transaction.atomic
def carry_answers(organization: Organization, edition: Edition, *, user: User | None) -> int:
    """Store the proposals as answers that wait to be confirmed; return how many."""
    offered = proposals(organization, edition, answers_of(organization, edition))
    return sum(
        _store(_empty(organization, item), Statement(item, content, version=0), user, carried=True)
        for item, content in offered.items()
    )


def _empty(organization: Organization, item: DisclosureItem) -> DisclosureAnswer:
    return DisclosureAnswer(organization=organization, item=item)


def _store(
    answer: DisclosureAnswer, statement: Statement, user: User | None, *, carried: bool = False
) -> bool:
    """Write the answer unless another version than the one seen is stored; return whether it was written."""
    if not _claim(answer, statement.version):
        return False
    content = statement.content
    # Who leaves a carried address as it is, whatever else was changed, has not confirmed it yet.
    untouched = answer.carried and not content.published and content.url == answer.url
    answer.carried = bool(content.url) and (carried or untouched)  # a department needs nobody to look
    for name, value in vars(content).items():
        setattr(answer, name, value)
    answer.changed_by, answer.version = user, statement.version + 1
    try:
        with transaction.atomic():
            answer.save()
    except IntegrityError:  # somebody gave the first answer meanwhile
        return False
    return True


def _claim(answer: DisclosureAnswer, version: int) -> bool:
    """Take a stored answer for this transaction by one conditional UPDATE; a new one has nobody's version."""
    if answer.pk is None:
        return version == 0
    claimed = DisclosureAnswer.objects.filter(pk=answer.pk, version=version)
    return bool(claimed.update(version=F("version") + 1))
