"""The steps of a method as people write them: one a line, with or without numbers."""

from __future__ import annotations

import re

# "1. ", "๒) ": the list numbers its steps itself.
_NUMBER_IN_FRONT = re.compile(r"^[0-9๐-๙]{1,2}[.)] +")


def split_steps(text: str) -> list[str]:
    """Return the steps of a text; empty lines and numbers in front are left out."""
    lines = (_NUMBER_IN_FRONT.sub("", line.strip()) for line in text.splitlines())
    return [line for line in lines if line]
