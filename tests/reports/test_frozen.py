"""Contexts survive JSON: what was submitted is read back equal, through a real JSON text."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.models import FiscalYear
from organizations.models import Organization
from reports.documents.kinds import KINDS
from reports.documents.sources import sources_of
from reports.frozen import from_json, to_json
from reports.services.freeze import CONTEXTS
from tests.reports.makers import memo, scored


@dataclass(frozen=True)
class Leaf:
    number: Decimal
    day: date | None
    word: str = "ค่าเริ่มต้น"


@dataclass(frozen=True)
class Tree:
    leaves: tuple[Leaf, ...]
    pairs: tuple[tuple[str, int], ...]
    best: Leaf | None
    good: bool


leaves = st.builds(
    Leaf, st.decimals(allow_nan=False, allow_infinity=False), st.none() | st.dates(), st.text()
)
trees = st.builds(
    Tree,
    st.lists(leaves, max_size=3).map(tuple),
    st.lists(st.tuples(st.text(), st.integers()), max_size=3).map(tuple),
    st.none() | leaves,
    st.booleans(),
)


@given(trees)
def test_any_context_comes_back_equal(tree: Tree) -> None:
    assert from_json(Tree, json.loads(json.dumps(to_json(tree)))) == tree


def test_a_field_that_came_later_takes_its_default() -> None:
    assert from_json(Leaf, {"number": "1.50", "day": None}) == Leaf(Decimal("1.50"), None)


def test_a_missing_field_without_default_is_refused() -> None:
    with pytest.raises(TypeError):
        from_json(Leaf, {"day": None})


@pytest.mark.django_db
@pytest.mark.parametrize("key", KINDS)
@pytest.mark.parametrize("with_scores", [True, False])
def test_the_documents_own_contexts(organization: Organization, key: str, with_scores: bool) -> None:
    if with_scores:
        scored(organization)
    memo(organization)
    context = KINDS[key].build(sources_of(organization, FiscalYear.objects.get(year=2564)))
    assert from_json(CONTEXTS[key], json.loads(json.dumps(to_json(context)))) == context
