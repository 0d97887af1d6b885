from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest
from docx.oxml.ns import qn
from PIL import Image

from assessments.models import Assessment
from reports.documents.emblem import Emblem
from reports.documents.kinds import DOCUMENTS, KINDS, ROUND_KINDS
from reports.documents.memo import MemoDocument
from reports.documents.printing import document_html
from reports.documents.sources import Sources
from reports.docx import package
from reports.docx.wording import UnknownMarkup
from reports.docx.writing import current_docx, document_docx, write_body
from reports.rendering.pdf import render_pdf
from tests.reports.documents import examples
from tests.reports.documents.reading import page_count, squashed, text_of
from tests.reports.docx.reading import paragraphs, part, values

pytestmark = pytest.mark.django_db
FONT = "TH Sarabun New"


def whole() -> Sources:
    """Ten scores, a memo and thirty measures."""
    assessment = examples.assessed_namtao()
    examples.memo(assessment, number="อย ๗๗๑๐๑/๑๒", date=date(2021, 9, 28), speed="ด่วนที่สุด")
    examples.plan(assessment, [number for number in range(1, 11) for _ in range(3)])
    return examples.sources(assessment.organization, 2564)


def partial() -> Sources:
    """Three known scores and no plan."""
    return examples.sources(examples.assessed_hinkhon().organization, 2563)


def nothing() -> Sources:
    """No scores at all, in a year with other levels."""
    return examples.sources(examples.hinkhon(), 2567)


CASES = [whole, partial, nothing]
cases = pytest.mark.parametrize("make", CASES, ids=lambda make: make.__name__)
kinds = pytest.mark.parametrize("key", list(DOCUMENTS))


def pdf_without_charts(key: str, sources: Sources) -> bytes:
    kind = DOCUMENTS[key]
    html = document_html(kind, kind.build(sources), draft=False)
    return render_pdf(re.sub(r"<figure>.*?</figure>", "", html, flags=re.DOTALL), title="x")


def written(key: str, sources: Sources, *, draft: bool = False) -> bytes:
    kind = DOCUMENTS[key]
    return document_docx(kind, kind.build(sources), sources.result.organization, emblem=Emblem(), draft=draft)


@cases
@kinds
def test_word_file_and_pdf_say_the_same(key: str, make: Callable[[], Sources]) -> None:
    sources = make()
    pdf = text_of(pdf_without_charts(key, sources))
    word = paragraphs(part(written(key, sources)))
    on_paper, in_word = squashed(pdf), squashed("".join(word))
    assert [line for line in pdf.splitlines() if squashed(line) not in in_word] == []
    # A table's head is repeated on each page of the PDF, in the middle of what Word has in one piece.
    lost = [text for text in word if squashed(text) not in on_paper]
    assert [text for text in lost if squashed(text) not in without_heads(pdf, word)] == []
    assert len(word) > (10 if key in KINDS else 4)


def without_heads(pdf: str, word: list[str]) -> str:
    """The PDF's text with the heads of tables taken out."""
    heads = ("มาตรการ/แนวทาง", "วิธีการดำเนินการ", "ผู้รับผิดชอบ", "ระยะเวลา", "ดำเนินการ", "การติดตามผล")
    heads += ("สิ่งที่ดำเนินการ", "ผลที่ได้", "ความสำเร็จ", "(ร้อยละ)", "หลักฐาน", "ปัญหา อุปสรรค", "และข้อเสนอแนะ")
    return squashed("\n".join(line for line in pdf.splitlines() if line not in heads))


def test_a_word_that_is_missing_would_be_noticed() -> None:
    sources = whole()
    pdf = text_of(pdf_without_charts("plan", sources))
    word = [text for text in paragraphs(part(written("plan", sources))) if "๕๐.๐๐" not in text]
    assert [line for line in pdf.splitlines() if squashed(line) not in squashed("".join(word))]


