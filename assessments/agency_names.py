"""Telling which agency a file means: by code, else by name, district and province (pure rules).

The usual abbreviations count as the words that they stand for: อบต., ทต., ทม., ทน., อบจ., อ., จ., กทม.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from assessments.sheets.records import AgencyRef
from organizations.provinces import place, plain_district, plain_province, plain_subdistrict
from organizations.titles import full_name, short_name
from thai.text import squash

LOCAL = frozenset({"pao", "city", "town", "subdistrict_municipality", "sao"})
_MUNICIPAL = frozenset({"city", "town", "subdistrict_municipality"})
_PREFIXES: tuple[tuple[str, frozenset[str]], ...] = (
    (r"องค์การบริหารส่วนจังหวัด|อบจ\.?", frozenset({"pao"})),
    (r"องค์การบริหารส่วนตำบล|อบต\.?", frozenset({"sao"})),
    (r"เทศบาลตำบล|ทต[. ]", frozenset({"subdistrict_municipality"})),
    (r"เทศบาลเมือง|ทม[. ]", frozenset({"town"})),
    (r"เทศบาลนคร|ทน[. ]", frozenset({"city"})),
    (r"เทศบาล", _MUNICIPAL),
)
_LOCAL_NAME = re.compile(
    "(?:" + "|".join(f"({words})" for words, _ in _PREFIXES) + r") *(?P<name>.+?)"
    r"(?:[ (,]+(?:อ\.|อำเภอ) *(?P<district>[^ ),]+))?(?:[ (,]+(?:จ\.|จังหวัด) *(?P<province>[^ ),]+))?\)?"
)
_CENTRAL = "เมือง"
MOST_CANDIDATES = 5

_key = lru_cache(maxsize=40_000)(squash)


class Agency(NamedTuple):
    """An agency as it is stored; `name` has no prefix of its kind."""

    pk: int
    code: str
    kind: str
    name: str
    subdistrict: str
    district: str
    province: str

    def __str__(self) -> str:
        return (
            f"{short_name(self.kind, self.name)} {place(self.district, self.province)}".rstrip()
            + f" (รหัส {self.code})"
        )


class Sought(NamedTuple):
    """What a file says of an agency, as keys; an empty part says nothing."""

    kinds: frozenset[str]
    name: str
    full: str
    subdistrict: str
    district: str
    province: str


class Match(NamedTuple):
    """The agency, or none with the ones that could be meant; `renamed`: its name differs from the file's."""

    agency: Agency | None
    candidates: tuple[Agency, ...] = ()
    renamed: bool = False

    @property
    def is_ambiguous(self) -> bool:
        """Whether the file fits several agencies alike."""
        return self.agency is None and bool(self.candidates)


def split_name(name: str) -> tuple[frozenset[str], str, str, str]:
    """Return the kinds that a name's prefix can mean, the bare name, and district and province behind it."""
    found = _LOCAL_NAME.fullmatch(name.strip())
    if found is None:
        return frozenset(), name.strip(), "", ""
    kinds = next(kinds for words, (_, kinds) in zip(found.groups(), _PREFIXES, strict=False) if words)
    return kinds, found["name"], found["district"] or "", found["province"] or ""


@lru_cache(maxsize=10_000)
def province_key(province: str) -> str:
    """Return a province's key: without the word for province, the capital by its full name."""
    return plain_province(_key(province))


@lru_cache(maxsize=10_000)
def district_key(district: str) -> str:
    """Return a district's key without the word for district."""
    return plain_district(_key(district))


@lru_cache(maxsize=10_000)
def subdistrict_key(subdistrict: str) -> str:
    """Return a subdistrict's key without the word for it."""
    return plain_subdistrict(_key(subdistrict))


