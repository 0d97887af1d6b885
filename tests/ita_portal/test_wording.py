"""What Django and the libraries say on the portal's pages: Thai, plain, and of the Buddhist era."""

from __future__ import annotations

import gettext
import re
from datetime import date
from html import unescape
from pathlib import Path

import pytest
from django import forms
from django.conf import settings
from django.core.validators import FileExtensionValidator
from django.test import Client
from django.urls import reverse

from assessments.models import FiscalYear
from organizations.models import Organization
from tests.factories import UserFactory
from tests.guarantees.arguments import arguments_of
from tests.guarantees.routes import own_routes
from tests.guarantees.rows import add_rows, province_person

FOLDER = Path(settings.LOCALE_PATHS[0]) / "th" / "LC_MESSAGES"
ENTRY = re.compile(r'^msgid "(.+)"\n(?:msgid_plural "(.+)"\n)?msgstr(?:\[0\])? "(.*)"$', re.MULTILINE)
ENGLISH = re.compile(r"[A-Za-z]{2,}(?: [A-Za-z]{2,})+")
# The portal's name, and terms that the assessment itself writes in English.
OURS = {
    "ITA Portal",
    "No Gift Policy",
    "One Stop Service",
    "Social Network",
    "Integrity and Transparency Assessment",
}
GREGORIAN = re.compile(r"\b20[0-3]\d\b")
PAGES = [route for route in own_routes() if set(route.parameters) <= {"code", "year"}]


def test_the_compiled_catalogue_is_the_written_one() -> None:
    with (FOLDER / "django.mo").open("rb") as compiled:
        catalogue = gettext.GNUTranslations(compiled)
    written = ENTRY.findall((FOLDER / "django.po").read_text(encoding="utf-8"))
    assert len(written) > 100
    for single, plural, thai in (tuple(part.replace('\\"', '"') for part in entry) for entry in written):
        said = catalogue.ngettext(single, plural, 2) if plural else catalogue.gettext(single)
        assert said == thai
        assert re.search("[ก-๙]", thai), single


class Anything(forms.Form):
    needed = forms.CharField()
    short = forms.CharField(max_length=3)
    number = forms.IntegerField(max_value=9)
    email = forms.EmailField()
    choice = forms.ChoiceField(choices=[("a", "ก")])
    day = forms.DateField()
    file = forms.FileField(validators=[FileExtensionValidator(["pdf"])])


def test_every_refusal_of_a_form_is_thai() -> None:
    sent = {"short": "ยาวเกิน", "number": "สิบ", "email": "x", "choice": "z", "day": "วันนี้"}
    words = {name: errors[0] for name, errors in Anything(sent).errors.items()}
    assert words == {
        "needed": "โปรดกรอกหรือเลือกช่องนี้",
        "short": "ยาวได้ไม่เกิน 3 ตัวอักษร (ขณะนี้ 7 ตัวอักษร)",
        "number": "โปรดกรอกเป็นจำนวนเต็ม เช่น 5",
        "email": "โปรดกรอกอีเมลให้ถูกต้อง เช่น name@example.go.th",
        "choice": "“z” ไม่มีในรายการให้เลือก โปรดเลือกจากรายการ",
        "day": "โปรดกรอกวันที่ให้ถูกต้อง เช่น 31 มี.ค. 2564",
        "file": "โปรดกรอกหรือเลือกช่องนี้",
    }


@pytest.mark.django_db
class TestAdministrationSite:
    @pytest.fixture
    def root(self) -> Client:
        client = Client()
        user = UserFactory(is_staff=True, is_superuser=True)
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    @pytest.mark.parametrize(
        "path",
        [
            "",
            "assessments/fiscalyear/",
            "assessments/fiscalyear/add/",
            "assessments/assessment/",
            "assessments/scorechange/",
            "assessments/indicator/",
            "organizations/organization/",
            "organizations/organization/import/",
            "organizations/organization/export/",
            "organizations/user/",
            "organizations/user/add/",
            "password_change/",
        ],
    )
    def test_its_pages_are_thai(self, path: str, root: Client, organization: Organization) -> None:
        assert english(root.get(f"/admin/{path}").content.decode()) == set()

    def test_dates_are_of_the_buddhist_era_when_shown_and_typed(self, root: Client) -> None:
        year = FiscalYear.objects.get(year=2564)
        page = root.get("/admin/assessments/fiscalyear/").content.decode()
        assert "26 ส.ค. 2564" in page
        assert "2021" not in page
        form = root.get(f"/admin/assessments/fiscalyear/{year.pk}/change/")
        fields = form.context["adminform"].form
        assert "26 สิงหาคม 2564" in str(fields["announced_on"])
        data = {name: fields[name].value() or "" for name in fields.fields} | {"announced_on": "๑ ต.ค. ๒๕๖๔"}
        for inline in form.context["inline_admin_formsets"]:
            data |= posted(inline.formset)
        assert root.post(form.request["PATH_INFO"], data).status_code == 302
        year.refresh_from_db()
        assert year.announced_on == date(2021, 10, 1)


def visible(page: str) -> str:
    """Return what a person would read on the page."""
    page = re.sub(r"<(script|style|code)\b.*?</\1>|<!--.*?-->", " ", page, flags=re.DOTALL)
    return unescape(re.sub(r"<[^>]+>", "\n", page))


def english(page: str) -> set[str]:
    """Return the English phrases of the page."""
    return set(ENGLISH.findall(visible(page))) - OURS


def posted(formset: forms.BaseFormSet) -> dict[str, object]:
    """Return a formset's fields as a browser sends them back."""
    data = {field.html_name: field.value() or "" for field in formset.management_form}
    for form in formset.initial_forms:
        data |= {field.html_name: "" if field.value() is None else field.value() for field in form}
    return data


@pytest.mark.django_db
def test_every_page_is_thai_and_of_the_buddhist_era(organization: Organization) -> None:
    person = province_person()
    add_rows(organization, person, 1)
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    found = {}
    for route in PAGES:
        response = client.get(reverse(route.name, kwargs=arguments_of(route, organization)))
        if response["Content-Type"].startswith("text/html"):
            text = visible(response.content.decode())
            found[route.name] = set(ENGLISH.findall(text)) - OURS | set(GREGORIAN.findall(text))
    assert len(found) > 20
    assert {name: words for name, words in found.items() if words} == {}
