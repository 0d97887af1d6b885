"""Migrations that carry data over: tried on rows, back and forth, on the database that the tests run on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from organizations.models import Organization
from reports.models import ReviewStep
from reports.services.files import fingerprint
from tests.reports.makers import revision, scanned_step

pytestmark = pytest.mark.django_db(transaction=True)


def migrate(*target: str) -> None:
    call_command("migrate", "reports", *target, interactive=False, verbosity=0)


def assert_closed() -> None:
    """Check that the database refuses to change and to delete decided steps."""
    for statement in ("UPDATE reports_reviewstep SET title = 'x'", "DELETE FROM reports_reviewstep"):
        with pytest.raises(IntegrityError, match="cannot be changed"), transaction.atomic():
            connection.cursor().execute(statement)


@pytest.fixture
def migrations_restored() -> Iterator[None]:
    """Put every migration back in place, whatever the test leaves."""
    yield
    migrate()


def test_stored_scans_get_their_fingerprints(
    organization: Organization, tmp_path: Path, settings: object, migrations_restored: None
) -> None:
    settings.MEDIA_ROOT = tmp_path
    source = revision(organization)
    steps = [scanned_step(organization, revision=source, order=order) for order in (1, 2, 3)]
    scanned_step(organization, revision=source, order=4, scan="", scan_sha256="")
    migrate("0003")
    assert_closed()  # as in the database of a portal that comes from there
    (tmp_path / steps[1].scan.name).unlink()
    (tmp_path / steps[2].scan.name).unlink()
    (tmp_path / steps[2].scan.name).mkdir()
    migrate()
    found = list(ReviewStep.objects.order_by("order").values_list("scan_sha256", flat=True))
    assert found == [fingerprint(b"%PDF-1.7 sample"), "", "", ""]
    assert_closed()
