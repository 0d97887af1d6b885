"""Editions of the assessment's framework as plain data, read from the JSON files of one folder.

`base.json` holds what every fiscal year shares, `suggestions.json` the measures that may be suggested for an
indicator, `oit_items.json` the catalogue of disclosure items, and `<year>.json` what belongs to one fiscal
year alone. No ORM, no clock, no settings: the command that stores an edition builds on `load_edition`.
"""

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import cast

from assessments.framework_data import (
    EditionData,
    IndicatorData,
    InstrumentData,
    ItemData,
    LevelData,
    LevelRule,
    SubIndicatorData,
    SuggestionData,
)
from assessments.json_nodes import FrameworkFileError, Node, read_json

__all__ = [
    "EditionData",
    "FrameworkFileError",
    "IndicatorData",
    "InstrumentData",
    "ItemData",
    "LevelData",
    "LevelRule",
    "SubIndicatorData",
    "SuggestionData",
    "available_years",
    "load_edition",
]

_FULL_SCORE = Decimal(100)
_BEST_SHADE, _WORST_SHADE = 1, 7
_YEAR_FILE = re.compile(r"(\d{4})\.json")


def available_years(folder: Path) -> list[int]:
    """Return the fiscal years (B.E., ascending) that have a file in the folder."""
    names = (_YEAR_FILE.fullmatch(path.name) for path in folder.iterdir())
    return sorted(int(name[1]) for name in names if name)


def load_edition(year: int, folder: Path) -> EditionData:
    """Return the framework of a fiscal year (B.E.).

    Raises FrameworkFileError, naming file and key, for anything missing, unknown or inconsistent.
    """
    base = read_json(folder / "base.json")
    base.expect("announcement_title", "level_schemes", "sub_indicators", "instruments")
    edition = _read_year(year, folder)
    note = edition.optional("unconfirmed")
    announced = edition.optional("announced_on")
    scheme = base["level_schemes"][edition["levels"].text()]
    scheme.expect("rule", "levels")
    rule = cast(LevelRule, scheme["rule"].choice("total", "total_and_tools"))
    return EditionData(
        year=year,
        target=edition["target"].decimal(_FULL_SCORE),
        confirmed=note is None,
        note=note.text() if note else "",
        oit_binary_confirmed=edition["oit_binary_confirmed"].flag(),
        announced_on=announced.date() if announced else None,
        announcement_title=(edition.optional("announcement_title") or base["announcement_title"]).text(),
        level_rule=rule,
        levels=_levels(scheme["levels"], rule),
        instruments=_instruments(base, _sub_indicators(edition, base, folder), folder),
    )


def _read_year(year: int, folder: Path) -> Node:
    edition = read_json(folder / f"{year}.json")
    edition.expect(
        "target",
        "levels",
        "oit_binary_confirmed",
        optional=("unconfirmed", "announced_on", "announcement_title", "oit", "oit_from", "oit_changes"),
    )
    return edition


def _levels(node: Node, rule: LevelRule) -> tuple[LevelData, ...]:
    levels = tuple(_level(row, order) for order, row in enumerate(node.list()))
    if rule == "total" and any(level.minimum_tool is not None for level in levels):
        node.fail("the rule looks at the total alone, yet a level asks for a tool's minimum")
    demands = [(level.minimum_total, level.minimum_tool or Decimal(0)) for level in levels]
    if any(better <= worse for better, worse in pairwise(demands)):
        node.fail("levels must run from the best to the worst, each asking for less than the one before")
    if demands[-1:] != [(Decimal(0), Decimal(0))]:
        node.fail("the last level must start at 0, so that every total has a level")
    return levels


def _level(row: Node, order: int) -> LevelData:
    row.expect("name", "minimum_total", "shade", "meaning", optional=("minimum_tool",))
    minimum_tool = row.optional("minimum_tool")
    return LevelData(
        name=row["name"].text(),
        minimum_total=row["minimum_total"].decimal(_FULL_SCORE),
        minimum_tool=minimum_tool.decimal(_FULL_SCORE) if minimum_tool else None,
        order=order,
        shade=row["shade"].integer(_BEST_SHADE, _WORST_SHADE),
        meaning=row["meaning"].text(),
    )


def _instruments(
    base: Node, sub_indicators: Mapping[int, tuple[SubIndicatorData, ...]], folder: Path
) -> tuple[InstrumentData, ...]:
    suggestions = _suggestions(folder)
    node = base["instruments"]
    instruments = tuple(_instrument(row, sub_indicators, suggestions) for row in node.list())
    _require_unique(node, (instrument.code for instrument in instruments))
    if sum(instrument.weight for instrument in instruments) != _FULL_SCORE:
        node.fail("the weights must add up to 100")
    numbers = [indicator.number for instrument in instruments for indicator in instrument.indicators]
    _require_unique(node, numbers)
    if numbers != list(range(1, len(numbers) + 1)):
        node.fail("indicators must be numbered from 1 on, in order and without a gap")
    for number in {*sub_indicators, *suggestions} - set(numbers):
        node.fail(f"no indicator {number}, although items or suggestions name it")
    return instruments


