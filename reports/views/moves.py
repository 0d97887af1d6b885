"""What the author and colleagues do with a memo besides writing it: one button, one verb, one message."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseRedirect
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from assessments.results import official_assessment
from organizations.access import View, current_user, organization_view
from organizations.models import Organization
from organizations.versions import posted_version
from reports.models import Memo, ReviewStep
from reports.rendering.pdf import RendererUnavailable
from reports.review_forms import NoteForm, PaperForm, ReasonForm
from reports.services import review
from reports.services.conflicts import Moved, NotReady, ReasonMissing
from reports.services.issuing import issue as issue_documents
from reports.services.register import assign_number
from reports.views.memo import open_fiscal_year

Act = Callable[[HttpRequest, Memo], str]
REFUSALS = (Moved, NotReady, ReasonMissing, PermissionDenied, RendererUnavailable)


def _verb(permission: str) -> Callable[[Act], View]:
    """Make a view of a function that acts on the memo and returns what to tell."""

    def decorate(act: Act) -> View:
        @organization_view(permission)
        @require_POST
        def view(request: HttpRequest, organization: Organization, year: int) -> HttpResponseRedirect:
            memo = _stored(organization, year)
            if memo is None:
                messages.error(request, "ปีนี้ยังไม่มีบันทึกข้อความ โปรดบันทึกข้อความก่อน")
            else:
                _tell(request, memo, act)
            return redirect("memo", organization.code, year)

        return view

    return decorate


def _stored(organization: Organization, year: int) -> Memo | None:
    assessment = official_assessment(organization, open_fiscal_year(year))
    memo = Memo.objects.filter(assessment=assessment).first() if assessment.pk else None
    if memo is not None:
        memo.assessment = assessment  # read already
    return memo


def _tell(request: HttpRequest, memo: Memo, act: Act) -> None:
    try:
        messages.success(request, act(request, memo))
    except REFUSALS as refusal:
        messages.error(request, str(refusal))


def _cleaned(form: Any, name: str) -> Any:
    """Return a field of a valid form; raise PermissionDenied with its errors otherwise."""
    if not form.is_valid():
        raise PermissionDenied(" ".join(error for errors in form.errors.values() for error in errors))
    return form.cleaned_data[name]


@_verb("reports.write_memo")
def submit(request: HttpRequest, memo: Memo) -> str:
    """Send the memo along its chain."""
    revision = review.submit(memo, version=posted_version(request), user=current_user(request))
    if memo.state == Memo.State.COMPLETED:
        return "เสนอบันทึกข้อความแล้ว ทุกตำแหน่งลงความเห็นในเอกสาร จึงออกเอกสารได้ทันที"
    first = revision.steps.earliest("order")
    if first.on_paper:
        return f"เสนอบันทึกข้อความตามลำดับแล้ว โปรดพิมพ์ให้{first.title}ลงความเห็นในเอกสาร แล้วบันทึกไว้ที่หน้านี้"
    return f"เสนอบันทึกข้อความตามลำดับแล้ว ขณะนี้รอความเห็นของ{first.title}"


@_verb("reports.write_memo")
def number(request: HttpRequest, memo: Memo) -> str:
    """Number the memo from the register."""
    return f"ออกเลขที่ {assign_number(memo, version=posted_version(request))} จากทะเบียนแล้ว"


@_verb("reports.write_memo")
def withdraw(request: HttpRequest, memo: Memo) -> str:
    """Take the memo back."""
    review.withdraw(memo, user=current_user(request))
    return "ดึงบันทึกข้อความกลับมาเป็นร่างแล้ว"


@_verb("reports.write_memo")
def revise(request: HttpRequest, memo: Memo) -> str:
    """Open the memo again for a new revision."""
    reason = _cleaned(ReasonForm(request.POST), "reason")
    review.revise(memo, version=posted_version(request), user=current_user(request), reason=reason)
    return "เปิดบันทึกข้อความเพื่อแก้ไขและเสนอใหม่แล้ว ฉบับที่เสนอไปแล้วยังเก็บไว้ตามเดิม"


@_verb("reports.write_memo")
def paper(request: HttpRequest, memo: Memo) -> str:
    """Record that the position whose turn it is comments on paper."""
    scan = _cleaned(PaperForm(request.POST, request.FILES), "scan")
    step = ReviewStep.objects.open().filter(revision__memo=memo).select_related("revision__memo").first()
    if step is None or str(step.pk) != request.POST.get("step"):
        raise Moved
    review.record_on_paper(step, user=current_user(request), scan=scan)
    return f"บันทึกว่า{step.title}ลงความเห็นในเอกสารแล้ว"


@_verb("reports.issue")
def issue(request: HttpRequest, memo: Memo) -> str:
    """Issue the documents."""
    issued = issue_documents(memo, user=current_user(request))
    return f"ออกเอกสาร {len(issued)} ฉบับและเก็บเข้าคลังเอกสารแล้ว"


@_verb("reports.discuss")
def note(request: HttpRequest, memo: Memo) -> str:
    """Add a remark that is not printed."""
    review.add_note(memo, user=current_user(request), text=_cleaned(NoteForm(request.POST), "text"))
    return "เพิ่มข้อความหารือแล้ว"
