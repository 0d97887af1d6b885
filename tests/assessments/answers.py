"""The self-check's sheet as a browser sends it: every item's fields, with what each of them started from."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

from django.test import Client
from django.urls import reverse

from assessments.frameworks import edition_of
from assessments.models import DisclosureAnswer, DisclosureItem, FiscalYear
from assessments.services.disclosure import Content, Statement, save_answers
from organizations.models import Organization, User

YEAR = 2564


def item(code: str, year: int = YEAR) -> DisclosureItem:
    return DisclosureItem.objects.get(sub_indicator__indicator__fiscal_year__year=year, code=code)


def answer(
    organization: Organization,
    code: str,
    *,
    year: int = YEAR,
    user: User | None = None,
    version: int | None = None,
    **content: Any,
) -> DisclosureAnswer:
    """State something about an item, over the service, on top of what is stored."""
    stored = DisclosureAnswer.objects.filter(organization=organization, item=item(code, year)).first()
    seen = (stored.version if stored else 0) if version is None else version
    edition = edition_of(FiscalYear.objects.get(year=year))
    statement = Statement(item(code, year), Content(**content), seen)
    save_answers(organization, edition, [statement], user=user)
    return DisclosureAnswer.objects.get(organization=organization, item=item(code, year))


def address(organization: Organization, year: int = YEAR) -> str:
    return reverse("oit", args=[organization.code, year])


def sheet(client: Client, organization: Organization, year: int = YEAR) -> dict[str, str]:
    """Open the page and return what its form would send untouched."""
    return fields(client.get(address(organization, year)).content.decode())


def fields(page: str) -> dict[str, str]:
    """Read the fields of the page's form."""
    form = page[page.index('id="oit-sheet"') : page.index("</form>", page.index('id="oit-sheet"'))]
    found: dict[str, str] = {}
    for tag in re.findall(r"<input[^>]*>", form):
        name, value = _attribute(tag, "name"), _attribute(tag, "value")
        if name and name != "csrfmiddlewaretoken" and ("checkbox" not in tag or " checked" in tag):
            found[name] = "on" if "checkbox" in tag else value
    for name, options in re.findall(r'<select name="([^"]+)".*?>(.*?)</select>', form, re.DOTALL):
        chosen = re.search(r'<option value="(\d*)" selected', options)
        found[name] = chosen[1] if chosen else ""
    return found


def _attribute(tag: str, name: str) -> str:
    match = re.search(rf' {name}="([^"]*)"', tag)
    return unescape(match[1]) if match else ""


def name(code: str, field: str, year: int = YEAR) -> str:
    """Return the name of an item's field."""
    return f"item-{item(code, year).pk}-{field}"
