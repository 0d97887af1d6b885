"""The pages of the review: the inbox, the reviewer's page, and the buttons on the memo's page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from organizations.models import Organization, User
from reports.models import DocumentRegister, IssuedDocument, Memo, ReviewPosition, ReviewStep
from reports.services import review
from reports.services.files import fingerprint
from tests.factories import OrganizationFactory, member
from tests.reports.makers import Office, completed, office, open_step

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]


@pytest.fixture
def ready(organization: Organization) -> Office:
    return office(organization)


@pytest.fixture
def submitted(ready: Office) -> Office:
    review.submit(ready.memo, version=ready.memo.version, user=ready.author)
    return ready


def place(which: Office, name: str, **more: Any) -> str:
    return reverse(name, kwargs={"code": which.organization.code, "year": 2564, **more})


def told(response: HttpResponse) -> str:
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


def state(which: Office) -> str:
    return Memo.objects.get(pk=which.memo.pk).state


class TestInbox:
    def test_only_whose_turn_it_is_finds_it(self, submitted: Office, sign_in: SignIn) -> None:
        assert len(sign_in(submitted.head).get(reverse("inbox")).context["waiting"]) == 1
        assert len(sign_in(submitted.chief).get(reverse("inbox")).context["waiting"]) == 0

    def test_the_bell_counts(self, submitted: Office, sign_in: SignIn) -> None:
        page = sign_in(submitted.head).get("/inbox/").content.decode()
        assert 'aria-label="เรื่องรอพิจารณา 1 เรื่อง"' in page

    def test_what_i_decided_stays_in_sight(self, submitted: Office, sign_in: SignIn) -> None:
        review.decide(open_step(submitted.memo), user=submitted.head, decision="endorsed")
        page = sign_in(submitted.head).get(reverse("inbox"))
        assert [step.order for step in page.context["decided"]] == [1]

    @pytest.mark.parametrize("count", [1, 30])
    def test_queries(
        self, count: int, submitted: Office, sign_in: SignIn, django_assert_num_queries: Any
    ) -> None:
        for _ in range(count - 1):
            other = office(OrganizationFactory())
            other.organization.review_positions.filter(order=1).update(person=submitted.head)
            review.submit(other.memo, version=other.memo.version, user=other.author)
        client = sign_in(submitted.head)
        with django_assert_num_queries(8):
            page = client.get(reverse("inbox"))
        assert len(page.context["waiting"]) == count


@pytest.mark.parametrize(
    ("reader", "name"),
    [("author", "memo"), ("chief", "review"), ("head", "inbox")],
    ids=["memo", "review", "inbox"],
)
def test_words_are_quoted_alone_and_the_act_stands_below(
    reader: str, name: str, submitted: Office, sign_in: SignIn
) -> None:
    review.decide(open_step(submitted.memo), user=submitted.head, decision="endorsed", comment="ทราบ")
    address = reverse("inbox") if name == "inbox" else place(submitted, name)
    html = sign_in(getattr(submitted, reader)).get(address).content.decode()
    assert "<q>ทราบ</q>" in html
    assert "เห็นชอบ:" not in html
    assert "เห็นชอบและส่งต่อ · " in html


class TestReviewPage:
    def test_it_shows_figures_memo_and_phrases(self, submitted: Office, sign_in: SignIn) -> None:
        page = sign_in(submitted.head).get(place(submitted, "review"))
        text = page.content.decode()
        assert page.status_code == 200
        assert all(word in text for word in ("82.86", "ต่ำกว่า 2.14", "เห็นควรดำเนินการต่อ", "การป้องกันการทุจริต"))
        assert place(submitted, "memo_revision", number=1) in text

    def test_who_is_not_asked_is_told_so(self, submitted: Office, sign_in: SignIn) -> None:
        page = sign_in(submitted.mayor).get(place(submitted, "review"))
        assert "ไม่มีบันทึกข้อความที่รอความเห็นของท่าน" in page.content.decode()

    def test_a_comment_passes_the_memo_on(self, submitted: Office, sign_in: SignIn) -> None:
        data = {"decision": "endorsed", "comment": "เห็นควรดำเนินการต่อ"}
        answer = sign_in(submitted.head).post(place(submitted, "review"), data)
        assert answer.status_code == 302
        assert "เห็นควรดำเนินการต่อ" in told(answer)
        assert open_step(submitted.memo).order == 2

    def test_a_double_click_counts_once_and_says_so(self, submitted: Office, sign_in: SignIn) -> None:
        client, data = sign_in(submitted.head), {"decision": "endorsed", "comment": "ก"}
        client.post(place(submitted, "review"), data)
        second = client.post(place(submitted, "review"), data | {"comment": "ข"})
        assert "ยังไม่ได้บันทึก" in told(second)
        assert list(ReviewStep.objects.exclude(comment="").values_list("comment", flat=True)) == ["ก"]

    def test_a_return_without_words_keeps_the_page(self, submitted: Office, sign_in: SignIn) -> None:
        answer = sign_in(submitted.head).post(place(submitted, "review"), {"decision": "returned"})
        assert answer.status_code == 422
        page = answer.content.decode()
        assert page.index("โปรดเขียนเหตุผลที่ส่งคืน") < page.index("memo-paper"), "not in sight on a phone"
        assert 'href="#id_comment"' in page
        assert state(submitted) == Memo.State.IN_REVIEW

    def test_a_long_comment_is_told_in_short(self, submitted: Office, sign_in: SignIn) -> None:
        data = {"decision": "endorsed", "comment": "ก" * 900}
        answer = sign_in(submitted.head).post(place(submitted, "review"), data)
        assert len(told(answer)) < 300

    def test_a_line_end_counts_as_one_character(self, submitted: Office, sign_in: SignIn) -> None:
        data = {"decision": "endorsed", "comment": "กก\r\n" * 333}
        sign_in(submitted.head).post(place(submitted, "review"), data)
        assert open_step(submitted.memo).order == 2

    def test_a_pasted_comment_is_never_cut_by_the_browser(self, submitted: Office, sign_in: SignIn) -> None:
        client = sign_in(submitted.head)
        assert "maxlength" not in client.get(place(submitted, "review")).content.decode()
        answer = client.post(place(submitted, "review"), {"decision": "endorsed", "comment": "ก" * 1_001})
        assert "ก" * 1_001 in answer.content.decode()

    def test_a_deputy_is_told_in_whose_place(self, ready: Office, sign_in: SignIn) -> None:
        deputy = member("executive", ready.organization)
        ready.organization.review_positions.filter(order=1).update(deputy=deputy, deputy_title="รองปลัดตัวอย่าง")
        review.submit(ready.memo, version=ready.memo.version, user=ready.author)
        title = "รองปลัดตัวอย่าง รักษาราชการแทนหัวหน้าสำนักปลัด"
        assert title in sign_in(deputy).get(place(ready, "review")).content.decode()
        assert "ท่านเป็นผู้รักษาราชการแทน" in sign_in(deputy).get(reverse("inbox")).content.decode()
        assert title not in sign_in(ready.head).get(place(ready, "review")).content.decode()
        assert "ท่านเป็นผู้รักษาราชการแทน" not in sign_in(ready.head).get(reverse("inbox")).content.decode()

    def test_a_return_goes_back_to_the_author(self, submitted: Office, sign_in: SignIn) -> None:
        data = {"decision": "returned", "comment": "โปรดแก้ไขวันที่"}
        sign_in(submitted.head).post(place(submitted, "review"), data)
        assert state(submitted) == Memo.State.RETURNED
        page = sign_in(submitted.author).get(place(submitted, "memo")).content.decode()
        assert "โปรดแก้ไขวันที่" in page

    def test_the_author_cannot_decide(self, ready: Office, sign_in: SignIn) -> None:
        review.submit(ready.memo, version=ready.memo.version, user=ready.head)
        client = sign_in(ready.head)
        assert "ท่านเป็นผู้เสนอ" in client.get(place(ready, "review")).content.decode()
        answer = client.post(place(ready, "review"), {"decision": "endorsed"})
        assert "ของตนเองไม่ได้" in told(answer)
        assert open_step(ready.memo).order == 1

    @pytest.mark.parametrize("decision", ["", "paper", "อื่น"])
    def test_only_decisions_of_the_form_count(
        self, decision: str, submitted: Office, sign_in: SignIn
    ) -> None:
        sign_in(submitted.head).post(place(submitted, "review"), {"decision": decision, "comment": "ก"})
        assert open_step(submitted.memo).order == 1

    def test_a_new_revision_shows_what_changed(self, submitted: Office, sign_in: SignIn) -> None:
        memo = Memo.objects.get(pk=submitted.memo.pk)
        review.revise(memo, version=memo.version, user=submitted.author, reason="เพิ่มชั้นความเร็ว")
        Memo.objects.filter(pk=memo.pk).update(speed="ด่วน")
        memo.refresh_from_db()
        review.submit(memo, version=memo.version, user=submitted.author)
        page = sign_in(submitted.head).get(place(submitted, "review")).content.decode()
        assert "สิ่งที่แก้ไขจากการเสนอครั้งที่ 1" in page
        assert "เพิ่มชั้นความเร็ว" in page

    def test_who_returned_a_memo_sees_why_and_what_became_of_it(
        self, submitted: Office, sign_in: SignIn
    ) -> None:
        review.decide(
            open_step(submitted.memo), user=submitted.head, decision="returned", comment="โปรดระบุความเร็ว"
        )
        memo = Memo.objects.get(pk=submitted.memo.pk)
        review.submit(memo, version=memo.version, user=submitted.author)
        page = sign_in(submitted.head).get(place(submitted, "review")).content.decode()
        assert "ส่งคืนเพราะ <q>โปรดระบุความเร็ว</q>" in page
        assert "เหมือนการเสนอครั้งที่ 1 ทุกประการ" in page

    def test_the_reason_outlives_a_withdrawal(self, submitted: Office, sign_in: SignIn) -> None:
        memo = Memo.objects.get(pk=submitted.memo.pk)
        review.revise(memo, version=memo.version, user=submitted.author, reason="แก้คะแนน")
        review.submit(memo, version=memo.version, user=submitted.author)
        review.withdraw(memo, user=submitted.author)
        review.submit(memo, version=memo.version, user=submitted.author)
        page = sign_in(submitted.head).get(place(submitted, "review")).content.decode()
        assert "เหตุผลที่เสนอใหม่: แก้คะแนน" in page


class TestButtons:
    def post(self, client: Client, which: Office, name: str, **data: Any) -> str:
        version = Memo.objects.get(pk=which.memo.pk).version
        answer = client.post(place(which, name), {"version": version, **data})
        assert answer.status_code == 302
        return told(answer)

    def test_submit(self, ready: Office, sign_in: SignIn) -> None:
        assert "เสนอบันทึกข้อความตามลำดับแล้ว" in self.post(sign_in(ready.author), ready, "memo_submit")
        assert state(ready) == Memo.State.IN_REVIEW

    def test_submit_with_an_old_version_is_refused(self, ready: Office, sign_in: SignIn) -> None:
        answer = sign_in(ready.author).post(place(ready, "memo_submit"), {"version": 99})
        assert "เปลี่ยนไปหลังจากท่านเปิดหน้า" in told(answer)

    def test_submit_with_findings_is_refused_with_them(self, ready: Office, sign_in: SignIn) -> None:
        Memo.objects.filter(pk=ready.memo.pk).update(date=None)
        assert "ยังไม่ได้ระบุวันที่" in self.post(sign_in(ready.author), ready, "memo_submit")
        assert "ยังเสนอพิจารณาไม่ได้" in sign_in(ready.author).get(place(ready, "memo")).content.decode()

    def test_number(self, ready: Office, sign_in: SignIn) -> None:
        Memo.objects.filter(pk=ready.memo.pk).update(number="")
        assert "ออกเลขที่ 1 จากทะเบียน" in self.post(sign_in(ready.author), ready, "memo_number")
        assert DocumentRegister.objects.get().last_number == 1

    def test_withdraw(self, submitted: Office, sign_in: SignIn) -> None:
        assert "ดึงบันทึกข้อความกลับ" in self.post(sign_in(submitted.author), submitted, "memo_withdraw")
        assert state(submitted) == Memo.State.DRAFT

    def test_revise_needs_a_reason(self, submitted: Office, sign_in: SignIn) -> None:
        client = sign_in(submitted.author)
        self.post(client, submitted, "memo_revise", reason="")
        assert state(submitted) == Memo.State.IN_REVIEW
        self.post(client, submitted, "memo_revise", reason="คะแนนเปลี่ยน")
        assert state(submitted) == Memo.State.DRAFT

    def test_an_issued_memo_opened_again_is_fetched_as_it_is_now(
        self, organization: Organization, staff: User, sign_in: SignIn
    ) -> None:
        completed(organization)
        client = sign_in(staff)
        address = reverse("memo", args=[organization.code, 2564])
        client.post(reverse("memo_issue", args=[organization.code, 2564]))
        kinds = [row.kind for row in client.get(address).context["issued"]]
        assert kinds == ["memo", "analysis", "plan", "bundle"]
        memo = Memo.objects.get()
        review.revise(memo, version=memo.version, user=staff, reason="คะแนนเปลี่ยน")
        page = client.get(address).content.decode()
        assert "ดาวน์โหลดฉบับที่ออก" not in page
        assert "ความเห็นต่อการเสนอครั้งที่ 1 เมื่อเสนออีกครั้งจะเริ่มใหม่ทุกลำดับ" in page

    def test_a_note(self, submitted: Office, sign_in: SignIn) -> None:
        self.post(sign_in(submitted.head), submitted, "memo_note", text="ขอหารือ")
        assert "ขอหารือ" in sign_in(submitted.author).get(place(submitted, "memo")).content.decode()

    def test_an_auditor_reads_the_notes_and_adds_none(self, submitted: Office, sign_in: SignIn) -> None:
        review.add_note(submitted.memo, user=submitted.head, text="ขอหารือ")
        client = sign_in(member("auditor", submitted.organization))
        page = client.get(place(submitted, "memo")).content.decode()
        assert "ขอหารือ" in page
        assert "เพิ่มข้อความ" not in page
        assert client.post(place(submitted, "memo_note"), {"text": "ก"}).status_code == 403

    def test_without_a_memo_nothing_happens(
        self, organization: Organization, staff: User, sign_in: SignIn
    ) -> None:
        answer = sign_in(staff).post(reverse("memo_submit", args=[organization.code, 2564]))
        assert "ยังไม่มีบันทึกข้อความ" in told(answer)

    def test_issue_and_fetch(self, organization: Organization, staff: User, sign_in: SignIn) -> None:
        completed(organization)
        client = sign_in(staff)
        client.post(reverse("memo_issue", args=[organization.code, 2564]))
        page = client.get(reverse("memo", args=[organization.code, 2564])).content.decode()
        document = IssuedDocument.objects.get(kind="memo")
        url = reverse("issued_document", args=[organization.code, 2564, document.code])
        assert "ดาวน์โหลดฉบับที่ออก" in page
        assert page.index(url) < page.index("issued-title"), "the copy with its code is the one to fetch"
        answer = client.get(url)
        assert answer.content.startswith(b"%PDF-")
        assert "attachment" in answer["Content-Disposition"]
        assert document.downloads.count() == 1


class TestPaper:
    @pytest.fixture
    def paper(self, ready: Office) -> Office:
        ReviewPosition.objects.filter(order=1).update(person=None)
        review.submit(ready.memo, version=ready.memo.version, user=ready.author)
        return ready

    def test_who_submits_is_told_to_print(self, ready: Office, sign_in: SignIn) -> None:
        ReviewPosition.objects.filter(order=1).update(person=None)
        version = ready.memo.version
        answer = sign_in(ready.author).post(place(ready, "memo_submit"), {"version": version})
        assert "โปรดพิมพ์ให้หัวหน้าสำนักปลัดลงความเห็นในเอกสาร" in told(answer)

    def record(self, client: Client, which: Office, **files: Any) -> str:
        data = {"step": open_step(which.memo).pk, **files}
        return told(client.post(place(which, "memo_paper"), data))

    def test_with_a_scan_that_others_can_fetch(self, paper: Office, sign_in: SignIn) -> None:
        scan = SimpleUploadedFile("ความเห็น.pdf", b"%PDF-1.7 scan")
        self.record(sign_in(paper.author), paper, scan=scan)
        step = ReviewStep.objects.get(order=1)
        answer = sign_in(paper.chief).get(place(paper, "memo_scan", step=step.pk))
        assert answer.content == b"%PDF-1.7 scan"
        assert answer["Content-Type"] == "application/octet-stream"

    def test_its_fingerprint_is_shown_to_those_who_decide_next(self, paper: Office, sign_in: SignIn) -> None:
        scan = SimpleUploadedFile("ความเห็น.pdf", b"%PDF-1.7 scan")
        self.record(sign_in(paper.author), paper, scan=scan)
        for person, name in ((paper.author, "memo"), (paper.chief, "review")):
            page = sign_in(person).get(place(paper, name)).content.decode()
            assert f'<code class="archive-hash">{fingerprint(b"%PDF-1.7 scan")}</code>' in page

    @pytest.mark.parametrize("content", [b"%PDF-1.7 Scan", None], ids=["changed", "missing"])
    def test_only_the_scan_that_was_recorded_is_handed_out(
        self, paper: Office, sign_in: SignIn, content: bytes | None
    ) -> None:
        scan = SimpleUploadedFile("ความเห็น.pdf", b"%PDF-1.7 scan")
        self.record(sign_in(paper.author), paper, scan=scan)
        step = ReviewStep.objects.get(order=1)
        path = Path(step.scan.path)
        path.write_bytes(content) if content else path.unlink()
        answer = sign_in(paper.chief).get(place(paper, "memo_scan", step=step.pk))
        assert answer["Location"] == place(paper, "memo")
        assert "ภาพสแกนความเห็นนี้" in told(answer)

    @pytest.mark.parametrize(
        ("name", "content"),
        [
            ("a.html", b"<script>"),
            ("a.pdf", b"<script>"),
            ("a.png", b"%PDF-"),
            ("a", b"%PDF-"),
            ("a.svg", b"<svg"),
        ],
    )
    def test_only_scans_are_taken(self, paper: Office, sign_in: SignIn, name: str, content: bytes) -> None:
        message = self.record(sign_in(paper.author), paper, scan=SimpleUploadedFile(name, content))
        assert "ไม่ใช่ PDF, JPG หรือ PNG" in message
        assert open_step(paper.memo).order == 1

    def test_an_old_page_records_nothing(self, paper: Office, sign_in: SignIn) -> None:
        client, step = sign_in(paper.author), open_step(paper.memo).pk
        self.record(client, paper)
        assert "เปลี่ยนไปหลังจากท่านเปิดหน้า" in told(client.post(place(paper, "memo_paper"), {"step": step}))


def test_a_changed_score_is_told_on_the_page(submitted: Office, sign_in: SignIn) -> None:
    from assessments.models import Score

    Score.objects.filter(indicator__number=9).update(value="80.00")
    page = sign_in(submitted.author).get(place(submitted, "memo")).content.decode()
    assert "ข้อมูลเปลี่ยนแปลงหลังจากเสนอ" in page


def test_the_submitted_memo_prints_with_its_comments(submitted: Office, sign_in: SignIn) -> None:
    review.decide(
        open_step(submitted.memo), user=submitted.head, decision="endorsed", comment="เห็นควรดำเนินการ"
    )
    client = sign_in(submitted.author)
    preview = client.get(place(submitted, "memo_revision", number=1))
    assert "เห็นควรดำเนินการ" in preview.content.decode()
    assert "script-src" not in preview["Content-Security-Policy"]
    assert client.get(place(submitted, "memo_revision_pdf", number=1)).content.startswith(b"%PDF-")


@pytest.mark.parametrize("name", ["memo_revision", "memo_revision_pdf"])
def test_a_revision_that_is_not_there(submitted: Office, sign_in: SignIn, name: str) -> None:
    assert sign_in(submitted.author).get(place(submitted, name, number=7)).status_code == 404
