"""The Word file around a document: our styles and fonts only, and the same bytes every time."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml

from reports.settled import EPOCH, settled

FOLDER = Path(__file__).parent
# What python-docx's template brings along and our documents do not use.
_UNUSED = ("/customXml", "/thumbnail", "/stylesWithEffects", "/theme", "/numbering", "/webSettings")


def empty(title: str, author: str, changed: datetime | None) -> Document:
    """A document without content, with our styles, fonts and properties."""
    document = docx.Document()
    for relations in (document.part.rels, document.part.package.rels):
        for key, relation in list(relations.items()):
            if relation.reltype.endswith(_UNUSED):
                del relations[key]
            elif relation.reltype == RELATIONSHIP_TYPE.FONT_TABLE:
                relation.target_part._blob = (FOLDER / "fonts.xml").read_bytes()
    styles = document.styles.element
    for child in list(styles):
        styles.remove(child)
    styles.extend(parse_xml((FOLDER / "styles.xml").read_bytes()))
    _describe(document, title, author, changed or EPOCH)
    return document


def _describe(document: Document, title: str, author: str, changed: datetime) -> None:
    properties = document.core_properties
    properties.title, properties.author, properties.last_modified_by = title, author, author
    properties.comments = properties.keywords = properties.subject = ""
    properties.language = "th-TH"
    properties.created = properties.modified = changed.astimezone(UTC).replace(microsecond=0, tzinfo=None)


def saved(document: Document) -> bytes:
    """The bytes of the file."""
    written = BytesIO()
    document.save(written)
    return settled(written.getvalue())
