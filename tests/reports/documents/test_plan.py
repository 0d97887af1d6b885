from decimal import Decimal

import pytest

from reports.documents.kinds import KINDS, build_plan
from reports.documents.plan import PlanDocument
from reports.documents.printing import document_html
from reports.frozen import from_json, to_json
from tests.reports.documents import examples

pytestmark = pytest.mark.django_db


@pytest.fixture
def hinkhon() -> PlanDocument:
    assessment = examples.assessed_hinkhon()
    examples.plan(assessment, list(range(1, 11)))
    return build_plan(examples.sources(assessment.organization, 2563))


def test_the_title_has_three_lines_and_the_plan_s_year(hinkhon: PlanDocument) -> None:
    assert hinkhon.title == (
        "มาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน",
        "องค์การบริหารส่วนตำบลหินโคน อำเภอลำปลายมาศ จังหวัดบุรีรัมย์",
        "ประจำปีงบประมาณ พ.ศ. ๒๕๖๔",
    )


def test_the_announcement_is_the_assessed_year_s(hinkhon: PlanDocument) -> None:
    assert "ลงวันที่ ๒๘ กันยายน ๒๕๖๓" in hinkhon.reference
    assert hinkhon.reference.endswith("ได้คะแนนรวมตามประกาศ ๗๓.๐๔ คะแนน อยู่ในระดับ C")


def test_three_blocks_hold_ten_rows(hinkhon: PlanDocument) -> None:
    assert [block.instrument.code for block in hinkhon.blocks] == ["IIT", "EIT", "OIT"]
    assert [len(block.rows) for block in hinkhon.blocks] == [5, 3, 2]
    assert all(row.measure is not None for block in hinkhon.blocks for row in block.rows)


def test_the_lowest_of_each_block_is_named_among_the_known(hinkhon: PlanDocument) -> None:
    leads = [block.lead for block in hinkhon.blocks]
    assert leads[0].endswith("ต่ำที่สุด คือ ตัวชี้วัดที่ ๒ การใช้งบประมาณ ได้ ๗๘.๖๖ คะแนน")
    assert leads[1].endswith("ต่ำที่สุด คือ ตัวชี้วัดที่ ๘ การปรับปรุงระบบการทำงาน ได้ ๗๔.๓๔ คะแนน")
    assert leads[2].endswith("ต่ำที่สุด คือ ตัวชี้วัดที่ ๑๐ การป้องกันการทุจริต ได้ ๕๖.๒๕ คะแนน")
    assert leads[0].startswith("ในบรรดาตัวชี้วัดที่มีข้อมูลคะแนน (๑ จาก ๕ ตัวชี้วัด)")


def test_the_period_is_in_short_months(hinkhon: PlanDocument) -> None:
    measure = hinkhon.blocks[0].rows[0].measure
    assert measure is not None
    assert measure.period == "ต.ค. ๖๓ – มี.ค. ๖๔"


def test_without_a_plan_every_indicator_keeps_its_row_open() -> None:
    assessment = examples.assessed_hinkhon()
    document = build_plan(examples.sources(assessment.organization, 2563))
    assert [len(block.rows) for block in document.blocks] == [5, 3, 2]
    assert all(row.measure is None for block in document.blocks for row in block.rows)
    assert document.year == 2564


def test_a_strength_without_a_measure_is_to_be_kept_and_a_weakness_stays_open() -> None:
    assessment = examples.assessed_namtao()
    examples.plan(assessment, [9])
    document = build_plan(examples.sources(assessment.organization, 2564))
    kept = {row.indicator.number: row.kept for block in document.blocks for row in block.rows}
    assert kept[3] == "ได้ ๙๙.๑๔ คะแนน (ตั้งแต่ ๘๐ คะแนนขึ้นไป) จึงให้รักษามาตรฐานการดำเนินงานไว้อย่างต่อเนื่อง"
    assert [number for number, text in kept.items() if not text] == [9, 10]


