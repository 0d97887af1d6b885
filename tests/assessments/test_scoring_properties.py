"""Properties of the scoring rules that hold for any scores."""

from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from assessments.scoring import Framework, evaluate
from tests.assessments.examples import (
    BY_TOOLS,
    BY_TOTAL,
    INSTRUMENTS,
    NUMBERS,
    full_scores,
    score_values,
    some_scores,
)

CENT = Decimal("0.01")
frameworks = st.sampled_from([BY_TOTAL, BY_TOOLS])
lines = st.none() | score_values

# Percent of the total that one indicator brings (30/5, 30/3, 40/2), written out to check the rules by.
SHARE = {1: 6, 2: 6, 3: 6, 4: 6, 5: 6, 6: 10, 7: 10, 8: 10, 9: 20, 10: 20}


@given(full_scores)
def test_total_equals_a_long_decimal_calculation(scores: dict[int, Decimal]) -> None:
    """In plain decimals, rounded at the end."""
    exact = sum((scores[number] * SHARE[number] for number in NUMBERS), Decimal(0)) / 100
    total = evaluate(BY_TOTAL, scores).total
    assert total == exact.quantize(CENT, ROUND_HALF_UP, Context(prec=50))


@given(frameworks, full_scores)
def test_every_figure_stays_in_its_bounds(framework: Framework, scores: dict[int, Decimal]) -> None:
    result = evaluate(framework, scores)
    assert result.total is not None and 0 <= result.total <= 100
    assert min(scores.values()) <= result.total <= max(scores.values())
    for instrument in result.instruments:
        assert instrument.mean is not None and instrument.points is not None
        assert 0 <= instrument.mean <= 100 and 0 <= instrument.points <= instrument.weight
        assert instrument.lowest_score is not None and instrument.lowest_score <= instrument.mean


@given(frameworks, full_scores, st.sampled_from(NUMBERS), score_values)
def test_a_better_score_never_lowers_total_or_level(
    framework: Framework, scores: dict[int, Decimal], number: int, other: Decimal
) -> None:
    better = scores | {number: max(scores[number], other)}
    before, after = evaluate(framework, scores), evaluate(framework, better)
    assert before.exact_total is not None and after.exact_total is not None
    gained = Fraction(better[number] - scores[number]) * SHARE[number] / 100
    assert after.exact_total - before.exact_total == gained
    assert before.level is not None and after.level is not None
    assert after.level.row.order <= before.level.row.order


@given(full_scores, st.permutations([1, 2, 3, 4, 5]), st.permutations([6, 7, 8]), st.permutations([9, 10]))
def test_places_inside_an_instrument_do_not_matter(
    scores: dict[int, Decimal], iit: list[int], eit: list[int], oit: list[int]
) -> None:
    moved = {number: scores[source] for number, source in zip(NUMBERS, iit + eit + oit, strict=True)}
    before, after = evaluate(BY_TOOLS, scores), evaluate(BY_TOOLS, moved)
    assert (after.exact_total, after.level, after.tools) == (before.exact_total, before.level, before.tools)
    assert [i.points for i in after.instruments] == [i.points for i in before.instruments]


@given(some_scores, lines)
def test_strengths_weaknesses_and_missing_share_out_the_ten(
    scores: dict[int, Decimal | None], line: Decimal | None
) -> None:
    result = evaluate(BY_TOTAL, scores, line=line)
    assert sorted(result.strengths + result.weaknesses + result.missing) == list(NUMBERS)
    assert all((scores[n] or 0) >= result.line for n in result.strengths)
    assert all((scores[n] or 0) < result.line for n in result.weaknesses)
    assert (result.total is None) == bool(result.missing)


@given(some_scores)
def test_ranking_is_sorted_and_ranks_count_the_better_ones(scores: dict[int, Decimal | None]) -> None:
    ranking = evaluate(BY_TOTAL, scores).ranking
    assert [(-r.score, r.number) for r in ranking] == sorted((-r.score, r.number) for r in ranking)
    for ranked in ranking:
        assert ranked.rank == 1 + sum(other.score > ranked.score for other in ranking)


@given(some_scores)
def test_lowest_are_all_known_scores_at_the_least(scores: dict[int, Decimal | None]) -> None:
    result = evaluate(BY_TOTAL, scores)
    for spec, instrument in zip(INSTRUMENTS, result.instruments, strict=True):
        known = {n: score for n in spec.indicators if (score := scores[n]) is not None}
        assert instrument.known == len(known)
        assert instrument.lowest == tuple(n for n in known if known[n] == min(known.values()))


@given(full_scores)
def test_recovering_every_point_leads_to_a_hundred(scores: dict[int, Decimal]) -> None:
    result = evaluate(BY_TOTAL, scores)
    assert result.exact_total is not None
    gained = sum(result.recoverable.values(), Decimal(0))
    assert abs(result.exact_total + Fraction(gained) - 100) <= Fraction(5, 100)  # ten roundings


@given(frameworks, full_scores)
def test_the_points_needed_do_reach_the_next_level(framework: Framework, scores: dict[int, Decimal]) -> None:
    result = evaluate(framework, scores)
    assert result.shown_total is not None and result.level is not None
    if result.next_level is None:
        assert result.level.row == framework.levels[0]
        return
    reached = result.shown_total + result.next_level.points_needed
    assert reached >= result.next_level.row.minimum_total
    assert result.next_level.points_needed > 0 or result.next_level.tools_below


@given(full_scores, score_values, score_values)
def test_a_level_not_marked_as_estimate_holds_whatever_the_parts_are(
    scores: dict[int, Decimal], part1: Decimal, part2: Decimal
) -> None:
    guessed = evaluate(BY_TOOLS, scores).level
    known = evaluate(BY_TOOLS, scores, eit_part1=part1, eit_part2=part2).level
    assert guessed is not None and known is not None
    assert known.estimated is False
    assert guessed.estimated or guessed.row == known.row
