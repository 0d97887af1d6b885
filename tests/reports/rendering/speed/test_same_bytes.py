"""With and without memory: the same bytes, whatever was rendered before, in any process."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks import agencies
from reports.documents.kinds import KINDS
from reports.documents.printing import document_html
from tests.reports.rendering.speed import corpus

ROOT = Path(__file__).resolve().parents[4]
AGENCIES = (3, 8)

RENDER = """
import hashlib, json, pathlib, sys
from reports import fonts
from reports.rendering import engine as module
changes, order, bodies = sys.argv[1], sys.argv[2], json.load(sys.stdin)
chosen = module.FIXES if changes == "all" else module.PLAIN_FIXES
engine = module.Engine(fonts.FOLDER, pathlib.Path("static"), chosen)
assert not engine.left_out
jobs = [(number, draft, variant) for number in range(len(bodies))
        for draft, variant in ((False, "pdf/ua-1"), (True, "pdf/a-3a"))]
if order == "twice":
    jobs = jobs[::-1] + jobs
for number, draft, variant in jobs:
    body = f'<body class="document">{bodies[number]}</body>'
    markup = f'<html lang="th"><head><title>x</title></head>{body}</html>'
    made = engine.render(markup, {}, draft=draft, variant=variant)
    print(number, variant, hashlib.sha256(made).hexdigest())
"""


def rendered(bodies: list[str], changes: str, order: str, seed: str) -> dict[str, set[str]]:
    """SHA-256 of every document by number and variant, from a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", RENDER, changes, order],
        cwd=ROOT, env={"PYTHONHASHSEED": seed, "PATH": os.environ["PATH"]},
        input=json.dumps(bodies), capture_output=True, text=True, check=True,
    )  # fmt: skip
    found: dict[str, set[str]] = {}
    for line in done.stdout.splitlines():
        name, _, digest = line.rpartition(" ")
        found.setdefault(name, set()).add(digest)
    return found


@pytest.mark.django_db
def test_memory_changes_no_byte() -> None:
    sources = [agencies.sources(agencies.make_agency(number)) for number in AGENCIES]
    real = [
        document_html(kind, kind.build(found), draft=False) for found in sources for kind in KINDS.values()
    ]
    bodies = [*corpus.bodies(), *real]
    plain = rendered(bodies, "plain", "once", "0")
    assert len(plain) == 2 * len(bodies)
    assert len(set.union(*plain.values())) == 2 * len(bodies)
    assert rendered(bodies, "all", "once", "1") == plain
    assert rendered(bodies, "all", "twice", "424242") == plain
