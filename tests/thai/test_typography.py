from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thai.typography import Run, keep_html, runs


def kept(text: str, *terms: str) -> list[str]:
    return [run.text for run in runs(text, terms) if run.keep]


@pytest.mark.parametrize(
    "piece",
    [
        "พ.ศ. ๒๕๖๔",
        "ต.ค. ๖๓",
        "๒๘ ก.ย. ๒๕๖๔",
        "๒๖ สิงหาคม",
        "ร้อยละ ๘๐",
        "ร้อยละ 82.86",
        "ต่าง ๆ",
        "อื่น ๆ",
        "ฯลฯ",
        "ป.ป.ช.",
        "e-service",
        "หน่วยงานภาครัฐ",
        "ตัวชี้วัด",
        "อำเภอบางบาล",
        "จังหวัดพระนครศรีอยุธยา",
    ],
)
def test_pieces_that_stay_whole(piece: str) -> None:
    assert kept(f"ข้อความ {piece} ต่อไป") == [piece]
    assert kept(piece) == [piece]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ทุกจังหวัดที่ได้คะแนน", []),
        ("จังหวัดและหน่วยงาน", []),
        ("จังหวัดพระนครศรีอยุธยามีคะแนนสูงขึ้นทุกปี", []),  # no space ends the name: cannot be told
        ("มีประกาศต่าง ๆ ของหน่วยงาน", ["ต่าง ๆ"]),
        ("งานช้า ๆ", ["งานช้า ๆ"]),
        ("หน่วยงานมีการดำเนินการช้า ๆ", []),
        ("ข้อ ๑.", ["ข้อ ๑"]),
        ("ปีงบประมาณ พ.ศ. ๒๕๖๔ (ร้อยละ ๘๕.๐๐)", ["พ.ศ. ๒๕๖๔", "ร้อยละ ๘๕.๐๐"]),
        ("", []),
    ],
)
def test_what_is_and_is_not_a_piece(text: str, expected: list[str]) -> None:
    assert kept(text) == expected


def test_extra_terms_win_by_length_and_empty_ones_do_nothing() -> None:
    text = "ขององค์การบริหารส่วนตำบลตัวอย่างในปี"
    assert kept(text, "ตำบลตัวอย่าง", "องค์การบริหารส่วนตำบลตัวอย่าง", "") == ["องค์การบริหารส่วนตำบลตัวอย่าง"]
    assert kept("ก.ข ก+ข", "ก+ข") == ["ก+ข"]


def test_runs_name_both_sorts() -> None:
    assert runs("ใน พ.ศ. ๒๕๖๔ นั้น") == [
        Run("ใน ", keep=False),
        Run("พ.ศ. ๒๕๖๔", keep=True),
        Run(" นั้น", keep=False),
    ]


def test_keep_html_escapes_text_and_terms() -> None:
    assert keep_html('<b>"&" ต่าง ๆ') == '&lt;b&gt;&quot;&amp;&quot; <span class="nb">ต่าง ๆ</span>'
    assert keep_html("ก<ข", ("ก<ข",)) == '<span class="nb">ก&lt;ข</span>'


@given(st.text(alphabet="กขตำบลอพศ.ๆ ๑๒34<>&-ez\n"), st.lists(st.text(max_size=4), max_size=3))
def test_nothing_is_lost_or_added(text: str, terms: list[str]) -> None:
    assert "".join(run.text for run in runs(text, terms)) == text
    plain = keep_html(text, terms).replace('<span class="nb">', "").replace("</span>", "")
    assert unescape(plain) == text
