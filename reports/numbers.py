"""Document numbers: what stands before the running number, and whether that is there yet.

A number is the code of the agency, a stroke and the running number: "อย ๗๗๑๐๑/๑๒". A circular letter has
"ว" before the running number: "อย ๗๗๑๐๑/ว ๑๒" (ระเบียบสำนักนายกรัฐมนตรีว่าด้วยงานสารบรรณ พ.ศ. ๒๕๒๖).
"""

from __future__ import annotations

import re

from thai.digits import to_arabic, to_thai

CIRCULAR = re.compile(r"/\s*ว$")
OPEN = re.compile(r"/(\s*ว)?$")


def is_complete(number: str) -> bool:
    """Say whether a document number has its running part: "อย ๗๗๑๐๑/" and "อย ๗๗๑๐๑/ว" have not."""
    number = number.strip()
    return bool(number) and not OPEN.search(number)


def opened(prefix: str) -> str:
    """Return the prefix as it stands before the running number: "อย ๗๗๑๐๑/", "อย ๗๗๑๐๑/ว "."""
    prefix = prefix.strip().rstrip("/")
    if CIRCULAR.search(prefix):
        return f"{prefix} "
    return f"{prefix}/" if prefix else ""


def joined(prefix: str, running: int) -> str:
    """Return prefix and running number, this in the digits of the prefix."""
    counted = str(running) if prefix == to_arabic(prefix) else to_thai(running)
    return f"{opened(prefix)}{counted}"
