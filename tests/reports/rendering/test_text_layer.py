"""What is copied from a document is what was written into it."""

from collections.abc import Callable

import pytest

from tests.reports.rendering.samples import PARAGRAPHS, WORDS, squashed

Render = Callable[..., bytes]
Read = Callable[..., str]
STYLES = ["font-weight:400", "font-weight:700", "font-style:italic", "font-weight:700;font-style:italic"]


@pytest.mark.parametrize("style", STYLES)
def test_difficult_words_in_every_style(render: Render, poppler: Read, pypdf_text: Read, style: str) -> None:
    pdf = render("".join(f'<p class="plain" style="{style}">{word}</p>' for word in WORDS))
    assert poppler(pdf).split() == list(WORDS)
    assert pypdf_text(pdf).split() == list(WORDS)


@pytest.mark.parametrize("width", [16, 6, 4])
def test_no_character_is_lost_or_changed(
    render: Render, poppler: Read, pypdf_text: Read, corpus_body: Callable[[float], str], width: float
) -> None:
    pdf = render("<style>@page{@top-center{content:none}}</style>" + corpus_body(width))
    written = squashed("".join(PARAGRAPHS))
    assert written.count("ำ") > 40
    assert squashed(poppler(pdf)) == written
    assert squashed(pypdf_text(pdf)) == written


def test_digits_are_real_thai_digits(render: Render, poppler: Read) -> None:
    assert poppler(render('<p class="plain">๙๙.๑๔ 99.14</p>')).strip() == "๙๙.๑๔ 99.14"
