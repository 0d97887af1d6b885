"""The report of carrying out the measures on paper."""

from __future__ import annotations

from datetime import date

import pytest

from measures.models import Evidence, Measure, Progress
from reports.documents.kinds import ROUND_KINDS
from reports.documents.printing import current_pdf
from tests.reports.documents import examples
from tests.reports.documents.reading import foreign_numbers, squashed, text_of, unembedded_fonts
from thai.digits import to_thai

pytestmark = pytest.mark.django_db
AFTER = date(2022, 12, 1)
HEADS = ("มาตรการ/แนวทาง", "สิ่งที่ดำเนินการ", "ผลที่ได้", "ความสำเร็จ", "หลักฐาน", "ปัญหาอุปสรรค", "และข้อเสนอแนะ")


@pytest.fixture
def assessment() -> examples.Assessment:
    return examples.assessed_namtao()


def text(assessment: examples.Assessment, key: str) -> str:
    return text_of(current_pdf(key, examples.sources(assessment.organization, 2564, AFTER)))


def test_every_measure_and_every_piece_of_evidence_is_there(assessment: examples.Assessment) -> None:
    plan = examples.carried_out(assessment, list(range(1, 11)))
    for measure in plan.measures.all():
        Measure.objects.filter(pk=measure.pk).update(
            approach=f"แนวทางของตัวชี้วัดที่ {measure.indicator.number} จบ"
        )
    found = squashed(text(assessment, "year-end"))
    for number in range(1, 11):
        assert found.count(f"แนวทางของตัวชี้วัดที่{to_thai(number)}จบ") == 1
    for name in Evidence.objects.values_list("name", flat=True):
        assert found.count(squashed(name)) == 1
    assert "ฉบับร่าง" not in found


def test_the_six_months_report_leaves_later_reports_out(assessment: examples.Assessment) -> None:
    examples.carried_out(assessment, [9, 10])
    half, full = squashed(text(assessment, "six-months")), squashed(text(assessment, "year-end"))
    later = squashed("ดำเนินการครบทุกขั้นตอน")
    assert (later in half, later in full) == (False, True)
    assert ("https://example.org" in half, "https://example.org" in full) == (False, True)


@pytest.mark.parametrize("key", list(ROUND_KINDS))
def test_the_figures_are_the_data_s_and_in_thai_digits(assessment: examples.Assessment, key: str) -> None:
    examples.carried_out(assessment, [9, 10])
    Evidence.objects.exclude(url="").delete()
    found = text(assessment, key)
    allowed = {"0", "2564", "2565", "64", "65", "95", "100", "40", "60", "20", "80", "50", "31", "30", "15"}
    assert foreign_numbers(found, allowed, largest_count=12) == set()
    assert not set(found) & set("0123456789")


def test_a_long_table_repeats_its_head_and_keeps_its_rows_whole(assessment: examples.Assessment) -> None:
    plan = examples.carried_out(assessment, [number for number in range(1, 11) for _ in range(3)])
    for measure in plan.measures.all():
        steps = "\n".join(["ลงมือทำเริ่มต้น", *["ดำเนินการตามขั้นตอนที่กำหนดไว้ในแผนงาน"] * 4, "ลงมือทำสิ้นสุด"])
        Progress.objects.create(measure=measure, on=date(2022, 5, 1), percent=80, done=steps)
    pages = [squashed(page) for page in text(assessment, "year-end").split("\f") if page.strip()]
    tables = [page for page in pages if "ลงมือทำเริ่มต้น" in page]
    assert len(tables) > 3
    for page in tables:
        assert all(head in page for head in HEADS)
        assert page.count("ลงมือทำเริ่มต้น") == page.count("ลงมือทำสิ้นสุด")
    assert "".join(pages).count("ลงมือทำสิ้นสุด") == 30


def test_a_row_longer_than_a_page_loses_nothing(assessment: examples.Assessment) -> None:
    plan = examples.carried_out(assessment, [9, 10])
    lines = [f"บรรทัดที่ {to_thai(number)} จบ" for number in range(1, 61)]
    Progress.objects.create(
        measure=plan.measures.first(), on=date(2022, 5, 1), percent=80, done="\n".join(lines)
    )
    found = squashed(text(assessment, "year-end"))
    assert [line for line in lines if found.count(squashed(line)) != 1] == []


def test_an_unadopted_plan_is_marked_as_a_draft(assessment: examples.Assessment) -> None:
    examples.plan(assessment, [9])
    assert "ฉบับร่าง" in squashed(text(assessment, "year-end"))


def test_without_a_plan_the_report_is_an_honest_page(assessment: examples.Assessment) -> None:
    found = squashed(text(assessment, "six-months"))
    assert "ยังไม่มีมาตรการในแผนประจำปีงบประมาณพ.ศ.๒๕๖๕" in found
    assert "๒.ผลการดำเนินการเป็นรายมาตรการ" not in found


def test_fonts_are_embedded_and_bytes_repeat(assessment: examples.Assessment) -> None:
    examples.carried_out(assessment, [9, 10])
    sources = examples.sources(assessment.organization, 2564, AFTER)
    made = current_pdf("year-end", sources)
    assert unembedded_fonts(made) == set()
    assert made == current_pdf("year-end", sources)
