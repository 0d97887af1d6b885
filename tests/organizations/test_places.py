"""Agencies and departments: settings, list, creation; what may be changed by whom."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from threading import Barrier

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test import Client
from django.urls import reverse

from assessments.models import Assessment, FiscalYear
from measures.models import Plan
from organizations.models import Department, Membership, Organization, User
from organizations.services import places
from tests.factories import DepartmentFactory, MembershipFactory, OrganizationFactory, member

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]


def form_of(organization: Organization, **changes: str) -> dict[str, str]:
    names = ("kind", "name", "subdistrict", "district", "province", "phone", "document_prefix")
    stored = {name: getattr(organization, name) for name in names}
    return stored | {"strength_line": "", "version": str(organization.version)} | changes


class TestSettings:
    def save(self, client: Client, organization: Organization, **changes: str):
        url = reverse("organization_settings", args=[organization.code])
        return client.post(url, form_of(organization, **changes))

    def test_every_part_is_stored(
        self, organization: Organization, administrator: User, sign_in: SignIn
    ) -> None:
        client = sign_in(administrator)
        self.save(client, organization, name="น้ําเต้า", kind="town", phone="๐ ๓๕", document_prefix="อย ๗๗๑๐๑")
        organization.refresh_from_db()
        assert organization.full_name == "เทศบาลเมืองน้ำเต้า"
        assert organization.document_prefix == "อย ๗๗๑๐๑"

    @pytest.mark.parametrize(
        ("typed", "stored"), [("๘๐", "80"), ("82,5", "82.5"), ("", None), ("100", "100")]
    )
    def test_the_line_takes_thai_digits_and_may_be_empty(
        self, organization: Organization, administrator: User, sign_in: SignIn, typed: str, stored: str | None
    ) -> None:
        self.save(sign_in(administrator), organization, strength_line=typed)
        organization.refresh_from_db()
        assert organization.strength_line == (Decimal(stored) if stored else None)

    @pytest.mark.parametrize(
        ("typed", "message"),
        [("สูง", "เป็นตัวเลข"), ("101", "0 ถึง 100"), ("-1", "0 ถึง 100"), ("80.123", "ทศนิยม")],
    )
    def test_a_bad_line_is_explained_and_nothing_typed_is_lost(
        self, organization: Organization, administrator: User, sign_in: SignIn, typed: str, message: str
    ) -> None:
        page = self.save(sign_in(administrator), organization, strength_line=typed, phone="พิมพ์ไว้")
        text = page.content.decode()
        assert message in text
        assert f'value="{typed}"' in text
        assert 'value="พิมพ์ไว้"' in text
        organization.refresh_from_db()
        assert organization.phone == ""

    def test_the_frame_shows_the_stored_name_while_the_form_is_refused(
        self, organization: Organization, administrator: User, sign_in: SignIn
    ) -> None:
        page = self.save(sign_in(administrator), organization, name="ชื่อใหม่", strength_line="x")
        assert page.context["organization"].name == organization.name

    def test_an_agencys_own_administrator_cannot_move_it_to_another_province(
        self, organization: Organization, administrator: User, sign_in: SignIn
    ) -> None:
        self.save(sign_in(administrator), organization, province="จังหวัดอื่น")
        organization.refresh_from_db()
        assert organization.province == "จังหวัดตัวอย่าง"

    @pytest.mark.parametrize("typed", ["ลพบุรี", "จังหวัดลพบุรี", "จ. ลพบุรี"])
    def test_an_administrator_of_the_country_can(
        self, typed: str, organization: Organization, sign_in: SignIn
    ) -> None:
        self.save(sign_in(member("admin", whole_country=True)), organization, province=typed)
        organization.refresh_from_db()
        assert organization.province == "ลพบุรี"

    def test_a_province_that_is_none_is_refused(self, organization: Organization, sign_in: SignIn) -> None:
        page = self.save(sign_in(member("admin", whole_country=True)), organization, province="ลพบุรีย์")
        assert "ไม่มีจังหวัดชื่อ “ลพบุรีย์”" in page.content.decode()
        organization.refresh_from_db()
        assert organization.province == "จังหวัดตัวอย่าง"

    @pytest.mark.parametrize("typed", ["อบต.น้ำเต้า", "องค์การบริหารส่วนตำบลน้ำเต้า", "อบต. น้ำเต้า", "น้ำเต้า"])
    def test_words_that_the_portal_writes_are_not_stored_twice(
        self, typed: str, organization: Organization, administrator: User, sign_in: SignIn
    ) -> None:
        places = {"subdistrict": "ตำบลน้ำเต้า", "district": "อ.บางบาล"}
        self.save(sign_in(administrator), organization, name=typed, **places)
        organization.refresh_from_db()
        assert organization.full_name == "องค์การบริหารส่วนตำบลน้ำเต้า"
        assert (organization.subdistrict, organization.district) == ("น้ำเต้า", "บางบาล")

    def test_a_name_of_another_kind_is_refused(
        self, organization: Organization, administrator: User, sign_in: SignIn
    ) -> None:
        page = self.save(sign_in(administrator), organization, name="เทศบาลตำบลน้ำเต้า")
        assert "ขึ้นต้นด้วยคำของเทศบาลตำบล ซึ่งไม่ตรงกับประเภทที่เลือก" in page.content.decode()

    def test_an_agency_is_there_once(
        self, organization: Organization, administrator: User, sign_in: SignIn
    ) -> None:
        twin = OrganizationFactory(name="น้ำเต้า", district=organization.district)
        page = self.save(sign_in(administrator), organization, name="อบต.น้ำเต้า")
        assert f"แล้ว (รหัส {twin.code})" in page.content.decode()
        Organization.objects.filter(pk=organization.pk).update(name="น้ำเต้า")
        organization.refresh_from_db()
        assert self.save(sign_in(administrator), organization, phone="๐ ๓๕").status_code == 302


class TestTwoAdministrators:
    """Both opened the settings; the second one to save is asked, whatever saved first."""

    def address(self, organization: Organization) -> str:
        return reverse("organization_settings", args=[organization.code])

    @pytest.fixture
    def opened(self, organization: Organization, sign_in: SignIn) -> dict[str, str]:
        """Return the form as an administrator opened it, before another one saved a phone number."""
        data = form_of(organization, document_prefix="อย ๗๗๑๐๑", phone="พิมพ์ไว้")
        other = sign_in(member("admin", organization))
        other.post(self.address(organization), form_of(organization, phone="0 1234 5678"))
        return data

    def test_nothing_is_overwritten_unseen_and_nothing_typed_is_lost(
        self, organization: Organization, administrator: User, sign_in: SignIn, opened: dict[str, str]
    ) -> None:
        page = sign_in(administrator).post(self.address(organization), opened)
        assert page.status_code == 409
        text = page.content.decode()
        assert "มีผู้บันทึกก่อนท่าน" in text
        assert 'value="พิมพ์ไว้"' in text
        assert 'value="อย ๗๗๑๐๑"' in text
        rows = page.context["differences"]
        assert [(row["field"].name, row["stored"], row["typed"]) for row in rows] == [
            ("phone", "0 1234 5678", "พิมพ์ไว้"),
            ("document_prefix", "", "อย ๗๗๑๐๑"),
        ]
        organization.refresh_from_db()
        assert (organization.phone, organization.document_prefix) == ("0 1234 5678", "")

    def test_saved_again_from_the_page_that_shows_both(
        self, organization: Organization, administrator: User, sign_in: SignIn, opened: dict[str, str]
    ) -> None:
        client = sign_in(administrator)
        page = client.post(self.address(organization), opened)
        again = opened | {"version": str(page.context["version"])}
        assert client.post(self.address(organization), again).status_code == 302
        organization.refresh_from_db()
        assert (organization.phone, organization.document_prefix) == ("พิมพ์ไว้", "อย ๗๗๑๐๑")

    def test_an_error_elsewhere_does_not_lift_the_guard(
        self, organization: Organization, administrator: User, sign_in: SignIn, opened: dict[str, str]
    ) -> None:
        client = sign_in(administrator)
        page = client.post(self.address(organization), opened | {"strength_line": "สูง"})
        assert page.context["version"] == int(opened["version"])
        mended = opened | {"version": str(page.context["version"])}
        assert client.post(self.address(organization), mended).status_code == 409

    @pytest.mark.parametrize("version", ["", "-1", "๐", "9" * 30])
    def test_a_form_that_does_not_say_what_was_seen_saves_nothing(
        self, organization: Organization, administrator: User, sign_in: SignIn, version: str
    ) -> None:
        data = form_of(organization, phone="ใหม่", version=version)
        assert sign_in(administrator).post(self.address(organization), data).status_code == 409
        organization.refresh_from_db()
        assert organization.phone == ""

    def test_where_both_typed_the_same_nothing_is_asked(
        self, organization: Organization, administrator: User, sign_in: SignIn
    ) -> None:
        data = form_of(organization, kind="town")
        client = sign_in(administrator)
        client.post(self.address(organization), data)
        again = client.post(self.address(organization), data, follow=True)
        assert again.redirect_chain == [(self.address(organization), 302)]
        assert "ตรงกับที่บันทึกไว้แล้ว" in again.content.decode()

    def test_a_choice_is_shown_by_its_name(
        self, organization: Organization, administrator: User, sign_in: SignIn
    ) -> None:
        data = form_of(organization)
        client = sign_in(administrator)
        client.post(self.address(organization), data | {"kind": "town", "strength_line": "80"})
        page = client.post(self.address(organization), data)
        assert [row["stored"] for row in page.context["differences"]] == ["เทศบาลเมือง", "80.00"]

    def test_a_row_saved_as_a_whole_counts_too(
        self, organization: Organization, administrator: User, sign_in: SignIn
    ) -> None:
        data = form_of(organization, phone="พิมพ์ไว้")
        organization.phone = "0 1234 5678"
        organization.save()  # as the admin and the spreadsheets do
        assert sign_in(administrator).post(self.address(organization), data).status_code == 409

    def test_an_emblem_disturbs_nobody(
        self, organization: Organization, administrator: User, sign_in: SignIn
    ) -> None:
        data = form_of(organization, phone="พิมพ์ไว้")
        places.set_emblem(organization, None)
        assert sign_in(administrator).post(self.address(organization), data).status_code == 302


@pytest.mark.django_db(transaction=True)
def test_of_two_saves_at_once_one_wins() -> None:
    organization = OrganizationFactory()
    barrier = Barrier(2)

    def save(phone: str) -> str:
        mine = Organization.objects.get(pk=organization.pk)
        mine.phone = phone
        barrier.wait(timeout=20)
        try:
            places.describe(mine, ["phone"], version=mine.version)
        except places.StaleOrganization:
            return ""
        finally:
            connection.close()
        return phone

    for version in range(5):  # one round may run one after the other by chance
        with ThreadPoolExecutor(2) as threads:
            [winner] = filter(None, threads.map(save, (f"{version} ก", f"{version} ข")))
        organization.refresh_from_db()
        assert (organization.phone, organization.version) == (winner, version + 1)


class TestDepartments:
    def names(self, organization: Organization) -> list[str]:
        return [department.name for department in organization.departments.all()]

    def test_add_rename_and_delete_on_the_pages(
        self, organization: Organization, administrator: User, sign_in: SignIn
    ) -> None:
        client = sign_in(administrator)
        for name in ("สํานักปลัด", "กองคลัง"):
            client.post(reverse("departments", args=[organization.code]), {"name": name})
        assert self.names(organization) == ["สำนักปลัด", "กองคลัง"]
        key = organization.departments.get(name="กองคลัง").pk
        client.post(reverse("department", args=[organization.code, key]), {"name": "กองช่าง"})
        assert self.names(organization) == ["สำนักปลัด", "กองช่าง"]
        page = client.get(reverse("department_delete", args=[organization.code, key]))
        assert "ต้องการลบ “กองช่าง”" in page.content.decode()
        client.post(reverse("department_delete", args=[organization.code, key]))
        assert self.names(organization) == ["สำนักปลัด"]

    def test_a_name_is_there_once(
        self, organization: Organization, administrator: User, sign_in: SignIn
    ) -> None:
        DepartmentFactory(organization=organization, name="กองคลัง")
        page = sign_in(administrator).post(
            reverse("departments", args=[organization.code]), {"name": " กองคลัง "}
        )
        assert "มีส่วนราชการชื่อนี้อยู่แล้ว" in page.content.decode()
        assert organization.departments.count() == 1
        other = DepartmentFactory(organization=organization)
        url = reverse("department", args=[organization.code, other.pk])
        page = sign_in(administrator).post(url, {"name": "กองคลัง"})
        assert page.context["form"].errors["name"] == ["มีส่วนราชการชื่อนี้อยู่แล้ว"]
        other.refresh_from_db()
        assert other.name != "กองคลัง"

    def test_order(self, organization: Organization) -> None:
        first, second, third = (places.add_department(organization, name) for name in "กขค")
        places.move_department(third, -1)
        assert self.names(organization) == ["ก", "ค", "ข"]
        places.move_department(first, 1)
        assert self.names(organization) == ["ค", "ก", "ข"]
        places.move_department(third, -1)
        places.move_department(second, 1)
        assert self.names(organization) == ["ค", "ก", "ข"]

    def test_the_buttons_move(self, organization: Organization, administrator: User, sign_in: SignIn) -> None:
        for name in "กข":
            places.add_department(organization, name)
        last = organization.departments.last()
        assert last
        url = reverse("department_move", args=[organization.code, last.pk])
        client = sign_in(administrator)
        client.post(url, {"to": "up"})
        assert self.names(organization) == ["ข", "ก"]
        client.post(url, {"to": "sideways"})
        assert self.names(organization) == ["ข", "ก"]
        assert client.get(url).status_code == 405

    def test_one_in_use_says_where_and_stays(
        self, organization: Organization, administrator: User, sign_in: SignIn
    ) -> None:
        department = DepartmentFactory(organization=organization)
        MembershipFactory(organization=organization, department=department)
        client = sign_in(administrator)
        url = reverse("department_delete", args=[organization.code, department.pk])
        assert "ยังใช้อยู่ในสมาชิก 1 รายการ" in client.get(url).content.decode()
        page = client.post(url, follow=True)
        assert "เพราะยังใช้อยู่ในสมาชิก 1 รายการ" in page.content.decode()
        assert Department.objects.filter(pk=department.pk).exists()

    def test_one_that_a_measure_names_is_in_use(self, organization: Organization) -> None:
        department = DepartmentFactory(organization=organization)
        year = FiscalYear.objects.get(year=2564)
        assessment = Assessment.objects.create(organization=organization, fiscal_year=year)
        plan = Plan.objects.create(
            organization=organization, fiscal_year=FiscalYear.objects.get(year=2565), assessment=assessment
        )
        measure = plan.measures.create(
            indicator=year.indicators.first(), approach="ตัวอย่าง", starts="2021-10-01", ends="2022-03-31"
        )
        measure.departments.add(department)
        measure.lead = department
        measure.save()
        with pytest.raises(ValidationError, match=r"ยังใช้อยู่ในมาตรการ 1 รายการ'\]$"):
            places.delete_department(department)

    def test_another_agencys_department_is_out_of_reach(
        self, organization: Organization, administrator: User, sign_in: SignIn
    ) -> None:
        other = DepartmentFactory()
        for name in ("department", "department_move", "department_delete"):
            url = reverse(name, args=[organization.code, other.pk])
            assert sign_in(administrator).post(url, {"name": "ใหม่"}).status_code == 404


class TestList:
    @pytest.fixture
    def country(self) -> User:
        return member("admin", whole_country=True)

    def test_only_what_one_administers(self, organization: Organization, sign_in: SignIn) -> None:
        OrganizationFactory(province="จังหวัดอื่น")
        user = member("admin", province="จังหวัดตัวอย่าง")
        MembershipFactory(user=user, role="auditor", organization=OrganizationFactory(province="จังหวัดอื่น"))
        page = sign_in(user).get(reverse("organizations"))
        assert [found.pk for found in page.context["page"]] == [organization.pk]

    @pytest.mark.parametrize(
        ("query", "names"),
        [
            ({"search": "เหนือ"}, {"เหนือ"}),
            ({"search": "เหนือ อื่น"}, set()),
            ({"kind": "town"}, {"ใต้"}),
            ({"province": "จังหวัดอื่น"}, {"ใต้"}),
            ({"unattended": "on"}, {"ใต้"}),
            ({"page": "99"}, {"เหนือ", "ใต้"}),
            ({"kind": "nonsense"}, {"เหนือ", "ใต้"}),
        ],
    )
    def test_filters(self, country: User, sign_in: SignIn, query: dict[str, str], names: set[str]) -> None:
        north = OrganizationFactory(name="เหนือ")
        OrganizationFactory(name="ใต้", kind="town", province="จังหวัดอื่น")
        MembershipFactory(organization=north, role="admin")
        page = sign_in(country).get(reverse("organizations"), query)
        assert {found.name for found in page.context["page"]} == names

    @pytest.mark.parametrize("count", [1, 60])
    def test_its_queries_do_not_grow(
        self, country: User, sign_in: SignIn, count: int, django_assert_max_num_queries
    ) -> None:
        for _ in range(count):
            MembershipFactory(role="admin")
        client = sign_in(country)
        with django_assert_max_num_queries(12):
            page = client.get(reverse("organizations"))
        assert len(page.context["page"]) == min(count, 50)

    def test_a_new_agency_is_made_inside_the_own_province_only(self, sign_in: SignIn) -> None:
        user = member("admin", province="ลพบุรี")
        data = form_of(OrganizationFactory.build(name="ใหม่", province="ลพบุรี"), code="new-one")
        page = sign_in(user).post(reverse("organizations"), data | {"province": "สระบุรี"})
        assert "เฉพาะในจังหวัดที่ท่านดูแล" in page.content.decode()
        assert not Organization.objects.filter(code="new-one").exists()
        page = sign_in(user).post(reverse("organizations"), data | {"strength_line": "x"})
        assert not Organization.objects.filter(code="new-one").exists()
        response = sign_in(user).post(reverse("organizations"), data)
        assert response["Location"] == reverse("members", args=["new-one"])

    def test_a_code_is_given_once_even_in_a_race(self, organization: Organization, country: User) -> None:
        with pytest.raises(ValidationError) as refusal:
            places.create_organization(OrganizationFactory.build(code=organization.code), by=country)
        assert refusal.value.message_dict == {"code": ["มีหน่วยงานที่ใช้รหัสนี้แล้ว"]}

    def test_an_agencys_own_administrator_makes_none(
        self, organization: Organization, administrator: User, sign_in: SignIn
    ) -> None:
        page = sign_in(administrator).get(reverse("organizations"))
        assert page.context["form"] is None
        data = form_of(organization, code="new-one")
        assert sign_in(administrator).post(reverse("organizations"), data).status_code == 403
        with pytest.raises(PermissionDenied):
            places.create_organization(OrganizationFactory.build(), by=administrator)


@pytest.mark.parametrize("name", ["departments", "members"])
@pytest.mark.parametrize("count", [1, 30])
def test_lists_of_one_agency_keep_their_budget(
    organization: Organization,
    administrator: User,
    sign_in: SignIn,
    name: str,
    count: int,
    django_assert_max_num_queries,
) -> None:
    for _ in range(count):
        DepartmentFactory(organization=organization)
        MembershipFactory(organization=organization, department=DepartmentFactory(organization=organization))
        MembershipFactory(organization=None, province=organization.province, role=Membership.Role.AUDITOR)
    client = sign_in(administrator)
    with django_assert_max_num_queries(12):
        client.get(reverse(name, args=[organization.code]))
