"""Document numbers: code, stroke, "ว" of circular letters, running number."""

from __future__ import annotations

import pytest

from reports.numbers import is_complete, joined, opened


@pytest.mark.parametrize(
    ("number", "complete"),
    [
        ("", False),
        ("  ", False),
        ("อย ๗๗๑๐๑/", False),
        ("อย ๗๗๑๐๑/ ", False),
        ("อย ๗๗๑๐๑/ว", False),
        ("อย ๗๗๑๐๑/ ว ", False),
        ("อย ๗๗๑๐๑/๑๒", True),
        ("อย ๗๗๑๐๑/ว ๑๒", True),
        ("๑๒", True),
    ],
)
def test_a_number_is_complete_with_its_running_part(number: str, complete: bool) -> None:
    assert is_complete(number) is complete


@pytest.mark.parametrize(
    ("prefix", "expected"),
    [
        ("", ""),
        ("/", ""),
        ("อย ๗๗๑๐๑", "อย ๗๗๑๐๑/"),
        (" อย ๗๗๑๐๑/ ", "อย ๗๗๑๐๑/"),
        ("อย ๗๗๑๐๑/ว", "อย ๗๗๑๐๑/ว "),
        ("อย ๗๗๑๐๑/ว ", "อย ๗๗๑๐๑/ว "),
        ("ลว", "ลว/"),
    ],
)
def test_a_prefix_stands_ready_for_the_running_number(prefix: str, expected: str) -> None:
    assert opened(prefix) == expected


@pytest.mark.parametrize(
    ("prefix", "expected"),
    [
        ("", "12"),
        ("อย ๗๗๑๐๑", "อย ๗๗๑๐๑/๑๒"),
        ("อย 77101", "อย 77101/12"),
        ("อย ๗๗๑๐๑/ว", "อย ๗๗๑๐๑/ว ๑๒"),
    ],
)
def test_the_running_number_follows_in_the_digits_of_the_prefix(prefix: str, expected: str) -> None:
    assert joined(prefix, 12) == expected
