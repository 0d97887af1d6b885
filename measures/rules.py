"""What is missing, doubtful or contradictory in a plan of measures.

One rule = one function = one code = one Thai message, as in assessments.findings. Places are
"indicator:<number>" and "measure:<key>"; the page turns them into links.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from assessments.findings import SEVERITIES, Finding, Severity
from measures.mentions import fiscal_years_in, names_in
from thai.dates import fiscal_year_bounds, month_range, short_date
from thai.text import squash


@dataclass(frozen=True)
class MeasureFacts:
    """What the rules see of one measure; `key` names it in places, `text` is all of its wording."""

    key: int
    number: int  # of its indicator
    approach: str
    method: tuple[str, ...]
    departments: tuple[str, ...]
    starts: date
    ends: date
    follow_up: str = ""
    follow_up_due: date | None = None
    other_text: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """Everything that is written in the measure, one piece a line."""
        return "\n".join((self.approach, *self.method, self.follow_up, *self.other_text))


@dataclass(frozen=True)
class PlanFacts:
    """What the rules look at: the plan's year, the scores that it answers, its measures."""

    year: int  # fiscal year (B.E.) that the plan runs in
    assessed_year: int
    scores: Mapping[int, Decimal]
    weaknesses: frozenset[int]
    names: Mapping[int, str]  # indicator number -> official name
    measures: tuple[MeasureFacts, ...]
    own_names: frozenset[str] = frozenset()  # of the agency, its subdistrict, district and province
    other_names: frozenset[str] = frozenset()  # of other agencies and their places, as far as texts name them

    def label(self, number: int) -> str:
        """Return number and name of an indicator as they stand in messages."""
        return f"ตัวชี้วัดที่ {number} {self.names.get(number, '')}".rstrip()

    @property
    def answered(self) -> frozenset[int]:
        """The indicators that have a measure."""
        return frozenset(measure.number for measure in self.measures)


Rule = Callable[[PlanFacts], Iterator[Finding]]


def _finding(code: str, severity: Severity, measure: MeasureFacts, message: str) -> Finding:
    return Finding(code, severity, message, f"measure:{measure.key}", (measure.number,))


def _titled(measure: MeasureFacts) -> str:
    """Quote a measure by the beginning of its approach."""
    text = measure.approach.replace("\n", " ")
    return f"มาตรการ “{text[:60]}{'…' if len(text) > 60 else ''}”"


def weak_without_measure(facts: PlanFacts) -> Iterator[Finding]:
    """A weak indicator has no measure."""
    for number in sorted(facts.weaknesses - facts.answered, key=lambda n: (facts.scores[n], n)):
        message = f"{facts.label(number)} ({facts.scores[number]:.2f} คะแนน) เป็นจุดอ่อน แต่ยังไม่มีมาตรการ"
        yield Finding("weak_without_measure", "error", message, f"indicator:{number}", (number,))


def strong_before_weak(facts: PlanFacts) -> Iterator[Finding]:
    """A strong indicator has measures while a weaker one has none."""
    open_weaknesses = sorted(facts.weaknesses - facts.answered, key=lambda n: (facts.scores[n], n))
    strong = sorted((facts.answered & set(facts.scores)) - facts.weaknesses)
    if open_weaknesses and strong:
        message = (
            f"มีมาตรการสำหรับจุดแข็ง ({', '.join(facts.label(number) for number in strong)}) "
            f"แต่{facts.label(open_weaknesses[0])} ซึ่งได้คะแนนต่ำกว่ายังไม่มีมาตรการ"
        )
        place = f"indicator:{open_weaknesses[0]}"
        yield Finding("strong_before_weak", "warning", message, place, (open_weaknesses[0], *strong))


def no_department(facts: PlanFacts) -> Iterator[Finding]:
    """Nobody is responsible."""
    for measure in facts.measures:
        if not measure.departments:
            yield _finding("no_department", "error", measure, f"{_titled(measure)} ยังไม่มีผู้รับผิดชอบ")


