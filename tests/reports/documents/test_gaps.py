from datetime import date

import pytest

from reports.documents.gaps import gaps_of
from tests.reports.documents import examples

pytestmark = pytest.mark.django_db


def texts(sources: examples.Sources, key: str) -> list[tuple[str, str]]:
    return [(gap.text, gap.page) for gap in gaps_of(sources, [])[key]]


def test_complete_data_lacks_nothing() -> None:
    assessment = examples.assessed_namtao()
    examples.plan(assessment, [9, 10])
    sources = examples.sources(assessment.organization, 2564)
    assert {key: texts(sources, key) for key in ("memo", "analysis", "plan")} == {
        "memo": [],
        "analysis": [],
        "plan": [],
    }


def test_a_weakness_without_a_measure_is_named() -> None:
    assessment = examples.assessed_namtao()
    examples.plan(assessment, [9])
    found = texts(examples.sources(assessment.organization, 2564), "plan")
    assert found == [("จุดอ่อนที่ยังไม่มีมาตรการ ได้แก่ ตัวชี้วัดที่ 10", "measures")]


def test_missing_scores_and_measures_are_named() -> None:
    assessment = examples.assessed_hinkhon()
    found = texts(examples.sources(assessment.organization, 2563), "analysis")
    assert found[0] == ("ยังไม่มีคะแนนของตัวชี้วัดที่ 1, 3, 4, 5, 6, 7, 9", "scores")
    assert found[1][1] == "measures"


def test_a_report_of_a_round_wants_an_adopted_plan_and_reports_up_to_its_day() -> None:
    assessment = examples.assessed_namtao()
    organization = assessment.organization
    lacking = [("ยังไม่มีมาตรการในแผน", "measures")]
    assert texts(examples.sources(organization, 2564), "year-end") == lacking
    plan = examples.carried_out(assessment, [1, 9, 10])
    one, three = (
        ("มาตรการที่ยังไม่มีรายงานผล 1 รายการ", "measures"),
        ("มาตรการที่ยังไม่มีรายงานผล 3 รายการ", "measures"),
    )
    assert texts(examples.sources(organization, 2564, date(2022, 12, 1)), "six-months") == [one]
    assert texts(examples.sources(organization, 2564, date(2022, 1, 14)), "year-end") == [three]
    plan.measures.last().mark_removed()
    assert texts(examples.sources(organization, 2564), "year-end") == []
    plan.__class__.objects.update(state="draft")
    drafted = ("แผนมาตรการยังเป็นร่าง โปรดประกาศใช้แผนก่อนเสนอรายงาน", "measures")
    assert texts(examples.sources(organization, 2564), "year-end") == [drafted]


def test_an_empty_year_says_so() -> None:
    assert texts(examples.sources(examples.hinkhon(), 2565), "memo") == [("ยังไม่มีคะแนนรายตัวชี้วัด", "scores")]
