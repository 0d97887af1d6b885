"""Verification codes: no two alike, nothing mistakable, typed as people type."""

from __future__ import annotations

import pytest

from reports import codes


def test_codes_differ_and_hold_no_mistakable_signs() -> None:
    made = {codes.new_code() for _ in range(1000)}
    assert len(made) == 1000
    assert all(len(code) == codes.LENGTH for code in made)
    assert not set("".join(made)) & set("01IO")


@pytest.mark.parametrize(
    "typed", ["ABCD-EFGH-JKLM-NPQR", "abcd efgh jklm npqr", " ABCDEFGHJKLMNPQR\n", "abcdEFGH–jklmNPQR"]
)
def test_a_code_is_read_as_people_type_it(typed: str) -> None:
    assert codes.read(typed) == "ABCDEFGHJKLMNPQR"


def test_a_code_is_shown_in_groups_and_read_back() -> None:
    code = codes.new_code()
    assert codes.shown(code).count("-") == 3
    assert codes.read(codes.shown(code)) == code
