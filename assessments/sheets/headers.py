"""Finding the header of a table and what each of its columns means."""

import re
from collections import Counter
from dataclasses import dataclass
from typing import NamedTuple

from assessments.sheets.grid import Grid
from assessments.sheets.records import Raw
from assessments.sheets.roles import is_figure, signature
from assessments.sheets.values import key_of, parse_year, years_in
from assessments.sheets.vocabulary import Vocabulary

SEARCHED_ROWS = 30
HEIGHTS = (1, 2, 3)
FEWEST_NUMBERS = 3  # bare numbers as headers mean indicators only when there are several
_CODE_LENGTH = 3  # names as short as a code count only when they stand alone
_TITLE_LENGTH = 80  # a longer text that holds a name is a sentence, not a header

_WORDS = {
    "agency": "หน่วยงาน ชื่อหน่วยงาน หน่วย ชื่อ อปท อปท. ชื่ออปท ชื่ออปท. องค์กรปกครองส่วนท้องถิ่น อบต. เทศบาล ส่วนราชการ "
    "หน่วยงานภาครัฐ รายชื่อหน่วยงาน หน่วยงาน/จังหวัด ชื่อองค์กรปกครองส่วนท้องถิ่น agency unit name organization",
    "code": "รหัส รหัสหน่วยงาน รหัสอปท รหัสอปท. code agencycode",
    "subdistrict": "ตำบล ชื่อตำบล ตำบล/แขวง แขวง tambon subdistrict",
    "district": "อำเภอ ชื่ออำเภอ อำเภอ/เขต เขต/อำเภอ เขต amphoe district",
    "province": "จังหวัด ชื่อจังหวัด province changwat",
    "year": "ปี ปีงบประมาณ ปีงบประมาณพ.ศ. พ.ศ. ปีพ.ศ. ปีที่ประเมิน ปีการประเมิน year fiscalyear",
    "rank": "ลำดับ ลำดับที่ ที่ อันดับ อันดับที่ ลำดับคะแนน no no. rank #",
    "indicator": "ตัวชี้วัด ชื่อตัวชี้วัด รายการตัวชี้วัด ประเด็นตัวชี้วัด หัวข้อ indicator",
    "score": "คะแนน คะแนนที่ได้ คะแนนรายตัวชี้วัด ร้อยละ ผลคะแนน ผลคะแนนที่ได้ คะแนนตัวชี้วัด คะแนน(ร้อยละ) score",
    "tool": "เครื่องมือ เครื่องมือการประเมิน แบบวัด แบบ เครื่องมือประเมิน instrument tool",
}
_FIXED = {key_of(word): role for role, words in _WORDS.items() for word in words.split()}
_TOTAL = re.compile(
    r"^(ผล)?(คะแนน)?(การประเมิน)?ita(?![a-z])|คะแนน(การประเมิน)?ita|คะแนน(เฉลี่ย)?รวม|คะแนนภาพรวม|รวมคะแนน|^total|^รวม$"
)
_LEVEL = re.compile(r"^(ผลการประเมิน)?ระดับ|^ผลการประเมิน$|^เกรด|^rating|^level|^grade")
_NUMBERED = re.compile(r"^(?:ตัวชี้วัด(?:ที่)?|indicator|kpi|i)\.?\(?([0-9]{1,2})\)?(?![0-9])[.:)\-–]?(.*)$")
_LEADING = re.compile(r"^\(?[0-9]{1,2}[.)]*")
_BARE = re.compile(r"^([0-9]{1,2})\.?$")
_OVERRIDDEN = ("", "indicator", "tool", "score")  # roles that a bare number below them makes precise


class Label(NamedTuple):
    """What a header text means: a role, or a bare number, or a number that contradicts the name."""

    role: str = ""
    number: int = 0
    contradicts: bool = False


@dataclass(frozen=True)
class Header:
    """A table's header: its rows, its columns' roles, texts and years."""

    first: int
    last: int
    roles: dict[int, str]
    texts: list[str]
    years: frozenset[int]

    @property
    def signature(self) -> str:
        """Equal for tables with the same header texts in the same columns."""
        return signature(self.texts)


def label(raw: Raw, vocabulary: Vocabulary) -> Label:
    """What a header text means to the vocabulary."""
    if not isinstance(raw, (str, float, int)):
        return Label()
    key = key_of(raw)
    bare = _BARE.match(key)
    if bare:
        return Label(number=int(bare[1]))
    named = _named(key, vocabulary)
    numbered = _NUMBERED.match(key)
    if numbered and int(numbered[1]) in vocabulary.indicators:
        by_number = f"score:{int(numbered[1])}"
        named = named if named.startswith("score:") else ""
        return Label(named or by_number, contradicts=named not in ("", by_number))
    return Label(named or _by_words(key))


def _named(key: str, vocabulary: Vocabulary) -> str:
    """The role of the longest indicator or instrument name in a text."""
    exact = vocabulary.roles.get(key) or vocabulary.roles.get(_LEADING.sub("", key))
    if exact or len(key) > _TITLE_LENGTH:
        return exact or ""
    inside = (role for name, role in vocabulary.by_length if len(name) > _CODE_LENGTH and name in key)
    return next(inside, "") or _short_name(key, vocabulary)


def _short_name(key: str, vocabulary: Vocabulary) -> str:
    """The instrument whose code stands alone among other words: "คะแนน IIT", "IIT (30)"."""
    for word in re.findall(r"[a-z]+", key):
        if word in vocabulary.roles:
            return vocabulary.roles[word]
    return ""


