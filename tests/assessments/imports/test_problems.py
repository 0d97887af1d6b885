"""Every reason why a row cannot be imported is told at its cell; what is outside the scope does not exist."""

from __future__ import annotations

import random

import pytest

from assessments.models import Assessment, FiscalYear, ImportBatch
from assessments.services.imports import refusals
from assessments.services.imports.commit import commit
from assessments.services.imports.preview import preview
from assessments.services.imports.undo import undo
from assessments.sheets.grid import letters
from organizations.models import Organization, User
from tests.assessments.imports.files import (
    FIRST_SCORE,
    HEAD,
    YEAR,
    Rows,
    assessment_of,
    opened,
    previewed,
    problems,
    row_of,
    scores_of,
    state_of_database,
    table,
)
from tests.assessments.sheets.examples import NAMES, SCORES
from tests.factories import OrganizationFactory, member

pytestmark = pytest.mark.django_db
WRONG = [-5, 101, 88.123, "ดี", "99..1", "#REF!", "1/2", True]


@pytest.fixture
def admin(agencies: list[Organization]) -> User:
    return member("admin", whole_country=True)


def messages(batch: ImportBatch) -> list[str]:
    return list(batch.problems.values_list("message", flat=True))


@pytest.mark.parametrize("seed", range(2))
def test_a_hundred_errors_are_a_hundred_problems(seed: int, admin: User) -> None:
    chance = random.Random(seed)
    rows = table(OrganizationFactory.create_batch(150))
    places = chance.sample([(row, column) for row in range(1, 151) for column in range(10)], 100)
    for row, column in places:
        rows[row][FIRST_SCORE + column] = chance.choice(WRONG)
    batch = previewed(rows, admin)
    cells = [f"{letters(FIRST_SCORE + column)}{row + 1}" for row, column in sorted(places)]
    assert [cell for cell, _ in problems(batch)] == cells
    assert all(p.value and p.message and p.expected for p in batch.problems.all())
    spoiled = {row for row, _ in places}
    assert batch.counts["rows_in_error"] == len(spoiled) == batch.rows.filter(errors__gt=0).count()
    assert batch.counts["new"] == 10 * (150 - len(spoiled))


def test_errors_block_the_commit_unless_good_rows_are_chosen(
    agencies: list[Organization], admin: User
) -> None:
    rows = table(agencies)
    rows[2][FIRST_SCORE] = 101
    batch = previewed(rows, admin)
    before = state_of_database()
    with pytest.raises(refusals.HasErrors):
        commit(batch, user=admin)
    assert state_of_database() == before
    commit(batch, user=admin, good_rows_only=True)
    assert [len(scores_of(agency)) for agency in agencies] == [10, 0, 10]
    assert batch.good_rows_only
    undo(batch, user=admin)
    assert [len(scores_of(agency)) for agency in agencies] == [0, 0, 0]


class TestAgencies:
    def test_an_unknown_one_is_an_error_that_offers_those_alike(
        self, agencies: list[Organization], admin: User
    ) -> None:
        OrganizationFactory(name="น้ำเต้า", district="มหาราช", province="พระนครศรีอยุธยา", code="namtao")
        rows = [["หน่วยงาน", "จังหวัด", *NAMES], ["อบต.น้ำเต้า", "น่าน", *SCORES], ["อบต.ไม่มี", "", *SCORES]]
        batch = previewed(rows, admin, year=YEAR)
        assert problems(batch) == [("A2", "อบต.น้ำเต้า"), ("A3", "อบต.ไม่มี")]
        assert "อำเภอมหาราช จังหวัดพระนครศรีอยุธยา (รหัส namtao)" in messages(batch)[0]
        assert "ได้แก่" not in messages(batch)[1]
        assert all(batch.problems.values_list("creatable", flat=True))

    def test_an_ambiguous_one_lists_the_candidates(self, admin: User) -> None:
        for code in ("one", "two"):
            OrganizationFactory(name="กลาง", district=code, province="น่าน", code=code)
        batch = previewed([["หน่วยงาน", "จังหวัด", *NAMES], ["อบต.กลาง", "น่าน", *SCORES]], admin, year=YEAR)
        assert "(รหัส one)" in messages(batch)[0] and "(รหัส two)" in messages(batch)[0]
        assert not batch.problems.get().creatable

    def test_two_spellings_are_still_one_agency(self, agencies: list[Organization], admin: User) -> None:
        first = agencies[0]
        again = ["", first.full_name, first.district, first.province, YEAR, *SCORES, "", ""]
        batch = previewed([*table([first]), again], admin)
        assert problems(batch) == [("B3", first.full_name)]
        assert "เซลล์ B2" in messages(batch)[0]

    def test_a_code_with_another_name_is_a_warning(self, agencies: list[Organization], admin: User) -> None:
        rows = table(agencies[:1])
        rows[1][1] = agencies[1].short_name
        row = previewed(rows, admin).rows.get()
        assert row.organization == agencies[0]
        assert str(agencies[1]) in row.warnings[0]

    def test_a_file_without_agencies_is_the_only_agencys(self, organization: Organization) -> None:
        administrator = member("admin", organization)
        rows: Rows = [["ตัวชี้วัด", "คะแนน"], *([name, 90] for name in NAMES)]
        assert previewed(rows, administrator, year=YEAR).rows.get().organization == organization
        OrganizationFactory()
        country = member("admin", whole_country=True)
        batch = previewed(rows, country, year=YEAR)
        assert problems(batch) == [("B2", "")]


