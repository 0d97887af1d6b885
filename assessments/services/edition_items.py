"""Bringing a year's disclosure items into the database, so that what agencies answered keeps its item."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from operator import attrgetter

from django.db.models import CharField, Value
from django.db.models.functions import Cast, Concat

from assessments.framework_data import EditionData
from assessments.models import DisclosureAnswer, DisclosureItem, FiscalYear, SubIndicator

WRITTEN = ("sub_indicator", "code", "name", "must_show", "order")


def load_items(fiscal_year: FiscalYear, edition: EditionData) -> None:
    """Write the year's sub-indicators and items anew; an item that goes on keeps its row.

    The answers to an item that is no more go with it: the audit log keeps what they said.
    """
    numbers = [row.number for instrument in edition.instruments for row in instrument.indicators]
    old = SubIndicator.objects.filter(indicator__fiscal_year=fiscal_year, indicator__number__in=numbers)
    old_parts = list(old.values_list("pk", flat=True))
    old_items = list(DisclosureItem.objects.filter(sub_indicator__in=old_parts))
    # The new rows bear the codes: make them free.
    old.update(code=Concat(Value("-"), Cast("pk", CharField())))
    items = list(_made(fiscal_year, edition))
    gone = _continue(old_items, items)
    DisclosureItem.objects.bulk_update([item for item in items if item.pk], WRITTEN)
    DisclosureItem.objects.bulk_create(item for item in items if not item.pk)
    DisclosureAnswer.objects.filter(item__in=gone).delete()
    SubIndicator.objects.filter(pk__in=old_parts).delete()


def _made(fiscal_year: FiscalYear, edition: EditionData) -> Iterator[DisclosureItem]:
    """Store the sub-indicators; yield their items, not stored yet."""
    indicators = {indicator.number: indicator for indicator in fiscal_year.indicators.all()}
    data = (indicator for instrument in edition.instruments for indicator in instrument.indicators)
    for indicator in data:
        for order, fields in enumerate(indicator.sub_indicators):
            part = SubIndicator.objects.create(
                indicator=indicators[indicator.number], code=fields.code, name=fields.name, order=order
            )
            for place, item in enumerate(fields.items):
                yield DisclosureItem(sub_indicator=part, order=place, **asdict(item))


def _continue(old: list[DisclosureItem], new: list[DisclosureItem]) -> list[DisclosureItem]:
    """Give each new item the row of the old one that it goes on; return the old ones that end.

    The name tells first, since items are renumbered more often than they are renamed; then the code.
    """
    left = {item.pk: item for item in old}
    for key in map(attrgetter, ("name", "code")):
        waiting = {key(item): item for item in left.values()}
        for item in new:
            if item.pk is None and (goes_on := waiting.pop(key(item), None)):
                item.pk = goes_on.pk
                del left[goes_on.pk]
    return list(left.values())
