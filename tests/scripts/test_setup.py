"""What set-up installs is what the tests look for."""

from __future__ import annotations

import re
from pathlib import Path

from django.conf import settings

from scripts.setup import SYSTEM_DEV

# Without it the test says that it was skipped; too large to ask of everybody.
OPTIONAL = {"soffice"}


def test_every_program_that_a_test_looks_for_comes_with_set_up() -> None:
    sources = (path.read_text(encoding="utf-8") for path in (settings.BASE_DIR / "tests").rglob("*.py"))
    wanted = {name for source in sources for name in re.findall(r'which\("([\w-]+)"\)', source)}
    assert "chromium" in wanted
    assert wanted - OPTIONAL <= {Path(sign).name for sign in SYSTEM_DEV.values()}
