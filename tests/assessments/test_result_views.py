"""The result page and the organization's page: what they say to whom, within their budget of queries."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assessments.models import FiscalYear
from organizations.models import Organization, User
from tests.assessments.examples import FULL, by_instrument
from tests.assessments.results import flat, stored, stored_partial
from tests.factories import DepartmentFactory, member

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]
BUDGET = 20


def read(client: Client, organization: Organization, year: int = 2564) -> str:
    """Return the page's text without tags, blanks squeezed."""
    response = client.get(reverse("result", args=[organization.code, year]))
    assert response.status_code == 200
    return plain(response)


def plain(response: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


class TestFullResult:
    @pytest.fixture
    def text(self, organization: Organization, staff: User, sign_in: SignIn) -> str:
        stored(organization, FULL)
        return read(sign_in(staff), organization)

    def test_total_level_and_distances(self, text: str) -> None:
        assert "คะแนนรวม 82.86 ระดับ B" in text
        assert "ต่ำกว่าเป้าหมาย 85.00 คะแนน อยู่ 2.14 คะแนน" in text
        assert "จะได้ระดับ A เมื่อได้คะแนนรวมเพิ่มอีก 2.14 คะแนน" in text

    def test_ranked_rows_with_official_numbers(self, text: str) -> None:
        assert "2 3 การใช้อำนาจ IIT 99.14 จุดแข็ง 0.05" in text
        assert "10 10 การป้องกันการทุจริต OIT 50.00 จุดอ่อน 10.00" in text

    def test_strengths_and_weaknesses(self, text: str) -> None:
        assert "จุดแข็ง 8 ตัวชี้วัด" in text
        assert "จุดอ่อน 2 ตัวชี้วัด" in text

    def test_no_finding_no_box(self, text: str) -> None:
        assert "สิ่งที่ควรตรวจสอบ" not in text


def test_partial_result_says_all_it_can(organization: Organization, staff: User, sign_in: SignIn) -> None:
    stored_partial(organization)
    text = read(sign_in(staff), organization, 2563)
    assert "คะแนนรวม 73.04 ระดับ C" in text
    assert "ตามประกาศ ยังมีคะแนนรายตัวชี้วัดไม่ครบ" in text
    assert "ยังขาดคะแนน 7 ตัวชี้วัด" in text
    for figure in ("78.66", "74.34", "56.25"):
        assert f"{figure} คะแนน (จากที่ทราบ 1 ใน" in text
    assert "– 9 การเปิดเผยข้อมูล OIT – ยังไม่มีคะแนน –" in text


def test_findings_lead_to_the_field(organization: Organization, staff: User, sign_in: SignIn) -> None:
    stored(organization, FULL | {10: Decimal("51.00")}, announced_total=Decimal("90.00"))
    page = sign_in(staff).get(reverse("result", args=[organization.code, 2564])).content.decode()
    scores = reverse("scores", args=[organization.code, 2564])
    assert f'href="{scores}#announced_total"' in page
    assert f'href="{scores}#score-10"' in page
    assert f'href="{scores}#announced_level"' in page


def test_readers_get_no_link_to_mend(organization: Organization, auditor: User, sign_in: SignIn) -> None:
    stored(organization, FULL, announced_total=Decimal("90.00"))
    page = sign_in(auditor).get(reverse("result", args=[organization.code, 2564])).content.decode()
    assert "ควรตรวจสอบ" in page
    assert "#announced_total" not in page


def test_weaknesses_lead_to_their_measures(organization: Organization, staff: User, sign_in: SignIn) -> None:
    stored(organization, FULL)
    page = sign_in(staff).get(reverse("result", args=[organization.code, 2564])).content.decode()
    assert f"{reverse('measures', args=[organization.code, 2564])}#indicator-10" in page
    assert reverse("documents", args=[organization.code, 2564]) in page


def test_the_tool_that_holds_the_level_back(organization: Organization, staff: User, sign_in: SignIn) -> None:
    parts = {"eit_part1": Decimal("96.00"), "eit_part2": Decimal("80.10")}
    stored(organization, flat("98.00") | {6: Decimal("90.00")}, 2566, **parts)
    text = read(sign_in(staff), organization, 2566)
    assert "EIT ส่วนที่ 2 เพิ่มอีก 4.90 คะแนน" in text
    assert "ยังไม่ได้รับการยืนยัน" in text  # the edition


def test_an_estimated_level_says_so(organization: Organization, staff: User, sign_in: SignIn) -> None:
    stored(organization, flat("96.00"), 2567)
    assert "(ประมาณการ)" in read(sign_in(staff), organization, 2567)


ANNOUNCED_PASSES = [
    (2568, by_instrument("95", "88", "98"), Decimal("94.10")),
    (2567, {}, Decimal("91.20")),
]


@pytest.mark.parametrize(("year", "scores", "total"), ANNOUNCED_PASSES)
def test_an_announced_level_goes_before_an_estimate(
    year: int,
    scores: dict[int, Decimal | None],
    total: Decimal,
    organization: Organization,
    staff: User,
    sign_in: SignIn,
) -> None:
    assessment = stored(organization, scores, year, announced_total=total, announced_level="ผ่าน")
    assert assessment.level == "ผ่าน"  # as lists show it
    client = sign_in(staff)
    text = read(client, organization, year)
    assert f"คะแนนรวม {total} ระดับ ผ่าน " in text
    assert "ระดับโดยประมาณตามเกณฑ์ คือ ผ่านดี" in text
    assert "(ประมาณการ)" not in text
    assert "ระดับที่ประกาศ ผ่าน" not in text  # no finding asks to correct it
    sheet = plain(client.get(reverse("scores", args=[organization.code, year])))
    assert "(ประมาณการ)" not in sheet
    assert "(ประมาณการ)" not in plain(client.get(reverse("home")))


def test_last_year_stands_beside(organization: Organization, staff: User, sign_in: SignIn) -> None:
    stored(organization, flat("80.00"), 2563)
    stored(organization, FULL)
    text = read(sign_in(staff), organization)
    assert "เพิ่มขึ้น 2.86 คะแนนจากปี 2563 ซึ่งได้ 80.00 คะแนน" in text
    assert "10 การป้องกันการทุจริต 50.00 80.00 −30.00" in text


def test_this_year_is_drawn_over_the_year_before(
    organization: Organization, staff: User, sign_in: SignIn
) -> None:
    stored(organization, flat("80.00"), 2563)
    stored(organization, FULL)
    page = sign_in(staff).get(reverse("result", args=[organization.code, 2564])).content.decode()
    radar = page[page.index('<svg class="chart chart-wide"') :]
    assert radar.index('class="chart-web-1"') < radar.index('class="chart-web-0"')
    assert page.count('class="chart-bar reached"') == 2 * 8  # wide and narrow
    assert page.count('class="chart-bar below"') == 2 * 2


def test_thai_digits_everywhere(organization: Organization, staff: User, sign_in: SignIn) -> None:
    stored(organization, FULL)
    staff.thai_digits = True
    staff.save()
    text = read(sign_in(staff), organization)
    assert "ต่ำกว่าเป้าหมาย ๘๕.๐๐ คะแนน อยู่ ๒.๑๔ คะแนน" in text
    assert "82.86" not in text


def test_the_own_line_parts_strengths_from_weaknesses(
    organization: Organization, staff: User, sign_in: SignIn
) -> None:
    organization.strength_line = Decimal("90.00")
    organization.save()
    stored(organization, FULL)
    text = read(sign_in(staff), organization)
    assert "เส้นแบ่งที่หน่วยงานกำหนด: ตั้งแต่ 90.00 คะแนนขึ้นไป" in text
    assert "จุดอ่อน 4 ตัวชี้วัด" in text


def test_an_empty_year_says_what_to_do(
    organization: Organization, staff: User, auditor: User, sign_in: SignIn
) -> None:
    page = sign_in(staff).get(reverse("result", args=[organization.code, 2564])).content.decode()
    assert "ยังไม่มีคะแนนของปีนี้" in page
    assert reverse("scores", args=[organization.code, 2564]) in page
    assert "เป็นผู้กรอกข้อมูลนี้" in read(sign_in(auditor), organization)


def test_a_year_without_a_framework_is_not_found(
    organization: Organization, staff: User, sign_in: SignIn
) -> None:
    assert sign_in(staff).get(reverse("result", args=[organization.code, 2555])).status_code == 404


@pytest.mark.parametrize("name", ["result", "organization"])
@pytest.mark.parametrize("role", ["staff", "executive", "admin", "auditor"])
def test_every_role_reads_and_strangers_do_not(
    name: str, role: str, organization: Organization, foreign: Organization, sign_in: SignIn
) -> None:
    arguments = [organization.code, 2564] if name == "result" else [organization.code]
    url = reverse(name, args=arguments)
    assert sign_in(member(role, organization)).get(url).status_code == 200
    assert sign_in(member(role, foreign)).get(url).status_code == 404


def queries(client: Client, url: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def test_result_budget_does_not_grow_with_scores(
    organization: Organization, staff: User, sign_in: SignIn
) -> None:
    stored(organization, flat("80.00"), 2563)
    stored(organization, {1: Decimal(90)})
    url, client = reverse("result", args=[organization.code, 2564]), sign_in(staff)
    few = queries(client, url)
    other = Organization.objects.create(code="all-scores", name="เต็ม")
    stored(other, flat("80.00"), 2563)
    stored(other, FULL)
    full = queries(sign_in(member("staff", other)), reverse("result", args=[other.code, 2564]))
    assert few == full <= BUDGET


class TestOrganizationPage:
    def test_trend_facts_and_departments(
        self, organization: Organization, staff: User, sign_in: SignIn
    ) -> None:
        stored_partial(organization)
        stored(organization, FULL)
        DepartmentFactory(organization=organization, name="กองตัวอย่างเดียว")
        text = plain(sign_in(staff).get(organization.get_absolute_url()))
        assert "ปี 2564 82.86 B +9.82 85.00 ร่าง" in text
        assert "ปี 2563 73.04 C – 85.00 ร่าง" in text
        assert "กองตัวอย่างเดียว" in text
        assert "แผนภูมิเส้น ปี 2564 82.86, ปี 2563 73.04" in text

    def test_a_level_that_hangs_on_unknown_parts_is_called_an_estimate(
        self, organization: Organization, staff: User, sign_in: SignIn
    ) -> None:
        parts = {"eit_part1": Decimal("90.00"), "eit_part2": Decimal("90.00")}
        stored(organization, flat("91.00"), 2566, announced_level="ผ่านดี")
        stored(organization, flat("92.00"), 2567)
        stored(organization, flat("90.00"), 2568, **parts)
        text = plain(sign_in(staff).get(organization.get_absolute_url()))
        assert "ปี 2568 90.00 ผ่านดี −2.00" in text
        assert "ปี 2567 92.00 ผ่านดี (ประมาณการ) +1.00" in text
        assert "ปี 2566 91.00 ผ่านดี –" in text

    def test_only_administrators_get_the_ways_to_change(
        self, organization: Organization, staff: User, administrator: User, sign_in: SignIn
    ) -> None:
        settings = reverse("organization_settings", args=[organization.code])
        assert settings in sign_in(administrator).get(organization.get_absolute_url()).content.decode()
        assert settings not in sign_in(staff).get(organization.get_absolute_url()).content.decode()

    def test_an_empty_agency_is_told_how_to_begin(
        self, organization: Organization, staff: User, sign_in: SignIn
    ) -> None:
        page = sign_in(staff).get(organization.get_absolute_url()).content.decode()
        assert "ยังไม่มีผลการประเมินของหน่วยงานนี้" in page
        assert reverse("scores", args=[organization.code, 2569]) in page

    def test_budget_does_not_grow_with_years(
        self, organization: Organization, staff: User, sign_in: SignIn
    ) -> None:
        stored(organization, flat("80.00"), 2562)
        client, url = sign_in(staff), organization.get_absolute_url()
        one = queries(client, url)
        for fiscal_year in FiscalYear.objects.exclude(year=2562):
            stored(organization, flat("90.00"), fiscal_year.year)
        for _ in range(30):
            DepartmentFactory(organization=organization)
        assert queries(client, url) == one <= BUDGET
