"""The self-check of the disclosure items as a page shows it: by sub-indicator, with what they would bring."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Any

from assessments import oit
from assessments.disclosure_forms import AnswerForm
from assessments.frameworks import Edition
from assessments.models import DisclosureAnswer, DisclosureItem, Indicator, SubIndicator
from assessments.results import official_assessment, stored_scores
from organizations.models import Department, Organization


@dataclass(frozen=True)
class Row:
    """One item: the points of the total that it is worth, its answer if any, its form for who may answer."""

    item: DisclosureItem
    worth: Decimal
    answer: DisclosureAnswer | None
    form: AnswerForm | None = None
    is_conflict: bool = False

    @property
    def published(self) -> bool:
        """Whether it counts."""
        return self.answer is not None and self.answer.published


@dataclass(frozen=True)
class Part:
    """One sub-indicator with its running score."""

    part: SubIndicator
    rows: tuple[Row, ...]

    @property
    def answers(self) -> tuple[bool, ...]:
        """Item by item, whether it is published."""
        return tuple(row.published for row in self.rows)

    @property
    def published(self) -> int:
        """How many of its items are published."""
        return sum(self.answers)

    @property
    def score(self) -> Decimal:
        """The score that the sub-indicator would have."""
        return oit.score_from_items([self.answers])


@dataclass(frozen=True)
class Block:
    """One indicator with the score to expect of it."""

    indicator: Indicator
    share: Fraction
    parts: tuple[Part, ...]
    announced: Decimal | None

    @property
    def answers(self) -> oit.Answers:
        """Of each sub-indicator, item by item, whether it is published."""
        return [part.answers for part in self.parts]

    @property
    def expected(self) -> Decimal:
        """The score to expect."""
        return oit.score_from_items(self.answers)

    @property
    def points(self) -> Decimal:
        """The points of the total that this score brings."""
        return oit.points_from_items([(self.answers, self.share)])

    @property
    def comparison(self) -> str:
        """How the announced score differs, where there is one."""
        return oit.compared(self.expected, self.announced)


@dataclass(frozen=True)
class Checklist:
    """All items of a year; without blocks the year's items are not known."""

    blocks: tuple[Block, ...]

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """Every item in the official order."""
        return tuple(row for block in self.blocks for part in block.parts for row in part.rows)

    @property
    def is_started(self) -> bool:
        """Whether anybody has answered anything: before that, no score says anything."""
        return any(row.answer for row in self.rows)

    @cached_property
    def missing(self) -> list[Row]:
        """What is not published yet, what brings most first."""
        return sorted((row for row in self.rows if not row.published), key=lambda row: -row.worth)

    @property
    def published(self) -> int:
        """How many items are published."""
        return len(self.rows) - len(self.missing)

    @property
    def percent(self) -> int:
        """How many of a hundred items are published, rounded down: a hundred only when nothing is missing."""
        return 100 * self.published // len(self.rows)

    @property
    def points(self) -> Decimal:
        """The points of the total that all of it brings."""
        return oit.points_from_items((block.answers, block.share) for block in self.blocks)

    @property
    def share(self) -> Fraction:
        """The points of the total that all of it can bring."""
        return sum((block.share for block in self.blocks), Fraction(0))

    @property
    def without_address(self) -> list[Row]:
        """What counts as published, though nobody said where."""
        return [row for row in self.rows if row.answer and row.answer.published and not row.answer.url]

    @property
    def unconfirmed(self) -> list[Row]:
        """What was carried from last year and still waits for somebody to look."""
        return [row for row in self.rows if row.answer and row.answer.carried]


@dataclass(frozen=True)
class Desk:
    """What is stored of one organization and year: the answers by the key of their item."""

    organization: Organization
    edition: Edition
    answers: Mapping[int, DisclosureAnswer]

    def forms(self, data: Mapping[str, Any] | None = None) -> list[AnswerForm]:
        """Return a form per item: what was typed where something was, else what is stored."""
        departments = list(self.organization.departments.all())
        return [self._form(item, departments, data) for item in self.edition.disclosure_items]

    def _form(
        self, item: DisclosureItem, departments: list[Department], data: Mapping[str, Any] | None
    ) -> AnswerForm:
        typed = AnswerForm(item, self.answers.get(item.pk), departments, data)
        if data is None or typed.has_changed():
            return typed
        return AnswerForm(item, self.answers.get(item.pk), departments)

    def checklist(
        self, forms: Sequence[AnswerForm] = (), conflicts: Collection[DisclosureItem] = ()
    ) -> Checklist:
        """Lay out the items, those in conflict marked."""
        form_of = {form.item.pk: form for form in forms}

        def row(item: DisclosureItem, worth: Decimal) -> Row:
            return Row(item, worth, self.answers.get(item.pk), form_of.get(item.pk), item in conflicts)

        announced = stored_scores(official_assessment(self.organization, self.edition.fiscal_year))
        return Checklist(
            tuple(
                Block(indicator, share, parts, announced.get(indicator.number))
                for indicator, share in _shares(self.edition)
                if (parts := _parts(indicator, share, row))
            )
        )


def _shares(edition: Edition) -> Iterator[tuple[Indicator, Fraction]]:
    """Yield each indicator with the points of the total that it can bring."""
    for instrument in edition.framework.instruments:
        for number in instrument.indicators:
            yield edition.indicators[number], instrument.share


def _parts(
    indicator: Indicator, share: Fraction, row: Callable[[DisclosureItem, Decimal], Row]
) -> tuple[Part, ...]:
    """Lay out an indicator; a sub-indicator without items is left out, nothing can be said about it."""
    parts = [part for part in indicator.sub_indicators.all() if part.items.all()]
    sizes = [len(part.items.all()) for part in parts]
    return tuple(
        Part(part, tuple(row(item, oit.item_worth(sizes, index, share)) for item in part.items.all()))
        for index, part in enumerate(parts)
    )
