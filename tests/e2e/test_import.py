"""An administrator of a province: a file with errors, the marked workbook, the corrected file, undo."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from organizations.models import Organization, User
from tests.assessments.imports.files import FIRST_SCORE, scores_of, table
from tests.assessments.sheets import writers
from tests.factories import OrganizationFactory, member

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def agencies(transactional_db: None) -> list[Organization]:
    return OrganizationFactory.create_batch(3)


def choose(page: Page, path: Path) -> None:
    page.get_by_label("ไฟล์คะแนน").set_input_files(path)
    page.get_by_role("button", name="อ่านไฟล์").click()
    expect(page.get_by_role("heading", name="แผ่นงาน Sheet1")).to_be_visible()
    page.get_by_role("button", name="ตรวจสอบไฟล์").click()


def test_from_errors_to_undo(
    signed_in_page: Callable[[User], Page], agencies: list[Organization], tmp_path: Path
) -> None:
    page = signed_in_page(member("admin", province=agencies[0].province))
    rows = table(agencies, total=82.86, level="B")
    rows[2][FIRST_SCORE] = 101
    wrong = tmp_path / "คะแนน.xlsx"
    wrong.write_bytes(writers.xlsx(rows))

    page.get_by_role("link", name="นำเข้า", exact=True).click()
    page.get_by_role("link", name="นำเข้าไฟล์ใหม่").click()
    choose(page, wrong)
    expect(page.get_by_role("rowheader", name="Sheet1!F3")).to_be_visible()
    expect(page.get_by_text("คะแนนเกิน 100")).to_be_visible()

    with page.expect_download() as download:
        page.get_by_role("link", name="ดาวน์โหลดไฟล์ที่ทำเครื่องหมายไว้").click()
    marked = tmp_path / download.value.suggested_filename
    download.value.save_as(marked)
    book = openpyxl.load_workbook(io.BytesIO(marked.read_bytes()))
    assert "คะแนนเกิน 100" in book["Sheet1"]["F3"].comment.text
    book["Sheet1"]["F3"] = 90
    book.save(marked)

    page.get_by_role("link", name="เลือกไฟล์ที่แก้ไขแล้ว").click()
    choose(page, marked)
    expect(page.get_by_text("ยังไม่บันทึกคะแนนใด")).to_be_visible()
    page.get_by_role("button", name="นำเข้า: คะแนนใหม่ 30 ค่า").click()
    expect(page.get_by_text("นำเข้าแล้ว: คะแนนใหม่ 30 ค่า")).to_be_visible()
    assert len(scores_of(agencies[1])) == 10

    page.get_by_role("rowheader", name=str(agencies[0])).get_by_role("link").click()
    expect(page.get_by_text("82.86").first).to_be_visible()
    page.go_back()
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="ยกเลิกการนำเข้า").click()
    expect(page.get_by_text("ยกเลิกการนำเข้าแล้ว ค่าเดิมกลับมาทั้งหมด")).to_be_visible()
    assert scores_of(agencies[1]) == []
