from collections.abc import Callable

import pytest

from reports.rendering import thai_lines
from reports.rendering.engine import Engine
from tests.reports.rendering.samples import PARAGRAPHS, torn_words


def lines_of(pages: str) -> list[list[str]]:
    return [page.splitlines() for page in pages.split("\f") if page.strip()]


@pytest.mark.parametrize("width", [16, 6, 4, *(3 + step / 5 for step in range(25))])
def test_no_line_ends_inside_a_word(
    render: Callable[..., bytes],
    poppler: Callable[..., str],
    corpus_body: Callable[[float], str],
    width: float,
) -> None:
    pages = lines_of(poppler(render("<style>@page{@top-center{content:none}}</style>" + corpus_body(width))))
    assert len(pages) == len(PARAGRAPHS)
    for source, lines in zip(PARAGRAPHS, pages, strict=True):
        assert torn_words(source, lines) == []


def test_the_measure_sees_a_torn_word() -> None:
    assert torn_words("ผลการประเมิน", ["ผลกา", "รประเมิน"]) == ["การ"]
    assert torn_words("ผลการประเมิน", ["ผลการ", "ประเมิน"]) == []


def test_the_engine_runs_the_wider_code(engine: Engine) -> None:
    assert engine.left_out == ()
    assert 8 in thai_lines._split_first_line.__code__.co_consts
    assert 4 not in thai_lines._split_first_line.__code__.co_consts


def test_installing_twice_changes_nothing_more() -> None:
    thai_lines.FIX.install()
    before = thai_lines._split_first_line.__code__
    thai_lines.FIX.install()
    assert thai_lines._split_first_line.__code__ == before
