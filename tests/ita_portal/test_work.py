"""What waits for a person, and how far the year has come: pure rules with today passed in."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from ita_portal.home.work import (
    Duties,
    EarlierYear,
    Situation,
    current_year,
    disclosing_year,
    due_text,
    newer_year,
    steps,
    tasks,
)

CLERK = Duties(enters=True, plans=True, writes_memo=True)
EXECUTIVE = Duties(decides=True)
READER = Duties()
TODAY = date(2021, 9, 1)
DRAFT = Situation(2564, TODAY, total=Decimal("82.86"), weak=(9, 10), uncovered=(9, 10))
APPROVED = replace(DRAFT, state="approved")
NOTHING_OPEN = replace(APPROVED, memo_state="issued", uncovered=())


def titles(now: Situation, duties: Duties) -> list[str]:
    return [task.title for task in tasks(now, duties)]


class TestTasks:
    def test_a_complete_draft_is_submitted_first(self) -> None:
        assert titles(DRAFT, CLERK) == [
            "ส่งผลคะแนนให้พิจารณา",
            "จัดทำบันทึกข้อความ",
            "จัดทำมาตรการสำหรับจุดอ่อน",
        ]

    def test_gaps_are_filled_before_anything_is_sent(self) -> None:
        gaps = replace(DRAFT, missing=7, errors=1, uncovered=())
        assert titles(gaps, CLERK) == ["บันทึกคะแนนให้ครบ"]
        assert tasks(gaps, CLERK)[0].reason == "ยังขาดคะแนน 7 ตัวชี้วัด"

    def test_doubtful_figures_are_shown_and_do_not_block(self) -> None:
        assert titles(replace(DRAFT, warnings=2), CLERK)[:2] == ["ส่งผลคะแนนให้พิจารณา", "ตรวจสอบข้อมูลที่น่าสงสัย"]

    def test_errors_block_sending(self) -> None:
        found = titles(replace(DRAFT, errors=1), CLERK)
        assert "ส่งผลคะแนนให้พิจารณา" not in found
        assert "ตรวจสอบข้อมูลที่น่าสงสัย" in found

    def test_a_returned_result_says_why(self) -> None:
        found = tasks(replace(DRAFT, returned_because="ตัวชี้วัดที่ 9 ผิด"), CLERK)
        assert found[0].title == "แก้ไขคะแนนที่ถูกส่งคืน"
        assert "ตัวชี้วัดที่ 9 ผิด" in found[0].reason
        assert "ส่งผลคะแนนให้พิจารณา" not in [task.title for task in found]

    def test_executives_approve_what_others_sent(self) -> None:
        sent = replace(DRAFT, state="submitted")
        assert titles(sent, EXECUTIVE) == ["พิจารณาให้ความเห็นชอบผลคะแนน"]
        assert titles(replace(sent, sent_by_me=True), EXECUTIVE) == []
        assert titles(DRAFT, EXECUTIVE) == []

    def test_items_are_published_in_the_first_months_of_the_year(self) -> None:
        now = replace(APPROVED, uncovered=(), disclosing_year=2565, disclosure_items=43, undisclosed=9)
        clerk = Duties(discloses=True)
        (task,) = tasks(now, clerk)
        assert (task.page, task.year, task.button) == ("oit", 2565, "ตรวจสอบตนเอง")
        assert task.reason == "ยังไม่เผยแพร่ 9 จาก 43 ข้อ ควรครบภายใน 30 เม.ย."
        assert tasks(now, EXECUTIVE) == []
        assert tasks(replace(now, undisclosed=0), clerk) == []
        assert tasks(replace(now, disclosing_year=None), clerk) == []

    @pytest.mark.parametrize(
        ("today", "year"),
        [
            (date(2021, 12, 31), None),
            (date(2022, 1, 1), 2565),
            (date(2022, 4, 30), 2565),
            (date(2022, 5, 1), None),
            (date(2023, 1, 1), None),  # no edition
        ],
    )
    def test_which_year_is_published(self, today: date, year: int | None) -> None:
        assert disclosing_year([2564, 2565], today) == year

    def test_results_of_earlier_years_wait_with_their_years_named(self) -> None:
        now = replace(APPROVED, sent_years=(2562, 2563))
        found = tasks(now, EXECUTIVE)
        assert [(task.page, task.year, task.urgent) for task in found] == [
            ("scores", 2562, True),
            ("scores", 2563, True),
        ]
        assert all(str(task.year) in task.title and str(task.year) in task.reason for task in found)
        assert titles(now, READER) == []

    @pytest.mark.parametrize(
        ("owed", "title", "page"),
        [
            ({"returned_because": "ตัวชี้วัดที่ 9 ผิด"}, "แก้ไขคะแนนปีงบประมาณ 2563 ที่ถูกส่งคืน", "scores"),
            ({"complete": True}, "ส่งผลคะแนนปีงบประมาณ 2563 ให้พิจารณา", "scores"),
            ({"memo_state": "returned"}, "แก้ไขบันทึกข้อความปีงบประมาณ 2563", "memo"),
            (
                {"state": "approved", "complete": True, "memo_state": "draft"},
                "ทำบันทึกข้อความปีงบประมาณ 2563 ให้เสร็จ",
                "memo",
            ),
            ({"memo_state": "completed"}, "ออกเอกสารปีงบประมาณ 2563", "memo"),
            ({"late_measures": 7}, "ติดตามผลมาตรการที่ตอบผลปีงบประมาณ 2563", "measures"),
        ],
    )
    def test_an_earlier_year_is_named_and_led_to(self, owed: dict[str, Any], title: str, page: str) -> None:
        now = replace(NOTHING_OPEN, earlier=(EarlierYear(2563, **owed),))
        (task,) = tasks(now, CLERK)
        assert (task.title, task.page, task.year) == (title, page, 2563)
        assert titles(now, READER) == titles(now, EXECUTIVE) == []

    def test_an_earlier_year_says_why_it_was_returned_and_how_much_is_due(self) -> None:
        earlier = EarlierYear(2563, complete=True, returned_because="ตัวชี้วัดที่ 9 ผิด", late_measures=7)
        back, due = tasks(replace(NOTHING_OPEN, earlier=(earlier,)), CLERK)
        assert "ตัวชี้วัดที่ 9 ผิด" in back.reason
        assert "7 มาตรการ" in due.reason

    @pytest.mark.parametrize(
        "done",
        [
            {},  # gaps of a past year are normal
            {"memo_state": "draft"},  # no result that it could tell
            {"state": "approved", "complete": True, "memo_state": "issued"},
            {"state": "submitted", "complete": True, "memo_state": "in_review"},
        ],
    )
    def test_an_earlier_year_that_owes_the_clerk_nothing(self, done: dict[str, Any]) -> None:
        assert tasks(replace(NOTHING_OPEN, earlier=(EarlierYear(2563, **done),)), CLERK) == []

    def test_only_what_somebody_waits_for_is_told_of_years_long_past(self) -> None:
        past = [EarlierYear(year, complete=True) for year in (2563, 2561, 2560)]
        old = EarlierYear(2559, memo_state="returned", late_measures=1)
        empty = EarlierYear(2562)
        now = replace(NOTHING_OPEN, earlier=(past[0], empty, *past[1:], old))
        assert [(task.year, task.urgent) for task in tasks(now, CLERK)] == [
            (2559, True),
            (2563, False),
            (2561, False),
        ]

    def test_a_memo_that_everybody_endorsed_is_issued_next(self) -> None:
        now = replace(APPROVED, memo_state="completed", uncovered=())
        assert titles(now, CLERK) == ["ออกเอกสาร"]
        assert titles(now, EXECUTIVE) == []

    def test_the_memo_waits_for_its_reviewer(self) -> None:
        now = replace(APPROVED, memo_state="in_review", memo_waits_for_me=True)
        assert titles(now, EXECUTIVE) == ["ให้ความเห็นในบันทึกข้อความ"]

    @pytest.mark.parametrize(
        ("state", "title"),
        [
            ("", "จัดทำบันทึกข้อความ"),
            ("draft", "ทำบันทึกข้อความให้เสร็จ"),
            ("returned", "แก้ไขบันทึกข้อความ"),
            ("in_review", None),
            ("completed", None),
        ],
    )
    def test_the_memo_by_its_state(self, state: str, title: str | None) -> None:
        found = [name for name in titles(replace(APPROVED, memo_state=state), CLERK) if "บันทึกข้อความ" in name]
        assert found == ([title] if title else [])

    @pytest.mark.parametrize(
        ("number", "missing"), [("", True), ("อย ๗๗๑๐๑/", True), ("อย ๗๗๑๐๑/ว ", True), ("อย ๗๗๑๐๑/๑", False)]
    )
    def test_a_memo_without_its_whole_number_says_so(self, number: str, missing: bool) -> None:
        now = replace(APPROVED, memo_state="draft", memo_number=number, uncovered=())
        assert ("ยังไม่มีเลขที่หนังสือ" in tasks(now, CLERK)[0].reason) is missing

    def test_uncovered_weaknesses_are_named(self) -> None:
        task = tasks(replace(APPROVED, memo_state="issued", uncovered=(10,)), CLERK)[0]
        assert (task.page, task.reason) == ("measures", "ตัวชี้วัดที่ 10 ต่ำกว่าเส้นแบ่งและยังไม่มีมาตรการ")

    def test_due_reports(self) -> None:
        now = replace(APPROVED, memo_state="issued", uncovered=(), late_measures=3)
        assert titles(now, CLERK) == ["ติดตามผลมาตรการ"]

    def test_a_newer_year_leads_to_its_own_sheet(self) -> None:
        now = replace(APPROVED, memo_state="issued", uncovered=(), newer_year=2565)
        assert [(task.page, task.year) for task in tasks(now, CLERK)] == [("scores", 2565)]
        assert titles(replace(now, is_empty=True), CLERK) == []

    @pytest.mark.parametrize("now", [DRAFT, replace(DRAFT, missing=3), APPROVED])
    def test_readers_have_nothing_to_do(self, now: Situation) -> None:
        assert tasks(now, READER) == []

    def test_a_position_without_a_chosen_person_comments_on_paper(self) -> None:
        now = replace(APPROVED, memo_state="in_review", uncovered=(), paper_turn="นายกตัวอย่าง")
        assert titles(now, CLERK) == ["บันทึกความเห็นที่ลงในเอกสาร"]
        reason = "รอนายกตัวอย่างลงความเห็นในเอกสาร ซึ่งไม่ได้กำหนดผู้ให้ความเห็นในระบบ"
        assert tasks(now, CLERK)[0].reason == reason
        assert tasks(now, READER) == []


class TestSteps:
    def test_order_and_names(self) -> None:
        names = ["คะแนน", "วิเคราะห์", "บันทึกข้อความ", "มาตรการ", "ติดตาม", "เผยแพร่"]
        assert [step.name for step in steps(DRAFT)] == names

    def test_only_the_first_open_step_is_current(self) -> None:
        assert [step.progress for step in steps(DRAFT)] == ["current"] + ["waiting"] * 5
        assert [step.progress for step in steps(APPROVED)] == ["done", "done", "current"] + ["waiting"] * 3

    def test_a_step_past_its_day_is_late(self) -> None:
        on_the_day = replace(APPROVED, today=date(2021, 10, 31))
        assert steps(on_the_day)[2].progress == "current"
        assert steps(replace(on_the_day, today=date(2021, 11, 1)))[2].progress == "late"

    def test_a_whole_year_done(self) -> None:
        now = replace(
            APPROVED, memo_state="issued", plan_state="closed", measures=4, issued=True, published=True
        )
        assert {step.progress for step in steps(now)} == {"done"}

    def test_issued_is_not_yet_published(self) -> None:
        step = steps(replace(APPROVED, issued=True))[-1]
        assert (step.page, step.progress, step.note) == (
            "publishing",
            "waiting",
            "ออกเอกสารแล้ว ยังไม่ได้เผยแพร่",
        )

    def test_notes_tell_how_far(self) -> None:
        now = replace(DRAFT, missing=7, total=None, measures=2, plan_state="draft", late_measures=1)
        assert [step.note for step in steps(now)] == [
            "ขาด 7 ตัวชี้วัด",
            "ยังสรุปไม่ได้",
            "ยังไม่ได้เริ่ม",
            "2 มาตรการ (ร่าง)",
            "ล่าช้า 1 มาตรการ",
            "ยังไม่ได้ออกเอกสาร",
        ]

    def test_days_follow_the_assessed_year(self) -> None:
        assert [due_text(step) for step in steps(DRAFT)][2:] == [
            "ภายใน 31 ต.ค. 2564",
            "ภายใน 31 ธ.ค. 2564",
            "ภายใน 31 มี.ค. 2565",
            "ภายใน 30 เม.ย. 2565",
        ]


class TestYears:
    editions = range(2562, 2570)

    @pytest.mark.parametrize(
        ("assessed", "today", "year"),
        [
            ([2563, 2564], date(2026, 1, 1), 2564),
            ([], date(2021, 9, 30), 2564),
            ([], date(2021, 10, 1), 2565),
            ([], date(2040, 1, 1), 2569),
            ([], date(2000, 1, 1), None),
        ],
    )
    def test_current(self, assessed: list[int], today: date, year: int | None) -> None:
        assert current_year(assessed, self.editions, today) == year

    @pytest.mark.parametrize(
        ("today", "year"),
        [
            (date(2022, 6, 30), None),  # the results of 2565 are not announced before July
            (date(2022, 7, 1), 2565),
            (date(2022, 12, 1), 2565),
            (date(2023, 7, 1), 2566),
        ],
    )
    def test_newer(self, today: date, year: int | None) -> None:
        assert newer_year(2564, self.editions, today) == year
