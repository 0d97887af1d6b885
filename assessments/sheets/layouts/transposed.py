"""Agencies as columns, figures as rows: the wide layout turned over."""

from assessments.sheets import headers
from assessments.sheets.grid import Grid
from assessments.sheets.headers import Header
from assessments.sheets.layouts import wide
from assessments.sheets.layouts.cells import Detection, Found
from assessments.sheets.roles import Mapping
from assessments.sheets.vocabulary import Vocabulary

NAME = "transposed"


def detect(grid: Grid, vocabulary: Vocabulary, header: Header | None) -> Detection | None:
    """A column of labels that is the header of a wide table when the sheet is turned over.

    `header`, of the sheet as it stands, tells nothing here.
    """
    if len(grid.rows) > headers.SEARCHED_ROWS * 2:
        return None  # labels are ten indicators, three instruments and a few more
    turned = grid.transposed()
    found = wide.detect(turned, vocabulary, headers.find(turned, vocabulary))
    if found is None or _names_are_headers(turned, found.mapping, vocabulary):
        return None
    labels = [role for role in found.mapping.columns.values() if role.startswith("score:")]
    if len(set(labels)) < len(labels):
        return None
    mapping = Mapping(
        NAME, found.mapping.header, found.mapping.columns, found.mapping.year, found.mapping.signature
    )
    return Detection(found.confidence, mapping)


def read(grid: Grid, mapping: Mapping, vocabulary: Vocabulary) -> Found:
    """The records of every column beside the labels."""
    return wide.read(grid.transposed(), mapping, vocabulary)


def _names_are_headers(turned: Grid, mapping: Mapping, vocabulary: Vocabulary) -> bool:
    """Whether what would be agencies' names are headers such as "คะแนน": then the sheet is a long one."""
    column = mapping.column("agency")
    names = [] if column is None else [row[column] for row in turned.rows[mapping.header[1] + 1 :]]
    return any(headers.label(name, vocabulary).role for name in names)