def period_outside_year(facts: PlanFacts) -> Iterator[Finding]:
    """The period leaves the fiscal year of the plan."""
    first, last = fiscal_year_bounds(facts.year)
    for measure in facts.measures:
        if measure.starts < first or measure.ends > last:
            period = month_range(measure.starts, measure.ends, thai_digits=False)
            message = (
                f"{_titled(measure)} มีระยะเวลาดำเนินการ {period} อยู่นอกปีงบประมาณ พ.ศ. {facts.year} "
                f"({month_range(first, last, thai_digits=False)})"
            )
            yield _finding("period_outside_year", "error", measure, message)


def follow_up_before_start(facts: PlanFacts) -> Iterator[Finding]:
    """The report is due before the work begins."""
    for measure in facts.measures:
        due = measure.follow_up_due
        if due is not None and due < measure.starts:
            message = (
                f"{_titled(measure)} กำหนดรายงานผลวันที่ {short_date(due, thai_digits=False)} "
                f"ก่อนวันเริ่มดำเนินการ ({short_date(measure.starts, thai_digits=False)})"
            )
            yield _finding("follow_up_before_start", "error", measure, message)


def duplicated_text(facts: PlanFacts) -> Iterator[Finding]:
    """Two measures say the same."""
    same: dict[str, list[MeasureFacts]] = defaultdict(list)
    for measure in facts.measures:
        same[squash(measure.approach)].append(measure)
    for first, *others in same.values():
        for measure in others:
            message = f"{_titled(measure)} มีข้อความซ้ำกับมาตรการของ{facts.label(first.number)}"
            yield _finding("duplicated_text", "warning", measure, message)


def method_equals_approach(facts: PlanFacts) -> Iterator[Finding]:
    """The method only repeats the approach."""
    for measure in facts.measures:
        if measure.method and squash("".join(measure.method)) == squash(measure.approach):
            message = f"{_titled(measure)} มีวิธีการดำเนินการเหมือนกับมาตรการ/แนวทาง โปรดเขียนเป็นขั้นตอนที่ลงมือทำได้"
            yield _finding("method_equals_approach", "warning", measure, message)


def other_agency_named(facts: PlanFacts) -> Iterator[Finding]:
    """A text names another agency: a sign of copying."""
    for measure in facts.measures:
        for name in names_in(measure.text, facts.own_names | facts.other_names):
            if name not in facts.own_names:
                message = f"{_titled(measure)} กล่าวถึงหน่วยงานอื่น (“{name}”) โปรดตรวจสอบว่าไม่ได้คัดลอกมาจากเอกสารอื่น"
                yield _finding("other_agency_named", "warning", measure, message)


def other_year_named(facts: PlanFacts) -> Iterator[Finding]:
    """A text names a fiscal year that is neither the plan's nor the assessed one."""
    expected = {facts.year, facts.assessed_year}
    for measure in facts.measures:
        for year in sorted(fiscal_years_in(measure.text) - expected):
            message = (
                f"{_titled(measure)} กล่าวถึงปีงบประมาณ {year} "
                f"ซึ่งไม่ใช่ปีที่ประเมิน ({facts.assessed_year}) หรือปีที่ดำเนินการ ({facts.year})"
            )
            yield _finding("other_year_named", "warning", measure, message)


RULES: list[Rule] = [
    weak_without_measure,
    no_department,
    period_outside_year,
    follow_up_before_start,
    strong_before_weak,
    duplicated_text,
    method_equals_approach,
    other_agency_named,
    other_year_named,
]


def check(facts: PlanFacts) -> list[Finding]:
    """Return the findings of all rules: errors, then warnings, then hints."""
    found = [finding for rule in RULES for finding in rule(facts)]
    return sorted(found, key=lambda finding: SEVERITIES.index(finding.severity))