def _by_words(key: str) -> str:
    if key in _FIXED:
        return _FIXED[key]
    if _LEVEL.search(key):
        return "level"
    return "total" if _TOTAL.search(key) else ""


def find(grid: Grid, vocabulary: Vocabulary) -> Header | None:
    """The header that explains the most columns, in the first rows; None when nothing is recognised."""
    search = _Search(_header_rows(grid), vocabulary)
    windows = [(top, height) for height in HEIGHTS for top in range(len(search.rows) - height + 1)]
    best = max(windows, key=lambda window: search.weight(*window), default=None)
    return search.header(*best) if best and search.weight(*best) > 0 else None


def contradictions(grid: Grid, header: tuple[int, int], vocabulary: Vocabulary) -> list[tuple[int, int]]:
    """Header cells whose number and name mean different indicators, as (row, column)."""
    rows = range(header[0], min(header[1] + 1, len(grid.rows)))
    return [
        (row, column)
        for row in rows
        for column, raw in enumerate(grid.rows[row])
        if label(raw, vocabulary).contradicts
    ]


# A header row: its own texts, and the texts of cells merged over several columns, spread over all of them.
_Row = tuple[list[Raw], list[str]]


def _header_rows(grid: Grid) -> list[_Row]:
    own = [list(row) for row in grid.rows[:SEARCHED_ROWS]]
    bands = [[""] * len(row) for row in own]
    for top, left, bottom, right in grid.merges:
        if right > left and top < len(own):
            text = str(own[top][left])
            own[top][left] = ""
            for row in range(top, min(bottom + 1, len(own))):
                bands[row][left : right + 1] = [text] * (right + 1 - left)
    return list(zip(own, bands, strict=True))


class _Search:
    """The first rows of a grid, every text of them understood once."""

    def __init__(self, rows: list[_Row], vocabulary: Vocabulary) -> None:
        self.rows = rows
        self.labels = [[label(text, vocabulary) for text in own] for own, _ in rows]
        self.bands = [[label(text, vocabulary).role for text in bands] for _, bands in rows]
        self.years = [[_one_year(own, band) for own, band in zip(*row, strict=True)] for row in rows]
        self.numbers = set(vocabulary.indicators)

    def weight(self, top: int, height: int) -> float:
        """How well these rows explain the table: distinct roles; fewer rows and earlier ones win a tie."""
        return len(set(self.roles(top, height).values())) - 0.5 * (height - 1) - top / 1000

    def roles(self, top: int, height: int) -> dict[int, str]:
        """The roles of columns under these header rows, the lowest text of a column first."""
        named, bare = {}, {}
        for column, cells in enumerate(zip(*reversed(self.labels[top : top + height]), strict=True)):
            named[column] = next((cell.role for cell in cells if cell.role), "")
            number = next((cell.number for cell in cells if cell.number), 0)
            if number and (named[column] in _OVERRIDDEN or named[column].startswith("instrument:")):
                bare[column] = number
        if self._are_indicators(list(bare.values()), top, height):
            named.update({column: f"score:{number}" for column, number in bare.items()})
        named.update(self._of_years(named, top, height))
        return {column: role for column, role in named.items() if role}

    def _of_years(self, named: dict[int, str], top: int, height: int) -> dict[int, str]:
        """Figures of several years side by side: "total@2563", "total@2564"."""
        found = {}
        for column, year in self.column_years(top, height).items():
            band = next((row[column] for row in reversed(self.bands[top : top + height]) if row[column]), "")
            role = named[column] or band
            if not role and any(parse_year(own[column]) == year for own, _ in self.rows[top : top + height]):
                role = "total"
            role = "total" if role == "score" else role
            if is_figure(role):
                found[column] = f"{role}@{year}"
        several = Counter(role.partition("@")[0] for role in set(found.values()))
        return found if max(several.values(), default=0) > 1 else {}

    def column_years(self, top: int, height: int) -> dict[int, int]:
        """Column -> the one year that its header names."""
        years = {}
        for column, found in enumerate(zip(*self.years[top : top + height], strict=True)):
            distinct = set(found) - {0}
            if len(distinct) == 1:
                years[column] = distinct.pop()
        return years

    def _are_indicators(self, found: list[int], top: int, height: int) -> bool:
        """Bare numbers mean indicators when all are different, and complete or under a text that says so."""
        if len(found) < FEWEST_NUMBERS or len(set(found)) < len(found) or not set(found) <= self.numbers:
            return False
        above = self.rows[max(0, top - 1) : top + height]
        says_so = any("ตัวชี้วัด" in str(text) for own, bands in above for text in (*own, *bands))
        return says_so or set(found) == self.numbers

    def header(self, top: int, height: int) -> Header:
        """These rows as a header."""
        window = self.rows[top : top + height]
        columns = range(len(window[0][0]))
        cells = [[(own[column], bands[column]) for own, bands in window] for column in columns]
        texts = [
            " ".join(filter(None, (key_of(own) or key_of(band) for own, band in column))) for column in cells
        ]
        years = frozenset(self.column_years(top, height).values())
        return Header(top, top + height - 1, self.roles(top, height), texts, years)


def _one_year(own: Raw, band: str) -> int:
    """The year that a header cell, or the merged one above it, names; 0 for none or several."""
    found = years_in(str(own)) | years_in(band)
    return found.pop() if len(found) == 1 else 0
