"""A run of a benchmark leaves nothing behind."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from django.conf import settings

RUN = """
import os, sys
from benchmarks.folders import own_folder
folder = own_folder()
(folder / "database.sqlite3").write_text("x")
if not os.fork():
    sys.exit()  # ends as the maker would, with all that is registered
os.wait()
print(folder, (folder / "database.sqlite3").exists())
sys.exit(int(sys.argv[1]))
"""


def left_by_a_run(code: int) -> tuple[Path, str]:
    command = [sys.executable, "-c", RUN, str(code)]
    done = subprocess.run(command, cwd=settings.BASE_DIR, capture_output=True, text=True, check=False)
    assert done.returncode == code, done.stderr
    folder, outlived = done.stdout.split()
    return Path(folder), outlived


def test_the_folder_goes_with_the_process_that_made_it_and_not_before() -> None:
    folder, outlived_its_worker = left_by_a_run(0)
    assert folder.name.startswith("portal-benchmark-")
    assert outlived_its_worker == "True"
    assert not folder.exists()


def test_nor_does_a_run_that_fails_leave_it() -> None:
    assert not left_by_a_run(3)[0].exists()
