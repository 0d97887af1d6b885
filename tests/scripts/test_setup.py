"""What set-up installs is what the tests look for."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from scripts import setup
from scripts.setup import SYSTEM_DEV

# Without it the test says that it was skipped; too large to ask of everybody.
OPTIONAL = {"soffice"}


def test_every_program_that_a_test_looks_for_comes_with_set_up() -> None:
    sources = (path.read_text(encoding="utf-8") for path in (settings.BASE_DIR / "tests").rglob("*.py"))
    wanted = {name for source in sources for name in re.findall(r'which\("([\w-]+)"\)', source)}
    assert "chromium" in wanted
    assert wanted - OPTIONAL <= {Path(sign).name for sign in SYSTEM_DEV.values()}


def test_another_python_makes_the_environment_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Left from the other one: its interpreter and the notes of what it had installed."""
    environment = tmp_path / ".venv"
    interpreter, stamp = environment / "bin" / "python3", environment / "stamps" / "requirements.txt"
    for path in (interpreter, stamp):
        path.parent.mkdir(parents=True)
    interpreter.symlink_to("/bin/false")
    stamp.write_text("another python")
    monkeypatch.setattr(setup, "VENV", environment)
    setup.make_venv()
    asked = subprocess.run(
        [interpreter, "-c", "import sys; print(sys.version)"], capture_output=True, text=True
    )
    assert asked.stdout.strip() == sys.version
    assert not stamp.exists()
