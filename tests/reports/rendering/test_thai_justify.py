import itertools
import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.rendering.thai_justify import MAX_LETTER, SPACE_SHARES, letters, spread_over
from tests.reports.rendering.samples import PARAGRAPHS

Render = Callable[..., bytes]
Read = Callable[..., str]
COLUMN = 16 / 2.54 * 72  # points
LEFT = 3 / 2.54 * 72
EDGE = 1.2  # points, 0.4 mm
WORD = re.compile(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="[\d.]+">([^<]*)</word>')


def lines(bbox: str) -> list[tuple[float, float, float, list[tuple[float, float]]]]:
    """(top, left, right, [word boxes]) of every line, from pdftotext -bbox."""
    rows: dict[float, list[tuple[float, float]]] = {}
    for left, top, right, _ in WORD.findall(bbox):
        rows.setdefault(round(float(top)), []).append((float(left), float(right)))
    return [
        (top, min(words)[0], max(r for _, r in words), sorted(words)) for top, words in sorted(rows.items())
    ]


@pytest.mark.parametrize("paragraph", PARAGRAPHS)
def test_lines_reach_the_right_edge_without_holes(render: Render, poppler: Read, paragraph: str) -> None:
    *full, last = lines(poppler(render(f"<p>{paragraph}</p>"), "-bbox"))
    assert full
    for _, _, right, words in full:
        assert right == pytest.approx(LEFT + COLUMN, abs=EDGE)
        gaps = [after[0] - before[1] for before, after in itertools.pairwise(words)]
        assert all(gap < 9 for gap in gaps)  # a plain space is 3.6 pt
    assert last[2] < LEFT + COLUMN


def test_a_short_line_before_a_long_unbreakable_piece_stays_ragged(render: Render, poppler: Read) -> None:
    piece = "คุณภาพ" * 9
    bbox = poppler(render(f'<p>๑) คุณภาพการดำเนินงาน<span class="nb">({piece})</span></p>'), "-bbox")
    first, *_ = lines(bbox)
    assert first[2] < LEFT + COLUMN - 72
    assert all(after[0] - before[1] < 6 for before, after in zip(first[3], first[3][1:], strict=False))


def test_lines_without_thai_are_left_to_the_engine(render: Render, poppler: Read) -> None:
    text = "Integrity and Transparency Assessment of public agencies " * 4
    *full, _ = lines(poppler(render(f"<p>{text}</p>"), "-bbox"))
    for _, _, right, _ in full:
        assert right == pytest.approx(LEFT + COLUMN, abs=EDGE)


def test_pieces_inside_a_line_move_with_their_letters(render: Render, poppler: Read) -> None:
    """An inline box, a bold piece and an image share the line, and words do not run into each other."""
    body = PARAGRAPHS[1].replace("ประชาชน", "<b>ประชาชน</b>").replace("เงิน", '<span class="nb">เงิน</span>')
    image = '<img src="/images/dots.svg" alt="จุด" style="height:8pt"/>'
    *full, _ = lines(poppler(render(f"<p>{body.replace(' ', f' {image} ', 1)}</p>"), "-bbox"))
    for _, _, right, words in full:
        assert right == pytest.approx(LEFT + COLUMN, abs=EDGE)
        assert all(after[0] >= before[1] - 0.5 for before, after in itertools.pairwise(words))


def test_marks_do_not_count_as_letters() -> None:
    assert letters("ที่") == 1
    assert letters("น้ำ") == 1
    assert letters("ผู้ใต้") == 3


@given(st.floats(0, 200), st.text(alphabet="กขาำ่้ ", max_size=90))
def test_what_is_spread_adds_up_or_the_line_stays_ragged(extra: float, text: str) -> None:
    spread = spread_over(extra, text, 16)
    if spread is None:
        assert extra > 0 or letters(text) < 2
        return
    assert spread.letter <= MAX_LETTER * 16
    assert spread == pytest.approx((SPACE_SHARES - 1) * spread.letter)
    assert spread.letter * (letters(text) - 1) + spread * text.count(" ") == pytest.approx(extra)