class TestYears:
    def test_the_files_year_and_the_chosen_one_must_agree(
        self, agencies: list[Organization], admin: User
    ) -> None:
        assert previewed(table(agencies), admin, year=YEAR).counts["errors"] == 0
        batch = previewed(table(agencies), admin, year=2565)
        assert problems(batch) == [("E2", "2564"), ("E3", "2564"), ("E4", "2564")]

    def test_a_title_that_disagrees_is_told_once(self, agencies: list[Organization], admin: User) -> None:
        rows: Rows = [["ผลการประเมินปีงบประมาณ พ.ศ. 2563"], [*HEAD[:4], *HEAD[5:]]]
        rows += [[*row[:4], *row[5:]] for row in table(agencies)[1:]]
        batch = previewed(rows, admin, year=YEAR)
        assert problems(batch) == [("", "2563")]
        assert batch.counts["rows_in_error"] == 3

    def test_no_year_at_all(self, agencies: list[Organization], admin: User) -> None:
        rows: Rows = [["หน่วยงาน", *NAMES], [str(agencies[0]), *SCORES]]
        batch = previewed(rows, admin)
        assert problems(batch) == [("", "")]
        assert "ปีงบประมาณ" in messages(batch)[0]

    def test_a_year_without_framework(self, agencies: list[Organization], admin: User) -> None:
        rows = table(agencies)
        rows[2][4], rows[3][4] = 2550, "ปีนี้"
        assert problems(previewed(rows, admin)) == [("E3", "2550"), ("E4", "ปีนี้")]

    def test_rows_with_unreadable_years_are_not_the_same_year(
        self, agencies: list[Organization], admin: User
    ) -> None:
        rows = [HEAD, row_of(agencies[0], SCORES, year="ปีนี้"), row_of(agencies[0], SCORES, year="ปีก่อน")]
        assert problems(previewed(rows, admin)) == [("E2", "ปีนี้"), ("E3", "ปีก่อน")]

    def test_a_year_whose_framework_is_unfinished(self, agencies: list[Organization], admin: User) -> None:
        FiscalYear.objects.create(year=2571)
        unfinished = FiscalYear.objects.create(year=2570)
        unfinished.instruments.create(code="IIT", name="ตัวอย่าง", weight=30)
        rows = [HEAD, row_of(agencies[0], SCORES, year=2570), row_of(agencies[1], SCORES, year=2571)]
        assert problems(previewed(rows, admin)) == [("E2", "2570"), ("E3", "2571")]

    def test_an_indicator_that_the_year_does_not_have(
        self, agencies: list[Organization], admin: User
    ) -> None:
        FiscalYear.objects.get(year=YEAR).indicators.get(number=10).delete()
        assert problems(previewed(table(agencies[:1]), admin)) == [("O2", "50.00")]


