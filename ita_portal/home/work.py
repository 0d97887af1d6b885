"""What waits for a person in one agency and year, and how far the year has come (pure rules).

The course of a year: results of fiscal year n are announced July–September; the memo is signed by October,
measures for n+1 are adopted by December, the half-year report is due on 31 March, publishing by 30 April.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Literal

from reports.numbers import is_complete
from thai.dates import ERA_OFFSET, fiscal_year_of, short_date

Progress = Literal["done", "current", "late", "waiting"]
FIRST_ANNOUNCEMENT = 7  # month
EARLIER_YEARS = 2  # of which all work is told; of others only what somebody waits for
PUBLISHING = range(1, 5)  # months in which the items of the running fiscal year are published


@dataclass(frozen=True)
class Duties:
    """What the person may do for the agency."""

    enters: bool = False
    discloses: bool = False
    decides: bool = False
    plans: bool = False
    writes_memo: bool = False


@dataclass(frozen=True)
class EarlierYear:
    """What a fiscal year before the shown one may still owe; state names are those of the models."""

    year: int
    state: str = "draft"
    complete: bool = False  # every indicator has its score
    returned_because: str = ""
    memo_state: str = ""
    late_measures: int = 0


@dataclass(frozen=True)
class Situation:
    """Where one agency stands in one fiscal year (B.E.); state names are those of the models."""

    year: int
    today: date
    is_empty: bool = False
    total: Decimal | None = None
    missing: int = 0
    errors: int = 0
    warnings: int = 0
    state: str = "draft"
    returned_because: str = ""
    sent_by_me: bool = False
    weak: tuple[int, ...] = ()  # indicator numbers below the line
    uncovered: tuple[int, ...] = ()  # of them, those without a measure
    measures: int = 0
    late_measures: int = 0  # in a plan that still runs
    plan_state: str = ""
    memo_state: str = ""
    memo_number: str = ""
    memo_waits_for_me: bool = False
    paper_turn: str = ""  # the position whose turn it is to comment on paper
    issued: bool = False
    published: bool = False
    disclosing_year: int | None = None  # whose items (OIT) are published these months
    disclosure_items: int = 0
    undisclosed: int = 0  # of them, those that the self-check does not call published
    newer_year: int | None = None  # a later year whose results may have been announced
    sent_years: tuple[int, ...] = ()  # earlier years whose result somebody else has sent for approval
    earlier: tuple[EarlierYear, ...] = ()  # nearest first


@dataclass(frozen=True)
class Task:
    """One thing to do: `page` names the address, `year` its fiscal year; `urgent` ones come first."""

    title: str
    reason: str
    button: str
    page: str
    year: int
    urgent: bool = False


@dataclass(frozen=True)
class Step:
    """One step of the year; `due` is when offices usually have it done."""

    name: str
    page: str
    progress: Progress
    note: str
    due: date


def current_year(assessed: Iterable[int], editions: Iterable[int], today: date) -> int | None:
    """Return the latest assessed year, else the latest edition whose year runs or has ended."""
    begun = [year for year in editions if year <= fiscal_year_of(today)]
    return max(assessed, default=None) or max(begun, default=None)


def newer_year(year: int, editions: Iterable[int], today: date) -> int | None:
    """Return the latest edition after `year` whose results may have been announced already."""
    reached = fiscal_year_of(today)
    if not FIRST_ANNOUNCEMENT <= today.month <= 9:
        reached -= 1
    return max((edition for edition in editions if year < edition <= reached), default=None)


def disclosing_year(editions: Iterable[int], today: date) -> int | None:
    """Return the fiscal year whose disclosure items are to be published these months; None outside them."""
    running = fiscal_year_of(today)
    return running if today.month in PUBLISHING and running in editions else None


def tasks(now: Situation, duties: Duties) -> list[Task]:
    """Return what waits for the person, urgent things first."""
    found = [task for rule in RULES for task in rule(now, duties)]
    return sorted(found, key=lambda task: not task.urgent)


def _returned(now: Situation, duties: Duties) -> Iterator[Task]:
    if duties.enters and now.state == "draft" and now.returned_because:
        reason = f"ผู้บริหารส่งคืนโดยให้เหตุผลว่า “{now.returned_because}”"
        yield Task("แก้ไขคะแนนที่ถูกส่งคืน", reason, "แก้ไขคะแนน", "scores", now.year, urgent=True)


def _memo_turn(now: Situation, duties: Duties) -> Iterator[Task]:
    if now.memo_waits_for_me:
        reason = "ถึงลำดับของท่านในการให้ความเห็นในบันทึกข้อความเสนอผลการประเมิน"
        yield Task("ให้ความเห็นในบันทึกข้อความ", reason, "เปิดบันทึกข้อความ", "memo", now.year, urgent=True)


def _approve(now: Situation, duties: Duties) -> Iterator[Task]:
    if duties.decides and now.state == "submitted" and not now.sent_by_me:
        reason = "ผู้บันทึกส่งผลคะแนนมาให้พิจารณาแล้ว"
        yield Task("พิจารณาให้ความเห็นชอบผลคะแนน", reason, "พิจารณา", "scores", now.year, urgent=True)


def _approve_earlier(now: Situation, duties: Duties) -> Iterator[Task]:
    for year in now.sent_years if duties.decides else ():
        title = f"พิจารณาให้ความเห็นชอบผลคะแนนปีงบประมาณ {year}"
        reason = f"ผลคะแนนปีงบประมาณ {year} ส่งมาแล้วและยังไม่มีผู้พิจารณา"
        yield Task(title, reason, "พิจารณา", "scores", year, urgent=True)


def _enter(now: Situation, duties: Duties) -> Iterator[Task]:
    if not duties.enters or now.state != "draft" or not now.missing:
        return
    reason = f"ยังขาดคะแนน {now.missing} ตัวชี้วัด"
    yield Task("บันทึกคะแนนให้ครบ", reason, "บันทึกคะแนน", "scores", now.year, urgent=True)


def _mend(now: Situation, duties: Duties) -> Iterator[Task]:
    found = now.warnings if now.missing else now.warnings + now.errors
    if duties.enters and now.state == "draft" and found:
        reason = f"พบ {found} รายการที่ตัวเลขอาจไม่ถูกต้องหรือยังไม่ชัดเจน"
        yield Task("ตรวจสอบข้อมูลที่น่าสงสัย", reason, "ดูรายการ", "result", now.year)


def _submit(now: Situation, duties: Duties) -> Iterator[Task]:
    if duties.enters and now.state == "draft" and not now.errors and not now.returned_because:
        yield Task("ส่งผลคะแนนให้พิจารณา", "คะแนนครบทุกตัวชี้วัดแล้ว", "ไปหน้าคะแนน", "scores", now.year, urgent=True)


def _write_memo(now: Situation, duties: Duties) -> Iterator[Task]:
    if not duties.writes_memo or now.missing:
        return
    if now.memo_state == "returned":
        reason = "ผู้พิจารณาส่งคืนให้แก้ไข"
        yield Task("แก้ไขบันทึกข้อความ", reason, "แก้ไข", "memo", now.year, urgent=True)
    elif not now.memo_state:
        reason = "เสนอผลการประเมินต่อผู้บริหารตามลำดับชั้น"
        yield Task("จัดทำบันทึกข้อความ", reason, "เริ่มเขียน", "memo", now.year)
    elif now.memo_state == "draft":
        unnumbered = "" if is_complete(now.memo_number) else " และยังไม่มีเลขที่หนังสือ"
        reason = f"มีร่างบันทึกข้อความที่ยังไม่ได้เสนอ{unnumbered}"
        yield Task("ทำบันทึกข้อความให้เสร็จ", reason, "เขียนต่อ", "memo", now.year)


def _record(now: Situation, duties: Duties) -> Iterator[Task]:
    if duties.writes_memo and now.paper_turn:
        reason = f"รอ{now.paper_turn}ลงความเห็นในเอกสาร ซึ่งไม่ได้กำหนดผู้ให้ความเห็นในระบบ"
        yield Task("บันทึกความเห็นที่ลงในเอกสาร", reason, "เปิดบันทึกข้อความ", "memo", now.year)


def _issue(now: Situation, duties: Duties) -> Iterator[Task]:
    if duties.writes_memo and now.memo_state == "completed":
        reason = "บันทึกข้อความพิจารณาครบทุกลำดับแล้ว"
        yield Task("ออกเอกสาร", reason, "เปิดบันทึกข้อความ", "memo", now.year, urgent=True)


def _draft_measures(now: Situation, duties: Duties) -> Iterator[Task]:
    if duties.plans and now.uncovered and now.plan_state != "closed":
        numbers = ", ".join(map(str, now.uncovered))
        reason = f"ตัวชี้วัดที่ {numbers} ต่ำกว่าเส้นแบ่งและยังไม่มีมาตรการ"
        yield Task("จัดทำมาตรการสำหรับจุดอ่อน", reason, "จัดทำมาตรการ", "measures", now.year)


def _follow_up(now: Situation, duties: Duties) -> Iterator[Task]:
    if duties.plans and now.late_measures:
        reason = _late_reason(now.late_measures)
        yield Task("ติดตามผลมาตรการ", reason, "ดูมาตรการ", "measures", now.year)


def _late_reason(count: int) -> str:
    return f"ล่าช้า {count} มาตรการ โปรดรายงานความคืบหน้า"


def _earlier(now: Situation, duties: Duties) -> Iterator[Task]:
    """Tell the work of earlier years, which goes on for months after the next result is announced."""
    found = [task for earlier in now.earlier for rule in EARLIER_RULES for task in rule(earlier, duties)]
    nearest = list(dict.fromkeys(task.year for task in found))[:EARLIER_YEARS]
    yield from (task for task in found if task.urgent or task.year in nearest)


def _earlier_result(earlier: EarlierYear, duties: Duties) -> Iterator[Task]:
    year = earlier.year
    if not duties.enters or earlier.state != "draft":
        return
    if earlier.returned_because:
        title = f"แก้ไขคะแนนปีงบประมาณ {year} ที่ถูกส่งคืน"
        reason = f"ผู้บริหารส่งคืนโดยให้เหตุผลว่า “{earlier.returned_because}”"
        yield Task(title, reason, "แก้ไขคะแนน", "scores", year, urgent=True)
    elif earlier.complete:
        title = f"ส่งผลคะแนนปีงบประมาณ {year} ให้พิจารณา"
        yield Task(title, "คะแนนครบทุกตัวชี้วัดแล้วและยังไม่ได้ส่งพิจารณา", "ไปหน้าคะแนน", "scores", year)


def _earlier_memo(earlier: EarlierYear, duties: Duties) -> Iterator[Task]:
    year = earlier.year
    if not duties.writes_memo:
        return
    if earlier.memo_state == "returned":
        title = f"แก้ไขบันทึกข้อความปีงบประมาณ {year}"
        yield Task(title, "ผู้พิจารณาส่งคืนให้แก้ไข", "แก้ไข", "memo", year, urgent=True)
    elif earlier.memo_state == "draft" and earlier.complete:
        title = f"ทำบันทึกข้อความปีงบประมาณ {year} ให้เสร็จ"
        yield Task(title, "มีร่างบันทึกข้อความที่ยังไม่ได้เสนอ", "เขียนต่อ", "memo", year)
    elif earlier.memo_state == "completed":
        title = f"ออกเอกสารปีงบประมาณ {year}"
        yield Task(title, "บันทึกข้อความพิจารณาครบทุกลำดับแล้ว", "เปิดบันทึกข้อความ", "memo", year, urgent=True)


def _earlier_follow_up(earlier: EarlierYear, duties: Duties) -> Iterator[Task]:
    if duties.plans and earlier.late_measures:
        title = f"ติดตามผลมาตรการที่ตอบผลปีงบประมาณ {earlier.year}"
        yield Task(title, _late_reason(earlier.late_measures), "ดูมาตรการ", "measures", earlier.year)


def _disclose(now: Situation, duties: Duties) -> Iterator[Task]:
    if duties.discloses and now.disclosing_year and now.undisclosed:
        title = f"ตรวจสอบการเปิดเผยข้อมูล (OIT) ปีงบประมาณ {now.disclosing_year}"
        reason = f"ยังไม่เผยแพร่ {now.undisclosed} จาก {now.disclosure_items} ข้อ ควรครบภายใน 30 เม.ย."
        yield Task(title, reason, "ตรวจสอบตนเอง", "oit", now.disclosing_year)


def _next_year(now: Situation, duties: Duties) -> Iterator[Task]:
    if duties.enters and now.newer_year and not now.is_empty:
        reason = "ผลการประเมินของปีนี้อาจประกาศแล้ว และยังไม่มีคะแนนในระบบ"
        yield Task(f"เริ่มบันทึกคะแนนปี {now.newer_year}", reason, "บันทึกคะแนน", "scores", now.newer_year)


RULES: list[Callable[[Situation, Duties], Iterator[Task]]] = [
    _memo_turn,
    _approve,
    _approve_earlier,
    _returned,
    _enter,
    _submit,
    _mend,
    _write_memo,
    _record,
    _issue,
    _draft_measures,
    _follow_up,
    _earlier,
    _disclose,
    _next_year,
]
EARLIER_RULES: list[Callable[[EarlierYear, Duties], Iterator[Task]]] = [
    _earlier_result,
    _earlier_memo,
    _earlier_follow_up,
]


def steps(now: Situation) -> list[Step]:
    """Return the year's six steps; the first one that is not done is the current one, or late."""
    found = [_scores(now), _analysis(now), _memo(now), _measures(now), _watch(now), _publish(now)]
    first = next((step for step in found if step.progress != "done"), None)
    return [_placed(step, step is first, now.today) for step in found]


