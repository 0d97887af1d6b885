"""How tightly a memo must be set to keep to one page: an estimate from the width of its text.

The measures are those of static/css/documents.css, in points.
"""

from __future__ import annotations

from math import ceil
from typing import NamedTuple

from assessments.charts import Lettering
from reports.documents.memo import Comment, MemoDocument, Reviewer

TYPE = Lettering(height=21.3, em=16.0)  # 16pt
PAGE_HEIGHT = 742.0  # A4 less 1.5 cm above and 2 cm below
SPARE = 6.0  # the estimate's own error
OVERRATED = 60.0  # widths are bounds from above: two lines more than there are, and a memo may still fit
TEXT_WIDTH = 453.5  # 16 cm
INDENT = 71.0
OFFICE_WIDTH = 381.0
NUMBER_WIDTH = 192.5
SUBJECT_WIDTH = 416.0
DOTTED_LINE = 24.0
HEAD = 47.0
ADDRESSEE = 36.0
COMMENT_GAP = 4.0
SIGNATURE_WIDTH = 255.0  # 9 cm


class Setting(NamedTuple):
    """A class of the memo: height of a line, gaps above a paragraph, a signature and around a comment."""

    name: str
    line: float
    paragraph: float
    signature: float
    comment: float


SETTINGS = (
    Setting("", line=21.3, paragraph=6, signature=26, comment=4 + 14),
    Setting("tight", line=19.2, paragraph=2, signature=18, comment=8),
)


def setting(memo: MemoDocument) -> str:
    """Return the loosest setting in which the memo fits one page; the loosest of all where none can."""
    loosest, *_, tightest = SETTINGS
    fitting = [row for row in SETTINGS if height(memo, row) <= PAGE_HEIGHT - SPARE]
    if not fitting and height(memo, tightest) <= PAGE_HEIGHT + OVERRATED:
        return tightest.name
    return fitting[0].name if fitting else loosest.name


def height(memo: MemoDocument, row: Setting) -> float:
    """Estimate the height of a memo in one setting."""
    written = ((memo.office, OFFICE_WIDTH), (memo.number, NUMBER_WIDTH), (memo.subject, SUBJECT_WIDTH))
    header = HEAD + DOTTED_LINE * sum(_lines(text, width) for text, width in written) + ADDRESSEE
    text = sum(row.paragraph + row.line * _lines(p, TEXT_WIDTH, INDENT) for p in memo.paragraphs)
    signed = row.signature + row.line * _signed(memo.author)
    comments = sum(_comment(comment, row) for comment in memo.comments)
    return header + text + signed + comments


def _comment(comment: Comment, row: Setting) -> float:
    """A comment with its signature: dated, it leaves no room for a signature by hand."""
    lines = row.line * _signed(comment.reviewer)
    signed = COMMENT_GAP + lines + row.line if comment.date else row.comment + lines
    return signed + _written(comment)


def _signed(signer: Reviewer) -> int:
    """Lines of a name and a position: a deputy's takes two or more."""
    return 1 + sum(_lines(line, SIGNATURE_WIDTH) for line in signer.title.splitlines() or [""])


def _written(comment: Comment) -> float:
    """The dotted lines of a comment: two for handwriting, or as many as its text takes."""
    lines = _lines(f"{comment.heading} {comment.text}", TEXT_WIDTH) if comment.text else 2
    return DOTTED_LINE * lines


def _lines(text: str, width: float, indent: float = 0.0) -> int:
    return max(1, ceil((TYPE.width(text) + indent) / width))
