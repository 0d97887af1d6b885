"""Changes to WeasyPrint that Thai text needs, each tied to the code that it was written for.

A fix is installed only when WeasyPrint's version and the source of the functions that it builds on
are the ones it was tested with. Otherwise documents are rendered without it, and a warning says so.
"""

import hashlib
import inspect
import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib import metadata
from typing import Any

TESTED_VERSION = "70.0"

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Fix:
    """One change, the engine's functions that it relies on and the SHA-256 of their source."""

    name: str
    functions: tuple[Callable[..., Any], ...]
    sha256: str
    install: Callable[[], None]


def engine_version() -> str:
    """Version of the installed WeasyPrint, without importing it."""
    return metadata.version("weasyprint")


def source_hash(functions: Iterable[Callable[..., Any]]) -> str:
    """SHA-256 of the source text of some functions."""
    return hashlib.sha256("".join(map(inspect.getsource, functions)).encode()).hexdigest()


def why_not(fix: Fix, version: str) -> str:
    """Why a fix does not suit the engine; empty when it does."""
    if version != TESTED_VERSION:
        return f"tested with WeasyPrint {TESTED_VERSION}, found {version}"
    if source_hash(fix.functions) != fix.sha256:
        return "the source of WeasyPrint differs from the one it was tested with"
    return ""


def install(fixes: Iterable[Fix], version: str) -> tuple[str, ...]:
    """Install the fixes that suit; warn about the others and return their names."""
    left_out = []
    for fix in fixes:
        if reason := why_not(fix, version):
            logger.warning("The fix for %s is not installed: %s", fix.name, reason)
            left_out.append(fix.name)
        else:
            fix.install()
    return tuple(left_out)