def plain_places(ref: AgencyRef) -> dict[str, str]:
    """Return the places that a file states, as they are to be stored: without the words for them."""
    _, _, district, province = split_name(stated_name(ref))
    return {
        "subdistrict": plain_subdistrict(ref.subdistrict),
        "district": plain_district(ref.district or district),
        "province": plain_province(ref.province or province),
    }


def stated_name(ref: AgencyRef) -> str:
    """Return the name that a file means: its own, else the narrowest place that it names."""
    if ref.name:
        return ref.name
    if ref.subdistrict:
        return plain_subdistrict(ref.subdistrict)
    if ref.district:
        return f"อำเภอ{plain_district(ref.district)}"
    return f"จังหวัด{plain_province(ref.province)}" if ref.province else ""


def sought(ref: AgencyRef) -> Sought:
    """Return what to look for."""
    text = stated_name(ref)
    kinds, name, district, province = split_name(text)
    return Sought(
        kinds,
        _key(name),
        _key(text),
        subdistrict_key(ref.subdistrict),
        district_key(ref.district or district),
        province_key(ref.province or province),
    )


class AgencyIndex:
    """Finds agencies among those of a scope; others do not exist for it."""

    def __init__(self, agencies: Iterable[Agency]) -> None:
        self._by_code: dict[str, Agency] = {}
        self._by_name: dict[str, list[Agency]] = {}
        for agency in agencies:
            self._by_code[agency.code.casefold()] = agency
            self._by_name.setdefault(_key(agency.name), []).append(agency)

    @property
    def only(self) -> Agency | None:
        """The agency of a scope that holds a single one."""
        return next(iter(self._by_code.values())) if len(self._by_code) == 1 else None

    def find(self, ref: AgencyRef) -> Match:
        """Return the agency that the file means, or the candidates."""
        by_code = self._by_code.get(ref.code.casefold()) if ref.code else None
        wanted = sought(ref)
        if by_code is not None:
            return Match(by_code, renamed=bool(ref.name) and not _is_called(by_code, wanted))
        named = self._named(wanted) if wanted.name else []
        fitting = [agency for agency in named if _fits(agency, wanted)]
        if len(fitting) == 1:
            return Match(fitting[0])
        # Where no agency bears the name, a code may stand in its column.
        coded = self._by_code.get(ref.name.casefold()) if ref.name and not ref.code and not fitting else None
        if coded is not None:
            return Match(coded)
        return Match(None, tuple(fitting[:MOST_CANDIDATES]))

    def alike(self, ref: AgencyRef) -> tuple[Agency, ...]:
        """Return agencies of the same bare name elsewhere or of another kind, for an unknown one."""
        return tuple(self._by_name.get(sought(ref).name, ())[:MOST_CANDIDATES])

    def _named(self, wanted: Sought) -> list[Agency]:
        found = self._by_name.get(wanted.name, [])
        if wanted.full != wanted.name:
            found = [*found, *self._by_name.get(wanted.full, [])]
        return found


def _is_called(agency: Agency, wanted: Sought) -> bool:
    names = (agency.name, full_name(agency.kind, agency.name), short_name(agency.kind, agency.name))
    return _key(agency.name) == wanted.name or wanted.full in map(_key, names)


def _fits(agency: Agency, wanted: Sought) -> bool:
    """Whether nothing that both sides state differs; what is not stated differs from nothing."""
    if wanted.kinds and agency.kind not in wanted.kinds and _key(agency.name) != wanted.full:
        return False
    province = province_key(agency.province)
    if wanted.province and province and wanted.province != province:
        return False
    stored = district_key(agency.district)
    if wanted.district and stored and not _same_district(wanted.district, stored, province):
        return False
    subdistrict = subdistrict_key(agency.subdistrict)
    return not (wanted.subdistrict and subdistrict and wanted.subdistrict != subdistrict)


def _same_district(one: str, other: str, province: str) -> bool:
    """Whether two spellings mean one district; a province's central one is often just called เมือง."""
    return one == other or {one, other} == {_CENTRAL, _CENTRAL + province}