@kinds
def test_only_the_official_font_in_every_script(key: str) -> None:
    content = written(key, whole(), draft=True)
    for name in ZipFile(BytesIO(content)).namelist():
        if name.startswith("word/") and name.endswith(".xml"):
            root = part(content, name)
            for element in root.iter(qn("w:rFonts")):
                assert set(element.attrib.values()) == {FONT}
                assert set(element.attrib) == {
                    qn(f"w:{each}") for each in ("ascii", "hAnsi", "eastAsia", "cs")
                }
            assert values(root, "sz") == values(root, "szCs")
            assert len(values(root, "b")) == len(values(root, "bCs"))
    assert values(part(content, "word/styles.xml"), "rFonts", "cs") == [FONT]
    assert values(part(content, "word/fontTable.xml"), "altName") == ["TH SarabunPSK"]


@kinds
def test_thai_runs_are_marked_as_complex_script(key: str) -> None:
    runs = list(part(written(key, whole())).iter(qn("w:r")))
    for run in runs:
        text = "".join(each.text for each in run.iter(qn("w:t")))
        assert (run.find(f"{qn('w:rPr')}/{qn('w:cs')}") is not None) == bool(re.search("[ก-๛]", text))
    assert len(runs) > 20


@kinds
def test_every_style_that_is_used_exists(key: str) -> None:
    content = written(key, whole(), draft=True)
    known = set(values(part(content, "word/styles.xml"), "style", "styleId"))
    for name in ("word/document.xml", "word/header1.xml", "word/header2.xml"):
        root = part(content, name)
        used = values(root, "pStyle") + values(root, "rStyle") + values(root, "tblStyle")
        assert set(used) <= known


def test_paragraphs_are_distributed_as_thai() -> None:
    content = written("analysis", whole())
    assert "thaiDistribute" in values(part(content, "word/styles.xml"), "jc")
    assert values(part(content), "pStyle").count("BodyText") > 10


def test_long_tables_repeat_their_head_and_keep_rows_whole() -> None:
    body = part(written("plan", whole()))
    tables = list(body.iter(qn("w:tbl")))
    assert len(tables) == 4
    for table in tables:
        rows = list(table.iter(qn("w:tr")))
        assert [row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in rows] == [
            number == 0 for number in range(len(rows))
        ]
        assert all(row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in rows)
    assert sum(len(list(table.iter(qn("w:tr")))) for table in tables[1:]) == 3 + 30


def test_columns_fill_the_width_of_the_text() -> None:
    for table in part(written("plan", whole())).iter(qn("w:tbl")):
        columns = [int(width or 0) for width in values(table, "gridCol", "w")]
        assert sum(columns) == pytest.approx(int(values(table, "tblW", "w")[0] or 0), abs=3)


def test_paper_and_page_numbers() -> None:
    document = docx.Document(BytesIO(written("plan", whole())))
    first, second = document.sections
    assert (first.page_width.cm, first.page_height.cm) == (
        pytest.approx(21, abs=0.01),
        pytest.approx(29.7, abs=0.01),
    )
    assert (second.page_width.cm, second.orientation) == (pytest.approx(29.7, abs=0.01), 1)
    assert (first.left_margin.cm, first.right_margin.cm) == (
        pytest.approx(3, abs=0.01),
        pytest.approx(2, abs=0.01),
    )
    assert first.different_first_page_header_footer
    assert not second.different_first_page_header_footer
    assert first.first_page_header.paragraphs[0].text == ""
    assert values(first.header._element, "fldSimple", "instr") == ["PAGE"]
    assert values(document.element, "pgNumType", "fmt") == ["thaiNumbers", "thaiNumbers"]
    assert "".join(paragraphs(second.header._element)) == "- ๒ -"


