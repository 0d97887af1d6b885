"""The overview of a year: counts, filters, sorting, paging, heat map; only what the person may see."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assessments.models import Assessment, FiscalYear
from assessments.overview import OverviewFilter, heat_legend, heat_step
from organizations.models import Organization, User
from tests.assessments.results import flat, stored, stored_partial
from tests.factories import OrganizationFactory, member

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]
URL = "/years/2564/"
BUDGET = 12


@pytest.fixture
def country(sign_in: SignIn) -> Client:
    """Return a client that sees the whole country."""
    return sign_in(member("auditor", whole_country=True))


@pytest.fixture
def agencies(db: None) -> dict[str, Organization]:
    """Return four agencies: level AA, B, submitted F in another province, and one without a result."""
    names = {"best": "ดีที่สุด", "middle": "กลางทาง", "last": "ท้ายสุด", "none": "ยังไม่มี"}
    found = {code: OrganizationFactory(code=code, name=name, province="ก") for code, name in names.items()}
    Organization.objects.filter(code="last").update(province="ข", kind="town")
    for code, total in (("best", "97.00"), ("middle", "80.00"), ("last", "40.00")):
        stored(found[code], flat(total))
    Assessment.objects.filter(organization=found["last"]).update(state=Assessment.State.SUBMITTED)
    return found


def codes(response: Any) -> list[str]:
    assert response.status_code == 200
    return [row.code for row in response.context["page"]]


def buckets(response: Any, kind: str = "levels") -> dict[str, int]:
    return {bucket.key: bucket.count for bucket in getattr(response.context["facets"], kind) if bucket.count}


@pytest.mark.usefixtures("agencies")
class TestFilters:
    def test_best_first_and_unknown_last(self, country: Client) -> None:
        assert codes(country.get(URL)) == ["best", "middle", "last", "none"]

    def test_counts_by_level_and_state(self, country: Client) -> None:
        response = country.get(URL)
        assert buckets(response) == {"AA": 1, "B": 1, "F": 1, "none": 1}
        assert buckets(response, "states") == {"draft": 2, "submitted": 1, "none": 1}

    def test_the_bar_fills_its_width(self, country: Client) -> None:
        levels = country.get(URL).context["facets"].levels
        assert sum(bucket.width for bucket in levels) == pytest.approx(100)
        assert all(a.start + a.width == pytest.approx(b.start) for a, b in pairwise(levels))

    @pytest.mark.parametrize(
        ("query", "expected"),
        [
            ("level=B", ["middle"]),
            ("level=none", ["none"]),
            ("state=submitted", ["last"]),
            ("state=none", ["none"]),
            ("province=ข", ["last"]),
            ("kind=town", ["last"]),
            ("q=กลาง", ["middle"]),
            ("q=%20กลาง%20%20ทาง", ["middle"]),
            ("q=BEST", ["best"]),
            ("q=ไม่มีใคร", []),
            ("q=%00", ["best", "middle", "last", "none"]),
            ("level=ไม่มีระดับนี้", []),
            ("level=F&state=submitted&province=ข", ["last"]),
            ("level=F&state=draft", []),
            ("sort=total", ["last", "middle", "best", "none"]),
            ("sort=name", ["middle", "best", "last", "none"]),
            ("sort=-name", ["none", "last", "best", "middle"]),
            ("sort=-province", ["last", "middle", "best", "none"]),
            ("sort=pk;drop", ["best", "middle", "last", "none"]),
            ("page=9", ["best", "middle", "last", "none"]),
            ("page=x", ["best", "middle", "last", "none"]),
        ],
    )
    def test_the_address_narrows(self, query: str, expected: list[str], country: Client) -> None:
        response = country.get(f"{URL}?{query}")
        assert codes(response) == expected
        assert response.context["facets"].count == len(expected)

    def test_a_draft_without_figures_is_no_data_yet(
        self, country: Client, agencies: dict[str, Organization]
    ) -> None:
        Assessment.objects.create(
            organization=agencies["none"], fiscal_year=FiscalYear.objects.get(year=2564)
        )
        response = country.get(URL)
        assert buckets(response, "states") == {"draft": 2, "submitted": 1, "none": 1}
        assert codes(country.get(f"{URL}?state=none")) == ["none"]
        assert "none" not in codes(country.get(f"{URL}?state=draft"))

    @pytest.mark.parametrize(
        "announced", [{"announced_level": "C"}, {"announced_total": Decimal(70)}, {"scores": {1: Decimal(0)}}]
    )
    def test_a_single_figure_is_data(
        self, announced: dict[str, Any], country: Client, agencies: dict[str, Organization]
    ) -> None:
        stored(
            agencies["none"],
            announced.get("scores", {}),
            **{k: v for k, v in announced.items() if k != "scores"},
        )
        assert buckets(country.get(URL), "states") == {"draft": 3, "submitted": 1}

    def test_a_level_narrows_the_states_but_not_the_levels(self, country: Client) -> None:
        response = country.get(f"{URL}?level=F")
        assert buckets(response, "states") == {"submitted": 1}
        assert buckets(response)["AA"] == 1

    def test_clicks_keep_what_is_asked_for(self, country: Client) -> None:
        page = country.get(f"{URL}?province=ก&page=1").content.decode()
        assert re.search(r'href="\?province=[^"]*&amp;level=AA"', page)

    def test_an_empty_answer_says_what_to_do(self, country: Client) -> None:
        assert "ล้างตัวกรอง" in country.get(f"{URL}?q=ไม่มีใคร").content.decode()

    def test_heat_map_shows_scores_and_means(self, country: Client) -> None:
        response = country.get(f"{URL}?view=heat")
        heat = response.context["heat"]
        assert heat["means"][0] == (pytest.approx(Decimal(217) / 3, abs=Decimal("0.01")), 4)
        assert [row.code for row, _ in heat["rows"]] == ["best", "middle", "last", "none"]
        assert heat["rows"][0][1] == [(Decimal("97.00"), 1)] * 10
        assert heat["rows"][3][1] == [(None, None)] * 10
        assert 'class="num heat-7">40.00' in response.content.decode()

    def test_means_heed_the_filters(self, country: Client) -> None:
        heat = country.get(f"{URL}?view=heat&level=AA").context["heat"]
        assert heat["means"] == [(Decimal("97.00"), 1)] * 10

    def test_other_years_do_not_leak_in(self, agencies: dict[str, Organization], country: Client) -> None:
        stored_partial(agencies["none"])
        assert buckets(country.get(URL))["none"] == 1
        assert buckets(country.get("/years/2563/"))["C"] == 1


@pytest.mark.usefixtures("agencies")
class TestScope:
    def test_a_province_sees_its_own(self, sign_in: SignIn) -> None:
        client = sign_in(member("admin", province="ข"))
        assert codes(client.get(URL)) == ["last"]
        assert codes(client.get(f"{URL}?province=ก")) == []
        assert client.get(URL).context["provinces"] == ["ข"]

    def test_the_country_is_offered_all_provinces(self, country: Client) -> None:
        assert country.get(URL).context["provinces"] == ["ก", "ข"]

    def test_an_agency_is_offered_its_own_province(
        self, organization: Organization, executive: User, sign_in: SignIn
    ) -> None:
        assert sign_in(executive).get(URL).context["provinces"] == [organization.province]

    def test_means_stay_inside_the_scope(self, sign_in: SignIn) -> None:
        heat = sign_in(member("admin", province="ข")).get(f"{URL}?view=heat").context["heat"]
        assert heat["means"] == [(Decimal("40.00"), 7)] * 10

    def test_clerks_have_no_overview(self, organization: Organization, sign_in: SignIn) -> None:
        client = sign_in(member("staff", organization))
        assert client.get(URL).status_code == client.get("/years/").status_code == 403

    @pytest.mark.parametrize("role", ["executive", "admin", "auditor"])
    def test_the_others_have(self, role: str, organization: Organization, sign_in: SignIn) -> None:
        assert codes(sign_in(member(role, organization)).get(URL)) == [organization.code]


class TestLatest:
    def test_the_latest_year_with_a_visible_result(
        self, organization: Organization, foreign: Organization, auditor: User, sign_in: SignIn
    ) -> None:
        stored(organization, flat("80.00"), 2563)
        stored(foreign, flat("80.00"), 2567)
        assert sign_in(auditor).get("/years/")["Location"] == "/years/2563/"

    def test_the_latest_edition_without_any(self, country: Client) -> None:
        assert country.get("/years/")["Location"] == "/years/2569/"

    def test_a_year_without_a_framework_is_not_found(self, country: Client) -> None:
        assert country.get("/years/2550/").status_code == 404


def test_pages_of_fifty(country: Client) -> None:
    OrganizationFactory.create_batch(51)
    assert len(codes(country.get(URL))) == 50
    second = country.get(f"{URL}?page=2&sort=name")
    assert len(codes(second)) == 1
    assert "หน้า 2 จาก 2" in second.content.decode()


@pytest.mark.parametrize("view", ["table", "heat"])
def test_budget_is_the_same_for_one_and_thirty(
    view: str, organization: Organization, executive: User, sign_in: SignIn
) -> None:
    client = sign_in(executive)
    stored(organization, flat("80.00"))
    url = f"{reverse('overview_year', args=[2564])}?view={view}"

    def queries(reader: Client, rows: int) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert len(codes(reader.get(url))) == rows
        return len(captured)

    one = queries(client, 1)
    for other in OrganizationFactory.create_batch(29, province="สามสิบ"):
        stored(other, flat("90.00"))
    OrganizationFactory(province="สามสิบ")
    # One membership each: the agency's reader also gets the years of the frame.
    many = queries(sign_in(member("executive", province="สามสิบ")), 30)
    assert many <= one <= BUDGET
    Organization.objects.update(province="สามสิบ")
    assert queries(sign_in(member("executive", province="สามสิบ")), 31) == many


def test_what_a_database_cannot_hold_is_left_out_of_the_search() -> None:
    asked = OverviewFilter.from_query({"q": "\x00น้ํา  เต้า" + "า" * 500, "sort": "pk"})
    assert asked.q.startswith("น้ำ เต้า")
    assert len(asked.q) == 100
    assert asked.sort == "-total"


@pytest.mark.parametrize(
    ("score", "step"),
    [("100", 1), ("95", 1), ("94.99", 2), ("85", 2), ("75", 3), ("50", 6), ("49.99", 7), ("0", 7)],
)
def test_heat_steps(score: str, step: int) -> None:
    assert heat_step(Decimal(score)) == step


def test_the_legend_has_a_word_for_each_step() -> None:
    assert heat_legend()[0] == "ตั้งแต่ 95"
    assert len(heat_legend()) == heat_step(Decimal(0))
