"""documents.css: what a reader sees, read back from the pages."""

import re
from collections.abc import Callable
from io import BytesIO

import pytest
from django.template.loader import render_to_string
from pypdf import PdfReader

from reports.documents.memo import Reviewer
from tests.reports.rendering.samples import PARAGRAPHS

Render = Callable[..., bytes]
Read = Callable[..., str]
SUBJECT = (
    "รายงานการวิเคราะห์ผลการประเมินคุณธรรมและความโปร่งใสในการดำเนินงานของหน่วยงานภาครัฐ ประจำปีงบประมาณ พ.ศ. ๒๕๖๔"
)
MEMO_HEAD = f"""
<div class="memo-head"><div class="emblem emblem-missing">ตราครุฑ</div><h1>บันทึกข้อความ</h1></div>
<div class="memo-row"><div class="memo-label office">ส่วนราชการ</div>
  <div class="memo-value"><div class="dotted">สำนักปลัด องค์การบริหารส่วนตำบลตัวอย่าง</div></div></div>
<div class="memo-row"><div class="memo-label number">ที่</div>
  <div class="memo-value half"><div class="dotted">ตย ๗๗๑๐๑/๑๒</div></div>
  <div class="memo-label date">วันที่</div>
  <div class="memo-value"><div class="dotted">๒๘ กันยายน ๒๕๖๔</div></div></div>
<div class="memo-row"><div class="memo-label subject">เรื่อง</div>
  <div class="memo-value"><div class="dotted">{SUBJECT}</div></div></div>
<div class="memo-to"><div>เรียน</div><div>นายกองค์การบริหารส่วนตำบลตัวอย่าง</div></div>
"""


def comments(count: int) -> str:
    return count * (
        '<div class="comment"><div>ความเห็นของหัวหน้าสำนักปลัด</div><div class="dotted lines-1"></div>'
        '<div class="signature"><div>(ตัวอย่าง ผู้ให้ความเห็น)</div><div>หัวหน้าสำนักปลัด</div></div></div>'
    )


def memo(kind: str = "memo") -> str:
    paragraphs = "".join(f'<p class="spaced">{text}</p>' for text in (*PARAGRAPHS[:2], "จึงเรียนมาเพื่อโปรดทราบ"))
    signature = '<div class="signature"><div>(ตัวอย่าง ผู้เสนอ)</div><div>นิติกร</div></div>'
    return f'<section class="{kind}">{MEMO_HEAD}{paragraphs}{signature}{comments(3)}</section>'


def table(rows: int) -> str:
    body = "".join(f"<tr><td>แถว{row}ก</td><td>แถว{row}ข<br/>สอง<br/>สาม</td></tr>" for row in range(rows))
    return (
        '<table class="grid"><colgroup><col style="width:30%"/><col/></colgroup><thead><tr>'
        f'<th scope="col">มาตรการ</th><th scope="col">วิธีการ</th></tr></thead><tbody>{body}</tbody></table>'
    )


def pages(text: str) -> list[str]:
    return [page for page in text.split("\f") if page.strip()]


def test_a_memo_is_read_in_the_order_of_its_form(render: Render, poppler: Read) -> None:
    lines = poppler(render(memo())).splitlines()
    assert lines[:3] == [
        "ตราครุฑ บันทึกข้อความ",
        "ส่วนราชการ สำนักปลัด องค์การบริหารส่วนตำบลตัวอย่าง",
        "ที่ ตย ๗๗๑๐๑/๑๒ วันที่ ๒๘ กันยายน ๒๕๖๔",
    ]
    assert lines[3].startswith("เรื่อง รายงานการวิเคราะห์")
    assert "".join(lines[3:5]).replace("เรื่อง ", "").replace(" ", "") == SUBJECT.replace(" ", "")
    assert lines[5] == "เรียน นายกองค์การบริหารส่วนตำบลตัวอย่าง"
    assert "...." not in "".join(lines)


