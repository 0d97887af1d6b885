from datetime import date
from decimal import Decimal

import pytest

from reports import texts
from reports.documents.kinds import build_memo
from reports.documents.memo import MemoDocument, default_wording
from reports.models import ReviewPosition
from tests.factories import OrganizationFactory
from tests.reports.documents import examples

pytestmark = pytest.mark.django_db


def namtao_memo(**fields: object) -> MemoDocument:
    assessment = examples.assessed_namtao()
    if fields:
        examples.memo(assessment, **fields)
    return build_memo(examples.sources(assessment.organization, 2564))


def test_the_defaults_say_what_the_data_says() -> None:
    memo = namtao_memo()
    assert memo.office == "สำนักปลัด องค์การบริหารส่วนตำบลน้ำเต้า"
    assert memo.number == "อย ๗๗๑๐๑/"
    assert memo.date == ""
    assert memo.subject.endswith("ประจำปีงบประมาณ พ.ศ. ๒๕๖๔")
    assert memo.addressee == "นายกองค์การบริหารส่วนตำบลน้ำเต้า"
    reason, purpose, closing = memo.paragraphs
    assert "ลงวันที่ ๒๖ สิงหาคม ๒๕๖๔ เรื่อง ผลการประเมินคุณธรรม" in reason
    assert "ได้คะแนนรวม ๘๒.๘๖ คะแนน อยู่ในระดับ B" in purpose
    assert "(ตั้งแต่ ๘๐ คะแนนขึ้นไป) จำนวน ๘ ตัวชี้วัด" in purpose
    assert "(ต่ำกว่า ๘๐ คะแนน) จำนวน ๒ ตัวชี้วัด" in purpose
    assert closing == "จึงเรียนมาเพื่อโปรดทราบ"


def test_the_default_chain_is_the_one_of_the_kind_with_open_names() -> None:
    comments = namtao_memo().comments
    assert [comment.heading for comment in comments] == [
        "ความเห็นของหัวหน้าสำนักปลัด",
        "ความเห็นของปลัดองค์การบริหารส่วนตำบลน้ำเต้า",
        "ความเห็นของนายกองค์การบริหารส่วนตำบลน้ำเต้า",
    ]
    assert {comment.reviewer.name for comment in comments} == {""}


def test_the_organization_s_own_chain_comes_first_and_decides_the_addressee() -> None:
    assessment = examples.assessed_namtao()
    for order, title in ((2, "ผู้อำนวยการตัวอย่าง"), (1, "หัวหน้าฝ่ายตัวอย่าง")):
        ReviewPosition.objects.create(
            organization=assessment.organization, order=order, title=title, printed_name=f"ชื่อตัวอย่าง{order}"
        )
    memo = build_memo(examples.sources(assessment.organization, 2564))
    assert [(row.reviewer.title, row.reviewer.name) for row in memo.comments] == [
        ("หัวหน้าฝ่ายตัวอย่าง", "ชื่อตัวอย่าง1"),
        ("ผู้อำนวยการตัวอย่าง", "ชื่อตัวอย่าง2"),
    ]
    assert memo.addressee == "ผู้อำนวยการตัวอย่าง"


def test_the_author_s_own_words_keep_their_figures_from_the_data() -> None:
    memo = namtao_memo(purpose="{organization} ได้ {total} คะแนน ระดับ {level} ปี {year}\n\nย่อหน้าที่สอง")
    assert memo.paragraphs[1] == "องค์การบริหารส่วนตำบลน้ำเต้า ได้ ๘๒.๘๖ คะแนน ระดับ B ปี ๒๕๖๔"
    assert memo.paragraphs[2] == "ย่อหน้าที่สอง"


