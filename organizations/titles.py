"""How each kind of agency calls itself, its offices and its officers (pure rules).

Source: พระราชบัญญัติองค์การบริหารส่วนจังหวัด พ.ศ. ๒๕๔๐, พระราชบัญญัติเทศบาล พ.ศ. ๒๔๙๖,
พระราชบัญญัติสภาตำบลและองค์การบริหารส่วนตำบล พ.ศ. ๒๕๓๗.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class KindTitles:
    """Titles of one kind of agency; full and short name prefixes end without a space."""

    full: str
    short: str
    office: str
    office_head: str
    chief_administrator: str
    chief_executive: str


def _municipality(rank: str, short: str) -> KindTitles:
    return KindTitles(
        full=f"เทศบาล{rank}",
        short=short,
        office="สำนักปลัดเทศบาล",
        office_head="หัวหน้าสำนักปลัดเทศบาล",
        chief_administrator="ปลัดเทศบาล",
        chief_executive="นายกเทศมนตรี",
    )


KINDS: dict[str, KindTitles] = {
    "pao": KindTitles(
        full="องค์การบริหารส่วนจังหวัด",
        short="อบจ.",
        office="สำนักปลัดองค์การบริหารส่วนจังหวัด",
        office_head="หัวหน้าสำนักปลัดองค์การบริหารส่วนจังหวัด",
        chief_administrator="ปลัดองค์การบริหารส่วนจังหวัด",
        chief_executive="นายกองค์การบริหารส่วนจังหวัด",
    ),
    "city": _municipality("นคร", "ทน."),
    "town": _municipality("เมือง", "ทม."),
    "subdistrict_municipality": _municipality("ตำบล", "ทต."),
    "sao": KindTitles(
        full="องค์การบริหารส่วนตำบล",
        short="อบต.",
        office="สำนักปลัด",
        office_head="หัวหน้าสำนักปลัด",
        chief_administrator="ปลัดองค์การบริหารส่วนตำบล",
        chief_executive="นายกองค์การบริหารส่วนตำบล",
    ),
    "other": KindTitles(
        full="",
        short="",
        office="สำนักงาน",
        office_head="หัวหน้าสำนักงาน",
        chief_administrator="รองหัวหน้าหน่วยงาน",
        chief_executive="หัวหน้าหน่วยงาน",
    ),
}


def full_name(kind: str, name: str) -> str:
    """Return the official name, e.g. ("sao", "น้ำเต้า") → "องค์การบริหารส่วนตำบลน้ำเต้า"."""
    return f"{KINDS[kind].full}{name}"


def short_name(kind: str, name: str) -> str:
    """Return the name used in lists and file names, e.g. "อบต.น้ำเต้า"."""
    return f"{KINDS[kind].short}{name}"


def without_title(text: str) -> list[tuple[str, str]]:
    """Part a name from the kinds whose title it begins with: "อบต.น้ำเต้า" → [("sao", "น้ำเต้า")]."""
    return [
        (kind, text.removeprefix(title))
        for kind, own in KINDS.items()
        for title in (own.full, own.short)
        if title and text.startswith(title)
    ]


def officer(kind: str, name: str, position: str) -> str:
    """Return a position with its place, e.g. ("sao", "น้ำเต้า", "chief_executive") → "นายก…ตำบลน้ำเต้า".

    In a municipality the rank stands between title and place: นายกเทศมนตรีตำบล….
    `position` is a field of KindTitles: office_head, chief_administrator or chief_executive.
    """
    titles = KINDS[kind]
    title: str = getattr(titles, position)
    if position == "office_head" or kind == "other":
        return title
    rank = titles.full.removeprefix("เทศบาล") if titles.full.startswith("เทศบาล") else ""
    return f"{title}{rank}{name}"


def default_chain(kind: str, name: str) -> tuple[str, str, str]:
    """Return the three reviewing positions in their order: office head, administrator, executive."""
    return (
        officer(kind, name, "office_head"),
        officer(kind, name, "chief_administrator"),
        officer(kind, name, "chief_executive"),
    )