def _placed(step: Step, is_first: bool, today: date) -> Step:
    if not is_first:
        return step
    return replace(step, progress="late" if today > step.due else "current")


def _step(name: str, page: str, done: bool, note: str, year: int, due: tuple[int, int, int]) -> Step:
    """Make a step; `due` is (years after the assessed fiscal year, month, day)."""
    years, month, day = due
    return Step(name, page, "done" if done else "waiting", note, date(year - ERA_OFFSET + years, month, day))


def _scores(now: Situation) -> Step:
    notes = {"submitted": "ส่งพิจารณาแล้ว", "approved": "เห็นชอบแล้ว", "locked": "ปิดการแก้ไขแล้ว"}
    draft = f"ขาด {now.missing} ตัวชี้วัด" if now.missing else "ครบแล้ว ยังไม่ได้ส่งพิจารณา"
    note = notes.get(now.state, draft)
    return _step("คะแนน", "scores", now.state != "draft", note, now.year, (0, 9, 30))


def _analysis(now: Situation) -> Step:
    done = now.state in ("approved", "locked")
    note = "ยังสรุปไม่ได้" if now.total is None else f"จุดอ่อน {len(now.weak)} ตัวชี้วัด"
    return _step("วิเคราะห์", "result", done, note, now.year, (0, 9, 30))