def test_digits_are_thai_but_latin_names_stay() -> None:
    memo = namtao_memo(number="อย 77101/12", date=date(2021, 9, 28), purpose="ข้อ 3 ตาม O42 และ a@b.go.th")
    assert memo.number == "อย ๗๗๑๐๑/๑๒"
    assert memo.date == "๒๘ กันยายน ๒๕๖๔"
    assert memo.paragraphs[1] == "ข้อ ๓ ตาม O42 และ a@b.go.th"


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("กองคลัง", "กองคลัง องค์การบริหารส่วนตำบลน้ำเต้า"),
        ("สำนักปลัด องค์การบริหารส่วนตำบลน้ำเต้า", "สำนักปลัด องค์การบริหารส่วนตำบลน้ำเต้า"),
        ("สำนักปลัด อบต.น้ำเต้า", "สำนักปลัด องค์การบริหารส่วนตำบลน้ำเต้า"),
        ("องค์การบริหารส่วนตำบลน้ำเต้า", "สำนักปลัด องค์การบริหารส่วนตำบลน้ำเต้า"),
    ],
)
def test_the_office_is_named_once(typed: str, printed: str) -> None:
    assert namtao_memo(office=typed).office == printed


def test_the_phone_stands_beside_the_office() -> None:
    organization = OrganizationFactory(phone="0 3500 0000")
    memo = build_memo(examples.sources(organization, 2564))
    assert memo.office.endswith("โทร. ๐ ๓๕๐๐ ๐๐๐๐")


def test_an_office_that_is_the_agency_is_not_said_twice() -> None:
    organization = OrganizationFactory(kind="other", name="สำนักงานตัวอย่าง")
    assert build_memo(examples.sources(organization, 2564)).office == "สำนักงานตัวอย่าง"


def test_without_an_announcement_s_date_the_sentence_does_without_it() -> None:
    assessment = examples.assess(examples.namtao(), 2567, examples.NAMTAO_SCORES)
    reason = build_memo(examples.sources(assessment.organization, 2567)).paragraphs[0]
    assert reason.startswith("ตามที่สำนักงานคณะกรรมการป้องกันและปราบปรามการทุจริตแห่งชาติ ได้ประกาศเรื่อง ผลการประเมิน")
    assert "ลงวันที่" not in reason


def test_with_three_scores_the_announced_total_is_named_as_such() -> None:
    assessment = examples.assessed_hinkhon()
    purpose = build_memo(examples.sources(assessment.organization, 2563)).paragraphs[1]
    assert "ได้คะแนนรวมตามประกาศ ๗๓.๐๔ คะแนน อยู่ในระดับ C" in purpose
    assert "จำนวน ๓ ตัวชี้วัด จากทั้งหมด ๑๐ ตัวชี้วัด" in purpose
    assert "ต่ำกว่า ๘๕ คะแนน" in purpose


def test_an_announced_level_is_printed_without_any_score() -> None:
    announced = {"announced_total": Decimal("91.20"), "announced_level": "ผ่าน"}
    assessment = examples.assess(examples.namtao(), 2567, {}, **announced)
    said = "".join(build_memo(examples.sources(assessment.organization, 2567)).paragraphs)
    assert "อยู่ในระดับผ่าน" in said and "อยู่ในระดับผ่านดี" not in said
    assert "โดยประมาณ" not in said


def test_without_any_data_nothing_is_invented() -> None:
    memo = build_memo(examples.sources(examples.hinkhon(), 2565))
    assert memo.number == memo.date == memo.author.name == memo.author.title == ""
    assert "ยังไม่มีคะแนนรวม" in memo.paragraphs[1]
    assert "  " not in memo.paragraphs[1]


def test_an_unknown_figure_in_own_words_becomes_dots() -> None:
    organization = examples.hinkhon()
    assessment = examples.assess(organization, 2565, {1: Decimal(50)})
    examples.memo(assessment, purpose="ได้ {total} คะแนน")
    assert build_memo(examples.sources(organization, 2565)).paragraphs[1] == f"ได้ {texts.DOTS} คะแนน"


def test_the_default_wording_is_what_an_empty_memo_prints() -> None:
    assessment = examples.assessed_namtao()
    sources = examples.sources(assessment.organization, 2564)
    printed = build_memo(sources)
    wording = default_wording(sources.result, sources.chain)
    assert (wording["reason"], wording["purpose"], wording["closing"]) == printed.paragraphs
    assert wording["subject"] == printed.subject
