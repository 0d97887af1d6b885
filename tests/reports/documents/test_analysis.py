from decimal import Decimal

import pytest

from reports.documents.analysis import AnalysisReport
from reports.documents.kinds import build_analysis
from tests.reports.documents import examples

pytestmark = pytest.mark.django_db


def report(assessment: examples.Assessment, year: int) -> AnalysisReport:
    return build_analysis(examples.sources(assessment.organization, year))


@pytest.fixture
def namtao() -> AnalysisReport:
    return report(examples.assessed_namtao(), 2564)


def test_the_ranked_table_tells_rank_and_official_number(namtao: AnalysisReport) -> None:
    rows = [(row.rank, row.number, str(row.score)) for row in namtao.ranked]
    assert rows[:3] == [(1, 1, "100.00"), (2, 3, "99.14"), (3, 7, "98.79")]
    assert rows[-1] == (10, 10, "50.00")


def test_each_indicator_is_on_its_side_with_its_own_score(namtao: AnalysisReport) -> None:
    assert len(namtao.strengths.entries) == 8
    assert len(namtao.weaknesses.entries) == 2
    assert namtao.strengths.heading == "จุดแข็ง (ตัวชี้วัดที่ได้คะแนนตั้งแต่ ๘๐ คะแนนขึ้นไป) จำนวน ๘ ตัวชี้วัด"
    assert namtao.weaknesses.heading.endswith("(ตัวชี้วัดที่ได้คะแนนต่ำกว่า ๘๐ คะแนน) จำนวน ๒ ตัวชี้วัด")
    assert namtao.weaknesses.entries[0].startswith(
        "ตัวชี้วัดที่ ๙ การเปิดเผยข้อมูล ได้คะแนน ๗๔.๓๓ คะแนน เป็นตัวชี้วัดที่ประเมิน"
    )


def test_instruments_are_compared_with_the_target_not_with_the_line(namtao: AnalysisReport) -> None:
    compared = namtao.advice_lead[0]
    assert "(ตั้งแต่ ๘๕ คะแนนขึ้นไป) ได้แก่ IIT (๙๔.๗๒ คะแนน) และ EIT (๙๘.๖๐ คะแนน)" in compared
    assert "(ต่ำกว่า ๘๕ คะแนน) ได้แก่ OIT (๖๒.๑๗ คะแนน)" in compared


def test_advice_is_given_for_the_weak_indicators(namtao: AnalysisReport) -> None:
    assert [name for part in namtao.advice for name, _ in part.items] == ["การเปิดเผยข้อมูล", "การป้องกันการทุจริต"]


def test_the_lowest_is_the_one_that_is_lowest(namtao: AnalysisReport) -> None:
    assert namtao.issues_lead.endswith("โดยตัวชี้วัดที่ได้คะแนนต่ำที่สุด คือ ตัวชี้วัดที่ ๑๐ การป้องกันการทุจริต ได้ ๕๐.๐๐ คะแนน")


def test_without_a_plan_proposals_stand_in_and_the_chapter_asks_for_measures(namtao: AnalysisReport) -> None:
    assert [row.indicator.number for row in namtao.issues] == [9, 10]
    assert all(row.issues and row.methods for row in namtao.issues)
    assert namtao.measures == ()
    assert namtao.measures_lead.startswith("ให้ส่วนราชการที่เกี่ยวข้อง")


def test_measures_answer_before_proposals() -> None:
    assessment = examples.assessed_namtao()
    examples.plan(assessment, [10, 4])
    found = report(assessment, 2564)
    by_number = {row.indicator.number: row for row in found.issues}
    assert by_number[10].issues == ("ประเด็นตัวอย่างที่ต้องพัฒนา",)
    assert by_number[10].methods == ("แนวทางตัวอย่างเพื่อพัฒนาการดำเนินงาน",)
    assert by_number[9].issues != by_number[10].issues
    assert [row.indicator for row in found.measures] == [4, 10]
    assert found.measures[0].follow_up == ("รายงานผลต่อผู้บริหาร", "รายงานผลภายในวันที่ ๓๑ มีนาคม ๒๕๖๕")
    assert "พ.ศ. ๒๕๖๕" in found.measures_lead


def test_ties_share_their_rank_and_are_all_named_lowest() -> None:
    scores = examples.NAMTAO_SCORES | {9: Decimal("50.00")}
    found = report(examples.assess(examples.namtao(), 2564, scores), 2564)
    assert [row.rank for row in found.ranked][-2:] == [9, 9]
    assert "ต่ำที่สุดเท่ากัน คือ ตัวชี้วัดที่ ๙ การเปิดเผยข้อมูล และตัวชี้วัดที่ ๑๐ การป้องกันการทุจริต" in found.issues_lead