def _memo(now: Situation) -> Step:
    notes = {
        "": "ยังไม่ได้เริ่ม",
        "draft": "เป็นร่าง",
        "in_review": "อยู่ระหว่างพิจารณา",
        "returned": "ส่งคืนแก้ไข",
        "completed": "พิจารณาครบแล้ว",
        "issued": "ออกเอกสารแล้ว",
    }
    done = now.memo_state in ("completed", "issued")
    return _step("บันทึกข้อความ", "memo", done, notes[now.memo_state], now.year, (0, 10, 31))


def _measures(now: Situation) -> Step:
    done = now.plan_state in ("adopted", "closed")
    note = f"{now.measures} มาตรการ" + ("" if done or not now.measures else " (ร่าง)")
    return _step("มาตรการ", "measures", done, note, now.year, (0, 12, 31))


def _watch(now: Situation) -> Step:
    done = now.plan_state == "closed"
    late = f"ล่าช้า {now.late_measures} มาตรการ" if now.late_measures else "รายงานรอบ 6 เดือน"
    return _step("ติดตาม", "measures", done, "สิ้นสุดแล้ว" if done else late, now.year, (1, 3, 31))


def _publish(now: Situation) -> Step:
    note = "ออกเอกสารแล้ว ยังไม่ได้เผยแพร่" if now.issued else "ยังไม่ได้ออกเอกสาร"
    page = "publishing" if now.issued else "documents"
    note = "เผยแพร่แล้ว" if now.published else note
    return _step("เผยแพร่", page, now.published, note, now.year, (1, 4, 30))


def due_text(step: Step) -> str:
    """Say when the step is usually done: "ภายใน 31 ต.ค. 2564"."""
    return f"ภายใน {short_date(step.due, thai_digits=False)}"
