"""What a submitted memo prints of its reviewers: what they said, nothing about the buttons they pressed."""

from __future__ import annotations

import pytest
from django.core.files.base import ContentFile

from organizations.models import Organization, User
from reports import texts
from reports.documents.kinds import KINDS
from reports.documents.printing import document_html
from reports.models import MemoRevision, ReviewPosition, ReviewStep
from reports.services import review
from reports.services.submitted import commented_memo, history_of, steps_of
from tests.reports.makers import TITLES, Office, office, open_step

pytestmark = pytest.mark.django_db
Decision = ReviewStep.Decision


@pytest.fixture
def ready(organization: Organization) -> Office:
    return office(organization)


def submit(ready: Office) -> MemoRevision:
    return review.submit(ready.memo, version=ready.memo.version, user=ready.author)


def first_comment(revision: MemoRevision) -> str:
    """Return what is printed for the first position."""
    return commented_memo(revision, steps_of(revision)).comments[0].text


@pytest.mark.parametrize(
    ("decision", "typed", "printed"),
    [
        (Decision.ENDORSED, "ทราบ", "ทราบ"),
        (Decision.ENDORSED, "เห็นควรดำเนินการต่อ", "เห็นควรดำเนินการต่อ"),
        (Decision.ENDORSED, "", "เห็นชอบ"),
        (Decision.ACKNOWLEDGED, "", "ทราบ"),
        (Decision.ACKNOWLEDGED, "มอบกองคลัง\nภายใน 15 วัน", "มอบกองคลัง ภายใน ๑๕ วัน"),
        (Decision.RETURNED, "โปรดแก้ไขวันที่", "โปรดแก้ไขวันที่"),
    ],
)
def test_own_words_are_printed_and_the_decision_is_kept_beside_them(
    ready: Office, decision: str, typed: str, printed: str
) -> None:
    revision = submit(ready)
    review.decide(open_step(ready.memo), user=ready.head, decision=decision, comment=typed)
    assert first_comment(revision) == printed
    html = document_html(KINDS["memo"], commented_memo(revision, steps_of(revision)), emblem="", draft=False)
    assert f"{texts.COMMENT_OF.format(title=TITLES[0])} {printed}</div>" in " ".join(html.split())
    [step] = history_of(steps_of(revision))
    assert step["decision"] == decision


def test_a_turn_that_has_not_come_prints_nothing(ready: Office) -> None:
    assert first_comment(submit(ready)) == ""


@pytest.mark.parametrize("scan", [None, ContentFile(b"%PDF-", name="a.pdf")], ids=["blank", "scan"])
def test_a_comment_on_paper_prints_no_words_of_its_own(
    ready: Office, scan: ContentFile[bytes] | None
) -> None:
    ReviewPosition.objects.filter(order=1).update(person=None)
    revision = submit(ready)
    review.record_on_paper(open_step(ready.memo), user=ready.author, scan=scan)
    assert first_comment(revision) == (texts.COMMENT_ON_PAPER if scan else "")
    # When it was recorded is not when it was signed.
    assert commented_memo(revision, steps_of(revision)).comments[0].date == ""


def test_a_deputy_signs_in_two_lines(ready: Office, executive: User) -> None:
    positions = ReviewPosition.objects.filter(order=1)
    positions.update(deputy=executive, deputy_title="หัวหน้าฝ่ายอำนวยการ")
    revision = submit(ready)
    review.decide(open_step(ready.memo), user=executive, decision=Decision.ENDORSED)
    signer = commented_memo(revision, steps_of(revision)).comments[0].reviewer
    assert signer.title == f"หัวหน้าฝ่ายอำนวยการ รักษาราชการแทน\n{TITLES[0]}"
    html = document_html(KINDS["memo"], commented_memo(revision, steps_of(revision)), emblem="", draft=False)
    assert f"รักษาราชการแทน<br/>{TITLES[0]}" in html


def test_what_was_decided_before_prints_as_it_did(ready: Office) -> None:
    """The decision's phrase stood among the words once; such rows are closed and stay."""
    revision = submit(ready)
    review.decide(open_step(ready.memo), user=ready.head, decision=Decision.ENDORSED, comment="เห็นชอบ")
    assert first_comment(revision) == "เห็นชอบ"
