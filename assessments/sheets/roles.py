"""How a sheet is to be read: the layout, the header and what each column means."""

import hashlib
from collections.abc import Mapping as AnyMapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Self

# Fixed roles; besides them "score:<number>", "instrument:<code>" (mean) and "points:<code>" (weighted),
# each, like total and level, possibly with "@<year>" where columns of several years stand side by side.
PLACES = ("province", "district", "subdistrict", "agency", "code")
FIXED = frozenset({*PLACES, "year", "rank", "total", "level", "indicator", "score", "tool", "ignore"})
FIGURES = frozenset({"score", "instrument", "points"})

ROLE_NAMES = {
    "province": "จังหวัด",
    "district": "อำเภอ",
    "subdistrict": "ตำบล",
    "agency": "หน่วยงาน",
    "code": "รหัสหน่วยงาน",
    "year": "ปีงบประมาณ",
    "rank": "ลำดับ",
    "total": "คะแนนรวม",
    "level": "ระดับ",
    "indicator": "ตัวชี้วัด",
    "score": "คะแนน",
    "tool": "เครื่องมือ",
    "ignore": "ไม่ใช้",
}


@dataclass(frozen=True)
class Mapping:
    """What was recognised, or what a person corrected; plain data.

    header: first and last row (0-based; of columns for the transposed layout); columns: index -> role;
    year: of every row that does not state its own; signature: the same for files with the same header.
    """

    layout: str
    header: tuple[int, int]
    columns: AnyMapping[int, str] = field(default_factory=dict)
    year: int | None = None
    signature: str = ""

    def as_json(self) -> dict[str, Any]:
        """The mapping as data for JSON."""
        return {
            **asdict(self),
            "header": list(self.header),
            "columns": {str(k): v for k, v in self.columns.items()},
        }

    @classmethod
    def from_json(cls, data: AnyMapping[str, Any]) -> Self:
        """A mapping from such data; raises ValueError for a layout, role or header that makes no sense."""
        first, last = data["header"]
        columns = {int(index): str(role) for index, role in data["columns"].items()}
        unknown = [role for role in columns.values() if not is_role(role)]
        if unknown or not 0 <= first <= last or min(columns, default=0) < 0:
            raise ValueError(f"not a mapping of columns: {unknown or (first, last)}")
        return cls(
            str(data["layout"]), (first, last), columns, data.get("year"), str(data.get("signature", ""))
        )

    def with_columns(self, columns: AnyMapping[int, str]) -> Self:
        """The same with other roles, as a person corrected or an earlier file with this header had them."""
        return replace(self, columns=dict(columns))

    def column(self, role: str) -> int | None:
        """The first column of a role."""
        return next((index for index, other in self.columns.items() if other == role), None)


def is_role(role: str) -> bool:
    """Whether a role is one that columns can have."""
    base, _, year = role.partition("@")
    kind, separator, what = base.partition(":")
    if year and not year.isdigit():
        return False
    return kind in FIGURES and bool(what) if separator else base in FIXED


def is_figure(role: str) -> bool:
    """Whether a role is a figure or a level of an agency, as opposed to what tells which agency it is."""
    base = role.partition("@")[0]
    return base in ("total", "level") or ":" in base


def role_name(role: str) -> str:
    """A role in Thai, for messages and choices."""
    base, _, year = role.partition("@")
    kind, separator, what = base.partition(":")
    suffix = f" ปี {year}" if year else ""
    if not separator:
        return ROLE_NAMES[base] + suffix
    names = {"score": f"ตัวชี้วัดที่ {what}", "instrument": f"คะแนน {what}", "points": f"คะแนนถ่วงน้ำหนัก {what}"}
    return names[kind] + suffix


def signature(texts: list[str]) -> str:
    """A hash of normalised header texts."""
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()
