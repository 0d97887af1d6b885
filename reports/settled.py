"""Office files without a trace of when they were written: the same content gives the same bytes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

EPOCH = datetime(1980, 1, 1, tzinfo=UTC)  # the earliest time that a ZIP can tell


def settled(content: bytes, replaced: Mapping[str, bytes] | None = None) -> bytes:
    """The same ZIP with every entry dated EPOCH; `replaced` gives entries another content."""
    other = replaced or {}
    target = BytesIO()
    with ZipFile(BytesIO(content)) as source, ZipFile(target, "w", ZIP_DEFLATED) as written:
        for name in source.namelist():
            entry = ZipInfo(name, (EPOCH.year, EPOCH.month, EPOCH.day, 0, 0, 0))
            entry.compress_type = ZIP_DEFLATED
            written.writestr(entry, other[name] if name in other else source.read(name))
    return target.getvalue()
