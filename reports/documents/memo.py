"""The official memo: regulation on correspondence B.E. 2526, clause 12, form 2."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assessments.results import AssessmentResult
from reports import texts
from reports.documents.common import Outcome, official, outcome_of
from reports.documents.phrases import full_unit, values_of
from reports.models import Memo
from reports.numbers import opened
from thai.dates import full_date


@dataclass(frozen=True)
class Reviewer:
    """A position of the review chain; an empty name is left for handwriting."""

    title: str
    name: str


@dataclass(frozen=True)
class Comment:
    """A block for one reviewer's comment; without a text its lines are left for handwriting."""

    heading: str
    reviewer: Reviewer
    text: str = ""
    date: str = ""


@dataclass(frozen=True)
class MemoDocument:
    """The memo as it is printed. `number` may end in / and `date` be empty: both are written by hand."""

    agency: str
    terms: tuple[str, ...]
    speed: str
    office: str
    number: str
    date: str
    subject: str
    addressee: str
    paragraphs: tuple[str, ...]
    author: Reviewer
    comments: tuple[Comment, ...]

    @property
    def title(self) -> str:
        """The title of the file."""
        return f"บันทึกข้อความ {self.subject}"


def memo_document(result: AssessmentResult, memo: Memo, chain: Sequence[Reviewer]) -> MemoDocument:
    """Build the memo of an assessment; empty fields take the default wording."""
    outcome = outcome_of(result)
    organization = result.organization
    values = values_of(outcome, office=unit_name(memo.office, outcome))
    return MemoDocument(
        agency=outcome.agency.name,
        terms=outcome.terms,
        speed=memo.speed,
        office=official(office_line(memo.office, outcome, organization.phone)),
        number=official(number_line(memo.number, organization.document_prefix)),
        date=full_date(memo.date) if memo.date else "",
        subject=official(memo.subject) or texts.fill(texts.MEMO_SUBJECT, values),
        addressee=official(memo.addressee) or default_addressee(chain),
        paragraphs=tuple(paragraphs(memo, outcome, values)),
        author=Reviewer(memo.author_position, memo.author_name),
        comments=tuple(Comment(texts.COMMENT_OF.format(title=row.title), row) for row in chain),
    )


def unit_name(typed: str, outcome: Outcome) -> str:
    """The office inside the agency: what was typed without the agency's own name."""
    for name in (outcome.agency.name, outcome.agency.short_name):
        typed = typed.replace(name, "")
    return typed.strip()


def office_line(typed: str, outcome: Outcome, phone: str = "") -> str:
    """สำนักปลัด องค์การบริหารส่วนตำบล… โทร. …"""
    unit = unit_name(typed, outcome) or outcome.agency.office
    call = f"โทร. {phone}" if phone and phone not in unit else ""
    return texts.sentence(full_unit(outcome.agency, unit), call)


def number_line(typed: str, prefix: str) -> str:
    """The number as typed, else the agency's prefix with its stroke, ready for the running number."""
    return typed or opened(prefix)


def default_addressee(chain: Sequence[Reviewer]) -> str:
    """The last position of the chain decides."""
    return chain[-1].title if chain else ""


def paragraphs(memo: Memo, outcome: Outcome, values: dict[str, str]) -> list[str]:
    """Reason, purpose and close: the author's own words, else the defaults. Blank lines part paragraphs."""
    scored = outcome.ranked or outcome.total is not None
    purpose = texts.MEMO_PURPOSE if scored else texts.MEMO_PURPOSE_WITHOUT_SCORES
    chosen = (
        memo.reason or texts.MEMO_REASON,
        memo.purpose or purpose,
        memo.closing or texts.MEMO_CLOSING,
    )
    return [_filled(line, values) for text in chosen for line in text.splitlines() if line.strip()]


def _filled(template: str, values: dict[str, str]) -> str:
    """One paragraph; phrases that say nothing are left out, single unknown figures become dots."""
    for phrase in ("split", "result", "announcement"):
        if not values[phrase]:
            template = template.replace(f"{{{phrase}}}", "")
    return official(" ".join(texts.fill(template, values).split()))


def default_wording(result: AssessmentResult, chain: Sequence[Reviewer]) -> dict[str, str]:
    """What each field prints while its author leaves it empty."""
    organization = result.organization
    printed = memo_document(result, Memo(), chain)
    reason, purpose, closing = (*printed.paragraphs, "", "", "")[:3]
    return {
        "office": outcome_of(result).agency.office,
        "number": number_line("", organization.document_prefix),
        "subject": printed.subject,
        "addressee": printed.addressee,
        "reason": reason,
        "purpose": purpose,
        "closing": closing,
    }
