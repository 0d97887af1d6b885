"""The way of a memo, as a table of moves: from which state, by whom, to which state."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from auditlog.models import LogEntry
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import TemporaryUploadedFile
from django.db import IntegrityError, transaction
from django.utils import timezone

from organizations.models import Organization, User
from reports.models import Memo, MemoRevision, ReviewPosition, ReviewStep
from reports.services import review
from reports.services.conflicts import Moved, NotReady, ReasonMissing
from reports.services.files import fingerprint, intact_scan
from reports.services.submitted import history_of
from tests.factories import member
from tests.reports.makers import TITLES, Office, memo, office, open_step, scored

pytestmark = pytest.mark.django_db
State, Decision = Memo.State, ReviewStep.Decision


@pytest.fixture
def ready(organization: Organization) -> Office:
    return office(organization)


def submit(ready: Office) -> MemoRevision:
    ready.memo.refresh_from_db()
    return review.submit(ready.memo, version=ready.memo.version, user=ready.author)


def endorse(ready: Office, times: int = 1) -> None:
    for _ in range(times):
        step = open_step(ready.memo)
        assert step.person is not None
        review.decide(step, user=step.person, decision=Decision.ENDORSED)


def send_back(ready: Office) -> None:
    step = open_step(ready.memo)
    assert step.person is not None
    review.decide(step, user=step.person, decision=Decision.RETURNED, comment="โปรดแก้ไขวันที่")


def withdraw(ready: Office) -> None:
    review.withdraw(Memo.objects.get(pk=ready.memo.pk), user=ready.author)


def revise(ready: Office) -> None:
    current = Memo.objects.get(pk=ready.memo.pk)
    review.revise(current, version=current.version, user=ready.author, reason="คะแนนเปลี่ยน")


def issue(ready: Office) -> None:
    Memo.objects.filter(pk=ready.memo.pk).update(state=State.ISSUED)


VERBS: dict[str, Callable[[Office], object]] = {
    "submit": submit,
    "endorse": endorse,
    "return": send_back,
    "withdraw": withdraw,
    "revise": revise,
    "issue": issue,
}
# The verbs that lead there, the verb tried, the state and turn afterwards (None: refused).
MOVES = [
    ("", "submit", (State.IN_REVIEW, 1)),
    ("", "withdraw", None),
    ("", "revise", None),
    ("submit", "submit", None),
    ("submit", "endorse", (State.IN_REVIEW, 2)),
    ("submit", "return", (State.RETURNED, 0)),
    ("submit", "withdraw", (State.DRAFT, 0)),
    ("submit", "revise", (State.DRAFT, 0)),
    ("submit endorse", "withdraw", None),
    ("submit endorse", "return", (State.RETURNED, 0)),
    ("submit endorse", "revise", (State.DRAFT, 0)),
    ("submit endorse endorse", "endorse", (State.COMPLETED, 0)),
    ("submit endorse endorse endorse", "withdraw", None),
    ("submit endorse endorse endorse", "submit", None),
    ("submit endorse endorse endorse", "revise", (State.DRAFT, 0)),
    ("submit return", "submit", (State.IN_REVIEW, 1)),
    ("submit return", "withdraw", None),
    ("submit return", "revise", None),
    ("submit withdraw", "submit", (State.IN_REVIEW, 1)),
    ("submit endorse endorse endorse issue", "revise", (State.DRAFT, 0)),
    ("submit endorse endorse endorse issue", "submit", None),
    ("submit endorse endorse endorse issue", "withdraw", None),
]


@pytest.mark.parametrize(("path", "verb", "outcome"), MOVES, ids=lambda value: str(value))
def test_moves(ready: Office, path: str, verb: str, outcome: tuple[str, int] | None) -> None:
    for step in path.split():
        VERBS[step](ready)
    before = Memo.objects.get(pk=ready.memo.pk)
    if outcome is None:
        with pytest.raises((Moved, PermissionDenied)):
            VERBS[verb](ready)
        outcome = (before.state, before.turn)
    else:
        VERBS[verb](ready)
    after = Memo.objects.get(pk=ready.memo.pk)
    assert (after.state, after.turn) == outcome


@pytest.mark.parametrize("path", ["", "submit", "submit return", "submit endorse endorse endorse"])
def test_a_step_of_a_withdrawn_revision_is_never_decided(ready: Office, path: str) -> None:
    submit(ready)
    step = open_step(ready.memo)
    withdraw(ready)
    for verb in path.split():
        VERBS[verb](ready)
    with pytest.raises(Moved):
        review.decide(step, user=ready.head, decision=Decision.ENDORSED)


def test_the_chain_is_copied_at_submission(ready: Office) -> None:
    submit(ready)
    ReviewPosition.objects.all().delete()
    steps = ReviewStep.objects.filter(revision__memo=ready.memo)
    assert [(step.title, step.person, step.printed_name) for step in steps] == [
        (title, person, person.full_name) for title, person in zip(TITLES, ready.chain, strict=True)
    ]


def test_turns_come_in_order(ready: Office) -> None:
    submit(ready)
    later = ReviewStep.objects.select_related("revision__memo").get(order=2)
    with pytest.raises(Moved):
        review.decide(later, user=ready.chief, decision=Decision.ENDORSED)
    assert not ReviewStep.objects.exclude(decision="").exists()


def test_a_decision_counts_once(ready: Office) -> None:
    submit(ready)
    first, second_tab = open_step(ready.memo), open_step(ready.memo)
    review.decide(first, user=ready.head, decision=Decision.ENDORSED, comment="เห็นชอบตามเสนอ")
    with pytest.raises(Moved):
        review.decide(second_tab, user=ready.head, decision=Decision.RETURNED, comment="เปลี่ยนใจ")
    step = ReviewStep.objects.get(order=1)
    assert (step.decision, step.comment) == (Decision.ENDORSED, "เห็นชอบตามเสนอ")


def test_without_own_words_the_decisions_phrase_is_printed(ready: Office) -> None:
    submit(ready)
    review.decide(open_step(ready.memo), user=ready.head, decision=Decision.ACKNOWLEDGED, comment="  ")
    step = ReviewStep.objects.get(order=1)
    assert (step.comment, step.words) == ("", "ทราบ")


def test_a_return_needs_its_reason(ready: Office) -> None:
    submit(ready)
    with pytest.raises(ReasonMissing):
        review.decide(open_step(ready.memo), user=ready.head, decision=Decision.RETURNED, comment=" ")


@pytest.mark.parametrize("decision", [Decision.PAPER, Decision.PENDING, "approved"])
def test_only_a_reviewers_decisions_exist(ready: Office, decision: str) -> None:
    submit(ready)
    with pytest.raises(ValueError, match="no decision"):
        review.decide(open_step(ready.memo), user=ready.head, decision=decision)


def test_only_the_person_whose_turn_it_is_decides(ready: Office) -> None:
    submit(ready)
    for other in (ready.chief, ready.author, member("executive", ready.organization)):
        with pytest.raises(PermissionDenied):
            review.decide(open_step(ready.memo), user=other, decision=Decision.ENDORSED)


def test_the_author_does_not_decide_even_as_head(ready: Office) -> None:
    ready.memo.refresh_from_db()
    review.submit(ready.memo, version=ready.memo.version, user=ready.head)
    with pytest.raises(PermissionDenied, match="ของตนเอง"):
        review.decide(open_step(ready.memo), user=ready.head, decision=Decision.ENDORSED)


def test_a_deputy_acts_and_is_printed_so(ready: Office) -> None:
    deputy = member("executive", ready.organization)
    ReviewPosition.objects.filter(order=1).update(deputy=deputy, deputy_title="รองหัวหน้าสำนักปลัด")
    submit(ready)
    review.decide(open_step(ready.memo), user=deputy, decision=Decision.ENDORSED)
    step = ReviewStep.objects.get(order=1)
    assert step.by_deputy
    assert step.signer_name == deputy.full_name
    assert step.signer_title == "รองหัวหน้าสำนักปลัด รักษาราชการแทนหัวหน้าสำนักปลัด"


def test_only_the_author_withdraws(ready: Office) -> None:
    submit(ready)
    with pytest.raises(PermissionDenied):
        review.withdraw(Memo.objects.get(pk=ready.memo.pk), user=member("staff", ready.organization))


def test_a_new_revision_keeps_the_old_one_and_says_why(ready: Office) -> None:
    first = submit(ready)
    revise(ready)
    second = submit(ready)
    assert (first.number, second.number, second.reason) == (1, 2, "คะแนนเปลี่ยน")
    assert ReviewStep.objects.filter(revision=first).count() == 3
    assert Memo.objects.get(pk=ready.memo.pk).revision_reason == ""


def test_revising_needs_a_reason_and_the_version_seen(ready: Office) -> None:
    submit(ready)
    current = Memo.objects.get(pk=ready.memo.pk)
    with pytest.raises(ReasonMissing):
        review.revise(current, version=current.version, user=ready.author, reason=" ")
    with pytest.raises(Moved):
        review.revise(current, version=current.version - 1, user=ready.author, reason="คะแนนเปลี่ยน")


def test_findings_block_and_nothing_is_kept(ready: Office) -> None:
    Memo.objects.filter(pk=ready.memo.pk).update(number="ตย 00000/", date=None)
    with pytest.raises(NotReady) as refusal:
        submit(ready)
    assert [finding.code for finding in refusal.value.findings] == ["number_missing", "date_missing"]
    assert Memo.objects.get(pk=ready.memo.pk).state == State.DRAFT
    assert not MemoRevision.objects.exists()


def test_an_office_without_accounts_is_completed_on_paper(organization: Organization, staff: User) -> None:
    scored(organization)
    document = memo(organization)
    review.submit(document, version=0, user=staff)
    document.refresh_from_db()
    steps = ReviewStep.objects.filter(revision__memo=document)
    assert (document.state, document.turn) == (State.COMPLETED, 0)
    assert {(step.decision, step.comment, step.decided_by) for step in steps} == {(Decision.PAPER, "", staff)}
    assert steps.count() == 3


def scans() -> set[str]:
    """Return the names of the stored scans."""
    return set(default_storage.listdir("scans")[1]) if default_storage.exists("scans") else set()


class TestPaper:
    @pytest.fixture
    def paper(self, ready: Office) -> ReviewStep:
        ReviewPosition.objects.filter(order=1).update(person=None)
        submit(ready)
        return open_step(ready.memo)

    def test_staff_record_it_with_a_scan(self, ready: Office, paper: ReviewStep) -> None:
        review.record_on_paper(paper, user=ready.author, scan=ContentFile(b"%PDF-", name="../ความเห็น.PDF"))
        assert paper.decision == Decision.PAPER
        assert paper.scan.name.startswith("scans/")
        assert paper.scan.name.endswith(".pdf")
        assert paper.scan.read() == b"%PDF-"
        assert open_step(ready.memo).order == 2

    def test_a_scan_that_came_too_late_is_not_kept(self, ready: Office, paper: ReviewStep) -> None:
        second_tab = open_step(ready.memo)
        review.record_on_paper(paper, user=ready.author)
        before = scans()
        with pytest.raises(Moved):
            review.record_on_paper(second_tab, user=ready.author, scan=ContentFile(b"%PDF-", name="a.pdf"))
        assert scans() == before

    def test_a_scan_has_its_fingerprint(self, ready: Office, paper: ReviewStep) -> None:
        content = b"%PDF-" + bytes(3 * File.DEFAULT_CHUNK_SIZE)
        # The kind of upload that is moved into its place.
        with TemporaryUploadedFile("a.pdf", "application/pdf", len(content), None) as upload:
            upload.write(content)
            review.record_on_paper(paper, user=ready.author, scan=upload)
        stored = ReviewStep.objects.get(pk=paper.pk)
        assert stored.scan_sha256 == fingerprint(content)
        assert intact_scan(stored) == content
        assert history_of([stored])[0]["scan_sha256"] == fingerprint(content)

    def test_a_scan_whose_row_is_refused_is_not_kept(self, ready: Office, paper: ReviewStep) -> None:
        before, stale = scans(), open_step(ready.memo)
        decided = {"decision": Decision.PAPER, "decided_by": ready.author, "decided_at": timezone.now()}
        ReviewStep.objects.filter(pk=paper.pk).update(**decided)  # though the memo still waits for it
        with pytest.raises(IntegrityError), transaction.atomic():
            review.record_on_paper(stale, user=ready.author, scan=ContentFile(b"%PDF-", name="a.pdf"))
        assert scans() == before

    def test_or_leave_blank_lines(self, ready: Office, paper: ReviewStep) -> None:
        review.record_on_paper(paper, user=ready.author)
        assert not paper.scan

    def test_nobody_decides_it_online(self, ready: Office, paper: ReviewStep) -> None:
        with pytest.raises(PermissionDenied):
            review.decide(paper, user=ready.head, decision=Decision.ENDORSED)

    def test_a_position_with_an_account_is_not_recorded_by_others(
        self, ready: Office, paper: ReviewStep
    ) -> None:
        review.record_on_paper(paper, user=ready.author)
        with pytest.raises(PermissionDenied):
            review.record_on_paper(open_step(ready.memo), user=ready.author)


def test_every_move_is_in_the_audit_log(ready: Office) -> None:
    submit(ready)
    send_back(ready)
    entries = LogEntry.objects.get_for_object(ready.memo)
    moves = entries.filter(action=LogEntry.Action.UPDATE, changes__has_key="state")
    assert [entry.changes["state"] for entry in moves.order_by("pk")] == [
        ["ร่าง", "อยู่ระหว่างพิจารณา"],
        ["อยู่ระหว่างพิจารณา", "ส่งคืนแก้ไข"],
    ]


def test_notes_belong_to_the_memo(ready: Office) -> None:
    note = review.add_note(ready.memo, user=ready.head, text=" ขอหารือเรื่องวันที่ ")
    assert (note.text, note.by, note.memo) == ("ขอหารือเรื่องวันที่", ready.head, ready.memo)