def test_closed_results_are_errors_only_where_they_would_change(
    agencies: list[Organization], admin: User
) -> None:
    commit(previewed(table(agencies), admin), user=admin)
    states = (Assessment.State.SUBMITTED, Assessment.State.APPROVED, Assessment.State.LOCKED)
    for agency, state in zip(agencies, states, strict=True):
        Assessment.objects.filter(organization=agency).update(state=state)
    assert previewed(table(agencies), admin).counts["errors"] == 0
    rows = table(agencies)
    for row in rows[1:]:
        row[FIRST_SCORE] = 1
    assert [cell for cell, _ in problems(previewed(rows, admin))] == ["B2", "B3", "B4"]


class TestLevels:
    @pytest.mark.parametrize("level", ["ดีมาก", "Z", "ก" * 51])
    def test_one_that_the_year_does_not_have(
        self, level: str, agencies: list[Organization], admin: User
    ) -> None:
        batch = previewed(table(agencies[:1], level=level), admin)
        assert problems(batch) == [("Q2", level)]
        problem = batch.problems.get()
        assert problem.message == "ปี 2564 ไม่มีระดับนี้"
        assert problem.expected == "ระดับของปี 2564 ได้แก่ AA, A, B, C, D, E, F"

    @pytest.mark.parametrize("level", ["b", " B ", "ระดับ B"])
    def test_another_spelling_is_stored_as_the_official_name(
        self, level: str, agencies: list[Organization], admin: User
    ) -> None:
        batch = commit(previewed(table(agencies[:1], level=level), admin), user=admin)
        assert assessment_of(agencies[0]).announced_level == "B"
        assert not batch.rows.get().warnings

    def test_a_year_without_levels_takes_any_name_of_fitting_length(
        self, agencies: list[Organization], admin: User
    ) -> None:
        FiscalYear.objects.get(year=YEAR).levels.all().delete()
        assert problems(previewed(table(agencies[:1], level="ดีมาก"), admin)) == []
        assert [cell for cell, _ in problems(previewed(table(agencies[:1], level="ก" * 51), admin))] == ["Q2"]


def test_a_problem_of_a_long_sheet_spoils_its_agency_only(agencies: list[Organization], admin: User) -> None:
    rows: Rows = [["หน่วยงาน", "ตัวชี้วัด", "คะแนน"]]
    for agency in agencies:
        rows += [[agency.short_name, name, 90] for name in NAMES]
    rows[15][1] = "ไม่มีตัวชี้วัดนี้"
    rows[24][1] = NAMES[0]  # a second score of the third agency's first indicator
    batch = previewed(rows, admin, year=YEAR)
    assert [cell for cell, _ in problems(batch)] == ["B16", "C25"]
    assert list(batch.rows.values_list("errors", flat=True)) == [0, 1, 1]


def test_a_problem_of_a_transposed_sheet_spoils_its_column(agencies: list[Organization], admin: User) -> None:
    rows: Rows = [["หน่วยงาน", *(str(agency) for agency in agencies)]]
    rows += [[name, 90, 91, 92] for name in NAMES]
    rows[4][2] = 300
    batch = previewed(rows, admin, year=YEAR)
    assert problems(batch) == [("C5", "300")]
    assert list(batch.rows.values_list("errors", flat=True)) == [0, 1, 0]


def test_a_row_without_an_agency_spoils_no_other(agencies: list[Organization], admin: User) -> None:
    rows = table(agencies)
    rows[2][:2] = ["", ""]
    batch = previewed(rows, admin)
    assert [cell for cell, _ in problems(batch)] == ["B3"]
    assert (batch.counts["rows"], batch.counts["rows_in_error"]) == (2, 0)


def test_several_sheets_are_told_apart(agencies: list[Organization], admin: User) -> None:
    import openpyxl

    from assessments.services.imports.batches import open_batch
    from tests.assessments.sheets import writers

    book = openpyxl.Workbook()
    for place, name in enumerate(("ก", "ข")):
        sheet = book.create_sheet(name)
        for row in table(agencies[place : place + 2]):
            sheet.append(row)
    book["Sheet"].append(["บันทึก"])
    batch = preview(open_batch(writers.saved(book), "x.xlsx", user=admin)[0])
    (problem,) = batch.problems.all()
    assert (problem.sheet, problem.cell) == ("ข", "B2")
    assert "แผ่นงาน 'ก' เซลล์ B3" in problem.message


