"""Storing files together with their rows: all of them, or nothing that anybody would have to explain."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.files.base import ContentFile

from reports.services.files import storing


@pytest.fixture(autouse=True)
def media(tmp_path: Path, settings: object) -> Path:
    """Give each test a media folder of its own."""
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


class Torn(ContentFile[bytes]):
    """A file that cannot be read to its end."""

    def chunks(self, chunk_size: int | None = None) -> Iterator[bytes]:
        yield b"%PDF-"
        raise OSError("connection lost")


def files(media: Path) -> list[str]:
    return sorted(path.name for path in media.rglob("*") if path.is_file())


def store_both(first: ContentFile[bytes], second: ContentFile[bytes], refusal: type[BaseException]) -> None:
    """Store two files, then be refused."""
    with storing() as store:
        store("scans/a.pdf", first)
        store("scans/b.pdf", second)
        raise refusal


def test_what_is_stored_stays(media: Path) -> None:
    with storing() as store:
        assert store("scans/a.pdf", ContentFile(b"%PDF-")) == "scans/a.pdf"
    assert files(media) == ["a.pdf"]


def test_what_fails_later_takes_all_with_it(media: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        store_both(ContentFile(b"%PDF-"), ContentFile(b"%PDF-"), KeyboardInterrupt)
    assert files(media) == []


def test_a_write_that_breaks_off_leaves_no_part(media: Path) -> None:
    with pytest.raises(OSError, match="connection lost"):
        store_both(ContentFile(b"%PDF-"), Torn(b"%PDF-1.7"), KeyboardInterrupt)
    assert files(media) == []
