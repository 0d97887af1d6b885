"""Spreadsheet columns of the framework; rows are known by fiscal year, number and code, not by id."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from import_export.fields import Field
from import_export.widgets import ForeignKeyWidget

from assessments.models import DisclosureItem, FiscalYear, Indicator, Instrument, Level, SubIndicator
from assessments.services import editions
from organizations.resources import NaturalResource, key_field

YEAR = "fiscal_year"


class OfYearWidget(ForeignKeyWidget):
    """Finds a row by a key that is unique within the fiscal year of the line."""

    def __init__(self, model: type, key: str, year_path: str) -> None:
        super().__init__(model, key)
        self.year_path = year_path

    def get_queryset(self, value: Any, row: Any, *args: Any, **kwargs: Any) -> QuerySet[Any]:
        """Keep the rows of the line's year."""
        return super().get_queryset(value, row).filter(**{self.year_path: row[YEAR]})


class FrameworkResource(NaturalResource):
    """Rows that decide totals and levels: after a change these are kept anew."""

    year_column = YEAR

    def after_import(self, dataset: Any, result: Any, **kwargs: Any) -> None:
        """Check and keep each year that has a line in the file."""
        super().after_import(dataset, result, **kwargs)
        if result.has_errors() or result.has_validation_errors():
            return  # nothing of the file is kept
        if result.totals["skip"] < len(dataset):
            for fiscal_year in FiscalYear.objects.filter(year__in=set(dataset[self.year_column])):
                editions.framework_changed(fiscal_year)


class FiscalYearResource(FrameworkResource):
    """A fiscal year by its number (B.E.)."""

    year_column = "year"

    class Meta(NaturalResource.Meta):
        model = FiscalYear
        import_id_fields = ("year",)
        exclude = ("id",)


class LevelResource(FrameworkResource):
    """A level by year and name."""

    fiscal_year = key_field(YEAR, FiscalYear, "year")

    class Meta(NaturalResource.Meta):
        model = Level
        import_id_fields = (YEAR, "name")
        exclude = ("id",)


class InstrumentResource(FrameworkResource):
    """An instrument by year and code."""

    fiscal_year = key_field(YEAR, FiscalYear, "year")

    class Meta(NaturalResource.Meta):
        model = Instrument
        import_id_fields = (YEAR, "code")
        exclude = ("id",)


class IndicatorResource(FrameworkResource):
    """An indicator by year and number; its instrument by code."""

    fiscal_year = key_field(YEAR, FiscalYear, "year")
    instrument = Field("instrument", "instrument", OfYearWidget(Instrument, "code", "fiscal_year__year"))

    class Meta(NaturalResource.Meta):
        model = Indicator
        import_id_fields = (YEAR, "number")
        exclude = ("id",)


class SubIndicatorResource(NaturalResource):
    """A sub-indicator by year and code; its indicator by number."""

    fiscal_year = Field("indicator__fiscal_year__year", YEAR, readonly=True)
    indicator = Field("indicator", "indicator", OfYearWidget(Indicator, "number", "fiscal_year__year"))

    class Meta(NaturalResource.Meta):
        model = SubIndicator
        import_id_fields = ("indicator", "code")
        exclude = ("id",)


class DisclosureItemResource(NaturalResource):
    """An OIT item by year, sub-indicator and code."""

    fiscal_year = Field("sub_indicator__indicator__fiscal_year__year", YEAR, readonly=True)
    sub_indicator = Field(
        "sub_indicator", "sub_indicator", OfYearWidget(SubIndicator, "code", "indicator__fiscal_year__year")
    )

    class Meta(NaturalResource.Meta):
        model = DisclosureItem
        import_id_fields = ("sub_indicator", "code")
        exclude = ("id",)
