"""The score sheet's form: what people type, what it means, and what they are told."""

from __future__ import annotations

import time
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from assessments.forms import MAX_LENGTH, ReasonForm, ScoreField, ScoreSheetForm
from assessments.frameworks import Edition, edition_of
from assessments.models import FiscalYear
from assessments.services.figures import Figures
from tests.assessments.examples import score_values
from thai.digits import to_thai

STORED = Figures({1: Decimal("89.43")}, announced_total=Decimal("82.86"), announced_level="B")


@pytest.mark.parametrize(
    ("typed", "score"),
    [
        ("89.43", "89.43"),
        ("89,43", "89.43"),
        ("๘๙.๔๓", "89.43"),
        ("๘๙,๔๓", "89.43"),
        (" 100 ", "100.00"),
        ("0", "0.00"),
        ("-0", "0.00"),
        ("99.1400", "99.14"),
        ("\u200b๕๐", "50.00"),
    ],
)
def test_a_score_is_read_as_people_write_it(typed: str, score: str) -> None:
    read = ScoreField("คะแนน").clean(typed)
    assert str(read) == score


@pytest.mark.parametrize("typed", ["", "   ", "\u200b", "\u00a0", None])
def test_nothing_is_no_score(typed: str | None) -> None:
    assert ScoreField("คะแนน").clean(typed) is None


