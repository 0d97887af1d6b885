"""The shape of a fiscal year's assessment framework, as plain data without any storage."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

LevelRule = Literal["total", "total_and_tools"]


@dataclass(frozen=True)
class LevelData:
    """A level of the result: the lowest total (and, where it counts, lowest tool mean) that earns it."""

    name: str
    minimum_total: Decimal
    minimum_tool: Decimal | None
    order: int
    shade: int
    meaning: str


@dataclass(frozen=True)
class ItemData:
    """A disclosure item of the OIT check: its O-number, name and what the published data must show."""

    code: str
    name: str
    must_show: str


@dataclass(frozen=True)
class SubIndicatorData:
    """A field of an OIT indicator ("9.1") with its disclosure items in order."""

    code: str
    name: str
    items: tuple[ItemData, ...]


@dataclass(frozen=True)
class SuggestionData:
    """A measure that an agency may adopt for an indicator; `method` holds its steps in order."""

    issue: str
    approach: str
    method: tuple[str, ...]
    follow_up: str
    indicator_of_success: str


@dataclass(frozen=True)
class IndicatorData:
    """An indicator: official name, other names met in spreadsheets, and its default texts."""

    number: int
    name: str
    aliases: tuple[str, ...]
    objective: str
    recommendation: str
    sub_indicators: tuple[SubIndicatorData, ...]
    suggestions: tuple[SuggestionData, ...]


@dataclass(frozen=True)
class InstrumentData:
    """An instrument (IIT, EIT, OIT) with its weight in percent of the total."""

    code: str
    name: str
    weight: Decimal
    about: str
    indicators: tuple[IndicatorData, ...]


@dataclass(frozen=True)
class EditionData:
    """The whole framework of one fiscal year (B.E.); `note` says in Thai what is not confirmed, and why."""

    year: int
    target: Decimal
    confirmed: bool
    note: str
    oit_binary_confirmed: bool
    announced_on: date | None
    announcement_title: str
    level_rule: LevelRule
    levels: tuple[LevelData, ...]
    instruments: tuple[InstrumentData, ...]
