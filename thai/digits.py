"""Thai digits ๐–๙ and Arabic digits 0–9."""

ARABIC = "0123456789"
THAI = "๐๑๒๓๔๕๖๗๘๙"

_TO_THAI = str.maketrans(ARABIC, THAI)
_TO_ARABIC = str.maketrans(THAI, ARABIC)


def to_thai(value: object) -> str:
    """The text of `value` with every Arabic digit as a Thai one."""
    return str(value).translate(_TO_THAI)


def to_arabic(value: object) -> str:
    """The text of `value` with every Thai digit as an Arabic one."""
    return str(value).translate(_TO_ARABIC)