def test_a_score_on_the_line_is_a_strength() -> None:
    scores = examples.NAMTAO_SCORES | {9: Decimal("80.00"), 10: Decimal("79.99")}
    assessment = examples.assess(examples.namtao(), 2564, scores)
    rows = build_plan(examples.sources(assessment.organization, 2564)).blocks[2].rows
    assert [bool(row.kept) for row in rows] == [True, False]


def test_dots_are_printed_for_a_weakness_alone() -> None:
    assessment = examples.assessed_namtao()
    examples.plan(assessment, [9])
    document = build_plan(examples.sources(assessment.organization, 2564))
    html = document_html(KINDS["plan"], document, emblem="", draft=False)
    [open_row] = [row for row in html.split("<tr>") if "<b>ตัวชี้วัดที่ ๑๐ " in row]
    assert open_row.count("dotted") == html.count("dotted") == 4
    assert html.count("จึงให้รักษามาตรฐานการดำเนินงานไว้อย่างต่อเนื่อง") == 8


def test_what_was_submitted_before_is_printed_as_it_was() -> None:
    """Rows that were frozen without the sentence keep their dots."""
    document = build_plan(examples.sources(examples.assessed_namtao().organization, 2564))
    stored = to_json(document)
    for block in stored["blocks"]:
        for row in block["rows"]:
            del row["kept"]
    before = from_json(PlanDocument, stored)
    assert not any(row.kept for block in before.blocks for row in block.rows)


def test_an_indicator_with_two_measures_has_two_rows() -> None:
    assessment = examples.assessed_namtao()
    examples.plan(assessment, [9, 9])
    document = build_plan(examples.sources(assessment.organization, 2564))
    assert [len(block.rows) for block in document.blocks] == [5, 3, 3]


def test_full_scores_give_the_lowest_without_reserve_and_the_comparison() -> None:
    assessment = examples.assessed_namtao()
    document = build_plan(examples.sources(assessment.organization, 2564))
    assert document.blocks[0].lead.startswith("ตัวชี้วัดที่ได้คะแนนต่ำที่สุด คือ ตัวชี้วัดที่ ๔")
    assert len(document.instruments) == 3
    assert "OIT (๖๒.๑๗ คะแนน)" in document.findings[1]


def test_ties_are_all_named() -> None:
    scores = examples.NAMTAO_SCORES | {4: Decimal("89.43")}
    assessment = examples.assess(examples.namtao(), 2564, scores)
    document = build_plan(examples.sources(assessment.organization, 2564))
    assert document.blocks[0].lead == (
        "ตัวชี้วัดที่ได้คะแนนต่ำที่สุดเท่ากัน คือ ตัวชี้วัดที่ ๒ การใช้งบประมาณ และตัวชี้วัดที่ ๔ การใช้ทรัพย์สินของราชการ ได้ ๘๙.๔๓ คะแนน"
    )


def test_no_instrument_reaching_the_target_is_said() -> None:
    scores = dict.fromkeys(range(1, 11), Decimal("60.00"))
    assessment = examples.assess(examples.namtao(), 2564, scores)
    document = build_plan(examples.sources(assessment.organization, 2564))
    assert "ไม่มีเครื่องมือใดได้คะแนนเฉลี่ยถึงค่าเป้าหมาย" in document.findings[1]


def test_without_any_data_the_document_is_an_honest_form() -> None:
    document = build_plan(examples.sources(examples.hinkhon(), 2565))
    assert document.findings == ("ยังไม่มีข้อมูลคะแนนรายตัวชี้วัด จึงยังไม่อาจวิเคราะห์จุดแข็งและจุดอ่อนเป็นรายตัวชี้วัดได้",)
    assert {block.lead for block in document.blocks} == {"ยังไม่มีข้อมูลคะแนนรายตัวชี้วัดของด้านนี้"}
