"""Every problem is reported, each at its own cell."""

import random

import pytest

from assessments.sheets import mapping
from assessments.sheets.grid import letters, read_grids
from assessments.sheets.records import Problem
from tests.assessments.sheets import writers
from tests.assessments.sheets.examples import NAMES, VOCABULARY

WRONG = [-5, 101, 88.123, "ดี", "99..1", "#REF!", "1/2", True]


@pytest.mark.parametrize("seed", range(5))
def test_a_hundred_errors_are_a_hundred_problems(seed: int) -> None:
    chance = random.Random(seed)
    rows: list[list[object]] = [["หน่วยงาน", *NAMES]]
    rows += [[f"อบต.ที่ {line}", *(chance.randrange(10_001) / 100 for _ in NAMES)] for line in range(200)]
    places = chance.sample([(row, column) for row in range(1, 201) for column in range(1, 11)], 100)
    for row, column in places:
        rows[row][column] = chance.choice(WRONG)
    (grid,) = read_grids(writers.xlsx(rows), "x.xlsx")
    proposed = mapping.propose(grid, VOCABULARY)
    assert proposed
    problems = mapping.apply(grid, proposed, VOCABULARY).problems
    assert [problem.cell for problem in problems] == [f"{letters(c)}{r + 1}" for r, c in sorted(places)]
    assert all(problem.message and problem.expected and problem.value for problem in problems)


def test_a_problem_says_where_it_is() -> None:
    assert Problem("Sheet1", "C5", "", "", "").address == "แผ่นงาน 'Sheet1' เซลล์ C5"
    assert Problem("Sheet1", "", "", "", "").address == "แผ่นงาน 'Sheet1'"
