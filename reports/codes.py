"""Verification codes: printed on documents, typed by people, not to be guessed."""

from __future__ import annotations

import secrets

# Without 0, O, 1 and I, which people mistake for each other: 32 signs, 5 bits each.
ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
LENGTH = 16  # 80 bits


def new_code() -> str:
    """Return a code that nobody can guess from others."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def shown(code: str) -> str:
    """The code as printed, in groups of four: ABCD-EFGH-JKLM-NPQR."""
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))


def read(typed: str) -> str:
    """The code that a person typed, whatever the case, blanks and hyphens."""
    return "".join(sign for sign in typed.upper() if sign in ALPHABET)
