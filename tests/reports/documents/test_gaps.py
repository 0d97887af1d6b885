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


def test_an_empty_year_says_so() -> None:
    assert texts(examples.sources(examples.hinkhon(), 2565), "memo") == [("ยังไม่มีคะแนนรายตัวชี้วัด", "scores")]
