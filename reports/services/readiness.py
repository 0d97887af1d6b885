"""Whether a memo may be submitted: its facts handed to the rules, and where each finding is mended."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from assessments.findings import Finding
from reports.documents.sources import Sources
from reports.findings import Chained, MemoFacts, check
from reports.models import ReviewStep
from thai.dates import be_year

OWN_WORDS = ("subject", "reason", "purpose", "closing")  # fields of the memo that hold free text


def memo_findings(sources: Sources, chain: Sequence[ReviewStep]) -> list[Finding]:
    """Return what keeps the memo from being submitted or deserves a look, errors first."""
    memo, year = sources.memo, sources.result.year
    announced_on = sources.result.edition.fiscal_year.announced_on
    return check(
        MemoFacts(
            number=memo.number,
            day=memo.date,
            author=memo.author_name,
            own_words={name: getattr(memo, name) for name in OWN_WORDS},
            chain=[Chained(step.title, not step.on_paper) for step in chain],
            years=frozenset({year, year + 1, sources.plan_year, *_years(announced_on, memo.date)}),
            place=sources.result.organization.place,
            announced_on=announced_on,
            data_is_draft=sources.is_draft,
            data_errors=[row for row in sources.result.findings if row.severity == "error"],
        )
    )


def _years(*days: date | None) -> list[int]:
    return [be_year(day) for day in days if day is not None]
