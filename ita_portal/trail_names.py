"""The names of what the audit log knows by its key only: those of a whole page in one query."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import reduce
from typing import Any

from django.db.models import CharField, F, Model, QuerySet, Value
from django.db.models.functions import Cast

from assessments.models import (
    Assessment,
    DisclosureItem,
    FiscalYear,
    Indicator,
    Instrument,
    SubIndicator,
)
from measures.models import Measure, Plan, Progress
from organizations.models import Department, Organization, User
from reports.models import IssuedDocument

Key = tuple[type[Model], str]  # a model and the text of a primary key

_RESULT = ("organization__kind", "organization__name", "fiscal_year__year")
# What the __str__ of each model reads.
NAMED_BY: dict[type[Model], tuple[str, ...]] = {
    Organization: ("kind", "name"),
    Department: ("name",),
    User: ("name_title", "first_name", "last_name", "username"),
    FiscalYear: ("year",),
    Instrument: ("code", "fiscal_year__year"),
    Indicator: ("number", "name"),
    SubIndicator: ("code", "name"),
    DisclosureItem: ("code", "name"),
    Assessment: _RESULT,
    Plan: _RESULT,
    Measure: ("approach",),
    Progress: ("measure__approach", "percent"),
    IssuedDocument: ("kind", "organization__kind", "organization__name", "year"),
}
COLUMNS = tuple(f"text_{place}" for place in range(max(map(len, NAMED_BY.values()))))
AT_ONCE = 900  # keys of one query: SQLite takes no more than a thousand parameters


def names_of(keys: Iterable[Key]) -> dict[Key, str]:
    """Return the name of each thing that still is there."""
    wanted = sorted(set(keys), key=lambda key: (key[0]._meta.label, key[1]))
    parts = [wanted[start : start + AT_ONCE] for start in range(0, len(wanted), AT_ONCE)]
    models = {model._meta.label: model for model in NAMED_BY}
    return {
        (models[label], str(pk)): _name(models[label], texts)
        for part in parts
        for label, pk, *texts in _rows(part)
    }


def _rows(keys: list[Key]) -> QuerySet[Any, Any]:
    """Read every key's texts, of whatever model, by one UNION."""
    models: dict[type[Model], list[str]] = {}
    for model, pk in keys:
        models.setdefault(model, []).append(pk)
    return reduce(lambda left, right: left.union(right, all=True), map(_texts, models, models.values()))


def _texts(model: type[Model], keys: list[str]) -> QuerySet[Any, Any]:
    texts: dict[str, Any] = dict.fromkeys(COLUMNS, Value("", CharField()))
    texts |= {
        column: Cast(F(path), CharField()) for column, path in zip(COLUMNS, NAMED_BY[model], strict=False)
    }
    found = model._base_manager.filter(pk__in=keys).order_by()  # what was deleted softly, too
    return found.annotate(label=Value(model._meta.label, CharField()), **texts).values_list(
        "label", "pk", *COLUMNS
    )


def _name(model: type[Model], texts: list[str]) -> str:
    return str(_instance(model, dict(zip(NAMED_BY[model], texts, strict=False))))


def _instance(model: type[Model], values: Mapping[str, str]) -> Model:
    """Make an unsaved object of the values at their paths, only to ask it for its name."""
    own = {path: value for path, value in values.items() if "__" not in path}
    related: dict[str, dict[str, str]] = {}
    for path, value in values.items():
        head, _, rest = path.partition("__")
        if rest:
            related.setdefault(head, {})[rest] = value
    made = {name: _instance(_target(model, name), inner) for name, inner in related.items()}
    return model(**own, **made)


def _target(model: type[Model], name: str) -> type[Model]:
    target: type[Model] = model._meta.get_field(name).related_model  # type: ignore[assignment]  # a relation's
    return target
