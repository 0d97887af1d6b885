"""What a form says about the version that the person saw."""

from __future__ import annotations

from django.http import HttpRequest

LONGEST = 9  # digits; more than any database column holds is no version
UNSEEN = -1  # nothing has this version


def posted_version(request: HttpRequest) -> int:
    """Return the version that the person saw; one that nothing has when the form does not say."""
    return version_from(request.POST.get("version", ""))


def version_from(text: str) -> int:
    """Read a version; text that is none stands for one that nothing has."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= LONGEST else UNSEEN
