"""Writing cells that stay what they are: no text becomes a formula, not even when it is edited."""

from __future__ import annotations

import re
from decimal import Decimal

from openpyxl.cell import Cell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
AMOUNT = "#,##0.00"
SCORE = "0.00"

# What spreadsheet programs would read as a character's number: its underscore is written as one.
_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")

Value = str | int | Decimal | None


def fill(cell: Cell, value: Value, *, decimals: str = SCORE) -> None:
    """Put a value into a cell; a Decimal is shown in the number format `decimals`."""
    cell.value = _ESCAPE.sub("_x005F_", cell_text(value)) if isinstance(value, str) else value
    if isinstance(value, str):
        cell.data_type = "s"
        cell.quotePrefix = value.startswith(DANGEROUS)
    elif isinstance(value, Decimal):
        cell.number_format = decimals


def cell_text(text: str) -> str:
    """The text without the control characters that a workbook cannot hold."""
    return str(ILLEGAL_CHARACTERS_RE.sub("", text))
