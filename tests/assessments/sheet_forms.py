"""What the tests of the score sheet share: addresses, forms as a browser sends them, messages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.test import Client
from django.urls import reverse

from assessments.models import Assessment
from organizations.models import Organization, User

SignIn = Callable[[User], Client]
S2_THAI = ["๑๐๐.๐๐", "๘๙.๔๓", "๙๙.๑๔", "๘๖.๗๗", "๙๘.๒๘", "๙๘.๕๗", "๙๘.๗๙", "๙๘.๔๔", "๗๔.๓๓", "๕๐.๐๐"]


def url(organization: Organization, name: str = "scores", year: int = 2564) -> str:
    """Return the address of one of the sheet's views."""
    return reverse(name, args=[organization.code, year])


def typed(values: Sequence[object] = (), version: int = 0, **more: str) -> dict[str, str]:
    """Return a form as the browser sends it: the scores from indicator 1, the version that was seen."""
    fields = {f"score-{number}": str(value) for number, value in enumerate(values, start=1)}
    return fields | {"version": str(version)} | more


def official(organization: Organization) -> Assessment:
    """Return what is stored for 2564."""
    return Assessment.objects.get(organization=organization, fiscal_year__year=2564)


def said(response: Any) -> str:
    """Return the messages on the page that a form led to."""
    return " ".join(str(message) for message in response.context["messages"])
