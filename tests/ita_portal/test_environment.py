"""What the environment may say: unknown names and missing values stop the start with a clear message."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from hypothesis import given
from hypothesis import strategies as st

from ita_portal import environment

PRODUCTION = {
    "PORTAL_MODE": "production",
    "PORTAL_SECRET_KEY": "k3y-" + "abcdefghij0123456789-" * 4,
    "PORTAL_HOSTS": "ita.example.org",
    "PORTAL_BASE_URL": "https://ita.example.org",
    "DATABASE_URL": "postgres://portal:secret@db.example.org/portal",
    "EMAIL_URL": "smtp+tls://portal:secret@mail.example.org:587",
    "DEFAULT_FROM_EMAIL": "ITA Portal <portal@example.org>",
}


def test_an_empty_environment_is_local() -> None:
    assert environment.check({}) == "local"


def test_a_full_one_is_production() -> None:
    assert environment.check(PRODUCTION) == "production"


@pytest.mark.parametrize("name", environment.REQUIRED_IN_PRODUCTION)
@pytest.mark.parametrize("value", [None, ""])
def test_every_missing_value_is_named(name: str, value: str | None) -> None:
    rest = {key: text for key, text in PRODUCTION.items() if key != name}
    given_environment = rest if value is None else rest | {name: value}
    with pytest.raises(ImproperlyConfigured, match=name):
        environment.check(given_environment)


def test_all_missing_values_are_named_at_once() -> None:
    with pytest.raises(ImproperlyConfigured) as refusal:
        environment.check({"PORTAL_MODE": "production"})
    assert all(name in str(refusal.value) for name in environment.REQUIRED_IN_PRODUCTION)


def test_a_typing_mistake_does_not_leave_a_default_in_place() -> None:
    with pytest.raises(ImproperlyConfigured, match=r"PORTAL_HOST$"):
        environment.check({"PORTAL_HOST": "ita.example.org"})


def test_an_unknown_mode_is_refused() -> None:
    with pytest.raises(ImproperlyConfigured, match=r"'prod'.*local, production"):
        environment.check({"PORTAL_MODE": "prod"})


def test_a_short_key_is_refused() -> None:
    with pytest.raises(ImproperlyConfigured, match="at least 50"):
        environment.check(PRODUCTION | {"PORTAL_SECRET_KEY": "x" * 49})


@given(st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ_", min_size=1, max_size=20))
def test_only_listed_names_pass(rest: str) -> None:
    name = f"PORTAL_{rest}"
    if name in environment.KNOWN:
        return
    with pytest.raises(ImproperlyConfigured, match="unknown settings"):
        environment.check({name: "x"})


def test_the_local_key_is_made_once_and_closed_to_others(tmp_path: Path) -> None:
    path = tmp_path / "var" / "secret_key"
    key = environment.local_secret_key(path)
    assert len(key) >= environment.MINIMUM_SECRET_LENGTH
    assert environment.local_secret_key(path) == key
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def manage(*arguments: str, **changes: str) -> subprocess.CompletedProcess[str]:
    """Run manage.py in a process of its own with nothing of this one's environment but the path."""
    clean = {"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/"), "LANG": "C.UTF-8"}
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.run(
        command, cwd=settings.BASE_DIR, env=clean | changes, capture_output=True, text=True, check=False
    )


def test_a_deployment_check_of_production_is_clean() -> None:
    done = manage("check", "--deploy", "--fail-level", "WARNING", **PRODUCTION)
    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout + done.stderr


def test_the_check_would_see_an_open_door() -> None:
    done = manage("check", "--deploy", "--fail-level", "WARNING", PORTAL_MODE="local")
    assert done.returncode != 0
    assert "security.W008" in done.stderr


def test_production_does_not_start_without_its_values() -> None:
    done = manage("check", PORTAL_MODE="production")
    assert done.returncode != 0
    assert "production mode needs these environment variables" in done.stderr


def test_debug_stays_off_in_production() -> None:
    code = "from django.conf import settings; print(settings.DEBUG, settings.SECURE_SSL_REDIRECT)"
    done = manage("shell", "-v", "0", "-c", code, **PRODUCTION, PORTAL_DEBUG="1")
    assert done.stdout.split() == ["False", "True"], done.stderr
