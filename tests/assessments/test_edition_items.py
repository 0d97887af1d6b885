"""Loading a year anew keeps what agencies answered with the item that it was said about."""

from __future__ import annotations

from dataclasses import replace

import pytest
from auditlog.models import LogEntry
from django.conf import settings

from assessments.framework_data import EditionData, ItemData
from assessments.framework_files import load_edition
from assessments.models import DisclosureAnswer, DisclosureItem, SubIndicator
from assessments.services import editions
from organizations.models import Organization
from tests.assessments.answers import answer

pytestmark = pytest.mark.django_db
NINE_ONE = "9.1"


def refreshed(*items: ItemData) -> None:
    """Load the year again with other items in its first sub-indicator."""
    edition: EditionData = load_edition(2564, settings.FRAMEWORKS_DIR)

    def part_of(indicator):
        parts = [
            replace(part, items=items) if part.code == NINE_ONE else part for part in indicator.sub_indicators
        ]
        return replace(indicator, sub_indicators=tuple(parts))

    instruments = tuple(
        replace(instrument, indicators=tuple(map(part_of, instrument.indicators)))
        for instrument in edition.instruments
    )
    assert editions.load(replace(edition, instruments=instruments), refresh=True)


def told() -> dict[str, str]:
    """Return the name of each answered item with its code."""
    return {row.item.name: row.item.code for row in DisclosureAnswer.objects.select_related("item")}


def test_a_year_loaded_again_as_it_is_changes_no_row(organization: Organization) -> None:
    answer(organization, "O2", published=True)
    before = set(DisclosureItem.objects.values_list("pk", "code", "name"))
    editions.load(load_edition(2564, settings.FRAMEWORKS_DIR), refresh=True)
    assert set(DisclosureItem.objects.values_list("pk", "code", "name")) == before
    assert not SubIndicator.objects.filter(code__startswith="-").exists()
    assert told() == {"ข้อมูลผู้บริหาร": "O2"}


def test_a_renumbered_item_keeps_its_answers(organization: Organization) -> None:
    answer(organization, "O1", published=True)
    refreshed(ItemData("O1", "ข้อมูลผู้บริหาร", "ก"), ItemData("O2", "โครงสร้าง", "ข"))
    assert told() == {"โครงสร้าง": "O2"}
    assert DisclosureItem.objects.filter(sub_indicator__code=NINE_ONE, must_show="ก").count() == 1


def test_a_renamed_item_keeps_its_answers_by_its_number(organization: Organization) -> None:
    answer(organization, "O1", published=True)
    refreshed(ItemData("O1", "โครงสร้างหน่วยงาน", "ก"), ItemData("O2", "ข้อมูลผู้บริหาร", "ข"))
    assert told() == {"โครงสร้างหน่วยงาน": "O1"}


def test_answers_to_an_item_that_is_no_more_stay_in_the_log(organization: Organization) -> None:
    gone = answer(organization, "O2", published=True, note="บันทึกไว้")
    refreshed(ItemData("O1", "โครงสร้าง", "ก"))
    assert told() == {}
    last = LogEntry.objects.get_for_object(gone).order_by("-pk").first()
    assert last.action == LogEntry.Action.DELETE
    assert last.changes["note"] == ["บันทึกไว้", "None"]