class TestScope:
    """Rows outside the scope are errors that look exactly like unknown ones."""

    def shown(self, batch: ImportBatch) -> list[tuple[str, ...]]:
        columns = ("message", "expected", "creatable")
        return sorted(set(batch.problems.values_list(*columns)))

    @pytest.mark.parametrize("by", ["code", "name"])
    def test_foreign_rows_look_unknown(
        self, organization: Organization, foreign: Organization, by: str
    ) -> None:
        administrator = member("admin", organization)
        row = row_of(foreign, SCORES)
        missing = ["nothing", "อบต.ไม่มีจริง", "ไกล", "ไกล", YEAR, *SCORES, "", ""]
        for line in (row, missing):
            line[1 if by == "code" else 0] = ""
        batch = previewed([HEAD, row, missing], administrator)
        assert batch.counts["errors"] == 2
        assert len(self.shown(batch)) == 1
        assert not batch.rows.filter(organization__isnull=False).exists()

    def test_a_closed_foreign_result_is_not_told(
        self, organization: Organization, foreign: Organization
    ) -> None:
        Assessment.objects.create(
            organization=foreign, fiscal_year=FiscalYear.objects.get(year=YEAR), state="locked"
        )
        batch = previewed([HEAD, row_of(foreign, SCORES)], member("admin", organization))
        assert messages(batch) == ["ไม่พบหน่วยงานนี้ในขอบเขตที่ท่านดูแล"]

    def test_the_same_name_elsewhere_is_not_a_candidate(self, organization: Organization) -> None:
        OrganizationFactory(name="กลาง", province="ไกล", code="far")
        batch = previewed(
            [["หน่วยงาน", *NAMES], ["อบต.กลาง", *SCORES]], member("admin", organization), year=YEAR
        )
        assert messages(batch) == ["ไม่พบหน่วยงานนี้ในขอบเขตที่ท่านดูแล"]

    def test_a_province_reaches_its_agencies(self, organization: Organization, foreign: Organization) -> None:
        administrator = member("admin", province=organization.province)
        batch = previewed(table([organization, foreign]), administrator)
        assert [row.organization for row in batch.rows.filter(errors=0)] == [organization]

    @pytest.mark.parametrize("role", ["staff", "executive", "auditor"])
    def test_other_roles_reach_nothing(self, organization: Organization, role: str) -> None:
        batch = previewed(table([organization]), member(role, organization))
        assert batch.counts["rows_in_error"] == 1


