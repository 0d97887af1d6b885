"""What is told: memos, the chain that reviews them, and the documents that were issued."""

from reports.models.issued import ArchiveBundle, Download, IssuedDocument
from reports.models.memo import (
    DocumentRegister,
    Memo,
    MemoRevision,
    ReviewChain,
    ReviewPosition,
    SubmittedEmblem,
)
from reports.models.publication import Publication
from reports.models.review import DiscussionNote, ReviewStep

__all__ = [
    "ArchiveBundle",
    "DiscussionNote",
    "DocumentRegister",
    "Download",
    "IssuedDocument",
    "Memo",
    "MemoRevision",
    "Publication",
    "ReviewChain",
    "ReviewPosition",
    "ReviewStep",
    "SubmittedEmblem",
]
