from typing import Any

import pytest
import tinycss2
from weasyprint.css.properties import Dimension

from reports.rendering.speed.styles import _depends_on_page


@pytest.mark.parametrize(
    "value",
    [
        Dimension(40, "vw"),
        Dimension(40, "VMIN"),
        (("auto", Dimension(1, "px")), (Dimension(2, "pvh"),)),
        tinycss2.parse_one_component_value("calc(30vw + 1cm)"),
    ],
)
def test_shares_of_the_page_are_worked_out_for_each_document(value: Any) -> None:
    assert _depends_on_page(value)


@pytest.mark.parametrize("value", ["auto", 700, Dimension(1.5, "em"), Dimension(50, "%"), (), ("initial", 3)])
def test_other_values_are_remembered(value: Any) -> None:
    assert not _depends_on_page(value)