class TestCreating:
    ROWS: Rows = [
        ["ที่", "หน่วยงาน", "อำเภอ", "จังหวัด", "ปี", *NAMES],
        [1, "องค์การบริหารส่วนตำบลใหม่", "อำเภอเมือง", "จ.น่าน", 2563, *SCORES],
        [2, "อบต.ใหม่", "เมือง", "น่าน", 2564, *SCORES],
        [3, "เทศบาลเมืองน่าน", "เมือง", "น่าน", 2564, *SCORES],
    ]

    def test_missing_agencies_are_added_at_commit(self, admin: User) -> None:
        assert previewed(self.ROWS, admin).counts["creatable"] == 3
        batch = previewed(self.ROWS, admin, create_organizations=True)
        assert (batch.counts["errors"], batch.counts["creating"]) == (0, 2)
        assert Organization.objects.filter(province="น่าน").count() == 0
        commit(batch, user=admin)
        made = Organization.objects.filter(province="น่าน").order_by("name")
        assert [(o.name, o.kind, o.district) for o in made] == [
            ("น่าน", "town", "เมือง"),
            ("ใหม่", "sao", "เมือง"),
        ]
        assert scores_of(made[1], 2563) == scores_of(made[1], 2564) != []
        assert batch.rows.filter(organization=made[1]).count() == 2
        again = previewed(self.ROWS, admin)
        assert (again.counts["errors"], again.counts["unchanged"]) == (0, 30)

    def test_only_inside_the_own_province(self, organization: Organization) -> None:
        for administrator, errors in (
            (member("admin", province="น่าน"), 0),
            (member("admin", province="แพร่"), 3),
            (member("admin", organization), 3),
        ):
            assert previewed(self.ROWS, administrator, create_organizations=True).counts["errors"] == errors

    def test_the_right_to_add_is_asked_again_at_commit(self, admin: User) -> None:
        batch = previewed(self.ROWS, admin, create_organizations=True)
        admin.memberships.update(whole_country=False, province="แพร่")
        with pytest.raises(refusals.OutsideScope):
            commit(batch, user=User.objects.get(pk=admin.pk))
        assert not Organization.objects.filter(province="น่าน").exists()

    def test_an_agency_that_appeared_meanwhile(self, admin: User) -> None:
        batch = previewed(self.ROWS, admin, create_organizations=True)
        code = batch.rows.first().creates["code"]
        OrganizationFactory(code=code)
        with pytest.raises(refusals.ChangedMeanwhile):
            commit(batch, user=admin)
        assert not Assessment.objects.exists()

    @pytest.mark.parametrize(
        ("name", "province", "reason"),
        [
            ("อบต.ใหม่", "แพร่", "จังหวัดแพร่อยู่นอกขอบเขตที่ท่านดูแล"),
            ("อบต.ใหม่", "", "ไฟล์ไม่ได้ระบุจังหวัด"),
            ("อบต.ใหม่", "น่านน", "ไม่มีจังหวัดชื่อ น่านน"),
            ("อบต." + "ก" * 151, "น่าน", "ชื่อหน่วยงานยาวเกิน 150 ตัวอักษร"),
        ],
    )
    def test_what_cannot_be_added_is_not_offered_and_says_why(
        self, name: str, province: str, reason: str
    ) -> None:
        rows = [self.ROWS[0], [1, name, "เมือง", province, YEAR, *SCORES], self.ROWS[2]]
        administrator = member("admin", province="น่าน")
        batch = previewed(rows, administrator)
        assert batch.counts["creatable"] == 1
        assert [f"เพิ่มเป็นหน่วยงานใหม่ไม่ได้ เพราะ{reason}" in text for text in messages(batch)] == [True, False]
        again = previewed(rows, administrator, create_organizations=True)
        assert (again.counts["creating"], again.counts["errors"]) == (1, 1)
        assert reason in messages(again)[0]

    def test_the_country_may_add_one_without_a_province(self, admin: User) -> None:
        rows = [self.ROWS[0], [1, "กรมตัวอย่าง", "", "", YEAR, *SCORES]]
        assert previewed(rows, admin).counts["creatable"] == 1

    def test_who_administers_single_agencies_is_offered_none(self, organization: Organization) -> None:
        batch = previewed(self.ROWS, member("admin", organization))
        assert batch.counts["creatable"] == 0
        assert set(messages(batch)) == {"ไม่พบหน่วยงานนี้ในขอบเขตที่ท่านดูแล"}

    def test_a_name_too_long_stays_an_error(self, admin: User) -> None:
        rows = [self.ROWS[0], [1, "อบต." + "ก" * 200, "เมือง", "น่าน", YEAR, *SCORES]]
        assert previewed(rows, admin, create_organizations=True).counts["errors"] == 1

    def test_undo_leaves_the_agency_without_scores(self, admin: User) -> None:
        batch = previewed(self.ROWS, admin, create_organizations=True)
        undo(commit(batch, user=admin), user=admin)
        assert Organization.objects.filter(province="น่าน").count() == 2
        assert set(Assessment.objects.values_list("total", flat=True)) == {None}


def test_the_wizard_remembers_columns(agencies: list[Organization], admin: User) -> None:
    from assessments.services.imports.batches import SheetChoice, choose_columns, mappings_of

    rows: Rows = [["หน่วยงาน", *NAMES[:9], "คอลัมน์แปลก"], [str(agencies[0]), *SCORES]]
    batch = opened(rows, admin)
    (proposed,) = mappings_of(batch)
    assert proposed and proposed.column("score:10") is None
    choice = SheetChoice({**proposed.columns, 10: "score:10"})
    choose_columns(batch, {0: choice}, year=YEAR, user=admin)
    assert preview(batch).rows.get().new == 10
    (again,) = mappings_of(opened(rows, admin))
    assert again and again.column("score:10") == 10
    (others,) = mappings_of(opened(rows, member("admin", whole_country=True)))
    assert others and others.column("score:10") is None
