from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader
from pytest_django import DjangoAssertNumQueries

from organizations.models import User
from reports.documents.kinds import DOCUMENTS
from reports.rendering import pdf as rendering
from tests.factories import member
from tests.reports.documents import examples

pytestmark = pytest.mark.django_db

SignIn = Callable[[User], Client]
URL = "/o/namtao/2564/documents/"


@pytest.fixture
def assessment() -> examples.Assessment:
    return examples.assessed_namtao()


@pytest.fixture
def reader(assessment: examples.Assessment, sign_in: SignIn) -> Client:
    return sign_in(member("auditor", assessment.organization))


@pytest.mark.parametrize("kind", list(DOCUMENTS))
def test_a_document_downloads_under_its_thai_name(reader: Client, kind: str) -> None:
    answer = reader.get(f"{URL}{kind}.pdf")
    assert answer["Content-Type"] == "application/pdf"
    assert len(PdfReader(BytesIO(answer.content)).pages) >= 1
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    assert answer["Content-Disposition"].endswith(quote("_อบต.น้ำเต้า_ITA2564.pdf"))


def test_a_document_opens_in_the_browser_when_asked(reader: Client) -> None:
    assert reader.get(f"{URL}memo.pdf?view=1")["Content-Disposition"].startswith("inline; filename*=")


def test_unchanged_files_are_not_sent_twice_and_never_kept_in_between(
    reader: Client, assessment: examples.Assessment
) -> None:
    first = reader.get(f"{URL}memo.pdf")
    assert first["Cache-Control"] == "private, no-cache"
    again = reader.get(f"{URL}memo.pdf", HTTP_IF_NONE_MATCH=first["ETag"])
    assert (again.status_code, again.content) == (304, b"")
    examples.memo(assessment, number="อย 1/1")
    changed = reader.get(f"{URL}memo.pdf", HTTP_IF_NONE_MATCH=first["ETag"])
    assert changed.status_code == 200
    assert changed["ETag"] != first["ETag"]


def test_the_way_to_what_was_issued_is_shown_once_a_memo_was_submitted(
    reader: Client, assessment: examples.Assessment
) -> None:
    stored = examples.memo(assessment, number="อย 1/1")
    address = f"{reverse('memo', args=['namtao', 2564])}#issued-title"
    assert address not in reader.get(URL).content.decode()
    type(stored).objects.update(revision=1)
    assert address in reader.get(URL).content.decode()


def test_unknown_documents_and_years_are_not_found(reader: Client) -> None:
    assert reader.get(f"{URL}secret.pdf").status_code == 404
    assert reader.get("/o/namtao/2599/documents/memo.pdf").status_code == 404
    assert reader.get("/o/namtao/2599/documents/").status_code == 404


def test_strangers_find_nothing(assessment: examples.Assessment, stranger: User, sign_in: SignIn) -> None:
    client = sign_in(stranger)
    for url in (URL, f"{URL}memo.pdf"):
        assert client.get(url).status_code == 404


def test_nothing_can_be_posted(reader: Client) -> None:
    for url in (URL, f"{URL}memo.pdf"):
        assert reader.post(url).status_code == 405


def test_the_page_names_what_is_missing_and_leads_writers_there(
    reader: Client, assessment: examples.Assessment, sign_in: SignIn
) -> None:
    shown = reader.get(URL).content.decode()
    assert "ยังไม่มีเลขที่หนังสือ" in shown
    assert "ยังไม่มีมาตรการ" in shown
    assert "ไปแก้ไข" not in shown
    writer = sign_in(member("staff", assessment.organization)).get(URL).content.decode()
    assert 'href="/o/namtao/2564/memo/"' in writer
    assert 'href="/o/namtao/2564/measures/"' in writer


def test_the_page_says_which_year_has_no_data_and_why_it_is_a_draft(
    reader: Client, assessment: examples.Assessment
) -> None:
    assert "ปีนี้ยังไม่มีผลการประเมิน" in reader.get("/o/namtao/2565/documents/").content.decode()
    examples.carried_out(assessment, [9, 10])
    assert "ฉบับร่าง" not in reader.get(URL).content.decode()
    examples.Assessment.objects.update(state="draft")
    assert "ยังไม่ได้ส่งพิจารณา" in reader.get(URL).content.decode()


def test_without_the_renderer_the_rest_of_the_portal_runs(
    reader: Client, settings: Any, tmp_path: Path
) -> None:
    """No fonts were built here: the PDF says so, the pages go on."""
    settings.FONTS_DIR = tmp_path
    rendering.engine.cache_clear()
    rendering._finished = rendering.PdfCache(limit_bytes=32_000_000)
    try:
        answer = reader.get(f"{URL}memo.pdf")
        assert answer.status_code == 503
        assert "ยังสร้างไฟล์ PDF ไม่ได้" in answer.content.decode()
        assert reader.get(URL).status_code == 200
        assert reader.get("/o/namtao/2564/memo/preview/").status_code == 200
    finally:
        rendering.engine.cache_clear()


@pytest.mark.parametrize("measures", [1, 30])
@pytest.mark.parametrize("address", ["", "analysis.pdf", "year-end.docx"])
def test_the_pages_keep_their_query_budget(
    reader: Client,
    assessment: examples.Assessment,
    measures: int,
    address: str,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    examples.plan(assessment, [9] * measures)
    with django_assert_max_num_queries(20):
        reader.get(f"{URL}{address}")
