from pathlib import Path

import pytest

from reports import fonts
from reports.fonts import build


@pytest.fixture(scope="session", autouse=True)
def font_folder() -> Path:
    """The fonts, really built, where the portal looks for them."""
    build.build()
    return fonts.FOLDER
