"""Reads of one fiscal year over many organizations: filters, counts by level and state, heat map."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeAlias

from django.db.models import Avg, Case, Count, Exists, F, FilteredRelation, OuterRef, Q, QuerySet, When
from django.db.models.expressions import Combinable, OrderBy

from assessments.models import Assessment, FiscalYear, Level, Score
from organizations.models import Organization, User
from thai.text import normalise

# Organizations with the columns of the year's result beside them: assessment_pk, total, level, state.
Found: TypeAlias = QuerySet[Any]

NONE = "none"  # in an address: without a level, without an assessment
LONGEST_SEARCH = 100
PLACE = ("province", "district", "name", "pk")
ORDERS: dict[str, tuple[str | OrderBy | Combinable, ...]] = {
    "-total": (F("total").desc(nulls_last=True), *PLACE),
    "total": (F("total").asc(nulls_last=True), *PLACE),
    "name": ("name", *PLACE),
    "-name": ("-name", *PLACE),
    "province": PLACE,
    "-province": ("-province", *PLACE[1:]),
}
# Least score of each colour step of the heat map; a score below the last one gets the step after it.
HEAT_STEPS = tuple(map(Decimal, (95, 85, 75, 65, 55, 50)))


@dataclass(frozen=True)
class OverviewFilter:
    """What the address asks for; an empty string leaves a filter out."""

    q: str = ""
    level: str = ""
    state: str = ""
    province: str = ""
    kind: str = ""
    sort: str = "-total"

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> OverviewFilter:
        """Read the filter from an address; unknown sort orders fall back to the default."""
        asked = {name: _cleaned(query.get(name, "")) for name in ("q", "level", "state", "province", "kind")}
        sort = query.get("sort", "")
        return cls(**asked, sort=sort if sort in ORDERS else cls.sort)

    @property
    def is_narrow(self) -> bool:
        """Say whether anything but the order is asked for."""
        return any((self.q, self.level, self.state, self.province, self.kind))


@dataclass(frozen=True)
class Bucket:
    """How many organizations hold a level or a state; `start` and `width` in percent of all."""

    key: str
    name: str
    shade: int | None
    count: int
    start: float
    width: float


@dataclass(frozen=True)
class Facets:
    """Counts of what the filters leave: by level and by state, each without its own filter."""

    levels: tuple[Bucket, ...]
    states: tuple[Bucket, ...]
    count: int


def _cleaned(text: str) -> str:
    return normalise(text.replace("\x00", ""))[:LONGEST_SEARCH]


def organizations_in(user: User, fiscal_year: FiscalYear, asked: OverviewFilter) -> Found:
    """Return the visible organizations, by search and place, with the year's official result beside them.

    The filters on level and state are left to `narrowed`, so that the counts can be taken before.
    """
    of_year = Q(assessments__fiscal_year=fiscal_year, assessments__kind=Assessment.Kind.OFFICIAL)
    exact = {"province": asked.province, "kind": asked.kind}
    found = (
        Organization.objects.visible_to(user)
        .search(asked.q)
        .filter(**{name: value for name, value in exact.items() if value})
    )
    found = found.annotate(result=FilteredRelation("assessments", condition=of_year))
    # A draft without figures, as an undone import leaves it, is no data yet: it has no total and no level.
    filled = Exists(Assessment.objects.with_figures().filter(pk=OuterRef("result__pk")))
    return found.annotate(
        total=F("result__total"),
        level=F("result__level"),
        state=Case(When(filled, then=F("result__state"))),
        assessment_pk=Case(When(filled, then=F("result__pk"))),
    )


def narrowed(found: Found, asked: OverviewFilter) -> Found:
    """Keep what the filters on level and state leave, in the asked order."""
    if asked.level:
        found = found.filter(_level_is(asked.level))
    if asked.state == NONE:
        found = found.filter(assessment_pk=None)
    elif asked.state:
        found = found.filter(state=asked.state)
    return found.order_by(*ORDERS[asked.sort])


def _level_is(level: str) -> Q:
    if level == NONE:
        return Q(assessment_pk=None) | Q(level="")
    return Q(level=level)


def facets_of(found: Found, levels: Iterable[Level], asked: OverviewFilter) -> Facets:
    """Count by level and state in one query; each count heeds the other one's filter."""
    rows = found.order_by().values_list("level", "state").annotate(Count("pk"))
    by_level: Counter[str] = Counter()
    by_state: Counter[str] = Counter()
    for level, state, count in rows:
        by_level[level or NONE] += count * (asked.state in ("", state or NONE))
        by_state[state or NONE] += count * (asked.level in ("", level or NONE))
    shades = {level.name: level.shade for level in levels}
    known = dict.fromkeys((*shades, *by_level))
    known.pop(NONE, None)
    return Facets(
        levels=_buckets({name: name for name in known} | {NONE: "ยังไม่มีระดับ"}, by_level, shades),
        states=_buckets(dict(Assessment.State.choices) | {NONE: "ยังไม่มีข้อมูล"}, by_state, {}),
        count=by_level[asked.level] if asked.level else by_level.total(),
    )


def _buckets(names: Mapping[str, str], counts: Counter[str], shades: Mapping[str, int]) -> tuple[Bucket, ...]:
    """Lay the counts side by side over 100 percent; empty buckets keep their place in the list."""
    whole, start, buckets = counts.total() or 1, 0.0, []
    for key, name in names.items():
        width = 100 * counts[key] / whole
        buckets.append(Bucket(key, name, shades.get(key), counts[key], start, width))
        start += width
    return tuple(buckets)


def provinces_of(user: User) -> list[str]:
    """Return the provinces of the user's scope; only the whole country needs a query."""
    memberships = user.held_memberships
    if user.is_superuser or any(membership.whole_country for membership in memberships):
        known = Organization.objects.exclude(province="").order_by("province")
        return list(known.values_list("province", flat=True).distinct())
    own = {m.organization.province if m.organization else m.province for m in memberships}
    return sorted(own - {""})


def heat_step(score: Decimal) -> int:
    """Return the colour step of a score, 1 (best) … 7."""
    return next((step for step, least in enumerate(HEAT_STEPS, 1) if score >= least), len(HEAT_STEPS) + 1)


def heat_legend() -> list[str]:
    """Say what each colour step means, best first."""
    return [f"ตั้งแต่ {least}" for least in HEAT_STEPS] + [f"ต่ำกว่า {HEAT_STEPS[-1]}"]


def scores_of(assessments: Iterable[int | None]) -> dict[int, dict[int, Decimal]]:
    """Return the scores of some assessments: assessment id → indicator number → score, in one query."""
    found: dict[int, dict[int, Decimal]] = {}
    rows = Score.objects.filter(assessment__in=[pk for pk in assessments if pk is not None])
    for pk, number, value in rows.values_list("assessment", "indicator__number", "value"):
        found.setdefault(pk, {})[number] = value
    return found


def means_of(found: Found) -> dict[int, Decimal]:
    """Return the plain mean of each indicator over narrowed organizations, in one query."""
    of_found = found.order_by().values("assessment_pk")
    rows = Score.objects.filter(assessment__in=of_found).order_by("indicator__number")
    return dict(rows.values_list("indicator__number").annotate(Avg("value")))