def test_a_draft_says_so_on_every_page_and_a_final_file_nowhere() -> None:
    sources = whole()
    draft, final = (written("memo", sources, draft=draft) for draft in (True, False))
    heads = [part(draft, f"word/header{number}.xml") for number in (1, 2)]
    assert all("ฉบับร่าง" in "".join(paragraphs(head)) for head in heads)
    assert "ฉบับร่าง".encode() not in b"".join(
        ZipFile(BytesIO(final)).read(name) for name in ZipFile(BytesIO(final)).namelist()
    )


def test_a_draft_is_what_the_assessment_says() -> None:
    assessment = examples.assessed_namtao(state=Assessment.State.DRAFT)
    content = current_docx("memo", examples.sources(assessment.organization, 2564))
    assert "ตราครุฑ" in paragraphs(part(content))[0]


def test_memo_rows_lead_to_the_edge() -> None:
    body = part(written("memo", whole()))
    rows = [each for each in body.iter(qn("w:p")) if "MemoRow" in values(each, "pStyle")]
    labels = ["".join(text.text for text in next(row.iter(qn("w:r"))).iter(qn("w:t"))) for row in rows[:3]]
    assert labels == ["ส่วนราชการ", "ที่", "เรื่อง"]
    for row in rows:
        last = list(row.iter(qn("w:r")))[-1]
        assert last.find(qn("w:tab")) is not None
        assert values(last, "rStyle") == ["Dotted"]
        assert values(row.find(qn("w:pPr")), "tab")[-1] == "right"
    assert paragraphs(body)[0] == "ด่วนที่สุดบันทึกข้อความ"


def test_a_long_subject_goes_on_below_its_beginning() -> None:
    rows = [
        each for each in part(written("memo", whole())).iter(qn("w:p")) if any(values(each, "ind", "hanging"))
    ]
    for row in rows:
        assert values(row, "ind", "left") == values(row, "ind", "hanging") == values(row, "tab", "pos")[:1]
    assert len(rows) == 4  # with the addressee's


@pytest.mark.parametrize("key", list(KINDS))
def test_what_stays_on_one_line_holds_no_space(key: str) -> None:
    text = "".join(paragraphs(part(written(key, whole()))))
    assert "พ.ศ.\N{NO-BREAK SPACE}๒๕๖๔" in text
    assert not re.search("(พ.ศ.|ต.ค.) [๐-๙]", text)


@pytest.mark.parametrize(
    ("positions", "styles", "above"),
    [
        (3, {"BodyTextTight", "SignatureTight"}, {"360", "160"}),
        (1, {"BodyTextSpaced", "Signature"}, {"520", "280"}),
    ],
)
def test_a_memo_is_set_as_closely_as_its_pdf(positions: int, styles: set[str], above: set[str]) -> None:
    memo = DOCUMENTS["memo"].build(whole())
    assert isinstance(memo, MemoDocument)
    document = package.empty("x", "x", None)
    shorter = replace(memo, comments=memo.comments[:positions])
    write_body(document, document_html(DOCUMENTS["memo"], shorter, draft=False), {}, draft=False)
    used = set(values(document.element, "pStyle"))
    assert used & {"BodyTextTight", "SignatureTight", "BodyTextSpaced", "Signature"} == styles
    signatures = [each for each in document.element.iter(qn("w:p")) if {*values(each, "pStyle")} <= styles]
    assert {gap for each in signatures for gap in values(each, "spacing", "before")} == above


def test_the_head_of_the_first_page_leaves_the_memo_its_room() -> None:
    content = written("memo", whole())
    assert values(part(content, "word/header1.xml"), "pStyle") == ["HeaderFirst"]
    style = next(
        each
        for each in part(content, "word/styles.xml").iter(qn("w:style"))
        if each.get(qn("w:styleId")) == "HeaderFirst"
    )
    assert values(style, "spacing", "before") == values(style, "spacing", "after") == ["0"]


def test_cells_to_fill_in_have_lines() -> None:
    styles = values(part(written("plan", partial())), "pStyle")
    assert styles.count("WritingLine") == 10 * 4 * 2


