"""The PDFs, read back: what they say, and nothing that the data does not say."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.core.files.base import ContentFile

from assessments.models import Assessment
from organizations.models import Organization
from reports.documents.emblem import Emblem, emblem_of
from reports.documents.kinds import KINDS
from reports.documents.printing import current_pdf
from reports.rendering import pdf as rendering
from reports.rendering.cache import PdfCache
from tests.factories import OrganizationFactory
from tests.reports.documents import examples
from tests.reports.documents.reading import (
    foreign_numbers,
    page_count,
    squashed,
    text_of,
    unembedded_fonts,
)
from thai.digits import to_thai

pytestmark = pytest.mark.django_db

# What S2's documents may say beside scores: total, means, gap, line, target, weights, years, dates, prefix.
NAMTAO_FIGURES = {
    *(f"{score:.2f}" for score in examples.NAMTAO_SCORES.values()),
    *("82.86", "94.72", "98.60", "62.17", "2.14", "80", "85", "30", "40"),
    *("2564", "2565", "26", "31", "77101", "3.1", "3.2"),
}


def pdf_of(organization: Organization, year: int, key: str) -> bytes:
    return current_pdf(key, examples.sources(organization, year))


@pytest.fixture
def namtao() -> Assessment:
    assessment = examples.assessed_namtao()
    examples.plan(assessment, [4, 8, 9, 9, 10, 10, 10])
    return assessment


def test_the_memo_and_report_tell_total_level_and_every_score_once_right(namtao: Assessment) -> None:
    memo = squashed(text_of(pdf_of(namtao.organization, 2564, "memo")))
    assert "ได้คะแนนรวม๘๒.๘๖คะแนนอยู่ในระดับB" in memo
    report = squashed(text_of(pdf_of(namtao.organization, 2564, "analysis")))
    assert "ได้คะแนนรวม๘๒.๘๖คะแนนอยู่ในระดับB" in report
    ranked = sorted(examples.NAMTAO_SCORES.items(), key=lambda row: -row[1])
    names = examples.sources(namtao.organization, 2564).result.edition.names
    for rank, (number, score) in enumerate(ranked, start=1):
        name, figure = f"ตัวชี้วัดที่{to_thai(number)}{names[number].replace(' ', '')}", to_thai(f"{score:.2f}")
        assert report.count(f"{to_thai(rank)}{name}{figure}") == 1, "its row of the table"
        assert report.count(f"{name}ได้คะแนน{figure}คะแนน") == 1, "its paragraph"
    strengths, weaknesses = report.split("๓.๒จุดอ่อน")
    assert strengths.count("ได้คะแนน") - strengths.count("ได้คะแนนรวม") >= 8
    assert len([1 for n, s in ranked if f"ได้คะแนน{to_thai(f'{s:.2f}')}คะแนน" in strengths]) == 8
    assert len([1 for n, s in ranked if f"ได้คะแนน{to_thai(f'{s:.2f}')}คะแนนเป็น" in weaknesses]) == 2


def test_no_figure_stands_in_the_documents_that_is_not_in_the_data(namtao: Assessment) -> None:
    for key in KINDS:
        pdf = pdf_of(namtao.organization, 2564, key)
        counts = max(12, page_count(pdf))
        allowed = NAMTAO_FIGURES | {"64", "65"}  # ต.ค. ๖๔ – มี.ค. ๖๕
        assert foreign_numbers(text_of(pdf), allowed, largest_count=counts) == set(), key


def test_a_planted_figure_is_found(namtao: Assessment) -> None:
    """The seed's own wrong score, and the year it mixes up, written into the memo by hand."""
    examples.memo(namtao, purpose="การใช้อำนาจ ได้ร้อยละ ๘๙.๑๔ ปี ๒๕๖๓")
    text = text_of(pdf_of(namtao.organization, 2564, "memo"))
    assert foreign_numbers(text, NAMTAO_FIGURES, largest_count=12) == {"89.14", "2563"}


def test_no_other_agency_is_named(namtao: Assessment) -> None:
    examples.assessed_hinkhon()
    for key in KINDS:
        text = text_of(pdf_of(namtao.organization, 2564, key))
        assert "น้ำเต้า" in text
        for name in ("หินโคน", "ลำปลายมาศ", "บุรีรัมย์"):
            assert name not in text


def test_the_measures_document_holds_ten_rows_and_names_the_lowest() -> None:
    assessment = examples.assessed_hinkhon()
    examples.plan(assessment, list(range(1, 11)))
    pdf = pdf_of(assessment.organization, 2563, "plan")
    text = squashed(text_of(pdf))
    for figure in ("๗๘.๖๖", "๗๔.๓๔", "๕๖.๒๕"):
        assert text.count(f"ได้{figure}คะแนน") == 1
    assert text.count("ต.ค.๖๓–มี.ค.๖๔") == 10
    assert text.count("ด้านที่") == 3
    tables = text[text.index("ด้านที่๑") :]
    edition = examples.sources(assessment.organization, 2563).result.edition
    for number, name in edition.names.items():
        row = f"ตัวชี้วัดที่{to_thai(number)}{name.replace(' ', '')}แนวทางตัวอย่าง"
        assert tables.count(row) == 1


