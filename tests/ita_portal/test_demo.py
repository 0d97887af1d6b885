"""The demo data: complete, idempotent, and never by accident in production."""

from __future__ import annotations

import shutil
from collections import Counter
from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import CommandError, call_command

from assessments.models import Assessment, DisclosureAnswer, ScoreChange
from ita_portal import demo
from measures.models import Measure, Plan
from organizations.models import Membership, Organization, User
from reports.models import Memo, ReviewPosition

pytestmark = pytest.mark.django_db
PASSWORD = "a-password-of-the-test"
OWN_APPS = ("organizations", "assessments", "measures", "reports")


def snapshot() -> dict[str, list[tuple[object, ...]]]:
    """Return every row of the portal's own tables."""
    models = [model for app in OWN_APPS for model in apps.get_app_config(app).get_models()]
    return {model._meta.label: sorted(model._base_manager.values_list(), key=repr) for model in models}


@pytest.fixture
def loaded() -> Counter[str]:
    return demo.load(settings.DEMO_DIR, PASSWORD)


@pytest.mark.usefixtures("loaded")
def test_the_figures_are_those_of_the_documents() -> None:
    namtao = Assessment.objects.get(organization__code="namtao", fiscal_year__year=2564)
    assert namtao.total == Decimal("82.86")
    assert namtao.level == "B"
    assert namtao.scores.count() == 10
    hinkhon = Assessment.objects.get(organization__code="hinkhon", fiscal_year__year=2563)
    assert hinkhon.total == Decimal("73.04")
    assert {score.value for score in hinkhon.scores.all()} == {
        Decimal("78.66"),
        Decimal("74.34"),
        Decimal("56.25"),
    }


@pytest.mark.usefixtures("loaded")
def test_scores_came_through_the_service_and_left_a_trail() -> None:
    assert ScoreChange.objects.filter(source=ScoreChange.Source.DEMO).count() == 3 + 2 + 10 + 2
    assert Assessment.objects.filter(version=0).count() == 0


@pytest.mark.usefixtures("loaded")
def test_the_self_check_is_a_plain_sample_that_differs_from_the_result() -> None:
    answers = DisclosureAnswer.objects.filter(organization__code="namtao")
    assert answers.filter(published=True).count() == 33
    assert not answers.exclude(url="").exclude(url__startswith="https://www.example.org/").exists()
    assert answers.filter(published=True, url="").count() == 1
    assert set(answers.values_list("version", flat=True)) == {1}


@pytest.mark.usefixtures("loaded")
def test_plans_memo_and_chain_are_there() -> None:
    plan = Plan.objects.get(organization__code="hinkhon")
    assert plan.fiscal_year.year == 2564
    assert plan.assessment.fiscal_year.year == 2563
    assert Measure.objects.filter(plan=plan).count() == 10
    assert all(measure.departments.exists() for measure in Measure.objects.all())
    memo = Memo.objects.get()
    assert memo.author_position == "นิติกร"
    chain = ReviewPosition.objects.filter(organization__code="namtao").order_by("order")
    assert [position.person.username for position in chain if position.person] == [
        "head.namtao",
        "palad.namtao",
        "executive.namtao",
    ]


@pytest.mark.usefixtures("loaded")
def test_every_role_and_every_scope_has_an_account() -> None:
    assert set(Membership.objects.values_list("role", flat=True)) == set(Membership.Role.values)
    assert Membership.objects.filter(whole_country=True).exists()
    assert Membership.objects.exclude(province="").exists()
    assert all(user.check_password(PASSWORD) for user in User.objects.all())
    assert all(user.email.endswith("@example.org") for user in User.objects.all())


@pytest.mark.usefixtures("loaded")
def test_a_second_run_changes_nothing_and_says_so() -> None:
    before = snapshot()
    out = StringIO()
    call_command("load_demo", stdout=out)
    assert "nothing changed" in out.getvalue()
    assert snapshot() == before


@pytest.mark.usefixtures("loaded")
def test_what_people_changed_stays() -> None:
    Organization.objects.filter(code="namtao").update(phone="0 0000 0000")
    Measure.objects.filter(plan__organization__code="namtao").delete()
    user = User.objects.get(username="staff.namtao")
    user.set_password("changed-by-its-person")
    user.save()
    assert demo.load(settings.DEMO_DIR, PASSWORD) == Counter()
    assert Organization.objects.get(code="namtao").phone == "0 0000 0000"
    assert User.objects.get(username="staff.namtao").check_password("changed-by-its-person")


def test_the_command_prints_how_to_sign_in() -> None:
    out = StringIO()
    call_command("load_demo", stdout=out)
    assert "staff.namtao" in out.getvalue()
    assert "ita-demo-2569" in out.getvalue()
    assert "auditor.ayutthaya" in out.getvalue()


class TestProduction:
    @pytest.fixture(autouse=True)
    def _production(self, settings) -> None:
        settings.PRODUCTION = True

    def test_it_refuses_naming_what_it_would_do(self) -> None:
        with pytest.raises(CommandError, match=r"2 sample agencies.*12 accounts.*--yes-really"):
            call_command("load_demo")
        assert not User.objects.exists()

    def test_it_refuses_the_published_password(self) -> None:
        with pytest.raises(CommandError, match="--password"):
            call_command("load_demo", yes_really=True)
        with pytest.raises(CommandError, match="--password"):
            call_command("load_demo", yes_really=True, password="ita-demo-2569")
        assert not User.objects.exists()

    def test_it_loads_when_it_is_really_meant(self) -> None:
        call_command("load_demo", yes_really=True, password=PASSWORD, stdout=StringIO())
        assert User.objects.get(username="staff.namtao").check_password(PASSWORD)


def test_a_broken_file_leaves_nothing_behind(tmp_path: Path) -> None:
    folder = shutil.copytree(settings.DEMO_DIR, tmp_path / "demo")
    (folder / "memos.json").write_text('[{"organization": "unknown", "fiscal_year": 2564}]', encoding="utf-8")
    with pytest.raises(Organization.DoesNotExist):
        demo.load(folder, PASSWORD)
    assert not Organization.objects.exists()
    assert not User.objects.exists()
