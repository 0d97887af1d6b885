"""Two people at one sheet: both versions side by side, nothing typed lost."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.test import Client

from assessments.frameworks import Edition
from assessments.models import Assessment, ScoreChange
from assessments.services.entry import save_figures
from assessments.services.figures import Figures
from organizations.models import Organization, User
from tests.assessments.examples import FULL
from tests.assessments.sheet_forms import S2_THAI, SignIn, official, said, typed, url
from tests.factories import member

pytestmark = pytest.mark.django_db


class TestConflict:
    @pytest.fixture
    def clash(
        self, organization: Organization, edition: Edition, full: Assessment, sign_in: SignIn
    ) -> tuple[Client, dict[str, str]]:
        """A colleague stored a new score 10; this clerk still holds version 1 and changed 9 and 3."""
        colleague = member("staff", organization)
        changed = Figures(FULL | {10: Decimal("55.55")})
        save_figures(organization, edition, changed, version=1, user=colleague)
        data = typed(list(FULL.values()), version=1)
        data |= {f"was-score-{number}": str(FULL[number]) for number in range(1, 11)}
        data |= {
            "score-9": "๗๗.๗๗",
            "score-3": "ไม่ทราบ",
            "was-announced_total": "",
            "was-announced_level": "",
        }
        return sign_in(member("staff", organization)), data

    def test_both_versions_stand_side_by_side(
        self, organization: Organization, clash: tuple[Client, dict[str, str]]
    ) -> None:
        client, data = clash
        response = client.post(url(organization), data)
        page = response.content.decode()
        assert response.status_code == 409
        assert official(organization).version == 2
        rows = {row.field.name: row for row in response.context["rows"]}
        assert {name for name, row in rows.items() if row.differs} == {"score-3", "score-9", "score-10"}
        assert (rows["score-9"].field.value(), rows["score-9"].stored) == ("๗๗.๗๗", "74.33")
        assert 'value="ไม่ทราบ"' in page
        assert "ไม่ใช่ตัวเลข" in page
        assert str(ScoreChange.objects.first().by) in page  # type: ignore[union-attr]  # there is one

    def test_the_typed_value_is_proposed_unless_the_field_was_not_touched(
        self, organization: Organization, clash: tuple[Client, dict[str, str]]
    ) -> None:
        client, data = clash
        rows = {row.field.name: row for row in client.post(url(organization), data).context["rows"]}
        assert rows["score-9"].keep_mine
        assert rows["score-3"].keep_mine
        assert not rows["score-10"].keep_mine

    def test_without_a_starting_value_every_typed_value_is_proposed(
        self, organization: Organization, clash: tuple[Client, dict[str, str]]
    ) -> None:
        client, data = clash
        bare = {name: value for name, value in data.items() if not name.startswith("was-")}
        assert all(row.keep_mine for row in client.post(url(organization), bare).context["rows"])

    def test_the_choice_is_saved_against_the_new_version(
        self, organization: Organization, clash: tuple[Client, dict[str, str]]
    ) -> None:
        client, data = clash
        answer = data | {
            "version": "2",
            "was-score-10": "55.55",
            "choice-score-3": "stored",
            "choice-score-9": "mine",
            "choice-score-10": "stored",
        }
        response = client.post(url(organization), answer, follow=True)
        assert "บันทึกคะแนน 1 ตัวชี้วัด" in said(response)
        stored = dict(official(organization).scores.values_list("indicator__number", "value"))
        assert stored == FULL | {9: Decimal("77.77"), 10: Decimal("55.55")}

    def test_a_third_save_meanwhile_is_a_conflict_again_with_the_choices_kept(
        self, organization: Organization, edition: Edition, clash: tuple[Client, dict[str, str]], staff: User
    ) -> None:
        client, data = clash
        save_figures(organization, edition, Figures({10: Decimal("60.00")}), version=2, user=staff)
        answer = data | {"version": "2", "was-score-10": "55.55", "choice-score-10": "stored"}
        response = client.post(url(organization), answer)
        rows = {row.field.name: row for row in response.context["rows"]}
        assert response.status_code == 409
        assert (rows["score-10"].field.value(), rows["score-10"].stored) == ("55.55", "60.00")

    def test_a_choice_that_cannot_be_read_goes_back_to_the_sheet_with_everything(
        self, organization: Organization, clash: tuple[Client, dict[str, str]]
    ) -> None:
        client, data = clash
        response = client.post(url(organization), data | {"version": "2", "choice-score-3": "mine"})
        assert response.status_code == 422
        assert 'value="ไม่ทราบ"' in response.content.decode()
        assert 'value="๗๗.๗๗"' in response.content.decode()

    def test_two_clicks_on_save_are_no_conflict(
        self, organization: Organization, staff: User, sign_in: SignIn
    ) -> None:
        client = sign_in(staff)
        client.post(url(organization), typed(S2_THAI))
        response = client.post(url(organization), typed(S2_THAI), follow=True)
        assert response.redirect_chain
        assert "ตรงกับที่บันทึกไว้แล้ว" in said(response)
        assert official(organization).version == 1

    @pytest.mark.parametrize("version", ["", "-1", "๑", "x", "9" * 30, "1.0"])
    def test_a_form_without_a_readable_version_overwrites_nothing(
        self, version: str, organization: Organization, full: Assessment, staff: User, sign_in: SignIn
    ) -> None:
        response = sign_in(staff).post(url(organization), typed(["1"]) | {"version": version})
        assert response.status_code == 409
        assert official(organization).total == Decimal("82.86")

    def test_a_result_submitted_meanwhile_keeps_what_was_typed(
        self, organization: Organization, submitted: Assessment, staff: User, sign_in: SignIn
    ) -> None:
        response = sign_in(staff).post(url(organization), typed(["12.34"], version=1))
        page = response.content.decode()
        assert response.status_code == 409
        assert "ส่งพิจารณาแล้ว" in page
        assert "12.34" in page
        assert "บันทึกค่าที่เลือก" not in page
