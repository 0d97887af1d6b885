"""The same frozen content becomes the same files in every process, whatever the order of its sets."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from organizations.models import Organization
from reports.documents.kinds import KINDS
from tests.reports.makers import completed

ROOT = Path(__file__).resolve().parents[3]
PRINT_ALL = """
import hashlib, json, sys
from datetime import UTC, datetime

import django
django.setup()
from reports.documents.kinds import KINDS
from reports.documents.printing import document_html
from reports.models import MemoRevision
from reports.rendering.pdf import A_3A, render_pdf
from reports.services.freeze import restored
from reports.services.issuing import seal

revision = MemoRevision(content=json.load(sys.stdin))
mark = seal("ABCDEFGHJKLMNPQR", datetime(2021, 9, 28, 3, 30, tzinfo=UTC))
for key, kind in KINDS.items():
    body = document_html(kind, restored(revision, key), draft=False)
    made = render_pdf(mark + body, title=key, author="", variant=A_3A)
    print(key, hashlib.sha256(made).hexdigest())
"""


def printed(content: str, seed: str) -> str:
    """Return the fingerprints of the documents that a process of its own makes of a revision's content."""
    environment = os.environ | {"PYTHONHASHSEED": seed, "DJANGO_SETTINGS_MODULE": "ita_portal.settings"}
    command = [sys.executable, "-c", PRINT_ALL]
    done = subprocess.run(
        command, cwd=ROOT, env=environment, input=content, capture_output=True, text=True, check=True
    )
    return done.stdout


@pytest.mark.django_db
def test_sealed_documents_are_the_same_in_two_processes(organization: Organization) -> None:
    content = completed(organization).revisions.get().content
    first, second = (printed(json.dumps(content), seed) for seed in ("1", "99"))
    assert [line.split()[0] for line in first.splitlines()] == list(KINDS)
    assert first == second
    content["documents"]["memo"]["subject"] += " แก้ไข"
    changed = printed(json.dumps(content), "1").splitlines()
    assert [new == old for new, old in zip(changed, first.splitlines(), strict=True)] == [False, True, True]
