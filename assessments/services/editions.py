"""Bringing a year's framework into the database: from its file, or as a copy of another year."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Model

from assessments.framework_files import EditionData, IndicatorData, InstrumentData
from assessments.frameworks import edition_of
from assessments.models import FiscalYear, Indicator, Instrument, Level, Suggestion
from assessments.services.edition_items import load_items
from assessments.services.totals import refresh_year
from thai.dates import fiscal_year_of

Row = TypeVar("Row", bound=Model)


@transaction.atomic
def load(edition: EditionData, *, refresh: bool = False) -> bool:
    """Store an edition; return whether anything was written.

    A year that is there already stays as its administrators left it, unless `refresh` is asked for:
    then texts, levels and weights are written anew and rows are matched by number and code, so that
    stored scores keep their indicators and agencies' answers their disclosure items.
    """
    stored = FiscalYear.objects.filter(year=edition.year).first()
    if stored and not refresh:
        return False
    fiscal_year, _ = FiscalYear.objects.update_or_create(
        year=edition.year,
        defaults={
            "target": edition.target,
            "level_rule": edition.level_rule,
            "announced_on": edition.announced_on,
            "announcement_title": edition.announcement_title,
            "confirmed": edition.confirmed,
            "note": edition.note,
            "oit_binary_confirmed": edition.oit_binary_confirmed,
        },
    )
    fiscal_year.levels.all().delete()
    Level.objects.bulk_create(Level(fiscal_year=fiscal_year, **asdict(level)) for level in edition.levels)
    for order, instrument in enumerate(edition.instruments):
        _load_instrument(fiscal_year, instrument, order)
    load_items(fiscal_year, edition)
    refresh_year(fiscal_year)
    return True


def framework_changed(fiscal_year: FiscalYear) -> None:
    """Keep the year's totals anew after its framework was edited; call inside the edit's transaction.

    Raises ValidationError unless the weights of its instruments make 100.
    """
    check_weights(fiscal_year.instruments.values_list("weight", flat=True))
    refresh_year(fiscal_year)


def check_weights(weights: Iterable[Decimal]) -> None:
    """Raise ValidationError unless the weights of a year's instruments make 100; none at all may pass."""
    total = sum(weights, Decimal(0))
    if total not in (0, 100):
        raise ValidationError(f"น้ำหนักของเครื่องมือทุกตัวในปีเดียวกันต้องรวมกันได้ 100 ขณะนี้รวมได้ {total.normalize():f}")


def _load_instrument(fiscal_year: FiscalYear, data: InstrumentData, order: int) -> None:
    instrument, _ = Instrument.objects.update_or_create(
        fiscal_year=fiscal_year,
        code=data.code,
        defaults={"name": data.name, "weight": data.weight, "about": data.about, "order": order},
    )
    for indicator in data.indicators:
        _load_indicator(instrument, indicator)


def _load_indicator(instrument: Instrument, data: IndicatorData) -> None:
    indicator, _ = Indicator.objects.update_or_create(
        fiscal_year=instrument.fiscal_year,
        number=data.number,
        defaults={
            "instrument": instrument,
            "name": data.name,
            "aliases": list(data.aliases),
            "objective": data.objective,
            "recommendation": data.recommendation,
        },
    )
    indicator.suggestions.all().delete()
    Suggestion.objects.bulk_create(
        Suggestion(indicator=indicator, order=order, **(asdict(row) | {"method": list(row.method)}))
        for order, row in enumerate(data.suggestions)
    )


@transaction.atomic
def copy(source: FiscalYear, year: int) -> FiscalYear:
    """Make a new year as a copy of another: unconfirmed, without an announcement.

    Raises django.db.IntegrityError when the year is there already.
    """
    edition = edition_of(source)
    levels = list(source.levels.all())
    fiscal_year = FiscalYear.objects.create(
        year=year,
        target=source.target,
        level_rule=source.level_rule,
        oit_binary_confirmed=False,
        note=f"คัดลอกจากกรอบการประเมินปี {source.year} ยังไม่ได้ตรวจกับเอกสารทางการของปี {year}",
    )
    _copy_rows(levels, fiscal_year=fiscal_year)
    for old in edition.instruments:
        indicators = edition.of_instrument(old)
        new = _copy_row(old, fiscal_year=fiscal_year)
        for indicator in indicators:
            _copy_indicator(indicator, fiscal_year, new)
    return fiscal_year


def running(year: int, today: date) -> FiscalYear | None:
    """Return the edition of a fiscal year (B.E.) that runs or comes next.

    While nobody has made it, it is a copy of the year before: offices plan for a year long before its
    framework is announced. None for a year further ahead, or without a year before it.
    """
    stored = FiscalYear.objects.filter(year=year).first()
    source = FiscalYear.objects.filter(year=year - 1).first()
    if stored or source is None or year > fiscal_year_of(today) + 1:
        return stored
    try:
        return copy(source, year)
    except IntegrityError:
        return FiscalYear.objects.get(year=year)  # somebody else made it just now


def _copy_indicator(old: Indicator, fiscal_year: FiscalYear, instrument: Instrument) -> None:
    suggestions = list(old.suggestions.all())
    parts = [(part, list(part.items.all())) for part in old.sub_indicators.all()]
    new = _copy_row(old, fiscal_year=fiscal_year, instrument=instrument)
    _copy_rows(suggestions, indicator=new)
    for part, items in parts:
        _copy_rows(items, sub_indicator=_copy_row(part, indicator=new))


def _copy_rows(rows: Iterable[Model], **changes: Any) -> None:
    for row in rows:
        _copy_row(row, **changes)


def _copy_row(row: Row, **changes: Any) -> Row:
    """Store a copy of a row with some fields changed; return it as a new instance."""
    fields = {
        field.attname: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if not field.primary_key
    }
    for name in changes:
        del fields[name if name in fields else f"{name}_id"]
    copied = type(row)(**fields, **changes)
    copied.save()
    return copied
