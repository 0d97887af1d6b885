"""The public check of an issued document: its facts, and whether a file is the one that was issued."""

from __future__ import annotations

from typing import Any

from allauth.core import ratelimit
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt

from organizations.access import public_view
from reports import codes
from reports.models import IssuedDocument
from reports.review_forms import CheckForm
from reports.services.files import fingerprint_of

LARGEST_FILE = 30_000_000
TOO_OFTEN = "ตรวจสอบถี่เกินไป โปรดรอสักครู่แล้วลองอีกครั้ง"


@public_view
def verify_search(request: HttpRequest) -> HttpResponse:
    """Ask for a code; lead to its document, or say what a code looks like."""
    typed = request.GET.get("code", "").strip()
    code = codes.read(typed)
    if len(code) == codes.LENGTH:
        return redirect("verify", code)
    return _answer(request, {"typed": typed, "no_code": bool(typed)}, status=422 if typed else 200)


# Nothing is changed here and nobody is signed in: a forged form can do no harm, and without the token the
# size is known before the body is read.
@csrf_exempt
@public_view
def verify(request: HttpRequest, key: str) -> HttpResponse:
    """Show issuer, date, hash and what replaces it, never the content; compare an uploaded file."""
    documents = IssuedDocument.objects.select_related("organization", "superseded_by")
    document = documents.defer("data", "superseded_by__data").filter(code=codes.read(key)).first()
    if document is None:
        return _answer(request, {"typed": key, "unknown": True}, status=404)
    context: dict[str, Any] = {
        "document": document,
        "code": codes.shown(document.code),
        "newer": document.newest if document.is_superseded else None,
    }
    if request.method != "POST":
        return _answer(request, context)
    if not ratelimit.consume(request, action="verify"):
        return _answer(request, context | {"problem": TOO_OFTEN}, status=429)
    return _check(request, document, context)


def _check(request: HttpRequest, document: IssuedDocument, context: dict[str, Any]) -> HttpResponse:
    """Compare the uploaded file with what was issued."""
    if int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST_FILE:
        return _answer(request, context | {"problem": "ไฟล์ใหญ่เกิน 30 MB จึงไม่ใช่เอกสารที่ระบบนี้ออก"}, status=413)
    form = CheckForm(request.POST, request.FILES)
    if not form.is_valid():
        return _answer(request, context | {"problem": "โปรดเลือกไฟล์ที่ต้องการตรวจ และต้องไม่เป็นไฟล์ว่าง"}, status=422)
    found = fingerprint_of(form.cleaned_data["file"].chunks())
    return _answer(request, context | {"checked": True, "matches": found == document.sha256, "found": found})


def _answer(request: HttpRequest, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    response = render(request, "reports/verify.html", context, status=status)
    response["Cache-Control"] = "no-store"
    return response
