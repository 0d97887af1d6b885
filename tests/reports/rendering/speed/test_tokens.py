import pydyf
import pytest

from reports.rendering.engine import Engine
from reports.rendering.speed import tokens


@pytest.mark.parametrize(
    "item", [b"ET", "/Type", 7, 2.5, 3.0, -0.25, pydyf.String("(ก)"), pydyf.Array([1, "R"])]
)
def test_tokens_are_the_writers_own(item: object) -> None:
    assert tokens.to_bytes(item) == tokens._to_bytes(item)


def test_pages_that_are_added_are_referred_to(engine: Engine) -> None:
    assert not engine.left_out  # it is installed
    pdf = pydyf.PDF()
    for count in (1, 2):
        page = pydyf.Dictionary({"Type": "/Page"})
        pdf.add_page(page)
        assert len(pdf.page_references) == count
        assert pdf.page_references[-1] == page.reference
