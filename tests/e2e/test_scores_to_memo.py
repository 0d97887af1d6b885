"""A clerk's first hour: sign in, type the ten scores in Thai digits, take the documents home."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from assessments.models import Assessment, ScoreChange
from organizations.models import Organization
from tests.factories import OrganizationFactory, member
from thai.digits import to_arabic, to_thai

YEAR = 2564
SCORES = ("100", "89.43", "99.14", "86.77", "98.28", "98.57", "98.79", "98.44", "74.33", "50.00")
SHOWN = {number: f"{float(score):.2f}" for number, score in enumerate(SCORES, start=1)}


@pytest.fixture
def namtao(transactional_db: None) -> Organization:
    return OrganizationFactory(name="น้ำเต้า", district="บางบาล", province="พระนครศรีอยุธยา")


def download(page: Page, name: str) -> str:
    """Press a download button and return the text of the PDF, spaces folded and digits Arabic."""
    with page.expect_download() as caught:
        page.get_by_role("link", name=f"ดาวน์โหลด {name}").click()
    path = Path(caught.value.path())
    pages = PdfReader(BytesIO(path.read_bytes())).pages
    text = to_arabic(" ".join(page.extract_text() for page in pages))
    return re.sub(r"\s+", " ", text)


def type_scores(page: Page) -> None:
    """Type the scores from field to field as one does from paper: digits, then Enter."""
    page.locator("#score-1").click()
    for score in SCORES:
        page.keyboard.type(to_thai(score))
        page.keyboard.press("Enter")


def test_from_ten_scores_to_the_documents(
    namtao: Organization, live_server: Any, signed_in_page: Callable[..., Page]
) -> None:
    page = signed_in_page(member("staff", namtao))
    page.goto(f"{live_server.url}/o/{namtao.code}/{YEAR}/scores/")
    type_scores(page)
    expect(page.locator("#total")).to_have_text("82.86")
    expect(page.locator(".total-bar .level-badge")).to_have_text("B")
    assert not Assessment.objects.exists()  # typing alone writes nothing

    page.get_by_role("button", name="ส่งพิจารณา").click()
    expect(page.locator("#messages")).to_contain_text("ให้ผู้บริหารพิจารณาแล้ว")
    assert ScoreChange.objects.count() == len(SCORES)

    page.goto(f"{live_server.url}/o/{namtao.code}/{YEAR}/documents/")
    memo, report = download(page, "บันทึกข้อความ"), download(page, "รายงานการวิเคราะห์")
    assert "82.86" in report
    assert "ระดับ B" in report.replace("ระดับB", "ระดับ B")
    for number, name in Assessment.objects.get().fiscal_year.indicators.values_list("number", "name"):
        # Wherever a score follows the indicator's name it is the indicator's own.
        said = set(re.findall(rf"{re.escape(name)}[^0-9]{{0,60}}?(\d{{1,3}}\.\d\d)\b", report))
        assert said == {SHOWN[number]}, (number, name, said)
    assert "8 ตัวชี้วัด" in report
    assert "2 ตัวชี้วัด" in report
    assert "น้ำเต้า" in memo
    assert "2564" in memo
    assert "ฉบับร่าง" not in memo + report


def test_thai_digits_on_the_screen(
    namtao: Organization, live_server: Any, signed_in_page: Callable[..., Page]
) -> None:
    clerk = member("staff", namtao)
    clerk.thai_digits = True
    page = signed_in_page(clerk)
    page.goto(f"{live_server.url}/o/{namtao.code}/{YEAR}/scores/")
    type_scores(page)
    expect(page.locator("#total")).to_have_text("๘๒.๘๖")
    expect(page.locator("#score-2")).to_have_value("๘๙.๔๓")


def test_bad_input_is_named_and_nothing_typed_is_lost(
    namtao: Organization, live_server: Any, signed_in_page: Callable[..., Page]
) -> None:
    page = signed_in_page(member("staff", namtao))
    page.goto(f"{live_server.url}/o/{namtao.code}/{YEAR}/scores/")
    bad = {1: "สิบ", 2: "100.001", 3: "-1", 4: "101", 5: "๙๙.๙๙.๙"}
    for number, text in bad.items():
        page.locator(f"#score-{number}").fill(text)
    page.locator("#score-6").fill("98.57")
    page.get_by_role("button", name="บันทึกร่าง").click()
    expect(page.locator(".score-error")).to_have_count(len(bad))
    for number, text in (bad | {6: "98.57"}).items():
        expect(page.locator(f"#score-{number}")).to_have_value(text)
    assert not ScoreChange.objects.exists()
