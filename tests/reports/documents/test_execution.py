"""The report of carrying out the measures."""

from __future__ import annotations

from datetime import date

import pytest

from measures.models import Measure, Plan
from reports.documents.execution import ExecutionReport
from reports.documents.kinds import DOCUMENTS, ROUND_KINDS, build_round
from tests.reports.documents import examples

pytestmark = pytest.mark.django_db
AFTER = date(2022, 12, 1)


@pytest.fixture
def assessment() -> examples.Assessment:
    found = examples.assessed_namtao()
    examples.carried_out(found, [1, 9, 10])
    return found


def built(assessment: examples.Assessment, key: str, today: date = AFTER) -> ExecutionReport:
    return build_round(key, examples.sources(assessment.organization, assessment.fiscal_year.year, today))


def test_the_title_names_agency_year_and_round(assessment: examples.Assessment) -> None:
    half, full = built(assessment, "six-months"), built(assessment, "year-end")
    assert half.title == (
        "รายงานผลการดำเนินการตามมาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน",
        "องค์การบริหารส่วนตำบลน้ำเต้า อำเภอบางบาล จังหวัดพระนครศรีอยุธยา",
        "ประจำปีงบประมาณ พ.ศ. ๒๕๖๕",
        "รอบ ๖ เดือน (๑ ตุลาคม ๒๕๖๔ – ๓๑ มีนาคม ๒๕๖๕)",
    )
    assert full.title[-1] == "รอบสิ้นปีงบประมาณ (๑ ตุลาคม ๒๕๖๔ – ๓๐ กันยายน ๒๕๖๕)"
    assert "ประจำปีงบประมาณ พ.ศ. ๒๕๖๔ มาวิเคราะห์" in half.intro


def test_only_reports_up_to_the_round_s_day_count(assessment: examples.Assessment) -> None:
    half, full = built(assessment, "six-months").rows, built(assessment, "year-end").rows
    assert [(row.number, row.percent, row.state) for row in half] == [
        (1, 40, "กำลังดำเนินการ"),
        (9, 60, "กำลังดำเนินการ"),
        (10, 0, "ยังไม่เริ่ม"),
    ]
    assert [(row.percent, row.state) for row in full] == [(100, "แล้วเสร็จ"), (60, "ล่าช้า"), (0, "ล่าช้า")]
    assert half[0].evidence == ("คำสั่ง.pdf",)
    assert full[0].evidence == ("คำสั่ง.pdf", "https://example.org/reports/2565")


def test_before_the_round_s_day_it_tells_the_day_it_is(assessment: examples.Assessment) -> None:
    early = built(assessment, "six-months", date(2022, 1, 14))
    assert "ข้อมูล ณ วันที่ ๑๔ มกราคม ๒๕๖๕" in early.intro
    assert [row.done for row in early.rows] == [(), (), ()]
    assert "ข้อมูล ณ วันที่ ๓๑ มีนาคม ๒๕๖๕" in built(assessment, "six-months").intro


def test_a_measure_tells_what_was_done_with_its_days_results_and_problems(
    assessment: examples.Assessment,
) -> None:
    row = built(assessment, "year-end").rows[0]
    assert row.indicator == "ตัวชี้วัดที่ ๑ การปฏิบัติหน้าที่"
    assert row.done == (
        "๑๕ ม.ค. ๒๕๖๕ ๑. แจ้งเวียนแนวทาง",
        "๒. ประชุมชี้แจง",
        "๒ เม.ย. ๒๕๖๕ ดำเนินการครบทุกขั้นตอน",
    )
    assert (row.results, row.problems) == (("ผ่านเกณฑ์ ๙๕ คะแนน",), ("บุคลากรมีน้อย",))
    assert (row.departments, row.period) == (("สำนักปลัด",), "ต.ค. ๖๔ – มี.ค. ๖๕")


def test_the_summary_counts(assessment: examples.Assessment) -> None:
    full = built(assessment, "year-end")
    assert "มาตรการทั้งหมด ๓ มาตรการ มีความก้าวหน้าเฉลี่ยร้อยละ ๕๓" in full.summary
    assert "แล้ว ๒ มาตรการ ยังไม่มีรายงานผล ๑ มาตรการ และมีหลักฐานประกอบรวม ๔ รายการ" in full.summary
    assert [(row.name, row.count, row.share) for row in full.counts] == [
        ("ล่าช้า", 2, 67),
        ("กำลังดำเนินการ", 0, 0),
        ("ยังไม่เริ่ม", 0, 0),
        ("แล้วเสร็จ", 1, 33),
    ]


@pytest.mark.parametrize("key", list(ROUND_KINDS))
def test_without_measures_the_report_says_so(key: str) -> None:
    assessment = examples.assessed_namtao()
    for _ in range(2):
        empty = built(assessment, key)
        assert empty.rows == empty.counts == ()
        assert empty.intro == ""
        assert empty.summary.startswith("ยังไม่มีมาตรการในแผนประจำปีงบประมาณ พ.ศ. ๒๕๖๕")
        examples.plan(assessment, []) if not Plan.objects.exists() else None


def test_removed_measures_and_reports_are_not_told(assessment: examples.Assessment) -> None:
    first, second, _ = Measure.objects.order_by("indicator__number")
    second.mark_removed()
    first.progress.get(percent=100).mark_removed()
    assert [(row.number, row.percent) for row in built(assessment, "year-end").rows] == [(1, 40), (10, 0)]


def test_it_is_a_draft_until_the_plan_is_adopted(assessment: examples.Assessment) -> None:
    def drafts() -> set[bool]:
        sources = examples.sources(assessment.organization, 2564)
        return {kind.is_draft(sources) for kind in ROUND_KINDS.values()}

    assert drafts() == {False}
    Plan.objects.update(state=Plan.State.DRAFT)
    assert drafts() == {True}
    Plan.objects.all().delete()
    assert drafts() == {True}


def test_both_rounds_share_a_template_and_have_names_of_their_own(assessment: examples.Assessment) -> None:
    sources = examples.sources(assessment.organization, 2564)
    assert {kind.template for kind in ROUND_KINDS.values()} == {"documents/execution.html"}
    assert [kind.file_name(sources) for kind in ROUND_KINDS.values()] == [
        "รายงานผลการดำเนินการตามมาตรการ รอบ 6 เดือน_อบต.น้ำเต้า_ITA2564.pdf",
        "รายงานผลการดำเนินการตามมาตรการ รอบสิ้นปีงบประมาณ_อบต.น้ำเต้า_ITA2564.pdf",
    ]
    assert list(DOCUMENTS) == ["memo", "analysis", "plan", "six-months", "year-end"]
