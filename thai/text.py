"""Thai text as it should have been typed, keys for comparing it, and numbers in it."""

import re
import unicodedata
from decimal import Decimal

from thai.digits import to_arabic

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_SPLIT_AM = re.compile("\u0e4d([\u0e48-\u0e4b]*)\u0e32")  # nikhahit, tones, aa
_AM_BEFORE_TONE = re.compile("\u0e33[\u0e33\u0e48-\u0e4b]*[\u0e48-\u0e4b]")
_BLANKS = re.compile(r"[^\S\n]+")
_LINE_ENDS = re.compile(r" ?\n ?")
_ANY_SPACE = re.compile(r"\s+")
_NUMBER = re.compile(
    r"(?P<sign>[-−]?)"
    r"(?:(?P<whole>[0-9]{1,15})|(?P<grouped>[0-9]{1,3}(?:,[0-9]{3})+)|(?P<comma>[0-9]{1,15},[0-9]{1,2}))"
    r"(?P<decimals>\.[0-9]{1,15})? ?%?"
)


def normalise(text: str) -> str:
    """The same text in one canonical spelling.

    Sara am is one character (ํา and ํ้า become ำ and ้ำ, also when the tone was typed last),
    two เ are แ, invisible characters are gone, every kind of blank is a single space, and
    lines keep no blanks at their ends. The result is NFC and normalising it again changes nothing.
    """
    text = unicodedata.normalize("NFC", _INVISIBLE.sub("", text)).replace("\r\n", "\n").replace("\r", "\n")
    text = _SPLIT_AM.sub("\\1\u0e33", text.replace("เเ", "แ"))
    text = _AM_BEFORE_TONE.sub(_tones_first, text)
    text = _LINE_ENDS.sub("\n", _BLANKS.sub(" ", text)).strip()
    return unicodedata.normalize("NFC", text)


def squash(text: str) -> str:
    """A key under which spellings that differ only in spaces, case or sara am are equal."""
    return normalise(_ANY_SPACE.sub("", text.casefold()))


def number_text(text: str) -> Decimal:
    """The number that a person wrote: ๙๙.๑๔, "99.14 %", "1,234.50" or "99,14".

    A comma is a thousands separator when three digits follow each one; a single comma with one
    or two digits after it is a decimal point. Anything else raises ValueError.
    """
    match = _NUMBER.fullmatch(to_arabic(normalise(text)))
    if match is None or (match["comma"] and match["decimals"]):
        raise ValueError(f"“{text}” ไม่ใช่ตัวเลข")
    whole = match["whole"] or (match["grouped"] or "").replace(",", "") or match["comma"].replace(",", ".")
    return Decimal(("-" if match["sign"] else "") + whole + (match["decimals"] or ""))


def _tones_first(match: re.Match[str]) -> str:
    run = match[0]
    tones = run.replace("\u0e33", "")
    return tones + "\u0e33" * (len(run) - len(tones))
