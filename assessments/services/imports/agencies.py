"""New agencies that a file asks for: from name, district and province, with a code made from them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from assessments.agency_names import plain_places, split_name, stated_name
from assessments.services.imports.notes import note_added
from assessments.services.imports.reach import may_create
from assessments.sheets.records import AgencyRef
from organizations.models import Organization, User

CODE_LENGTH = 12
_LIMITS = {field.name: field.max_length for field in Organization._meta.concrete_fields}


class NewAgencies:
    """Describes new agencies, the same one for the same name and place."""

    def __init__(self, user: User | None) -> None:
        self._user = user
        self._provinces: dict[str, bool] = {}

    def of(self, ref: AgencyRef) -> dict[str, str] | None:
        """Return the columns of the new Organization; None when the user may not add it."""
        whole = stated_name(ref)
        kinds, name, *_ = split_name(whole)
        own = (
            {"name": name, "kind": next(iter(kinds))} if len(kinds) == 1 else {"name": whole, "kind": "other"}
        )
        columns = own | plain_places(ref)
        too_long = any(len(text) > (_LIMITS[field] or 0) for field, text in columns.items())
        if not columns["name"] or too_long or not self._allowed(columns["province"]):
            return None
        return {"code": _code(columns), **columns}

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
