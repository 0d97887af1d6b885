"""Finding an agency by what people call it."""

from __future__ import annotations

import pytest

from organizations.models import Organization
from organizations.titles import without_title
from tests.factories import OrganizationFactory


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("อบต.น้ำเต้า", [("sao", "น้ำเต้า")]),
        ("องค์การบริหารส่วนตำบลน้ำเต้า", [("sao", "น้ำเต้า")]),
        ("เทศบาลเมืองน้ำเต้า", [("town", "น้ำเต้า")]),
        ("อบจ.", [("pao", "")]),
        ("น้ำเต้า", []),
        ("", []),
    ],
)
def test_a_name_is_parted_from_its_title(text: str, parts: list[tuple[str, str]]) -> None:
    assert without_title(text) == parts


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", {"sao", "town", "far"}),
        ("น้ำเต้า", {"sao", "town"}),
        ("อบต.น้ำเต้า", {"sao"}),
        ("ทม.น้ำเต้า", {"town"}),
        ("อบต. น้ำเต้า", {"sao"}),
        ("อบต. ไกล", {"far"}),
        ("FAR", {"far"}),
        ("อบจ.น้ำเต้า", set()),
    ],
)
def test_every_word_must_be_found(text: str, expected: set[str]) -> None:
    OrganizationFactory(code="sao", name="น้ำเต้า", district="บ้าน", province="ก")
    OrganizationFactory(code="town", name="น้ำเต้า", kind="town", district="บ้าน", province="ก")
    OrganizationFactory(code="far", name="ที่อื่น", district="ไกล", province="ข")
    assert set(Organization.objects.search(text).values_list("code", flat=True)) == expected
