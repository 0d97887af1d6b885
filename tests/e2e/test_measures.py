"""From the weaknesses of a result to the year-end report: the founding agency's year in a browser."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from measures.models import Measure
from organizations.models import Organization
from tests.factories import DepartmentFactory, OrganizationFactory, member
from tests.measures.makers import PDF, scored
from tests.measures.workbook.sheets import PLACES
from thai.digits import to_arabic

YEAR = 2563
# What the founding document tells: the lowest indicator of each instrument. The plan runs in FY2564.
SCORES = {2: Decimal("78.66"), 8: Decimal("74.34"), 10: Decimal("56.25")}
DONE = "แต่งตั้งคณะทำงานและประเมินความเสี่ยงแล้ว"


@pytest.fixture
def hinkhon(transactional_db: None) -> Organization:
    agency = OrganizationFactory(name="หินโคน", district="ลำปลายมาศ", province="บุรีรัมย์")
    DepartmentFactory(organization=agency, name="สำนักปลัด")
    scored(agency, SCORES, YEAR)
    return agency


def squashed(pdf: bytes) -> str:
    """The text of a PDF without blanks, in Arabic digits."""
    pages = PdfReader(BytesIO(pdf)).pages
    return re.sub(r"\s+", "", to_arabic(" ".join(page.extract_text() for page in pages)))


def downloaded(page: Page, name: str) -> bytes:
    with page.expect_download() as caught:
        page.get_by_role("link", name=name).click()
    return Path(caught.value.path()).read_bytes()


def draft_from_weaknesses(page: Page, home: str) -> None:
    """Accept what is proposed for the weaknesses, but for one: its finding has to be solved by hand."""
    page.goto(f"{home}draft/")
    proposed = page.locator("input[name=suggestion]:checked")
    expect(proposed).to_have_count(len(SCORES))
    proposed.first.uncheck()  # the lowest: indicator 10
    page.get_by_role("button", name="เพิ่มมาตรการที่เลือก").click()
    finding = page.locator(".measure-findings li")
    expect(finding).to_have_count(1)
    finding.get_by_role("link", name="เพิ่มมาตรการ").click()
    page.locator("[name=approach]").fill("ประเมินความเสี่ยงการทุจริตประจำปี")
    page.locator("[name=method]").fill("แต่งตั้งคณะทำงาน\nประเมินความเสี่ยง")
    page.get_by_label("สำนักปลัด").check()
    page.get_by_role("button", name="บันทึก").click()
    expect(page.locator(".measure-findings")).to_have_count(0)


def edit_in_a_spreadsheet(page: Page, home: str, folder: Path) -> None:
    """Take the plan home, change a text and add a measure, and bring it back."""
    page.goto(home)
    book = load_workbook(BytesIO(downloaded(page, "แผนเป็น Excel")))
    sheet, new = book.active, book.active.max_row + 1
    sheet.cell(2, PLACES["approach"]).value = "เปิดเผยแผนการใช้จ่ายงบประมาณทุกไตรมาส"
    row = {"number": 1, "approach": "จัดทำผังขั้นตอนการให้บริการ", "method": "สำรวจ\nจัดทำ", "lead": "กองคลัง"}
    for key, value in (row | {"starts": "ต.ค. 63", "ends": "มี.ค. 64"}).items():
        sheet.cell(new, PLACES[key]).value = value
    book.save(folder / "แผน.xlsx")
    page.get_by_role("link", name="นำเข้าจาก Excel").click()
    page.get_by_label("ไฟล์แผนมาตรการ").set_input_files(folder / "แผน.xlsx")
    page.get_by_role("button", name="ตรวจสอบไฟล์").click()
    expect(page.get_by_text("จะเพิ่มส่วนราชการใหม่ 1 แห่ง ได้แก่ กองคลัง")).to_be_visible()
    assert Measure.objects.count() == len(SCORES)
    page.get_by_role("button", name="นำเข้า (เพิ่มใหม่ 1 แก้ไข 1 รายการ)").click()
    expect(page.get_by_text("นำเข้าแผนแล้ว เพิ่มใหม่ 1 รายการ แก้ไข 1 รายการ")).to_be_visible()


def report_with_proof(page: Page, home: str, folder: Path) -> None:
    """Report on one measure with a PDF and an address as evidence."""
    proof = folder / "รายงานการประเมินความเสี่ยง.pdf"
    proof.write_bytes(PDF)
    page.goto(home)
    page.get_by_role("link", name="ประเมินความเสี่ยงการทุจริตประจำปี", exact=True).click()
    page.locator("[name=on]").fill("15 ก.ย. 2564")
    page.locator("[name=percent]").fill("100")
    page.locator("[name=done]").fill(DONE)
    page.locator("#progress-form [name=file]").set_input_files(proof)
    page.locator("#progress-form [name=url]").fill("https://hinkhon.example.org/risk")
    page.get_by_role("button", name="บันทึกความคืบหน้า").click()
    expect(page.get_by_role("link", name=proof.name)).to_be_visible()


def test_from_weaknesses_to_the_year_end_report(
    hinkhon: Organization,
    live_server: Any,
    signed_in_page: Callable[..., Page],
    tmp_path: Path,
) -> None:
    page = signed_in_page(member("staff", hinkhon))
    home = f"{live_server.url}/o/{hinkhon.code}/{YEAR}/measures/"
    draft_from_weaknesses(page, home)
    edit_in_a_spreadsheet(page, home, tmp_path)
    report_with_proof(page, home, tmp_path)

    page.goto(f"{home}rounds/year-end/")
    said = squashed(downloaded(page, "รายงาน PDF"))
    approaches = Measure.objects.values_list("approach", flat=True)
    assert len(approaches) == len(SCORES) + 1
    for approach in approaches:
        assert to_arabic(re.sub(r"\s+", "", approach)) in said, approach
    for words in (DONE, "รายงานการประเมินความเสี่ยง.pdf", "https://hinkhon.example.org/risk", "15ก.ย.2564"):
        assert words in said
    assert "ประจำปีงบประมาณพ.ศ.2564รอบสิ้นปีงบประมาณ(1ตุลาคม2563–30กันยายน2564)" in said
    assert "ฉบับร่าง" in said  # nobody has adopted the plan

    page.goto(f"{home}rounds/six-months/")
    early = squashed(downloaded(page, "รายงาน PDF"))
    assert DONE not in early  # reported in September
    assert "hinkhon.example.org" not in early
