from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from urllib.parse import quote

import docx
import pytest
from django.test import Client
from openpyxl import load_workbook

from organizations.models import User
from reports.documents.kinds import DOCUMENTS
from reports.views.editable import EXCEL, WORD
from reports.xlsx.writing import TABLES
from tests.factories import member
from tests.reports.documents import examples

pytestmark = pytest.mark.django_db
URL = "/o/namtao/2564/documents/"


@pytest.fixture
def reader(sign_in: Callable[[User], Client]) -> Client:
    return sign_in(member("auditor", examples.assessed_namtao().organization))


@pytest.mark.parametrize("kind", list(DOCUMENTS))
def test_a_word_file_downloads_under_its_thai_name(reader: Client, kind: str) -> None:
    answer = reader.get(f"{URL}{kind}.docx")
    assert answer["Content-Type"] == WORD
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    assert answer["Content-Disposition"].endswith(quote("_อบต.น้ำเต้า_ITA2564.docx"))
    assert any("น้ำเต้า" in each.text for each in docx.Document(BytesIO(answer.content)).paragraphs)


@pytest.mark.parametrize("kind", list(TABLES))
def test_the_measures_download_as_a_worksheet(reader: Client, kind: str) -> None:
    answer = reader.get(f"{URL}{kind}.xlsx")
    assert answer["Content-Type"] == EXCEL
    assert answer["Content-Disposition"].endswith(quote("_อบต.น้ำเต้า_ITA2564.xlsx"))
    titles = load_workbook(BytesIO(answer.content)).active["A1:A3"]
    assert any("น้ำเต้า" in cell.value for row in titles for cell in row)


def test_there_is_no_worksheet_of_a_memo(reader: Client) -> None:
    assert reader.get(f"{URL}memo.xlsx").status_code == 404


@pytest.mark.parametrize("name", ["memo.docx", "plan.xlsx"])
def test_unchanged_files_are_not_sent_twice(reader: Client, name: str) -> None:
    first = reader.get(f"{URL}{name}")
    again = reader.get(f"{URL}{name}", HTTP_IF_NONE_MATCH=first["ETag"])
    assert (again.status_code, again.content) == (304, b"")


def test_there_is_no_other_word_file(reader: Client) -> None:
    assert reader.get(f"{URL}letter.docx").status_code == 404


@pytest.mark.parametrize("name", ["memo.docx", "plan.xlsx"])
def test_files_are_only_read(reader: Client, name: str) -> None:
    assert reader.post(f"{URL}{name}").status_code in (403, 405)


def test_the_page_leads_to_every_form_of_a_document(reader: Client) -> None:
    page = reader.get(URL).content.decode()
    words, sheets = [f"{key}.docx" for key in DOCUMENTS], [f"{key}.xlsx" for key in TABLES]
    for name in words + sheets:
        assert f'href="{URL}{name}"' in page
