"""What happens between the steps, to long lists, and to years that change under an import."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from assessments.models import (
    Assessment,
    ColumnMemory,
    FiscalYear,
    ImportBatch,
    Indicator,
    Score,
    ScoreChange,
)
from assessments.services.imports import refusals
from assessments.services.imports.batches import SheetChoice, choose_columns, mappings_of
from assessments.services.imports.commit import commit
from assessments.services.imports.marked import marked_file
from assessments.services.imports.planning import Plan
from assessments.services.imports.preview import _store, preview
from assessments.services.imports.undo import undo
from organizations.models import Organization
from tests.assessments.imports.files import (
    FIRST_SCORE,
    YEAR,
    committed,
    opened,
    previewed,
    problems,
    row_of,
    scores_of,
    state_of_database,
    table,
)
from tests.assessments.sheets import writers
from tests.assessments.sheets.examples import OTHER_SCORES
from tests.factories import OrganizationFactory, member

pytestmark = pytest.mark.django_db
MANY = 501  # more agencies than are asked for one by one


def test_columns_cannot_be_chosen_after_the_commit(agencies: list[Organization]) -> None:
    batch = committed(table(agencies))
    (mapping,) = mappings_of(batch)
    assert mapping
    with pytest.raises(refusals.WrongState):
        choose_columns(batch, {0: SheetChoice({0: "code"})}, year=None, user=None)
    assert not ColumnMemory.objects.exists()
    assert mappings_of(ImportBatch.objects.get()) == [mapping]


def test_a_commit_during_a_preview_wins(agencies: list[Organization]) -> None:
    batch = committed(table(agencies))
    with pytest.raises(refusals.WrongState):
        _store(batch, Plan([], []), create_organizations=False)
    assert batch.rows.count() == 3


def test_a_commit_between_the_form_and_its_answer_is_told(agencies: list[Organization]) -> None:
    user = member("admin", whole_country=True)
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    batch = previewed(table(agencies), user)
    form = client.get(reverse("import_columns", args=[batch.pk])).context["form"]
    data = {name: form[name].value() for name in form.fields if form[name].value() not in (None, False)}
    commit(batch, user=user)
    response = client.post(reverse("import_columns", args=[batch.pk]), data, follow=True)
    assert str(refusals.WrongState()) in response.content.decode()
    assert "นำเข้าแล้ว" in response.content.decode()


def test_without_a_column_of_scores_the_sheet_is_an_error(agencies: list[Organization]) -> None:
    batch = opened(table(agencies))
    choose_columns(batch, {0: SheetChoice({1: "agency", 4: "year"})}, year=None, user=None)
    assert problems(preview(batch)) == [("", "")]


@pytest.mark.parametrize("of", ["years", "indicators"])
def test_a_framework_that_changed_after_the_preview(agencies: list[Organization], of: str) -> None:
    batch = previewed(table(agencies))
    indicators = Indicator.objects.filter(fiscal_year__year=YEAR)
    (indicators if of == "years" else indicators.filter(number=10)).delete()
    before = state_of_database()
    with pytest.raises(refusals.ChangedMeanwhile):
        commit(batch, user=None)
    assert state_of_database() == before


def test_a_result_that_vanished_cannot_be_undone(agencies: list[Organization]) -> None:
    batch = committed(table(agencies))
    other = FiscalYear.objects.get(year=2562)
    Assessment.objects.filter(organization=agencies[0]).update(fiscal_year=other)
    with pytest.raises(refusals.LaterEdits) as refusal:
        undo(batch, user=None)
    assert refusal.value.edits == [(str(agencies[0]), YEAR, "ไม่มีผลการประเมินนี้แล้ว")]


def test_many_agencies_are_compared_with_the_whole_year() -> None:
    agencies = OrganizationFactory.create_batch(MANY + 1)
    batch = committed(table(agencies[:-1]))
    committed([table([])[0], row_of(agencies[-1], OTHER_SCORES)])
    foreign = Indicator.objects.filter(fiscal_year__year=2562).first()
    Score.objects.create(assessment=Assessment.objects.first(), indicator=foreign, value=1)
    again = previewed(table(agencies[:-1]))
    assert (again.counts["unchanged"], again.counts["new"]) == (MANY * 10, 0)
    Score.objects.filter(indicator__number=1).update(value=1)
    with pytest.raises(refusals.LaterEdits) as refusal:
        undo(batch, user=None)
    assert len(refusal.value.edits) == MANY
    assert len(refusal.value.details) == refusals.MOST_DETAILS + 1
    assert f"อีก {MANY - refusals.MOST_DETAILS} รายการ" in refusal.value.details[-1]


def test_a_workbook_that_cannot_be_written_in_place_is_written_anew(agencies: list[Organization]) -> None:
    import io

    import openpyxl

    from assessments.services.imports.batches import open_batch

    rows = table(agencies)
    rows[1][FIRST_SCORE] = 101
    good = writers.xlsx(rows)
    # A style that our reader passes over and the writer stumbles on.
    broken = writers.changed(good, "xl/styles.xml", b'<color theme="1"', b'<color rgb="zz"')
    batch = preview(open_batch(broken, "x.xlsx", user=None)[0])
    content, name = marked_file(batch)
    sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    assert name == "x_ที่ต้องแก้ไข.xlsx" and "คะแนนเกิน 100" in sheet["F2"].comment.text


def test_everything_has_a_name(agencies: list[Organization]) -> None:
    rows = table(agencies)
    rows[1][FIRST_SCORE] = 101
    batch = previewed(rows)
    assert str(batch) == f"คะแนน.xlsx (ครั้งที่ {batch.pk})"
    assert str(agencies[0]) in str(batch.rows.first()) and "Sheet1!B2" in str(batch.rows.first())
    assert str(batch.problems.get()) == "Sheet1!F2 คะแนนเกิน 100"
    assert str(ColumnMemory(signature="a" * 64)) == "a" * 12
    assert scores_of(agencies[0]) == []
    assert not ScoreChange.objects.exists()


def test_a_superuser_sees_every_import(agencies: list[Organization]) -> None:
    batch = previewed(table(agencies), member("admin", agencies[0]))
    user = member("staff", OrganizationFactory())
    assert not ImportBatch.objects.visible_to(user).exists()
    user.is_superuser = True
    assert list(ImportBatch.objects.visible_to(user)) == [batch]
