"""New agencies that a file asks for: from name, district and province, with a code made from them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import NamedTuple

from assessments.agency_names import plain_places, split_name, stated_name
from assessments.services.imports.notes import note_added
from assessments.services.imports.reach import may_create
from assessments.sheets.records import AgencyRef
from organizations.models import Organization, User
from organizations.provinces import PROVINCES
from organizations.services.scopes import administers_widely

CODE_LENGTH = 12
_WORDS = {
    "name": "ชื่อหน่วยงาน",
    "kind": "ประเภทหน่วยงาน",
    "subdistrict": "ชื่อตำบล",
    "district": "ชื่ออำเภอ",
    "province": "ชื่อจังหวัด",
}
_LIMITS = {field.name: field.max_length for field in Organization._meta.concrete_fields}


class NewAgency(NamedTuple):
    """The columns of an Organization that could be added, or why it cannot be."""

    columns: dict[str, str]
    refusal: str


class NewAgencies:
    """Describes new agencies, the same one for the same name and place.

    `offered` says whether the user may add any: who administers single agencies is told nothing of it.
    """

    def __init__(self, user: User | None) -> None:
        self._user = user
        self._provinces: dict[str, bool] = {}
        self.offered = user is None or administers_widely(user)

    def of(self, ref: AgencyRef) -> NewAgency:
        """Return the agency that the file asks for."""
        whole = stated_name(ref)
        kinds, name, *_ = split_name(whole)
        own = (
            {"name": name, "kind": next(iter(kinds))} if len(kinds) == 1 else {"name": whole, "kind": "other"}
        )
        columns = own | plain_places(ref)
        return NewAgency({"code": _code(columns), **columns}, self._refusal(columns))

    def _refusal(self, columns: dict[str, str]) -> str:
        """Say why an agency cannot be added; "" when it can."""
        if not columns["name"]:
            return "ไฟล์ไม่ได้ระบุชื่อหน่วยงาน"
        for name, text in columns.items():
            if len(text) > (_LIMITS[name] or 0):
                return f"{_WORDS[name]}ยาวเกิน {_LIMITS[name]} ตัวอักษร"
        province = columns["province"]
        # A command is not asked: whoever runs it may load invented places for trials.
        if self._user is not None and province and province not in PROVINCES:
            return f"ไม่มีจังหวัดชื่อ {province}"
        if self._allowed(province):
            return ""
        return f"จังหวัด{province}อยู่นอกขอบเขตที่ท่านดูแล" if province else "ไฟล์ไม่ได้ระบุจังหวัด"

    def _allowed(self, province: str) -> bool:
        if province not in self._provinces:
            self._provinces[province] = may_create(self._user, province)
        return self._provinces[province]


def _code(columns: dict[str, str]) -> str:
    """Return a code that is the same whenever the same agency is asked for."""
    place = "\n".join(columns[part] for part in ("kind", "name", "subdistrict", "district", "province"))
    return f"a-{hashlib.sha256(place.encode()).hexdigest()[:CODE_LENGTH]}"


def create(wanted: Iterable[dict[str, str]], user: User | None) -> dict[str, int]:
    """Store new agencies; return code → id. Raises IntegrityError when a code is in use meanwhile."""
    by_code = {columns["code"]: columns for columns in wanted}
    Organization.objects.bulk_create(Organization(**columns) for columns in by_code.values())
    known = Organization.objects.filter(code__startswith="a-")
    made = [agency for agency in known if agency.code in by_code]
    note_added(made, user)
    return {agency.code: agency.pk for agency in made}
