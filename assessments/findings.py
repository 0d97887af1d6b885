"""What is missing, contradictory or doubtful in the data of one assessment.

One rule = one function = one code = one Thai message. A rule yields what it finds and never raises;
errors block submission, warnings ask for a look, hints inform.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from assessments.oit import nearest_possible
from assessments.scoring import SPLIT_INSTRUMENT, Framework, Result, Scores

Severity = Literal["error", "warning", "hint"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "hint")

# A published total is rounded from finer scores than the published ones: one hundredth is no contradiction.
TOTAL_TOLERANCE = Decimal("0.01")

# Scores above which an OIT score outside the possible set is surely wrong: the few scores of indicator 10
# lie far apart, those of indicator 9 only near the top (FY2563-2565).
OIT_SURE_ABOVE = {9: Decimal(85), 10: Decimal(0)}


@dataclass(frozen=True)
class Finding:
    """One thing found: `place` is the key of the field to mend, `numbers` the indicators concerned."""

    code: str
    severity: Severity
    message: str
    place: str
    numbers: tuple[int, ...] = ()


@dataclass(frozen=True)
class Facts:
    """All that the rules look at: the entered data, its result and how sure the year's edition is."""

    framework: Framework
    scores: Scores
    result: Result
    year: int  # fiscal year, Buddhist era
    names: Mapping[int, str]  # indicator number -> official name
    announced_total: Decimal | None = None
    announced_level: str = ""
    eit_part1: Decimal | None = None
    eit_part2: Decimal | None = None
    oit_sizes: Mapping[int, tuple[int, ...]] = field(default_factory=dict)  # empty when unknown
    oit_binary_confirmed: bool = False  # items score 100 or 0 only
    edition_confirmed: bool = True

    def label(self, number: int) -> str:
        """Return number and name of an indicator as they stand in messages."""
        return f"ตัวชี้วัดที่ {number} {self.names.get(number, '')}".rstrip()


Rule = Callable[[Facts], Iterator[Finding]]


def nothing_entered(facts: Facts) -> Iterator[Finding]:
    """Neither a score nor an announced total: nothing can be said."""
    if not facts.result.ranking and facts.announced_total is None:
        message = "ยังไม่มีคะแนนรายตัวชี้วัดและยังไม่มีคะแนนรวมที่ประกาศ จึงยังสรุปผลการประเมินไม่ได้"
        yield Finding("nothing_entered", "error", message, "scores")


def scores_missing(facts: Facts) -> Iterator[Finding]:
    """Some scores are missing, so that the total cannot be computed."""
    missing = facts.result.missing
    if missing and (facts.result.ranking or facts.announced_total is not None):
        labels = ", ".join(facts.label(number) for number in missing)
        message = f"ยังขาดคะแนน {len(missing)} ตัวชี้วัด ได้แก่ {labels} จึงยังคำนวณคะแนนรวมไม่ได้"
        yield Finding("scores_missing", "error", message, "scores", missing)


def total_differs(facts: Facts) -> Iterator[Finding]:
    """The announced total is not the one that the scores give."""
    announced, computed = facts.announced_total, facts.result.total
    if announced is None or computed is None or abs(announced - computed) <= TOTAL_TOLERANCE:
        return
    message = (
        f"คะแนนรวมที่ประกาศ {announced:.2f} ไม่ตรงกับคะแนนรวมที่คำนวณจากคะแนนรายตัวชี้วัด {computed:.2f} "
        f"(ต่างกัน {abs(announced - computed):.2f} คะแนน) โปรดตรวจสอบคะแนนรวมและคะแนนรายตัวชี้วัดอีกครั้ง"
    )
    yield Finding("total_differs", "warning", message, "announced_total")


def level_differs(facts: Facts) -> Iterator[Finding]:
    """The announced level is not the one that the total and the tools give."""
    announced, level = facts.announced_level.strip(), facts.result.level
    if not announced or level is None or facts.result.shown_level.announced:
        return  # an estimate is no ground to doubt what was announced
    if announced.casefold() == level.row.name.casefold():
        return
    message = f"ระดับที่ประกาศ {announced} ไม่ตรงกับระดับตามเกณฑ์ คือ {level.row.name} เพราะ{level.reason}"
    if level.estimated:
        message = f"ระดับที่ประกาศ {announced} ไม่ใช่ชื่อระดับตามเกณฑ์ของปีนี้ โปรดตรวจสอบระดับที่ประกาศอีกครั้ง"
    yield Finding("level_differs", "warning", message, "announced_level")