def _instrument(
    row: Node,
    sub_indicators: Mapping[int, tuple[SubIndicatorData, ...]],
    suggestions: Mapping[int, tuple[SuggestionData, ...]],
) -> InstrumentData:
    row.expect("code", "name", "weight", "about", "indicators")
    return InstrumentData(
        code=row["code"].text(),
        name=row["name"].text(),
        weight=row["weight"].decimal(_FULL_SCORE),
        about=row["about"].text(),
        indicators=tuple(
            _indicator(indicator, sub_indicators, suggestions) for indicator in row["indicators"].list()
        ),
    )


def _indicator(
    row: Node,
    sub_indicators: Mapping[int, tuple[SubIndicatorData, ...]],
    suggestions: Mapping[int, tuple[SuggestionData, ...]],
) -> IndicatorData:
    row.expect("number", "name", "aliases", "objective", "recommendation")
    number = row["number"].integer(1, 99)
    return IndicatorData(
        number=number,
        name=row["name"].text(),
        aliases=row["aliases"].texts(),
        objective=row["objective"].text(),
        recommendation=row["recommendation"].text(),
        sub_indicators=sub_indicators.get(number, ()),
        suggestions=suggestions.get(number, ()),
    )


def _suggestions(folder: Path) -> dict[int, tuple[SuggestionData, ...]]:
    entries = read_json(folder / "suggestions.json").entries()
    return {
        node.key_number(): tuple(_suggestion(suggestion) for suggestion in node.list())
        for node in entries.values()
    }


def _suggestion(row: Node) -> SuggestionData:
    row.expect("issue", "approach", "method", "follow_up", "indicator_of_success")
    return SuggestionData(
        issue=row["issue"].text(),
        approach=row["approach"].text(),
        method=row["method"].texts(),
        follow_up=row["follow_up"].text(),
        indicator_of_success=row["indicator_of_success"].text(),
    )


def _sub_indicators(edition: Node, base: Node, folder: Path) -> dict[int, tuple[SubIndicatorData, ...]]:
    """Return the sub-indicators by indicator number; none where the year's items are not known."""
    catalogue = read_json(folder / "oit_items.json")
    fields = _fields(edition, folder)
    changes = _changes(edition, fields)
    grouped: dict[int, tuple[SubIndicatorData, ...]] = {}
    for code, field in fields.items():
        items = tuple(
            _item(changes.get(o_number, reference), catalogue)
            for o_number, reference in field["items"].entries().items()
        )
        name = (field.optional("name") or base["sub_indicators"][code]).text()
        number = field.key_number()
        grouped[number] = (*grouped.get(number, ()), SubIndicatorData(code, name, items))
    return grouped


def _fields(edition: Node, folder: Path) -> dict[str, Node]:
    """Return the year's own lists of items by sub-indicator, or those of the year it refers to."""
    source = edition.optional("oit_from")
    if source is not None:
        edition = _read_year(source.integer(2500, 2699), folder)
        if edition.optional("oit") is None:
            source.fail("that year has no items of its own")
    oit = edition.optional("oit")
    if oit is None:
        return {}
    fields = oit.entries()
    for field in fields.values():
        field.expect("items", optional=("name",))
    numbers = [number for field in fields.values() for number in field["items"].entries()]
    if numbers != [f"O{position}" for position in range(1, len(numbers) + 1)]:
        oit.fail("items must be numbered from O1 on, in order and without a gap")
    return fields


def _changes(edition: Node, fields: Mapping[str, Node]) -> dict[str, Node]:
    node = edition.optional("oit_changes")
    changes = node.entries() if node else {}
    known = {number for field in fields.values() for number in field["items"].entries()}
    for number, change in changes.items():
        if number not in known:
            change.fail("no such item to change")
    return changes


def _item(reference: Node, catalogue: Node) -> ItemData:
    name = reference.text()
    if name not in catalogue.entries():
        reference.fail(f"no item {name!r} in {catalogue.file}")
    item = catalogue[name]
    item.expect("name", "must_show")
    return ItemData(reference.last_key, item["name"].text(), item["must_show"].text())


def _require_unique(node: Node, values: Iterable[object]) -> None:
    seen = set()
    for value in values:
        if value in seen:
            node.fail(f"{value} is given twice")
        seen.add(value)
