import pytest
from hypothesis import given
from hypothesis import strategies as st

from thai.typography import kept as kept_spans


def kept(text: str, *names: str) -> list[str]:
    return [text[start:end] for start, end in kept_spans(text, names)]


@pytest.mark.parametrize(
    "piece",
    [
        "พ.ศ. ๒๕๖๔",
        "ต.ค. ๖๓",
        "๒๘ ก.ย. ๒๕๖๔",
        "วันที่ ๒๘ ก.ย. ๒๕๖๔",
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
        ("จังหวัดและหน่วยงาน", ["หน่วยงาน"]),
        ("ภายในวันที่ ๒๗ กรกฎาคม ๒๕๖๕", ["๒๗ กรกฎาคม"]),
        ("รายงานนายกองค์การบริหารส่วนตำบลทราบทุก ๓ เดือน", []),
        ("จังหวัดพระนครศรีอยุธยามีคะแนนสูงขึ้นทุกปี", []),  # no space ends the name: cannot be told
        ("มีประกาศต่าง ๆ ของหน่วยงาน", ["ต่าง ๆ", "หน่วยงาน"]),
        ("งานช้า ๆ", ["งานช้า ๆ"]),
        ("หน่วยงานมีการดำเนินการช้า ๆ", ["หน่วยงาน", "ดำเนินการ"]),
        ("ข้อ ๑.", ["ข้อ ๑"]),
        ("ปีงบประมาณ พ.ศ. ๒๕๖๔ (ร้อยละ ๘๕.๐๐)", ["พ.ศ. ๒๕๖๔", "ร้อยละ ๘๕.๐๐"]),
        ("", []),
    ],
)
def test_what_is_and_is_not_a_piece(text: str, expected: list[str]) -> None:
    assert kept(text) == expected


def test_names_are_kept_and_pieces_that_overlap_become_one() -> None:
    text = "ขององค์การบริหารส่วนตำบลตัวอย่างในปี"
    assert kept(text, "ตำบลตัวอย่าง", "องค์การบริหารส่วนตำบลตัวอย่าง", "") == ["องค์การบริหารส่วนตำบลตัวอย่าง"]
    assert kept("ก.ข ก+ข", "ก+ข") == ["ก+ข"]
    assert kept("ใน พ.ศ. ๒๕๖๔ นั้น", "๒๕๖๔ นั้น") == ["พ.ศ. ๒๕๖๔ นั้น"]


def test_pieces_that_touch_stay_two() -> None:
    assert kept("ฯลฯตัวชี้วัด") == ["ฯลฯ", "ตัวชี้วัด"]


@given(st.text(alphabet="กขตำบลอพศ.ๆ ๑๒34<>&-ez\n"), st.lists(st.text(max_size=4), max_size=3))
def test_spans_are_in_order_and_inside_the_text(text: str, names: list[str]) -> None:
    spans = kept_spans(text, names)
    edges = [edge for span in spans for edge in span]
    assert edges == sorted(edges)
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(any(text[a:b].find(name) >= 0 for a, b in spans) for name in names if name and name in text)
