"""The rules of the memo: for each the case that it finds and the case that it lets pass."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from assessments.findings import Finding
from reports.findings import RULES, Chained, MemoFacts, check

GOOD: dict[str, Any] = {
    "number": "ตย 00000/1",
    "day": date(2021, 9, 28),
    "author": "ผู้เสนอตัวอย่าง",
    "own_words": {},
    "chain": [Chained("นายกตัวอย่าง", True)],
    "years": frozenset({2564, 2565}),
    "place": "อำเภอบางตัวอย่าง จังหวัดตัวอย่าง",
    "announced_on": date(2021, 8, 26),
}
DATA_ERROR = Finding("scores_missing", "error", "ยังขาดคะแนน", "scores")
CASES = [
    ({"number": ""}, "number_missing", "error"),
    ({"number": "ตย 00000/ "}, "number_missing", "error"),
    ({"day": None}, "date_missing", "error"),
    ({"day": date(2021, 8, 25)}, "date_before_announcement", "error"),
    ({"day": date(2022, 1, 1)}, "date_late", "warning"),
    ({"own_words": {"purpose": "ประจำปีงบประมาณ พ.ศ. ๒๕๖๓"}}, "foreign_year", "error"),
    ({"own_words": {"purpose": "ตามผลการประเมินปี 2560 นั้น"}}, "foreign_year", "warning"),
    ({"own_words": {"purpose": "ของอำเภอเสนา จังหวัดตัวอย่าง"}}, "foreign_place", "error"),
    ({"own_words": {"purpose": "ในจังหวัดลพบุรีได้ดำเนินการ"}}, "foreign_place", "error"),
    ({"own_words": {"purpose": "ในอำเภอเสนาที่ผ่านมา"}}, "foreign_place", "warning"),
    ({"chain": [Chained("นายกตัวอย่าง", False)]}, "chain_on_paper", "hint"),
    ({"author": " "}, "author_missing", "warning"),
    ({"data_is_draft": True}, "data_is_draft", "warning"),
    ({"data_errors": [DATA_ERROR]}, "scores_missing", "error"),
]
FINE: list[dict[str, Any]] = [
    {},
    {"day": date(2021, 8, 26)},
    {"announced_on": None, "day": date(2030, 1, 1)},
    {"own_words": {"reason": "ประจำปีงบประมาณ พ.ศ. 2564 และมาตรการปี ๒๕๖๕ ของอำเภอบางตัวอย่าง"}},
    {"place": "", "own_words": {"reason": "อำเภอเสนา จังหวัดลพบุรี"}},
]


@pytest.mark.parametrize(("change", "code", "severity"), CASES, ids=lambda value: str(value)[:40])
def test_each_rule_finds_its_case(change: dict[str, Any], code: str, severity: str) -> None:
    assert [(row.code, row.severity) for row in check(MemoFacts(**GOOD | change))] == [(code, severity)]


@pytest.mark.parametrize("change", FINE, ids=str)
def test_nothing_is_found_in_a_good_memo(change: dict[str, Any]) -> None:
    assert check(MemoFacts(**GOOD | change)) == []


def test_every_rule_has_a_case() -> None:
    codes = {code for _, code, _ in CASES if code != "scores_missing"}
    assert codes == {rule.__name__ for rule in RULES if rule.__name__ != "data_has_errors"}


def test_errors_come_first() -> None:
    found = check(MemoFacts(**GOOD | {"author": "", "number": "", "chain": [Chained("ก", False)]}))
    assert [row.severity for row in found] == ["error", "warning", "hint"]


@pytest.mark.parametrize("field", ["subject", "reason", "purpose", "closing"])
def test_a_finding_leads_to_the_field_that_holds_the_text(field: str) -> None:
    words = {field: "ประจำปีงบประมาณ พ.ศ. 2563 ของอำเภอเสนา จังหวัดลพบุรี"}
    assert {row.place for row in check(MemoFacts(**GOOD | {"own_words": words}))} == {field}


def test_each_place_is_told_once() -> None:
    words = {"reason": "อำเภอเสนา จังหวัดลพบุรี และอำเภอเสนา จังหวัดลพบุรี"}
    messages = [row.message for row in check(MemoFacts(**GOOD | {"own_words": words}))]
    assert messages == [
        "ข้อความกล่าวถึงจังหวัดลพบุรี แต่หน่วยงานนี้ตั้งอยู่ที่จังหวัดตัวอย่าง",
        "ข้อความกล่าวถึงอำเภอเสนา แต่หน่วยงานนี้ตั้งอยู่ที่อำเภอบางตัวอย่าง",
    ]


def test_a_position_that_nobody_fills_is_not_said_to_lack_an_account() -> None:
    (found,) = check(MemoFacts(**GOOD | {"chain": [Chained("นายกตัวอย่าง", False)]}))
    assert found.message == "ตำแหน่งที่ไม่ได้กำหนดผู้ให้ความเห็นในระบบจะลงความเห็นในเอกสาร ได้แก่ นายกตัวอย่าง"
