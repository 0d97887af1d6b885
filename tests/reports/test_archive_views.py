"""The archive: only one's scope, filters in the address, ZIP in the background, XLSX, trails."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.http import QueryDict
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from organizations.models import Organization, User
from reports.models import ArchiveBundle, Download, IssuedDocument, MemoRevision
from reports.services import archive
from tests.factories import OrganizationFactory, member
from tests.reports.makers import issued_document, revision

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]
Kind = IssuedDocument.Kind


@pytest.fixture
def source(organization: Organization) -> MemoRevision:
    return revision(organization)


@pytest.fixture
def documents(organization: Organization, source: MemoRevision) -> dict[str, IssuedDocument]:
    """Return one document of every kind."""
    levels = dict(zip(Kind, "AABC", strict=True))
    return {
        kind: issued_document(
            organization, revision=source, kind=kind, level=levels[kind], number=f"ตย 1/{n}"
        )
        for n, kind in enumerate(Kind)
    }


def listed(client: Client, **query: str) -> set[str]:
    return {document.kind for document in client.get(reverse("archive"), query).context["page"]}


class TestList:
    @pytest.mark.parametrize(
        ("query", "kinds"),
        [
            ({}, set(Kind.values)),
            ({"kind": "memo"}, {"memo"}),
            ({"level": "A"}, {"memo", "analysis"}),
            ({"year": "2564"}, set(Kind.values)),
            ({"year": "2563"}, set()),
            ({"province": "จังหวัดตัวอย่าง"}, set(Kind.values)),
            ({"province": "จังหวัดอื่น"}, set()),
            ({"q": "ตย 1/2"}, {"plan"}),
            ({"q": "ตย ๑/๒"}, {"plan"}),
            ({"q": "1/๒ เมืองตัวอย่าง รายงาน"}, {"plan"}),
            ({"q": "1/2 ไม่มีแน่"}, set()),
            ({"q": "เมืองตัวอย่าง"}, set(Kind.values)),
            ({"q": "ไม่มีแน่"}, set()),
            ({"current": "true"}, set(Kind.values)),
            ({"current": "false"}, set()),
        ],
        ids=lambda value: str(sorted(value)) if isinstance(value, set) else str(value),
    )
    def test_filters(
        self,
        documents: dict[str, IssuedDocument],
        auditor: User,
        sign_in: SignIn,
        query: dict[str, str],
        kinds: set[str],
    ) -> None:
        assert listed(sign_in(auditor), **query) == kinds

    @pytest.mark.parametrize("typed", ["ABCD-EFGH-JKLM-NPQR", "abcd efgh jklm npqr", "ABCDEFGHJKLMNPQR"])
    def test_a_code_is_found_however_it_is_typed(
        self, organization: Organization, auditor: User, sign_in: SignIn, typed: str
    ) -> None:
        issued_document(organization, code="ABCDEFGHJKLMNPQR")
        assert listed(sign_in(auditor), q=typed) == {"memo"}
        assert listed(sign_in(auditor), q=typed[:-1]) == set()

    @pytest.mark.parametrize("stored", ["ตย 1/2", "ตย ๑/๒"])
    @pytest.mark.parametrize("typed", ["ตย 1/2", "ตย ๑/๒", "1/๒"])
    def test_a_number_is_found_in_either_digits(
        self, organization: Organization, auditor: User, sign_in: SignIn, stored: str, typed: str
    ) -> None:
        issued_document(organization, number=stored)
        assert listed(sign_in(auditor), q=typed) == {"memo"}

    def test_a_very_long_search_is_answered(self, auditor: User, sign_in: SignIn) -> None:
        assert listed(sign_in(auditor), q="คำ " * 1_000) == set()

    def test_order(self, documents: dict[str, IssuedDocument], auditor: User, sign_in: SignIn) -> None:
        page = sign_in(auditor).get(reverse("archive"), {"sort": "-number"}).context["page"]
        assert [document.number for document in page] == ["ตย 1/3", "ตย 1/2", "ตย 1/1", "ตย 1/0"]

    def test_only_of_ones_scope(
        self, documents: dict[str, IssuedDocument], foreign: Organization, sign_in: SignIn
    ) -> None:
        assert listed(sign_in(member("auditor", foreign))) == set()
        assert listed(sign_in(member("auditor", whole_country=True))) == set(Kind.values)

    def test_another_role_elsewhere_opens_nothing(
        self,
        documents: dict[str, IssuedDocument],
        organization: Organization,
        foreign: Organization,
        sign_in: SignIn,
    ) -> None:
        person = member("auditor", foreign)
        person.memberships.create(role="staff", organization=organization)
        assert listed(sign_in(person)) == set()
        assert (
            sign_in(person).get(reverse("archive_document", args=[documents["memo"].code])).status_code == 404
        )

    @pytest.mark.parametrize("count", [1, 30])
    def test_queries(
        self,
        count: int,
        auditor: User,
        organization: Organization,
        sign_in: SignIn,
        django_assert_num_queries: Any,
    ) -> None:
        national = member("auditor", whole_country=True)
        for _ in range(count):
            issued_document(OrganizationFactory())
        client = sign_in(national)
        with django_assert_num_queries(8):
            page = client.get(reverse("archive"))
        assert len(page.context["page"]) == count

    def test_the_trail_of_a_document(
        self, documents: dict[str, IssuedDocument], auditor: User, sign_in: SignIn
    ) -> None:
        client, document = sign_in(auditor), documents["memo"]
        client.get(reverse("issued_document", args=[document.organization.code, 2564, document.code]))
        page = client.get(reverse("archive_document", args=[document.code]))
        assert [line.by for line in page.context["trail"]] == [auditor]
        assert "<dd>ปีงบประมาณ พ.ศ. 2564</dd>" in page.content.decode()

    def test_the_list_as_a_workbook(
        self, documents: dict[str, IssuedDocument], auditor: User, sign_in: SignIn
    ) -> None:
        answer = sign_in(auditor).get(reverse("archive_list"), {"kind": "memo"})
        rows = list(load_workbook(BytesIO(answer.content)).active.values)
        assert rows[0] == archive.HEADINGS
        assert [row[0] for row in rows[1:]] == ["ตย 1/0"]

    def test_a_formula_in_a_number_stays_text(
        self, source: MemoRevision, organization: Organization, auditor: User, sign_in: SignIn
    ) -> None:
        issued_document(organization, revision=source, number="=1+1")
        sheet = load_workbook(BytesIO(sign_in(auditor).get(reverse("archive_list")).content)).active
        assert (sheet["A2"].value, sheet["A2"].data_type) == ("=1+1", "s")


class TestDamage:
    def test_a_changed_file_is_not_sent(
        self, documents: dict[str, IssuedDocument], auditor: User, sign_in: SignIn
    ) -> None:
        document = documents["memo"]
        (Path(settings.MEDIA_ROOT) / document.file.name).write_bytes(b"%PDF-1.7 Sample")
        answer = sign_in(auditor).get(
            reverse("issued_document", args=[document.organization.code, 2564, document.code])
        )
        assert answer.status_code == 302
        assert not document.downloads.exists()


class TestBundle:
    def order(self, client: Client, **data: Any) -> ArchiveBundle:
        answer = client.post(reverse("archive_bundles"), data)
        bundle = ArchiveBundle.objects.get()
        assert answer["Location"] == reverse("archive_bundle", args=[bundle.pk])
        return bundle

    def fetch(self, client: Client, bundle: ArchiveBundle) -> zipfile.ZipFile:
        answer = client.get(reverse("archive_bundle_file", args=[bundle.pk]))
        return zipfile.ZipFile(BytesIO(b"".join(answer.streaming_content)))

    def test_the_filtered_set(
        self, documents: dict[str, IssuedDocument], auditor: User, sign_in: SignIn
    ) -> None:
        client = sign_in(auditor)
        bundle = self.order(client, query="level=A")
        assert (bundle.state, bundle.done, bundle.total) == ("ready", 2, 2)
        archive_file = self.fetch(client, bundle)
        assert sorted(Path(name).name for name in archive_file.namelist()) == sorted(
            documents[kind].file_name for kind in ("memo", "analysis")
        )
        assert all(archive_file.read(name) == b"%PDF-1.7 sample" for name in archive_file.namelist())
        assert Download.objects.filter(by=auditor, way="bundle").count() == 2

    def test_the_ticked_ones(
        self, documents: dict[str, IssuedDocument], auditor: User, sign_in: SignIn
    ) -> None:
        bundle = self.order(sign_in(auditor), query="", document=[documents["plan"].pk])
        assert bundle.chosen == [documents["plan"].pk]

    def test_foreign_documents_cannot_be_ticked(
        self, documents: dict[str, IssuedDocument], foreign: Organization, sign_in: SignIn
    ) -> None:
        client = sign_in(member("auditor", foreign))
        answer = client.post(reverse("archive_bundles"), {"document": [documents["memo"].pk]})
        assert answer["Location"] == reverse("archive")
        assert not ArchiveBundle.objects.exists()

    def test_too_many_are_refused(
        self, documents: dict[str, IssuedDocument], auditor: User, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(archive, "LARGEST_BUNDLE", 3)
        with pytest.raises(archive.TooMany, match="4 ฉบับ"):
            archive.order_bundle(auditor, QueryDict(""))

    def test_a_damaged_file_is_named_and_left_out(
        self, documents: dict[str, IssuedDocument], auditor: User, sign_in: SignIn
    ) -> None:
        (Path(settings.MEDIA_ROOT) / documents["memo"].file.name).unlink()
        client = sign_in(auditor)
        found = self.fetch(client, self.order(client, query="level=A"))
        assert len(found.namelist()) == 2
        assert "ไม่พบไฟล์" in found.read(archive.PROBLEMS).decode()

    def test_it_is_built_once(self, documents: dict[str, IssuedDocument], auditor: User) -> None:
        bundle = archive.order_bundle(auditor, QueryDict(""))
        assert [archive.build_bundle(bundle.pk), archive.build_bundle(bundle.pk)] == [True, False]

    def test_an_old_zip_goes_with_the_next_one(
        self, documents: dict[str, IssuedDocument], auditor: User
    ) -> None:
        old = archive.order_bundle(auditor, QueryDict(""))
        archive.build_bundle(old.pk)
        ArchiveBundle.objects.update(created_at=timezone.now() - timedelta(days=8))
        old.refresh_from_db()
        archive.build_bundle(archive.order_bundle(auditor, QueryDict("")).pk)
        assert not ArchiveBundle.objects.filter(pk=old.pk).exists()
        assert not old.file.storage.exists(old.file.name)
        assert IssuedDocument.objects.count() == 4

    def test_a_failure_is_told(
        self,
        documents: dict[str, IssuedDocument],
        auditor: User,
        sign_in: SignIn,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        bundle = archive.order_bundle(auditor, QueryDict(""))
        monkeypatch.setattr(archive, "_path", lambda document: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            archive.build_bundle(bundle.pk)
        page = sign_in(auditor).get(reverse("archive_bundle", args=[bundle.pk]))
        assert "ไม่สำเร็จ" in page.content.decode()

    def test_progress_outlives_a_reload(
        self, documents: dict[str, IssuedDocument], auditor: User, sign_in: SignIn
    ) -> None:
        bundle = archive.order_bundle(auditor, QueryDict(""))
        ArchiveBundle.objects.filter(pk=bundle.pk).update(state="running", done=3)
        client = sign_in(auditor)
        page = client.get(reverse("archive_bundle", args=[bundle.pk])).content.decode()
        assert 'max="4" value="3"' in page
        assert "hx-get" in page
        part = client.get(reverse("archive_bundle", args=[bundle.pk]), headers={"HX-Request": "true"})
        assert "<html" not in part.content.decode()
        assert client.get(reverse("archive_bundle_file", args=[bundle.pk])).status_code == 404

    def test_nobody_else_fetches_it(
        self, documents: dict[str, IssuedDocument], auditor: User, administrator: User, sign_in: SignIn
    ) -> None:
        bundle = archive.order_bundle(auditor, QueryDict(""))
        assert sign_in(administrator).get(reverse("archive_bundle", args=[bundle.pk])).status_code == 404
