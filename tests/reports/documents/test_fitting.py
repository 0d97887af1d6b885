"""The memo's setting: the loosest in which it keeps to one page, checked against the printed page."""

from dataclasses import replace

import pytest

from reports.documents.fitting import PAGE_HEIGHT, SETTINGS, SPARE, height, setting
from reports.documents.kinds import KINDS
from reports.documents.memo import Comment, MemoDocument, Reviewer
from reports.documents.printing import document_html
from reports.rendering.pdf import render_pdf
from tests.reports.documents.reading import page_count, word_boxes

PARAGRAPH = "สำนักปลัดขอรายงานผลการวิเคราะห์พร้อมข้อเสนอแนะเพื่อยกระดับคุณธรรมและความโปร่งใสของหน่วยงาน " * 2
LONG_HEAD = {"office": "สำนักปลัดองค์การบริหารส่วนตำบลตัวอย่าง " * 3, "number": "ตย ๑๒๓๔๕/๑" * 5}


def memo(paragraphs: int, comments: int) -> MemoDocument:
    return MemoDocument(
        agency="องค์การบริหารส่วนตำบลตัวอย่าง",
        terms=(),
        speed="",
        office="สำนักปลัด",
        number="ตย ๑/๑",
        date="",
        subject="รายงานตัวอย่าง",
        addressee="นายกตัวอย่าง",
        paragraphs=(PARAGRAPH,) * paragraphs,
        author=Reviewer("นิติกร", ""),
        comments=tuple(Comment(f"ความเห็นที่ {n}", Reviewer("ตำแหน่ง", "")) for n in range(comments)),
    )


def test_a_short_memo_is_set_loosely_and_a_longer_one_tightly() -> None:
    assert setting(memo(2, 1)) == ""
    assert setting(memo(3, 3)) == "tight"


def test_a_memo_that_needs_two_pages_anyway_is_set_loosely() -> None:
    assert setting(memo(20, 3)) == ""


def test_online_comments_count_with_their_lines() -> None:
    short = memo(1, 1)
    spoken = replace(short, comments=(replace(short.comments[0], text="เห็นควรดำเนินการต่อไป " * 20),))
    assert height(spoken, SETTINGS[0]) > height(short, SETTINGS[0])


@pytest.mark.parametrize("paragraphs", range(1, 9))
@pytest.mark.parametrize("comments", [1, 2, 3])
@pytest.mark.parametrize("head", [{}, LONG_HEAD], ids=["short", "long"])
def test_what_is_estimated_to_fit_does_fit(paragraphs: int, comments: int, head: dict[str, str]) -> None:
    document = replace(memo(paragraphs, comments), **head)
    html = document_html(KINDS["memo"], document, draft=False)
    pages = page_count(render_pdf(html, title="ตัวอย่าง"))
    fits = any(height(document, row) <= PAGE_HEIGHT - SPARE for row in SETTINGS)
    assert pages == 1 if fits else pages <= 2


def test_a_long_number_keeps_clear_of_the_date() -> None:
    html = document_html(KINDS["memo"], replace(memo(1, 1), number="๑" * 60), draft=False)
    boxes = word_boxes(render_pdf(html, title="ตัวอย่าง"))
    (date,) = (box for box in boxes if box.text == "วันที่" and box.top < 300)
    number = [box for box in boxes if set(box.text) == {"๑"}]
    assert sum(len(box.text) for box in number) == 60
    assert all(box.right < date.left for box in number)