@pytest.mark.parametrize(
    ("typed", "code", "words"),
    [
        ("แปดสิบ", "not_a_number", "ไม่ใช่ตัวเลข"),
        ("๙๙.๙๙.๙", "not_a_number", "“๙๙.๙๙.๙” ไม่ใช่ตัวเลข"),
        ("1e2", "not_a_number", "ไม่ใช่ตัวเลข"),
        ("-", "not_a_number", "เว้นว่าง"),
        ("NaN", "not_a_number", "ไม่ใช่ตัวเลข"),
        ("5\x000", "not_a_number", "ไม่ใช่ตัวเลข"),
        ("-1", "below", "ไม่ต่ำกว่า 0"),
        ("−0.01", "below", "ไม่ต่ำกว่า 0"),
        ("101", "above", "ไม่เกิน 100"),
        ("100.001", "above", "ไม่เกิน 100"),
        ("๑๐๐.๐๑", "above", "ไม่เกิน 100"),
        ("99.999", "decimals", "ไม่เกิน 2 ตำแหน่ง"),
        ("9" * (MAX_LENGTH + 1), "too_long", f"ยาวเกิน {MAX_LENGTH} ตัวอักษร"),
    ],
)
def test_each_mistake_has_its_own_words(typed: str, code: str, words: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        ScoreField("คะแนน").clean(typed)
    assert refusal.value.code == code
    assert words in refusal.value.messages[0]


@given(score_values, st.booleans(), st.booleans())
def test_every_score_reads_back_as_itself(score: Decimal, thai: bool, comma: bool) -> None:
    typed = str(score).replace(".", ",") if comma else str(score)
    assert ScoreField("คะแนน").clean(to_thai(typed) if thai else typed) == score


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(typed: str) -> None:
    try:
        score = ScoreField("คะแนน").clean(typed)
    except ValidationError:
        return
    assert score is None or (0 <= score <= 100 and score == score.quantize(Decimal("0.01")))


@pytest.mark.django_db
class TestSheet:
    def test_every_indicator_has_a_labelled_field(self, edition: Edition) -> None:
        form = ScoreSheetForm(edition, STORED)
        html = form["score-8"].label_tag() + str(form["score-8"])
        assert 'for="score-8"' in html
        assert 'id="score-8"' in html
        assert f"ตัวชี้วัดที่ 8 {edition.names[8]}" in html

    def test_stored_figures_stand_in_the_fields_in_the_digits_of_the_person(self, edition: Edition) -> None:
        assert 'value="89.43"' in str(ScoreSheetForm(edition, STORED)["score-1"])
        assert 'value="๘๙.๔๓"' in str(ScoreSheetForm(edition, STORED, thai_digits=True)["score-1"])

    @pytest.mark.parametrize("typed", [" ๙๙.๙๙.๙", "89,4", "<b>", "0005", "1e5"])
    def test_typed_text_is_shown_back_exactly(self, edition: Edition, typed: str) -> None:
        form = ScoreSheetForm(edition, STORED, {"score-1": typed, "score-2": "x"}, thai_digits=True)
        assert not form.is_valid()
        assert form["score-1"].value() == typed

    def test_gaps_are_allowed(self, edition: Edition) -> None:
        form = ScoreSheetForm(edition, STORED, {"score-3": "50"})
        assert form.is_valid()
        assert form.figures().scores == dict.fromkeys(range(1, 11)) | {3: Decimal("50.00")}

    def test_an_unreadable_field_counts_as_empty(self, edition: Edition) -> None:
        form = ScoreSheetForm(edition, STORED, {"score-3": "50", "score-4": "x", "announced_level": "Z"})
        assert not form.is_valid()
        figures = form.figures()
        assert (figures.scores[3], figures.scores[4], figures.announced_level) == (Decimal(50), None, "")
        assert [field.name for field in form.fields_in_error()] == ["score-4", "announced_level"]

    def test_the_first_error_gets_the_cursor_and_its_words_are_bound_to_it(self, edition: Edition) -> None:
        form = ScoreSheetForm(edition, STORED, {"score-3": "x", "score-4": "y"})
        assert not form.is_valid()
        form.focus_first_error()
        field = str(form["score-3"])
        assert "autofocus" in field
        assert 'aria-invalid="true"' in field
        assert 'aria-describedby="score-3_error"' in field
        assert 'id="score-3_error"' in str(form["score-3"].errors)
        assert "autofocus" not in str(form["score-4"])

    def test_eit_parts_are_asked_only_where_the_level_needs_them(self, edition: Edition) -> None:
        assert "eit_part1" not in ScoreSheetForm(edition, STORED).fields
        by_tools = edition_of(FiscalYear.objects.get(year=2566))
        assert {"eit_part1", "eit_part2"} <= set(ScoreSheetForm(by_tools, STORED).fields)

    def test_a_figure_that_is_not_asked_for_is_kept(self, edition: Edition) -> None:
        form = ScoreSheetForm(edition, Figures({}, eit_part1=Decimal("80.00")), {"score-1": "1"})
        assert form.is_valid()
        assert form.figures().eit_part1 == Decimal("80.00")

    @pytest.mark.parametrize("stored", ["", "ดีมาก"])
    def test_a_level_that_the_year_does_not_have_is_refused_and_stays_in_the_field(
        self, edition: Edition, stored: str
    ) -> None:
        form = ScoreSheetForm(edition, Figures({}, announced_level=stored), {"announced_level": "ดีมาก"})
        assert form.errors["announced_level"] == [
            "ปี 2564 ไม่มีระดับ “ดีมาก” โปรดเลือกระดับของปี 2564 ได้แก่ AA, A, B, C, D, E, F"
        ]
        assert '<option value="ดีมาก" selected>' in str(form["announced_level"])
        assert form.figures().announced_level == ""

    def test_a_level_is_stored_by_its_official_name(self, edition: Edition) -> None:
        form = ScoreSheetForm(edition, STORED, {"announced_level": " b "})
        assert form.is_valid()
        assert form.figures().announced_level == "B"

    def test_levels_of_the_year_are_offered_and_a_foreign_stored_one_is_shown(self, edition: Edition) -> None:
        form = ScoreSheetForm(edition, Figures({}, announced_level="ดีมาก"))
        offered = [value for value, _ in form.fields["announced_level"].choices]  # type: ignore[attr-defined]  # a choice field
        assert offered == ["", "AA", "A", "B", "C", "D", "E", "F", "ดีมาก"]
        assert '<option value="ดีมาก" selected>' in str(form["announced_level"])

    def test_a_huge_value_costs_nothing_and_is_not_shown_back_whole(self, edition: Edition) -> None:
        data = QueryDict(mutable=True)
        data["score-1"] = "9" * 10_000_000
        started = time.perf_counter()
        form = ScoreSheetForm(edition, STORED, data)
        assert not form.is_valid()
        page = str(form["score-1"]) + str(form["score-1"].errors)
        assert time.perf_counter() - started < 0.5
        assert "ยาวเกิน" in page
        assert len(page) < 1_000


def test_a_reason_must_say_something() -> None:
    form = ReasonForm({"reason": "  "})
    assert form.errors["reason"] == ["โปรดระบุเหตุผล เพื่อให้ผู้บันทึกทราบว่าต้องแก้ไขสิ่งใด"]
    assert ReasonForm({"reason": "คะแนน OIT ไม่ตรง"}).is_valid()
    assert not ReasonForm({"reason": "ก" * 1001}).is_valid()
