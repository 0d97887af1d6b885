"""The administration site: who gets in, what it lists, import and export by natural keys."""

from __future__ import annotations

from io import BytesIO

import pytest
import tablib
from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from organizations.models import Department, Membership, Organization, User
from organizations.resources import DepartmentResource, MembershipResource, OrganizationResource
from tests.factories import DepartmentFactory, MembershipFactory, OrganizationFactory, UserFactory, member

pytestmark = pytest.mark.django_db
OWN = ("organizations", "assessments", "measures", "reports")
MODELS = [model for model in admin.site._registry if model._meta.app_label in OWN]
BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def root() -> Client:
    client = Client()
    client.force_login(UserFactory(is_staff=True, is_superuser=True), backend=BACKEND)
    return client


def test_everybody_else_is_sent_to_the_portals_sign_in_or_refused() -> None:
    response = Client().get("/admin/", follow=True)
    assert response.redirect_chain[-1][0].startswith(reverse("account_login"))
    client = Client()
    client.force_login(member("admin", OrganizationFactory()), backend=BACKEND)
    response = client.get("/admin/", follow=True)
    assert response.status_code == 403


def test_its_own_sign_in_form_cannot_be_used_past_the_rate_limits() -> None:
    user = UserFactory(username="root", is_staff=True, is_superuser=True)
    user.set_password("right-password")
    user.save()
    client = Client()
    client.post("/admin/login/", {"username": "root", "password": "right-password"})
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_list_opens_and_searches(model: type, root: Client) -> None:
    url = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
    assert root.get(url).status_code == 200
    assert root.get(url, {"q": "ตัวอย่าง"}).status_code == 200


@pytest.mark.parametrize("model", [Organization, Department, Membership, User], ids=lambda m: m.__name__)
def test_lists_ask_as_often_for_thirty_rows_as_for_one(
    model: type, root: Client, django_assert_max_num_queries
) -> None:
    for _ in range(30):
        MembershipFactory(department=DepartmentFactory())
    url = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
    with django_assert_max_num_queries(12):
        root.get(url)


def test_a_changed_address_is_the_only_one_to_sign_in_with(root: Client) -> None:
    user = UserFactory(email="old@example.org")
    user.emailaddress_set.create(email="old@example.org", verified=True, primary=True)
    page = root.get(reverse("admin:organizations_user_change", args=[user.pk]))
    data = {
        name: value
        for name, value in page.context["adminform"].form.initial.items()
        if value not in (None, False) and name not in ("groups", "user_permissions")
    }
    for formset in page.context["inline_admin_formsets"]:
        data |= {
            f"{formset.formset.prefix}-{key}": value
            for key, value in formset.formset.management_form.initial.items()
        }
    data |= {"email": "New@Example.org", "date_joined_0": "01/01/2020", "date_joined_1": "00:00:00"}
    response = root.post(reverse("admin:organizations_user_change", args=[user.pk]), data)
    assert response.status_code == 302, response.context["errors"]
    user.refresh_from_db()
    assert user.email == "new@example.org"
    assert [row.email for row in user.emailaddress_set.all()] == ["new@example.org"]


class TestResources:
    def test_what_was_exported_is_imported_unchanged(self) -> None:
        membership = MembershipFactory(position="นิติกร")
        MembershipFactory(organization=None, province="จังหวัดตัวอย่าง", role="auditor")
        MembershipFactory(organization=None, whole_country=True, role="admin")
        DepartmentFactory(organization=membership.organization)
        for resource in (OrganizationResource(), DepartmentResource(), MembershipResource()):
            data = tablib.Dataset().load(resource.export().csv, format="csv")
            result = resource.import_data(data, raise_errors=True)
            assert result.totals["skip"] == len(data) > 0
            assert result.totals["new"] == result.totals["update"] == 0

    def test_wiped_rows_come_back_the_same(self) -> None:
        organization = OrganizationFactory(strength_line="80.00", phone="0 0000 0000")
        DepartmentFactory(organization=organization, order=3)
        saved = OrganizationResource().export().csv, DepartmentResource().export().csv
        before = list(Organization.objects.values()), list(Department.objects.values("name", "order"))
        Organization.objects.all().delete()
        OrganizationResource().import_data(tablib.Dataset().load(saved[0], format="csv"), raise_errors=True)
        DepartmentResource().import_data(tablib.Dataset().load(saved[1], format="csv"), raise_errors=True)
        after = list(Organization.objects.values()), list(Department.objects.values("name", "order"))
        for row in before[0] + after[0]:
            del row["id"]
        assert after == before


def test_a_bad_row_stores_none(root: Client) -> None:
    upload = BytesIO("code,kind,name\ngood,sao,ดี\nbad code!,sao,ไม่ดี\n".encode())
    upload.name = "organizations.csv"
    preview = root.post(
        "/admin/organizations/organization/import/", {"import_file": upload, "format": "0", "resource": ""}
    )
    assert preview.context["result"].has_validation_errors()
    assert "confirm_form" not in preview.context
    assert not Organization.objects.exists()


def test_export_and_import_pages_work_under_the_strict_policy(root: Client) -> None:
    OrganizationFactory(code="one")
    page = root.get("/admin/organizations/organization/export/")
    assert "onchange=" not in page.content.decode()
    assert "unsafe-inline" not in page["Content-Security-Policy"]
    exported = root.post("/admin/organizations/organization/export/", {"format": "0", "resource": ""})
    assert exported["Content-Type"].startswith("text/csv")
    upload = BytesIO(exported.content)
    upload.name = "organizations.csv"
    preview = root.post(
        "/admin/organizations/organization/import/",
        {"import_file": upload, "format": "0", "resource": ""},
    )
    assert preview.status_code == 200
    confirm = preview.context["confirm_form"]
    done = root.post("/admin/organizations/organization/process_import/", confirm.initial)
    assert done.status_code == 302


def test_nobody_sees_the_secret_of_a_second_step(root: Client) -> None:
    kept = Authenticator.objects.create(user=UserFactory(), type="totp", data={"secret": "SAMPLESECRET"})
    address = f"/admin/mfa/authenticator/{kept.pk}/"
    page = root.get(f"{address}change/")
    assert page.status_code == 200
    assert "SAMPLESECRET" not in page.content.decode()
    assert root.get("/admin/mfa/authenticator/add/").status_code == 403
    assert root.post(f"{address}delete/", {"post": "yes"}).status_code == 302
    assert not Authenticator.objects.exists()
