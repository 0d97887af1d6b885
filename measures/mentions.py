"""Names and years that a text mentions, for finding what was copied from another agency's document."""

from __future__ import annotations

import re
from collections.abc import Collection

from thai.digits import to_arabic
from thai.text import normalise

# What stands before the name of an agency or its place. Thai has no blanks between words, so what
# follows is compared with known names.
_BEFORE_NAME = re.compile(
    r"(?:องค์การบริหารส่วนตำบล|องค์การบริหารส่วนจังหวัด|เทศบาลตำบล|เทศบาลเมือง|เทศบาลนคร|อบต\.|อบจ\.|ทต\.|ทม\.|ทน\."
    r"|ตำบล|อำเภอ|จังหวัด) ?"
)
LONGEST_NAME = 40
SHORTEST_NAME = 2
# A law's year ("พ.ร.บ. … พ.ศ. 2540") is no fiscal year: only years that are called one count.
_FISCAL_YEAR = re.compile(r"(?:ปีงบประมาณ|ประจำปี|ปี) ?(?:พ\.ศ\.)? ?(25[0-9]{2}|26[0-4][0-9])(?![0-9])")


def fiscal_years_in(text: str) -> set[int]:
    """Return the fiscal years (B.E.) that a text names, in Thai or Arabic digits."""
    return {int(year) for year in _FISCAL_YEAR.findall(to_arabic(normalise(text)))}


def possible_names(text: str) -> set[str]:
    """Return every beginning of what follows an agency's kind: one of them may be a name."""
    return {tail[:length] for tail in _tails(text) for length in range(SHORTEST_NAME, len(tail) + 1)}


def names_in(text: str, known: Collection[str]) -> list[str]:
    """Return the known names that follow an agency's kind in the text, the longest where several fit."""
    found = (
        max((name for name in known if tail.startswith(name)), key=len, default="") for tail in _tails(text)
    )
    return list(dict.fromkeys(name for name in found if name))


def _tails(text: str) -> list[str]:
    text = normalise(text)
    return [
        text[match.end() : match.end() + LONGEST_NAME].split("\n")[0] for match in _BEFORE_NAME.finditer(text)
    ]
