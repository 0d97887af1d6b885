"""The quick total and level are those of the full rules, whatever is known."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from assessments.scoring import Framework, InstrumentSpec, evaluate
from assessments.standing import Standings
from tests.assessments.examples import BY_TOOLS, BY_TOTAL, LETTERS, NUMBERS, PASSES, score_values

ODD = (
    InstrumentSpec("IIT", Decimal("33.33"), (1, 2, 3, 4, 5, 6)),
    InstrumentSpec("EIT", Decimal("26.67"), (7, 8, 9)),
    InstrumentSpec("OIT", Decimal("40.00"), (10,)),
)
FRAMEWORKS = [
    BY_TOTAL,
    BY_TOOLS,
    Framework(ODD, PASSES, Decimal(85), uses_tools=True),
    Framework(ODD, LETTERS, Decimal(85), uses_tools=False),
    Framework(ODD, (), Decimal(85), uses_tools=True),
]
maybe = st.none() | score_values


@given(
    st.sampled_from(FRAMEWORKS),
    st.dictionaries(st.sampled_from([*NUMBERS, 11]), maybe)
    | st.fixed_dictionaries(dict.fromkeys(NUMBERS, score_values)),
    maybe,
    maybe,
    maybe,
    st.sampled_from(["", "B", "ผ่าน", " ผ่านดี", "aa", "ดีมาก"]),
)
def test_it_equals_evaluate(
    framework: Framework,
    scores: dict[int, Decimal | None],
    part1: Decimal | None,
    part2: Decimal | None,
    announced: Decimal | None,
    level: str,
) -> None:
    entered = {"eit_part1": part1, "eit_part2": part2, "announced_total": announced}
    full = evaluate(framework, scores, **entered, announced_level=level)
    quick = Standings(framework).of(scores, **entered, announced_level=level)
    assert quick == (full.shown_total, full.shown_level.name)


def test_a_half_is_rounded_up_once() -> None:
    """Ten times 82.865 exactly: rounding the instruments first would lose the half."""
    scores = dict.fromkeys(NUMBERS, Decimal("82.86")) | {
        9: Decimal("82.87"),
        10: Decimal("82.87"),
        1: Decimal("82.87"),
    }
    assert Standings(BY_TOTAL).of(scores) == (evaluate(BY_TOTAL, scores).total, "B")


def test_a_total_below_every_row_gets_the_worst() -> None:
    framework = Framework(BY_TOTAL.instruments, LETTERS[:-1], Decimal(85), uses_tools=False)
    scores = dict.fromkeys(NUMBERS, Decimal("1.00"))
    assert Standings(framework).of(scores) == (Decimal("1.00"), "E")
