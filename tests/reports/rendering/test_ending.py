"""A process that has rendered ends quietly and leaves nothing behind."""

import subprocess
import sys
from pathlib import Path

from tests.reports.rendering.test_fetcher import ROOT

RENDERED = """
from pathlib import Path
from reports import fonts
from reports.rendering.engine import Engine
engine = Engine(fonts.FOLDER, Path("static"))
markup = '<html lang="th"><head><title>x</title></head><body class="document"><p>น้ำใจ</p></body></html>'
engine.render(markup, {}, draft=False, variant="pdf/ua-1")
"""


def test_the_process_ends_quietly(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", RENDERED],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        env={"TMPDIR": str(tmp_path), "PATH": ""},
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert list(tmp_path.iterdir()) == []
