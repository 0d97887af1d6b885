"""manage.py prepare: from a checkout to a running portal; demo data only outside production."""

from __future__ import annotations

from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command

from organizations.models import User


@pytest.mark.django_db
@pytest.mark.parametrize(("production", "accounts"), [(False, True), (True, False)])
def test_demo_accounts_are_made_locally_only(settings: Any, production: bool, accounts: bool) -> None:
    settings.PRODUCTION = production
    answer = StringIO()
    call_command("prepare", stdout=answer)
    assert "2564: already there" in answer.getvalue()
    assert User.objects.filter(username="staff.namtao").exists() is accounts
    assert any(settings.STATIC_ROOT.iterdir())