def test_a_long_table_repeats_its_head_and_numbers_its_pages(namtao: Assessment) -> None:
    organization = OrganizationFactory()
    scores = dict.fromkeys(range(1, 11), Decimal("60.00"))
    assessment = examples.assess(organization, 2564, scores)
    examples.plan(assessment, [number for number in range(1, 11) for _ in range(3)], steps=6)
    pages = [page for page in text_of(pdf_of(organization, 2564, "plan")).split("\f") if page.strip()]
    tables = [page for page in pages if "แนวทางตัวอย่าง" in page]
    assert len(tables) > 3
    assert all("มาตรการ/แนวทาง" in page and "การติดตามผล" in page for page in tables)
    for number, page in enumerate(pages[1:], start=2):
        assert f"- {to_thai(number)} -" in page
    assert "- ๑ -" not in pages[0]
    for page in tables:
        # Rows are whole: every row that starts on a page ends on it.
        assert page.count("แนวทางตัวอย่าง") == page.count("๖. ขั้นตอนตัวอย่าง")


def test_the_report_is_read_in_the_order_of_its_chapters(namtao: Assessment) -> None:
    text = squashed(text_of(pdf_of(namtao.organization, 2564, "analysis")))
    marks = ["คำนำ", "๑.หลักการและเหตุผล", "๒.ผลการประเมิน", "อันดับตัวชี้วัดคะแนน", "๓.การวิเคราะห์", "๓.๑จุดแข็ง"]
    marks += ["๓.๒จุดอ่อน", "๔.ข้อเสนอแนะ", "๕.ประเด็นที่ต้องพัฒนา", "๖.มาตรการ"]
    places = [text.index(mark) for mark in marks]
    assert places == sorted(places)


def test_the_memo_is_read_in_the_order_of_its_form_on_one_page(namtao: Assessment) -> None:
    signed = {"author_name": "ชื่อตัวอย่าง", "author_position": "นิติกร"}
    examples.memo(namtao, date=date(2021, 9, 28), number="อย 1/2", **signed)
    pdf = pdf_of(namtao.organization, 2564, "memo")
    assert page_count(pdf) == 1
    text = squashed(text_of(pdf))
    marks = ["บันทึกข้อความ", "ส่วนราชการสำนักปลัด", "ที่อย๑/๒วันที่๒๘กันยายน๒๕๖๔", "เรื่องรายงาน", "เรียนนายก", "ตามประกาศ"]
    marks += ["จึงเรียนมาเพื่อโปรดทราบ", "(ชื่อตัวอย่าง)นิติกร", "ความเห็นของหัวหน้า", "ความเห็นของปลัด", "ความเห็นของนายก"]
    places = [text.index(mark) for mark in marks]
    assert places == sorted(places)


@pytest.mark.parametrize("year", [2563, 2564, 2567])
def test_memos_of_incomplete_data_keep_to_one_page(year: int) -> None:
    organization = OrganizationFactory(phone="0 3500 0000")
    examples.assess(organization, year, {1: Decimal(90)}, announced_total=Decimal("88.00"), state="approved")
    assert page_count(pdf_of(organization, year, "memo")) == 1


def test_all_fonts_are_embedded_as_subsets(namtao: Assessment) -> None:
    for key in KINDS:
        assert unembedded_fonts(pdf_of(namtao.organization, 2564, key)) == set()


def test_the_same_data_gives_the_same_bytes(namtao: Assessment, monkeypatch: pytest.MonkeyPatch) -> None:
    for key in KINDS:
        made = []
        for _ in range(2):
            monkeypatch.setattr(rendering, "_finished", PdfCache(limit_bytes=1_000_000))
            made.append(pdf_of(namtao.organization, 2564, key))
        assert made[0] == made[1]


def test_a_draft_says_so_until_the_scores_are_handed_in() -> None:
    assessment = examples.assessed_namtao(state="draft")
    for key in KINDS:
        assert "ฉบับร่าง" in squashed(text_of(pdf_of(assessment.organization, 2564, key)))
    Assessment.objects.update(state="submitted")
    for key in KINDS:
        assert "ฉบับร่าง" not in squashed(text_of(pdf_of(assessment.organization, 2564, key)))


def test_only_a_draft_shows_a_box_for_the_missing_emblem() -> None:
    assessment = examples.assessed_namtao(state="draft")
    assert "ตราครุฑ" in text_of(pdf_of(assessment.organization, 2564, "memo"))
    Assessment.objects.update(state="approved")
    assert "ตราครุฑ" not in text_of(pdf_of(assessment.organization, 2564, "memo"))


PIXEL = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x02\x00\x00\x00\x90wS\xde"
    b"\x00\x00\x00\x0cIDATx\x9cc\xf8\xcf\xc0\x00\x00\x03\x01\x01\x00\xc9\xfe\x92\xef\x00\x00\x00\x00IEND\xaeB`\x82"
)


def test_an_emblem_is_printed(namtao: Assessment) -> None:
    organization = namtao.organization
    without = pdf_of(organization, 2564, "memo")
    organization.emblem.save("emblem.png", ContentFile(PIXEL))
    assert emblem_of(organization).data_address.startswith("data:image/png;base64,")
    assert b"/Image" in pdf_of(organization, 2564, "memo")
    assert b"/Image" not in without


def test_an_emblem_whose_file_is_gone_counts_as_none(namtao: Assessment) -> None:
    namtao.organization.emblem.name = "emblems/gone.png"
    assert emblem_of(namtao.organization) == Emblem()
    assert emblem_of(namtao.organization).data_address == ""


def test_markup_in_names_is_text(namtao: Assessment) -> None:
    examples.memo(namtao, author_name='<b>&"ชื่อ</b>', purpose="<img src='http://example.org/x.png'/> {total}")
    text = text_of(pdf_of(namtao.organization, 2564, "memo"))
    assert '<b>&"ชื่อ</b>' in text
    assert "<img src=" in text