@pytest.mark.parametrize(("suffix", "pictures"), [("png", 1), ("jpg", 1), ("svg", 0)])
def test_the_emblem_is_in_the_memo_where_word_can_show_it(suffix: str, pictures: int) -> None:
    target = BytesIO()
    Image.new("RGB", (60, 60)).save(target, "JPEG" if suffix == "jpg" else "PNG")
    content = b"<svg xmlns='http://www.w3.org/2000/svg'/>" if suffix == "svg" else target.getvalue()
    document = package.empty("x", "x", None)
    html = document_html(
        DOCUMENTS["memo"], DOCUMENTS["memo"].build(whole()), emblem=f"emblem/e.{suffix}", draft=False
    )
    write_body(document, html, {f"emblem/e.{suffix}": content}, draft=False)
    shapes = docx.Document(BytesIO(package.saved(document))).inline_shapes
    assert len(shapes) == pictures
    assert [round(shape.height.cm, 1) for shape in shapes] == [1.5] * pictures
    for shape in shapes:
        assert shape._inline.docPr.get("descr") == "ตราหน่วยงาน"
        assert {shape._inline.get(f"dist{side}") for side in "TBLR"} == {"0"}


def test_same_bytes_whenever_it_is_written() -> None:
    sources = whole()
    first, second = (current_docx("analysis", sources) for _ in range(2))
    assert first == second
    assert {entry.date_time for entry in ZipFile(BytesIO(first)).infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_properties_come_from_the_data() -> None:
    sources, changed = whole(), datetime(2021, 10, 1, 9, 30, tzinfo=UTC)
    kind = DOCUMENTS["memo"]
    content = document_docx(
        kind, kind.build(sources), sources.result.organization, emblem=Emblem(), draft=False, changed=changed
    )
    properties = docx.Document(BytesIO(content)).core_properties
    assert properties.title == "บันทึกข้อความ องค์การบริหารส่วนตำบลน้ำเต้า"
    assert properties.author == "องค์การบริหารส่วนตำบลน้ำเต้า"
    assert properties.modified == changed


@pytest.mark.parametrize(
    ("markup", "named"),
    [
        ("<section><ul><li>ก</li></ul></section>", "<ul>"),
        ("<section><p><img/></p></section>", "<img> inside <p>"),
        ("<section><div class='new'>ก</div></section>", "class=new"),
        ("<section><div class='memo-head'><p>ก</p></div></section>", "<p> in the memo's head"),
        (
            "<section><table><colgroup><col/></colgroup><tbody><tr><td><p>ก</p></td></tr></tbody></table></section>",
            "<p> inside a cell",
        ),
        ("<section><table><colgroup><col style='width: 3em'/></colgroup></table></section>", "width: 3em"),
    ],
)
def test_markup_that_word_would_lose_is_refused(markup: str, named: str) -> None:
    with pytest.raises(UnknownMarkup, match=re.escape(named)):
        write_body(package.empty("x", "x", None), markup, {}, draft=False)


def test_blanks_close_up_and_breaks_stay() -> None:
    document = package.empty("x", "x", None)
    write_body(document, "<section><p> ก\n <b> ข </b> <br/> ค\x0b </p></section>", {}, draft=False)
    assert document.paragraphs[0].text == "ก ข \nค"


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
@kinds
def test_libreoffice_opens_it_with_all_its_text(key: str, tmp_path: Path) -> None:
    sources = whole()
    (tmp_path / "made.docx").write_bytes(written(key, sources))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [
        "soffice",
        profile,
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(tmp_path),
        "made.docx",
    ]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=120)
    opened = (tmp_path / "made.pdf").read_bytes()
    assert page_count(opened) >= 1
    assert ("น้ำเต้า" if key in ROUND_KINDS else "๘๒.๘๖") in squashed(text_of(opened))
