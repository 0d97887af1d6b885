"""The two level schemes, the framework and the founding agencies' scores, for the tests of the rules."""

from collections.abc import Iterable
from decimal import Decimal

from hypothesis import strategies as st

from assessments.levels import LevelRow
from assessments.scoring import Framework, InstrumentSpec

NUMBERS = range(1, 11)


def rows(scheme: Iterable[tuple[str, int, int | None]]) -> tuple[LevelRow, ...]:
    """Make level rows, best first, from (name, least total, least tool)."""
    return tuple(
        LevelRow(name, Decimal(total), None if tool is None else Decimal(tool), order, order + 1, "")
        for order, (name, total, tool) in enumerate(scheme)
    )


LETTERS = rows(
    (name, total, None)
    for name, total in (("AA", 95), ("A", 85), ("B", 75), ("C", 65), ("D", 55), ("E", 50), ("F", 0))
)
PASSES = rows(
    [
        ("ผ่านดีเยี่ยม", 95, 95),
        ("ผ่านดี", 85, 85),
        ("ผ่าน", 85, None),
        ("ต้องปรับปรุง", 70, None),
        ("ต้องปรับปรุงโดยด่วน", 0, None),
    ]
)
INSTRUMENTS = (
    InstrumentSpec("IIT", Decimal(30), (1, 2, 3, 4, 5)),
    InstrumentSpec("EIT", Decimal(30), (6, 7, 8)),
    InstrumentSpec("OIT", Decimal(40), (9, 10)),
)
BY_TOTAL = Framework(INSTRUMENTS, LETTERS, Decimal(85), uses_tools=False)
BY_TOOLS = Framework(INSTRUMENTS, PASSES, Decimal(85), uses_tools=True)


def numbered(values: str) -> dict[int, Decimal | None]:
    """Number the scores of a string, from indicator 1."""
    return dict(enumerate(map(Decimal, values.split()), start=1))


def by_instrument(iit: str, eit: str, oit: str) -> dict[int, Decimal | None]:
    """Give all indicators of an instrument the same score, so that it is the instrument's mean."""
    return numbered(" ".join([iit] * 5 + [eit] * 3 + [oit] * 2))


FULL = numbered("100.00 89.43 99.14 86.77 98.28 98.57 98.79 98.44 74.33 50.00")  # FY2564, announced 82.86, B
PARTIAL: dict[int, Decimal | None] = {  # FY2563, announced 73.04, C
    2: Decimal("78.66"),
    8: Decimal("74.34"),
    10: Decimal("56.25"),
}

score_values = st.decimals(0, 100, places=2)
full_scores = st.fixed_dictionaries(dict.fromkeys(NUMBERS, score_values))
some_scores = st.fixed_dictionaries({number: st.none() | score_values for number in NUMBERS})
