import logging
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
import weasyprint

from reports.rendering import fixes
from reports.rendering.engine import FIXES
from tests.reports.rendering.samples import PARAGRAPHS, torn_words

ROOT = Path(__file__).resolve().parents[3]


def test_the_fixes_suit_the_pinned_engine() -> None:
    assert fixes.engine_version() == fixes.TESTED_VERSION
    assert [fixes.why_not(fix, fixes.engine_version()) for fix in FIXES] == [""] * len(FIXES)


@pytest.mark.parametrize("fix", FIXES, ids=lambda fix: fix.name)
def test_another_version_is_left_alone(fix: fixes.Fix, caplog: pytest.LogCaptureFixture) -> None:
    installed: list[str] = []
    trial = replace(fix, install=lambda: installed.append(fix.name))
    with caplog.at_level(logging.WARNING):
        assert fixes.install([trial], "70.1") == (fix.name,)
    assert not installed
    assert "tested with WeasyPrint 70.0, found 70.1" in caplog.text
    assert fixes.install([trial], fixes.TESTED_VERSION) == ()
    assert installed == [fix.name]


@pytest.mark.parametrize("fix", FIXES, ids=lambda fix: fix.name)
def test_another_source_is_left_alone(fix: fixes.Fix, caplog: pytest.LogCaptureFixture) -> None:
    installed: list[str] = []
    trial = replace(fix, sha256="0" * 64, install=lambda: installed.append(fix.name))
    with caplog.at_level(logging.WARNING):
        assert fixes.install([trial], fixes.TESTED_VERSION) == (fix.name,)
    assert not installed
    assert "the source of WeasyPrint differs" in caplog.text


RENDER_WITH_CHANGED_ENGINE = """
import sys, pathlib
from reports import fonts
from reports.rendering.engine import Engine
engine = Engine(fonts.FOLDER, pathlib.Path("static"))
print(engine.left_out)
body = sys.stdin.read()
markup = f'<html lang="th"><head><title>x</title></head><body class="document">{body}</body></html>'
pathlib.Path(sys.argv[1]).write_bytes(engine.render(markup, {}, draft=False, variant="pdf/ua-1"))
"""


def test_a_changed_engine_renders_without_the_fix_and_tears_words(tmp_path: Path, font_folder: Path) -> None:
    """Renders with a copy of WeasyPrint whose source differs by a comment: the guard holds, and
    the words that come out torn show what the fix is for."""
    copy = tmp_path / "weasyprint"
    shutil.copytree(Path(weasyprint.__file__).parent, copy)
    source = copy / "text" / "line_break.py"
    source.write_text(source.read_text("utf-8").replace("ratio = 4  #", "ratio = 4  # changed:"), "utf-8")
    out = tmp_path / "out.pdf"
    body = "".join(f'<div style="width:3.6cm;break-after:page"><p>{text}</p></div>' for text in PARAGRAPHS)
    done = subprocess.run(
        [sys.executable, "-c", RENDER_WITH_CHANGED_ENGINE, str(out)],
        env={"PYTHONPATH": f"{tmp_path}:{ROOT}", "PATH": "/usr/bin:/bin"},
        cwd=ROOT, input="<style>@page{@top-center{content:none}}</style>" + body,
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout.strip() == "('Thai line breaks', 'pieces kept on one line', 'remembered lines')"
    assert "The fix for Thai line breaks is not installed" in done.stderr
    text = subprocess.run(
        ["pdftotext", "-raw", str(out), "-"], capture_output=True, text=True, check=True
    ).stdout
    pages = [page.splitlines() for page in text.split("\f") if page.strip()]
    assert any(torn_words(source, lines) for source, lines in zip(PARAGRAPHS, pages, strict=True))
