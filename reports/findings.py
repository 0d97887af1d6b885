"""What keeps a memo from being submitted, or deserves a look: number, date, texts, chain and data.

Pure rules in the manner of assessments.findings: one rule = one function = one code = one Thai message.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from assessments.findings import SEVERITIES, Finding, Severity
from reports.mentions import Mentions, place_parts, places_in, years_in
from reports.numbers import is_complete
from thai.dates import full_date

LATE_AFTER = timedelta(days=120)  # results come in summer, memos are signed until the year's first quarter


@dataclass(frozen=True)
class Chained:
    """One position of the chain: its title and whether someone can comment in the portal."""

    title: str
    has_person: bool


@dataclass(frozen=True)
class MemoFacts:
    """All that the rules look at; `own_words` are the author's texts by field, without defaults."""

    number: str
    day: date | None
    author: str
    own_words: Mapping[str, str]
    chain: Sequence[Chained]
    years: frozenset[int]  # B.E. years that the memo may speak of
    place: str  # อำเภอ… จังหวัด…, as far as known
    announced_on: date | None = None
    data_is_draft: bool = False
    data_errors: Sequence[Finding] = ()


Rule = Callable[[MemoFacts], Iterator[Finding]]


def number_missing(facts: MemoFacts) -> Iterator[Finding]:
    """No running number yet."""
    if not is_complete(facts.number):
        message = "ยังไม่มีเลขที่หนังสือ กรอกเลขจากทะเบียนของหน่วยงาน หรือให้ระบบออกเลขลำดับถัดไปให้"
        yield Finding("number_missing", "error", message, "number")


def date_missing(facts: MemoFacts) -> Iterator[Finding]:
    """No date yet."""
    if facts.day is None:
        yield Finding("date_missing", "error", "ยังไม่ได้ระบุวันที่ของบันทึกข้อความ", "date")


def date_before_announcement(facts: MemoFacts) -> Iterator[Finding]:
    """A memo cannot report results before they are announced."""
    if facts.day and facts.announced_on and facts.day < facts.announced_on:
        message = (
            f"วันที่ของบันทึกข้อความ ({full_date(facts.day, thai_digits=False)}) "
            f"อยู่ก่อนวันประกาศผลการประเมิน ({full_date(facts.announced_on, thai_digits=False)})"
        )
        yield Finding("date_before_announcement", "error", message, "date")


def date_late(facts: MemoFacts) -> Iterator[Finding]:
    """The memo comes long after the announcement."""
    if facts.day and facts.announced_on and facts.day - facts.announced_on > LATE_AFTER:
        message = f"วันที่ของบันทึกข้อความห่างจากวันประกาศผลเกิน {LATE_AFTER.days} วัน โปรดตรวจสอบว่าระบุปีถูกต้อง"
        yield Finding("date_late", "warning", message, "date")


def foreign_year(facts: MemoFacts) -> Iterator[Finding]:
    """The author's words name a year that is not the data's: an error after ปีงบประมาณ, else a warning.

    Years in names of laws, rules and plans, and ranges of years, may be any (reports.mentions).
    """
    for field, text in facts.own_words.items():
        for severity, strange in _by_severity(years_in(text).without(facts.years)):
            years = ", ".join(map(str, strange))
            message = f"ข้อความกล่าวถึงปี {years} ซึ่งไม่ตรงกับปีของข้อมูล โปรดตรวจสอบว่าไม่ได้คัดลอกมาจากปีอื่น"
            yield Finding("foreign_year", severity, message, field)


def foreign_place(facts: MemoFacts) -> Iterator[Finding]:
    """The author's words name a district or province that is not the agency's.

    An error where the name is certain, a warning where the letters may be other words (reports.mentions).
    """
    own = place_parts(facts.place)
    for field, text in facts.own_words.items():
        for kind, mentions in places_in(text, facts.place).items():
            for severity, names in _by_severity(mentions):
                for name in names:
                    message = f"ข้อความกล่าวถึง{kind}{name} แต่หน่วยงานนี้ตั้งอยู่ที่{kind}{own[kind]}"
                    yield Finding("foreign_place", severity, message, field)


def _by_severity(mentions: Mentions) -> Iterator[tuple[Severity, list[Any]]]:
    """Certain mentions block the submission, doubtful ones ask for a look."""
    if mentions.certain:
        yield "error", sorted(mentions.certain)
    if mentions.doubtful:
        yield "warning", sorted(mentions.doubtful)


def chain_on_paper(facts: MemoFacts) -> Iterator[Finding]:
    """Positions for which nobody is named in the portal comment on paper."""
    paper = [row.title for row in facts.chain if not row.has_person]
    if paper:
        message = f"ตำแหน่งที่ไม่ได้กำหนดผู้ให้ความเห็นในระบบจะลงความเห็นในเอกสาร ได้แก่ {', '.join(paper)}"
        yield Finding("chain_on_paper", "hint", message, "chain")


def author_missing(facts: MemoFacts) -> Iterator[Finding]:
    """The signature of the author has no name."""
    if not facts.author.strip():
        yield Finding("author_missing", "warning", "ยังไม่ได้ระบุชื่อผู้เสนอ เอกสารจะพิมพ์เป็นเส้นประ", "author_name")


def data_is_draft(facts: MemoFacts) -> Iterator[Finding]:
    """The scores may still change: nobody has handed them in."""
    if facts.data_is_draft:
        message = "ผลการประเมินยังเป็นร่าง คะแนนอาจเปลี่ยนหลังจากเสนอบันทึกข้อความ ควรส่งผลพิจารณาก่อน"
        yield Finding("data_is_draft", "warning", message, "scores")


def data_has_errors(facts: MemoFacts) -> Iterator[Finding]:
    """The assessment itself is not clean."""
    yield from facts.data_errors


RULES: list[Rule] = [
    number_missing,
    date_missing,
    date_before_announcement,
    date_late,
    foreign_year,
    foreign_place,
    chain_on_paper,
    author_missing,
    data_is_draft,
    data_has_errors,
]


def check(facts: MemoFacts) -> list[Finding]:
    """Return the findings of all rules: errors, then warnings, then hints."""
    found = [finding for rule in RULES for finding in rule(facts)]
    return sorted(found, key=lambda finding: SEVERITIES.index(finding.severity))
