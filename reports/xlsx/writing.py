"""Which documents have a worksheet, and what is in it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from reports.documents.kinds import DOCUMENTS
from reports.documents.sources import Sources
from reports.xlsx.analysis import four_column_table
from reports.xlsx.execution import execution_table
from reports.xlsx.plan import plan_table
from reports.xlsx.tables import Table, workbook

# Each takes the context of its own document.
TABLES: dict[str, Callable[[Any], Table]] = {
    "analysis": four_column_table,
    "plan": plan_table,
    "six-months": execution_table,
    "year-end": execution_table,
}


def current_workbook(key: str, sources: Sources) -> bytes:
    """The worksheet of a document (a key of TABLES) from the data as it is now."""
    return workbook(TABLES[key](DOCUMENTS[key].build(sources)))