def test_a_single_weak_indicator_is_named_once() -> None:
    scores = dict.fromkeys(range(1, 11), Decimal("95.00")) | {4: Decimal("70.00")}
    found = report(examples.assess(examples.namtao(), 2564, scores), 2564)
    assert found.issues_lead.count("ตัวชี้วัดที่ ๔") == 1
    assert "ต่ำที่สุด" not in found.issues_lead


def test_exactly_on_the_line_is_a_strength() -> None:
    scores = examples.NAMTAO_SCORES | {9: Decimal("80.00")}
    found = report(examples.assess(examples.namtao(), 2564, scores), 2564)
    assert len(found.strengths.entries) == 9


def test_without_weaknesses_the_report_says_so_and_advises_on_the_lowest() -> None:
    scores = dict.fromkeys(range(1, 11), Decimal("96.00")) | {8: Decimal("95.10")}
    found = report(examples.assess(examples.namtao(), 2564, scores), 2564)
    assert found.weaknesses.note == "ไม่มีตัวชี้วัดใดได้คะแนนต่ำกว่า ๘๐ คะแนน"
    assert found.weaknesses.entries == ()
    assert found.issues == ()
    assert found.issues_lead.startswith("ไม่มีตัวชี้วัดที่ได้คะแนนต่ำกว่า ๘๐ คะแนน")
    assert found.advice_lead[1].startswith("แม้ไม่มีตัวชี้วัด")
    assert "การปรับปรุงระบบการทำงาน" in [name for part in found.advice for name, _ in part.items]


def test_without_weaknesses_and_measures_the_standard_is_to_be_kept_up() -> None:
    scores = dict.fromkeys(range(1, 11), Decimal("95.00"))
    found = report(examples.assess(examples.namtao(), 2564, scores), 2564)
    assert "รักษามาตรฐานการดำเนินงาน" in found.measures_lead
    assert "ประเด็นที่ต้องพัฒนาตามข้อ ๕ ไปกำหนด" not in found.measures_lead


def test_missing_scores_are_named_and_no_mean_is_made_up() -> None:
    found = report(examples.assessed_hinkhon(), 2563)
    assert [row.number for row in found.ranked] == [2, 8, 10]
    assert found.missing.startswith("ยังไม่มีข้อมูลคะแนนของ ตัวชี้วัดที่ ๑ การปฏิบัติหน้าที่")
    assert found.instruments == ()
    assert found.strengths.note == "ไม่มีตัวชี้วัดใดได้คะแนนตั้งแต่ ๘๕ คะแนนขึ้นไป"
    assert "ตามประกาศ ๗๓.๐๔" in found.results
    assert "ต่ำกว่าค่าเป้าหมาย (๘๕ คะแนน) อยู่ ๑๑.๙๖ คะแนน" in found.results


def test_a_level_that_hangs_on_unknown_tools_is_called_an_estimate() -> None:
    scores = dict.fromkeys(range(1, 11), Decimal("90.00"))
    found = report(examples.assess(examples.namtao(), 2567, scores), 2567)
    assert "อยู่ในระดับผ่านดี ซึ่งเป็นระดับโดยประมาณ" in found.results


def test_an_announced_level_is_printed_before_an_estimate() -> None:
    scores = dict.fromkeys(range(1, 6), Decimal(95)) | dict.fromkeys((6, 7, 8), Decimal(88))
    scores |= dict.fromkeys((9, 10), Decimal(98))
    announced = {"announced_total": Decimal("94.10"), "announced_level": "ผ่าน"}
    found = report(examples.assess(examples.namtao(), 2568, scores, **announced), 2568)
    assert "อยู่ในระดับผ่าน คะแนนรวมดังกล่าว" in found.results
    assert "โดยประมาณ" not in found.results


def test_known_tools_make_the_level_certain() -> None:
    scores = dict.fromkeys(range(1, 11), Decimal("90.00"))
    parts = {"eit_part1": Decimal("84.00"), "eit_part2": Decimal("96.00")}
    found = report(examples.assess(examples.namtao(), 2567, scores, **parts), 2567)
    assert "อยู่ในระดับผ่าน คะแนนรวมดังกล่าวสูงกว่าค่าเป้าหมาย (๘๕ คะแนน) อยู่ ๕.๐๐ คะแนน" in found.results


def test_a_total_on_the_target_is_equal_to_it() -> None:
    scores = dict.fromkeys(range(1, 11), Decimal("85.00"))
    found = report(examples.assess(examples.namtao(), 2564, scores), 2564)
    assert "คะแนนรวมดังกล่าวเท่ากับค่าเป้าหมาย (๘๕ คะแนน)" in found.results


def test_without_any_score_the_report_says_so_once() -> None:
    found = build_analysis(examples.sources(examples.hinkhon(), 2565))
    assert found.ranked == ()
    assert found.missing == ""
    assert found.analysis.startswith("ยังไม่มีข้อมูลคะแนนรายตัวชี้วัด")
    assert found.issues_lead.startswith("ยังไม่มีข้อมูล")
    assert sum(len(part.items) for part in found.advice) == 10
