"""manage.py load_frameworks: what is there stays, what is asked for is made anew, broken files named."""

from __future__ import annotations

import shutil
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.management import CommandError, call_command

from assessments.frameworks import Edition
from assessments.models import FiscalYear, Indicator, Score
from assessments.services.entry import save_figures
from assessments.services.figures import Figures
from organizations.models import Organization

pytestmark = pytest.mark.django_db


def load(*arguments: str) -> list[str]:
    answer = StringIO()
    call_command("load_frameworks", *arguments, stdout=answer)
    return answer.getvalue().splitlines()


def test_a_second_run_writes_nothing() -> None:
    Indicator.objects.filter(fiscal_year__year=2564, number=1).update(objective="แก้ไขโดยผู้ดูแล")
    assert load() == [f"{year}: already there" for year in range(2562, 2570)]
    assert Indicator.objects.get(fiscal_year__year=2564, number=1).objective == "แก้ไขโดยผู้ดูแล"


def test_a_missing_year_is_loaded() -> None:
    FiscalYear.objects.get(year=2569).delete()
    assert load()[-1] == "2569: loaded"
    assert FiscalYear.objects.get(year=2569).indicators.count() == 10


def test_a_refreshed_year_keeps_its_scores(organization: Organization, edition: Edition) -> None:
    save_figures(organization, edition, Figures({1: Decimal("90.00")}), version=0, user=None)
    Indicator.objects.filter(fiscal_year=edition.fiscal_year, number=1).update(name="ชื่อที่พิมพ์ผิด")
    assert "2564: loaded" in load("--refresh", "2564")
    score = Score.objects.get()
    assert (score.indicator.number, score.indicator.name) == (1, "การปฏิบัติหน้าที่")
    assert edition.fiscal_year.levels.count() == 7


def test_a_broken_file_is_named_and_nothing_is_loaded(tmp_path: Path, settings: Any) -> None:
    shutil.copytree(django_settings.FRAMEWORKS_DIR, tmp_path / "frameworks")
    settings.FRAMEWORKS_DIR = tmp_path / "frameworks"
    (tmp_path / "frameworks" / "2570.json").write_text('{"target": "many"}', encoding="utf-8")
    FiscalYear.objects.get(year=2562).delete()
    with pytest.raises(CommandError, match=r"2570\.json"):
        load()
    assert not FiscalYear.objects.filter(year=2562).exists()
