from pathlib import Path

import pytest

from reports.rendering import checks, fixes, pdf
from reports.rendering.engine import FIXES


def test_nothing_to_say_when_all_is_in_place() -> None:
    assert checks.fonts_and_version() == []
    assert checks.renderer_works() == []


def test_missing_fonts(settings: object, tmp_path: Path) -> None:
    settings.FONTS_DIR = tmp_path  # type: ignore[attr-defined]  # pytest-django's wrapper is untyped
    [problem] = checks.fonts_and_version()
    assert problem.id == "rendering.W001"
    assert "python -m reports.fonts.build" in problem.msg


def test_another_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fixes, "TESTED_VERSION", "69.0")
    [problem] = checks.fonts_and_version()
    assert problem.id == "rendering.W002"
    assert "70.0" in problem.msg


def test_a_fix_that_was_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    pdf.engine.cache_clear()
    monkeypatch.setattr(fixes, "TESTED_VERSION", "69.0")
    try:
        assert [problem.id for problem in checks.renderer_works()] == ["rendering.W004"] * len(FIXES)
    finally:
        pdf.engine.cache_clear()
