"""System checks: what production demands, and what a half-finished set-up lacks."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core import checks


def register() -> None:
    """Register the portal's own checks."""
    checks.register(assets_are_there)


def assets_are_there(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[checks.CheckMessage]:
    """Warn when the set-up step that fetches page assets and builds fonts has not run."""
    wanted = {
        "vendor": ("W001", "the page assets (npm) are missing"),
        "fonts": ("W002", "the document fonts are missing; PDF documents cannot be made"),
    }
    places = {"vendor": Path(settings.VAR_DIR) / "vendor", "fonts": Path(settings.FONTS_DIR)}
    return [
        checks.Warning(text, hint="Run `make setup`.", id=f"ita_portal.{code}")
        for name, (code, text) in wanted.items()
        if not places[name].is_dir() or not any(places[name].iterdir())
    ]
