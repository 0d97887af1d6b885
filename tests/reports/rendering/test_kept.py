"""What stays on one line, in columns of every width."""

from collections.abc import Callable

import pytest

from reports.rendering.engine import Engine

TEXT = (
    "รายงานผลตามตัวชี้วัดที่ ๑๐ ในปีงบประมาณ พ.ศ. ๒๕๖๔ ต่อองค์การบริหารส่วนตำบลบางนาตัวอย่างภายในวันที่ ๒๘ ก.ย. ๒๕๖๔ และ "
    "หน่วยงานอื่น ๆ ที่เกี่ยวข้องให้ได้ร้อยละ ๘๕.๐๐ ของหน่วยงานภาครัฐในอำเภอบางบาล จังหวัดตัวอย่าง "
)
PIECES = ("ตัวชี้วัด", "ที่ ๑๐", "พ.ศ. ๒๕๖๔", "๒๘ ก.ย. ๒๕๖๔", "อื่น ๆ", "ร้อยละ ๘๕.๐๐", "อำเภอบางบาล", "จังหวัดตัวอย่าง")
NAME = "บางนาตัวอย่าง"
WIDTHS = [4 + step / 4 for step in range(40)]


@pytest.fixture(scope="module")
def columns(engine: Engine) -> Callable[[str], bytes]:
    """The text in a column of each width, each on a page of its own; its argument goes into the root."""

    def columns(root: str) -> bytes:
        body = "".join(
            f'<p class="plain" style="width:{width}cm;break-after:page">{TEXT}</p>' for width in WIDTHS
        )
        style = "<style>@page{@top-center{content:none}}</style>"
        inside = f'<head><title>ก</title></head><body class="document">{style}{body}</body>'
        markup = f'<html lang="th"{root}>{inside}</html>'
        return engine.render(markup, {}, draft=False, variant="pdf/ua-1")

    return columns


def lines(pages: str) -> list[list[str]]:
    return [page.splitlines() for page in pages.split("\f") if page.strip()]


def torn(piece: str, pages: list[list[str]]) -> int:
    """On how many pages a line ends inside a piece."""
    return sum(not any(piece in line for line in page) for page in pages)


def test_pieces_and_names_are_not_torn(columns: Callable[[str], bytes], poppler: Callable[..., str]) -> None:
    pages = lines(poppler(columns(f' data-keep="x|{NAME}"')))
    assert len(pages) == len(WIDTHS)
    assert {piece: torn(piece, pages) for piece in (*PIECES, NAME)} == dict.fromkeys((*PIECES, NAME), 0)


def test_names_are_those_of_the_document(
    columns: Callable[[str], bytes], poppler: Callable[..., str]
) -> None:
    """The one before kept the name whole; what is remembered of its lines must not be used here."""
    pages = lines(poppler(columns("")))
    assert torn(NAME, pages) > 0
    assert torn("พ.ศ. ๒๕๖๔", pages) == 0
    assert torn(NAME, lines(poppler(columns(f' data-keep="{NAME}"')))) == 0


def test_lines_may_end_at_both_ends_of_a_piece(
    columns: Callable[[str], bytes], poppler: Callable[..., str]
) -> None:
    ends = [line for page in lines(poppler(columns(""))) for line in page]
    assert any(line.startswith("พ.ศ. ๒๕๖๔") for line in ends)
    assert any(line.endswith("พ.ศ. ๒๕๖๔") for line in ends)