def test_a_tight_memo_with_three_comments_fits_one_page(render: Render) -> None:
    assert len(PdfReader(BytesIO(render(memo("memo tight")))).pages) == 1


def test_every_line_of_a_value_has_its_dots(render: Render) -> None:
    """The dots are one tile of a line's height, so a value of two lines shows them twice."""
    heights = {}
    for text in ("สั้น", SUBJECT):
        pdf = render(f'<div class="dotted" style="width:13cm">{text}</div>')
        streams = b"".join(page.get_contents().get_data() for page in PdfReader(BytesIO(pdf)).pages)
        [*_, area] = re.findall(rb" 491.3\d* ([\d.]+) re\nf", streams)
        heights[text] = float(area) * 0.75  # px to points
    assert heights["สั้น"] == pytest.approx(24, abs=0.5)
    assert heights[SUBJECT] == pytest.approx(48, abs=0.5)


def test_pages_are_numbered_from_the_second(render: Render, poppler: Read) -> None:
    body = "".join(f'<p style="break-after:page">{text}</p>' for text in PARAGRAPHS[:3])
    numbers = [re.findall(r"^- ([๐-๙]+) -$", page, re.MULTILINE) for page in pages(poppler(render(body)))]
    assert numbers == [[], ["๒"], ["๓"]]


def test_a_memo_s_second_page_is_numbered_too(render: Render, poppler: Read) -> None:
    body = f'<section class="memo">{MEMO_HEAD}{comments(9)}</section>'
    first, second = pages(poppler(render(body)))[:2]
    assert "- ๑ -" not in first
    assert "- ๒ -" in second


def test_the_head_of_a_table_repeats_and_rows_stay_whole(render: Render, poppler: Read) -> None:
    found = pages(poppler(render(table(40))))
    assert len(found) > 2
    for page in found:
        assert "มาตรการ วิธีการ" in page
        assert page.count("ข\n") == page.count("\nสอง") == page.count("\nสาม")


def test_landscape_pages_lie_on_their_side(render: Render) -> None:
    reader = PdfReader(BytesIO(render(f'<p>ตั้ง</p><section class="landscape">{table(2)}</section>')))
    assert [page.mediabox.width > page.mediabox.height for page in reader.pages] == [False, True]


@pytest.mark.parametrize("section", ["", "memo", "cover", "landscape"])
def test_a_draft_says_so_on_every_kind_of_page(render: Render, pypdf_text: Read, section: str) -> None:
    body = f'<section class="{section}"><h1>หัวข้อ</h1></section>'
    assert "ฉบับร่าง" in "".join(pypdf_text(render(body, draft=True)).split())
    assert "ฉบับร่าง" not in "".join(pypdf_text(render(body)).split())


def test_sixteen_points_are_the_size_of_th_sarabun_new(render: Render, poppler: Read) -> None:
    """Line distance 16 pt × 1.331, Word's "single" line."""
    bbox = poppler(render('<p class="plain">ก<br/>ข</p>'), "-bbox")
    first, second = (float(top) for top in re.findall(r'yMin="([\d.]+)"', bbox))
    assert second - first == pytest.approx(16 * 1.331, abs=0.05)


def test_a_long_name_under_a_signature_stays_on_the_paper(render: Render, poppler: Read) -> None:
    words = "ว่าที่ร้อยตรีหญิงพระศรีสุทธิวรรณา อัครมหาเสนาบดีพิพัฒนกุลวงศ์ ณ ตำบลตัวอย่างที่ยาว"
    signature = render_to_string("documents/signature.html", {"signer": Reviewer("นิติกร", words)})
    made = render(f'<section class="memo">{signature}</section>')
    rights = [float(right) for right in re.findall(r'xMax="([\d.]+)"', poppler(made, "-bbox"))]
    assert max(rights) < 595 - 50, "beyond the right margin of A4"
    assert "".join(words.split()) in "".join(poppler(made).split())