def oit_score_impossible(facts: Facts) -> Iterator[Finding]:
    """An OIT score that no choice of published items can give."""
    if not facts.oit_binary_confirmed:
        return
    for number, sure_above in OIT_SURE_ABOVE.items():
        score, sizes = facts.scores.get(number), facts.oit_sizes.get(number, ())
        if score is None or score <= sure_above or not sizes or not all(sizes):
            continue
        nearest = nearest_possible(score, sizes)
        if score not in nearest:
            message = (
                f"{facts.label(number)} คะแนน {score:.2f} เป็นไปไม่ได้ตามโครงสร้าง OIT "
                f"คะแนนที่เป็นไปได้ซึ่งใกล้ที่สุด คือ {' และ '.join(f'{value:.2f}' for value in nearest)}"
            )
            yield Finding("oit_score_impossible", "warning", message, f"score:{number}", (number,))


def level_estimated(facts: Facts) -> Iterator[Finding]:
    """The level shown hangs on the two EIT parts, and one of them is missing."""
    level, parts = facts.result.level, (facts.eit_part1, facts.eit_part2)
    if None not in parts or level is None or not facts.result.shown_level.estimated:
        return
    unknown = [instrument.code for instrument in facts.result.instruments if instrument.mean is None]
    lacking = [f"ยังไม่มีคะแนน {', '.join(unknown)} ครบทุกตัวชี้วัด"] if unknown else []
    lacking.append("ยังไม่มีคะแนน EIT ส่วนที่ 1 และส่วนที่ 2 ครบทั้งสองส่วน")
    message = f"ระดับ {level.row.name} เป็นการประมาณ เพราะ{' และ'.join(lacking)}"
    if facts.result.tools.get(SPLIT_INSTRUMENT) is not None:
        message += " จึงใช้คะแนนเฉลี่ย EIT ตรวจเงื่อนไขแทน"
    yield Finding("level_estimated", "warning", message, "eit_parts")


def level_not_entered(facts: Facts) -> Iterator[Finding]:
    """An announced total without its announced level."""
    if facts.announced_total is not None and not facts.announced_level.strip():
        message = f"มีคะแนนรวมที่ประกาศ {facts.announced_total:.2f} แต่ยังไม่ได้ระบุระดับผลการประเมินที่ประกาศ"
        yield Finding("level_not_entered", "hint", message, "announced_level")


def eit_outside_parts(facts: Facts) -> Iterator[Finding]:
    """The EIT mean does not lie between its two parts, however they are combined."""
    parts = [part for part in (facts.eit_part1, facts.eit_part2) if part is not None]
    means = [i.mean for i in facts.result.instruments if i.code == SPLIT_INSTRUMENT and i.mean is not None]
    if len(parts) < 2 or not means or min(parts) <= means[0] <= max(parts):
        return
    message = (
        f"คะแนนเฉลี่ย EIT {means[0]:.2f} ไม่อยู่ระหว่างคะแนน EIT ส่วนที่ 1 และส่วนที่ 2 "
        f"({facts.eit_part1:.2f} และ {facts.eit_part2:.2f}) โปรดตรวจสอบคะแนนทั้งสองส่วน"
    )
    yield Finding("eit_outside_parts", "hint", message, "eit_parts")


def edition_unconfirmed(facts: Facts) -> Iterator[Finding]:
    """The year's criteria in the portal are not confirmed by a published source."""
    if not facts.edition_confirmed:
        message = (
            f"หลักเกณฑ์การประเมินประจำปีงบประมาณ พ.ศ. {facts.year} ที่ใช้ในระบบนี้ยังไม่ได้รับการยืนยัน "
            "โปรดตรวจสอบกับประกาศของสำนักงาน ป.ป.ช. ก่อนนำผลไปใช้"
        )
        yield Finding("edition_unconfirmed", "hint", message, "edition")


RULES: list[Rule] = [
    nothing_entered,
    scores_missing,
    total_differs,
    level_differs,
    oit_score_impossible,
    level_estimated,
    level_not_entered,
    eit_outside_parts,
    edition_unconfirmed,
]


def check(facts: Facts) -> list[Finding]:
    """Return the findings of all rules: errors, then warnings, then hints."""
    found = [finding for rule in RULES for finding in rule(facts)]
    return sorted(found, key=lambda finding: SEVERITIES.index(finding.severity))
