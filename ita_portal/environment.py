"""What the environment may say to the portal: one table of names, defaults and demands.

Every setting of a deployment is an environment variable. A name that begins with PORTAL_ and is
not in the table stops the start, so that a typing mistake cannot silently leave a default in place.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

MODES = ("local", "production")

KNOWN = frozenset(
    {
        "PORTAL_MODE",
        "PORTAL_SECRET_KEY",
        "PORTAL_HOSTS",
        "PORTAL_ORIGINS",
        "PORTAL_DEBUG",
        "PORTAL_MEDIA",
        "PORTAL_STATIC",
        "PORTAL_FONTS",
        "PORTAL_PROXIES",
        "PORTAL_BASE_URL",
        "PORTAL_HSTS_SECONDS",
    }
)
REQUIRED_IN_PRODUCTION = (
    "PORTAL_SECRET_KEY",
    "PORTAL_HOSTS",
    "PORTAL_BASE_URL",
    "DATABASE_URL",
    "EMAIL_URL",
    "DEFAULT_FROM_EMAIL",
)
MINIMUM_SECRET_LENGTH = 50


def check(environment: Mapping[str, str]) -> str:
    """Return the mode ("local" or "production"); raise ImproperlyConfigured naming what is wrong."""
    mode = environment.get("PORTAL_MODE", "local")
    if mode not in MODES:
        raise ImproperlyConfigured(f"PORTAL_MODE is {mode!r}; it must be one of {', '.join(MODES)}")
    unknown = sorted(name for name in environment if name.startswith("PORTAL_") and name not in KNOWN)
    if unknown:
        raise ImproperlyConfigured(f"unknown settings in the environment: {', '.join(unknown)}")
    if mode == "production":
        _check_production(environment)
    return mode


def _check_production(environment: Mapping[str, str]) -> None:
    missing = [name for name in REQUIRED_IN_PRODUCTION if not environment.get(name)]
    if missing:
        raise ImproperlyConfigured(f"production mode needs these environment variables: {', '.join(missing)}")
    if len(environment["PORTAL_SECRET_KEY"]) < MINIMUM_SECRET_LENGTH:
        raise ImproperlyConfigured(f"PORTAL_SECRET_KEY needs at least {MINIMUM_SECRET_LENGTH} characters")


def local_secret_key(path: Path) -> str:
    """Return the key that a local installation keeps in a file, made at the first start."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(secrets.token_urlsafe(64), encoding="ascii")
        path.chmod(0o600)
    return path.read_text(encoding="ascii")
