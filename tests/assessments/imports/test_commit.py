"""Preview, commit and undo of clean files: what is written, what is not, and that all of it comes back."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assessments.frameworks import edition_of
from assessments.models import Assessment, FiscalYear, ImportBatch, Score, ScoreChange
from assessments.results import result_of
from assessments.services.entry import save_figures
from assessments.services.figures import Figures
from assessments.services.imports import refusals
from assessments.services.imports.commit import commit
from assessments.services.imports.preview import preview
from assessments.services.imports.undo import undo
from organizations.models import Organization, User
from tests.assessments.imports.files import (
    HEAD,
    YEAR,
    assessment_of,
    committed,
    previewed,
    row_of,
    scores_of,
    state_of_database,
    table,
)
from tests.assessments.sheets.examples import OTHER_SCORES, SCORES
from tests.factories import OrganizationFactory, member

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(agencies: list[Organization]) -> User:
    return member("admin", whole_country=True)


def decimals(scores: list[float]) -> list[Decimal]:
    return [Decimal(str(score)).quantize(Decimal("0.01")) for score in scores]


def enter(organization: Organization, scores: dict[int, Decimal | None], **more: object) -> Assessment:
    edition = edition_of(FiscalYear.objects.get(year=YEAR))
    stored = Assessment.objects.filter(organization=organization, fiscal_year=edition.fiscal_year).first()
    version = stored.version if stored else 0
    figures = Figures(scores=scores, **more)  # type: ignore[arg-type]
    return save_figures(organization, edition, figures, version=version, user=None)[0]


class TestPreview:
    def test_it_writes_no_score(self, agencies: list[Organization], admin: User) -> None:
        batch = previewed(table(agencies), admin)
        assert batch.state == ImportBatch.State.PREVIEWED
        assert (batch.counts["new"], batch.counts["writing"], batch.counts["errors"]) == (30, 3, 0)
        assert not Assessment.objects.exists() and not ScoreChange.objects.exists()

    def test_it_tells_new_changed_and_unchanged(self, agencies: list[Organization], admin: User) -> None:
        scores = decimals(SCORES)
        enter(agencies[0], {1: scores[0], 2: Decimal("1.00")})
        row = previewed(table(agencies[:1]), admin).rows.get()
        assert (row.new, row.changed, row.unchanged) == (8, 1, 1)
        assert row.figures["1"] == ["100.00", "100.00"]
        assert row.figures["2"] == ["1.00", "89.43"]
        assert row.figures["3"] == ["", "99.14"]

    def test_totals_are_held_against_the_sheets_own(self, agencies: list[Organization], admin: User) -> None:
        rows = [HEAD, row_of(agencies[0], SCORES, 82.86, "B"), row_of(agencies[1], SCORES, 82.87, "A")]
        good, bad = previewed(rows, admin).rows.all()
        assert (good.total, good.level, good.warnings) == (Decimal("82.86"), "B", [])
        assert "82.87" in bad.warnings[0] and "82.86" in bad.warnings[0]
        assert "ระดับในไฟล์ A" in bad.warnings[1]

    def test_the_level_of_the_sheet_goes_before_an_estimate(
        self, agencies: list[Organization], admin: User
    ) -> None:
        rows = [HEAD, row_of(agencies[0], [95] * 5 + [88] * 3 + [98] * 2, 94.10, "ผ่าน", 2568)]
        batch = previewed(rows, admin)
        row = batch.rows.get()
        assert (row.level, row.warnings) == ("ผ่าน", [])
        commit(batch, user=admin)
        assert assessment_of(agencies[0], 2568).level == "ผ่าน"

    def test_an_empty_cell_and_a_dash_leave_what_is_stored(
        self, agencies: list[Organization], admin: User
    ) -> None:
        enter(agencies[0], {1: Decimal("50.00"), 2: Decimal("60.00")})
        committed([HEAD, row_of(agencies[0], ["", "-", 70, *[""] * 7])], admin)
        assert scores_of(agencies[0]) == [Decimal(50), Decimal(60), Decimal(70)]

    def test_previewing_again_replaces_the_first(self, agencies: list[Organization], admin: User) -> None:
        batch = previewed(table(agencies), admin)
        enter(agencies[0], {1: Decimal("50.00")})
        preview(batch)
        assert batch.rows.count() == 3
        assert batch.counts["changed"] == 1

    def test_a_committed_import_is_not_previewed_again(
        self, agencies: list[Organization], admin: User
    ) -> None:
        with pytest.raises(refusals.WrongState):
            preview(committed(table(agencies), admin))


class TestCommit:
    def test_it_writes_scores_totals_and_trail(self, agencies: list[Organization], admin: User) -> None:
        batch = committed(table(agencies, total=82.86, level="B"), admin)
        assert scores_of(agencies[0]) == decimals(SCORES)
        assert scores_of(agencies[1]) == decimals(OTHER_SCORES)
        stored = assessment_of(agencies[0])
        assert (stored.total, stored.level, stored.version) == (Decimal("82.86"), "B", 1)
        assert (stored.announced_total, stored.announced_level) == (Decimal("82.86"), "B")
        trail = ScoreChange.objects.filter(assessment=stored)
        assert trail.count() == 12
        assert {(line.batch_id, line.by, line.source) for line in trail} == {(batch.pk, admin, "import")}
        line = trail.get(indicator__number=9)
        assert (line.figure, line.old, line.new) == ("score", "", "74.33")

    def test_kept_totals_are_those_of_the_rules(self, agencies: list[Organization], admin: User) -> None:
        committed(table(agencies, year=2567), admin)
        for stored in Assessment.objects.all():
            outcome = result_of(stored)
            assert (stored.total, stored.level) == (outcome.result.shown_total, outcome.level_name)

    def test_the_same_file_again_changes_nothing(self, agencies: list[Organization], admin: User) -> None:
        committed(table(agencies, total=82.86, level="B"), admin)
        before = state_of_database()
        again = committed(table(agencies, total=82.86, level="B"), admin)
        assert (again.counts["new"], again.counts["changed"], again.counts["unchanged"]) == (0, 0, 30)
        assert state_of_database()[:4] == before[:4]

    def test_changes_go_over_what_is_stored(self, agencies: list[Organization], admin: User) -> None:
        entered = enter(agencies[0], {1: Decimal("50.00")}, eit_part1=Decimal("90.00"))
        committed(table(agencies[:1]), admin)
        stored = assessment_of(agencies[0])
        assert (stored.pk, stored.version) == (entered.pk, entered.version + 1)
        assert stored.eit_part1 == Decimal("90.00")
        assert scores_of(agencies[0]) == decimals(SCORES)
        line = ScoreChange.objects.get(indicator__number=1, source="import")
        assert (line.old, line.new) == ("50.00", "100.00")

    def test_an_announced_total_stands_alone(self, agencies: list[Organization], admin: User) -> None:
        committed(
            [["รหัสหน่วยงาน", "หน่วยงาน", "คะแนนรวม", "ระดับ"], [agencies[0].code, "", 91.5, "A"]],
            admin,
            year=YEAR,
        )
        stored = assessment_of(agencies[0])
        assert (stored.total, stored.level, stored.announced_total) == (
            Decimal("91.50"),
            "A",
            Decimal("91.50"),
        )

    def test_several_years_at_once(self, agencies: list[Organization], admin: User) -> None:
        rows = [
            HEAD,
            row_of(agencies[0], SCORES, year="ปี 2563"),
            row_of(agencies[0], OTHER_SCORES, year=2021),
        ]
        committed(rows, admin)
        assert scores_of(agencies[0], 2563) == decimals(SCORES)
        assert scores_of(agencies[0], 2564) == decimals(OTHER_SCORES)
        assert assessment_of(agencies[0], 2563).scores.first().indicator.fiscal_year.year == 2563

    def test_self_assessments_are_not_touched(self, agencies: list[Organization], admin: User) -> None:
        year = FiscalYear.objects.get(year=YEAR)
        own = Assessment.objects.create(organization=agencies[0], fiscal_year=year, kind="self")
        committed(table(agencies[:1]), admin)
        assert not own.scores.exists()

    def test_a_changed_file_is_refused(self, agencies: list[Organization], admin: User) -> None:
        batch = previewed(table(agencies), admin)
        with Path(batch.file.path).open("ab") as stored:
            stored.write(b"x")
        with pytest.raises(refusals.FileChanged):
            commit(batch, user=admin)
        assert not Assessment.objects.exists()

    def test_a_lost_file_is_refused(self, agencies: list[Organization], admin: User) -> None:
        batch = previewed(table(agencies), admin)
        batch.file.storage.delete(batch.file.name)
        with pytest.raises(refusals.FileChanged):
            commit(batch, user=admin)
        assert preview(batch).state == ImportBatch.State.FAILED

    def test_a_second_commit_finds_it_done(self, agencies: list[Organization], admin: User) -> None:
        batch = committed(table(agencies), admin)
        before = state_of_database()
        with pytest.raises(refusals.WrongState):
            commit(batch, user=admin)
        assert state_of_database() == before

    def test_the_number_of_queries_does_not_grow(self, admin: User) -> None:
        counts = []
        for size in (2, 40):
            batch = previewed(table(OrganizationFactory.create_batch(size)), admin)
            with CaptureQueriesContext(
                connection,
            ) as queries:
                commit(batch, user=admin)
            counts.append(len(queries))
        assert counts[0] == counts[1] <= 40


class TestChangedMeanwhile:
    def refused(self, batch: ImportBatch, admin: User) -> None:
        before = state_of_database()
        with pytest.raises(refusals.ChangedMeanwhile):
            commit(batch, user=admin)
        assert state_of_database() == before

    def test_a_score_was_saved(self, agencies: list[Organization], admin: User) -> None:
        enter(agencies[1], {1: Decimal("50.00")})
        batch = previewed(table(agencies), admin)
        enter(agencies[1], {1: Decimal("51.00")})
        self.refused(batch, admin)

    def test_another_figure_was_saved(self, agencies: list[Organization], admin: User) -> None:
        enter(agencies[1], {1: Decimal("50.00")})
        batch = previewed(table(agencies), admin)
        enter(agencies[1], {1: Decimal("50.00")}, eit_part1=Decimal("90.00"))
        self.refused(batch, admin)

    def test_a_score_changed_without_a_new_version(self, agencies: list[Organization], admin: User) -> None:
        enter(agencies[1], {1: Decimal("50.00")})
        batch = previewed(table(agencies), admin)
        Score.objects.update(value=Decimal("51.00"))
        self.refused(batch, admin)

    def test_an_assessment_appeared(self, agencies: list[Organization], admin: User) -> None:
        batch = previewed(table(agencies), admin)
        Assessment.objects.create(organization=agencies[2], fiscal_year=FiscalYear.objects.get(year=YEAR))
        self.refused(batch, admin)

    def test_an_assessment_was_submitted(self, agencies: list[Organization], admin: User) -> None:
        enter(agencies[1], {1: Decimal("50.00")})
        batch = previewed(table(agencies), admin)
        Assessment.objects.update(state=Assessment.State.SUBMITTED)
        self.refused(batch, admin)

    def test_the_user_lost_the_reach(self, agencies: list[Organization], admin: User) -> None:
        batch = previewed(table(agencies), admin)
        admin.memberships.update(whole_country=False, province="จังหวัดอื่น")
        with pytest.raises(refusals.OutsideScope):
            commit(batch, user=User.objects.get(pk=admin.pk))
        assert not Assessment.objects.exists()


class TestUndo:
    def test_every_old_value_comes_back(self, agencies: list[Organization], admin: User) -> None:
        enter(agencies[0], {1: Decimal("50.00")}, announced_total=Decimal("70.00"), announced_level="C")
        old = assessment_of(agencies[0])
        batch = undo(committed(table(agencies, total=82.86, level="B"), admin), user=admin)
        assert batch.state == ImportBatch.State.UNDONE and batch.undone_by == admin
        stored = assessment_of(agencies[0])
        assert scores_of(agencies[0]) == [Decimal(50)]
        assert (stored.total, stored.level) == (old.total, old.level) == (Decimal(70), "C")
        assert (stored.announced_total, stored.announced_level) == (Decimal(70), "C")
        assert stored.version == old.version + 2
        added = assessment_of(agencies[1])
        assert (added.total, added.level, added.announced_total, scores_of(agencies[1])) == (
            None,
            "",
            None,
            [],
        )

    def test_it_is_in_the_trail(self, agencies: list[Organization], admin: User) -> None:
        batch = undo(committed(table(agencies[:1]), admin), user=admin)
        lines = ScoreChange.objects.filter(source="undo", batch=batch)
        assert [(line.old, line.new) for line in lines.filter(indicator__number=9)] == [("74.33", "")]
        assert lines.count() == 10

    def test_later_edits_are_listed_and_nothing_changes(
        self, agencies: list[Organization], admin: User
    ) -> None:
        batch = committed(table(agencies), admin)
        scores = dict(enumerate(decimals(SCORES), 1))
        enter(agencies[0], scores | {3: Decimal("1.00"), 4: None})
        before = state_of_database()
        with pytest.raises(refusals.LaterEdits) as refusal:
            undo(batch, user=admin)
        assert state_of_database() == before
        assert [(who, year) for who, year, _ in refusal.value.edits] == [(str(agencies[0]), YEAR)] * 2
        assert "1.00" in refusal.value.edits[0][2] and "–" in refusal.value.edits[1][2]

    def test_a_submitted_result_is_not_undone(self, agencies: list[Organization], admin: User) -> None:
        batch = committed(table(agencies), admin)
        Assessment.objects.filter(organization=agencies[1]).update(state=Assessment.State.SUBMITTED)
        with pytest.raises(refusals.LaterEdits, match="ส่งพิจารณา") as refusal:
            undo(batch, user=admin)
        assert len(refusal.value.edits) == 1

    def test_a_later_edit_of_another_figure_is_kept(self, agencies: list[Organization], admin: User) -> None:
        batch = committed([HEAD, row_of(agencies[0], [90, *[""] * 9])], admin)
        enter(agencies[0], {1: Decimal("90.00"), 2: Decimal("80.00")})
        undo(batch, user=admin)
        assert scores_of(agencies[0]) == [Decimal(80)]

    def test_it_is_done_once(self, agencies: list[Organization], admin: User) -> None:
        batch = committed(table(agencies), admin)
        undo(batch, user=admin)
        with pytest.raises(refusals.WrongState):
            undo(batch, user=admin)
        with pytest.raises(refusals.WrongState):
            undo(previewed(table(agencies), admin), user=admin)

    def test_the_same_file_can_be_imported_again(self, agencies: list[Organization], admin: User) -> None:
        undo(committed(table(agencies), admin), user=admin)
        committed(table(agencies), admin)
        assert scores_of(agencies[0]) == decimals(SCORES)

    def test_who_lost_the_reach_cannot_undo(self, agencies: list[Organization], admin: User) -> None:
        batch = committed(table(agencies), admin)
        with pytest.raises(refusals.OutsideScope):
            undo(batch, user=member("admin", agencies[0]))
        assert scores_of(agencies[0]) == decimals(SCORES)
