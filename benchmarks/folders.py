"""Temporary folders of a run."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from pathlib import Path


def own_folder() -> Path:
    """Make a folder that goes when this process ends, whatever becomes of those that it starts."""
    folder = Path(tempfile.mkdtemp(prefix="portal-benchmark-"))
    atexit.register(_remove, folder, os.getpid())
    return folder


def _remove(folder: Path, maker: int) -> None:
    if os.getpid() == maker:  # a fork ends with the same list of things to do
        shutil.rmtree(folder, ignore_errors=True)
