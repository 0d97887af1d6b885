"""How each kind of agency calls itself and its officers."""

from __future__ import annotations

import pytest

from organizations import titles
from organizations.models import Organization


@pytest.mark.parametrize(
    ("kind", "full", "short", "executive"),
    [
        ("sao", "องค์การบริหารส่วนตำบลตัวอย่าง", "อบต.ตัวอย่าง", "นายกองค์การบริหารส่วนตำบลตัวอย่าง"),
        ("pao", "องค์การบริหารส่วนจังหวัดตัวอย่าง", "อบจ.ตัวอย่าง", "นายกองค์การบริหารส่วนจังหวัดตัวอย่าง"),
        ("city", "เทศบาลนครตัวอย่าง", "ทน.ตัวอย่าง", "นายกเทศมนตรีนครตัวอย่าง"),
        ("town", "เทศบาลเมืองตัวอย่าง", "ทม.ตัวอย่าง", "นายกเทศมนตรีเมืองตัวอย่าง"),
        ("subdistrict_municipality", "เทศบาลตำบลตัวอย่าง", "ทต.ตัวอย่าง", "นายกเทศมนตรีตำบลตัวอย่าง"),
        ("other", "ตัวอย่าง", "ตัวอย่าง", "หัวหน้าหน่วยงาน"),
    ],
)
def test_names_of_every_kind(kind: str, full: str, short: str, executive: str) -> None:
    agency = Organization(kind=kind, name="ตัวอย่าง")
    assert agency.full_name == full
    assert agency.short_name == str(agency) == short
    assert titles.officer(kind, "ตัวอย่าง", "chief_executive") == executive
    assert agency.titles is titles.KINDS[kind]


def test_every_kind_has_titles() -> None:
    assert set(titles.KINDS) == set(Organization.Kind.values)


def test_the_chain_goes_up() -> None:
    assert titles.default_chain("sao", "ตัวอย่าง") == (
        "หัวหน้าสำนักปลัด",
        "ปลัดองค์การบริหารส่วนตำบลตัวอย่าง",
        "นายกองค์การบริหารส่วนตำบลตัวอย่าง",
    )


@pytest.mark.parametrize(
    ("district", "province", "place"),
    [("ก", "ข", "อำเภอก จังหวัดข"), ("", "ข", "จังหวัดข"), ("ก", "", "อำเภอก"), ("", "", "")],
)
def test_the_place_as_far_as_known(district: str, province: str, place: str) -> None:
    assert Organization(district=district, province=province).place == place
