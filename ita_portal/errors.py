"""The pages for what went wrong: in Thai, in the frame, with the way on; typed values are handed back."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

# Never shown back on a page.
SECRET_FIELDS = ("password", "csrfmiddlewaretoken", "code", "token", "credential", "secret")
SECONDS_TO_WAIT = 60


def _error(request: HttpRequest, status: int, title: str, text: str) -> HttpResponse:
    return render(
        request, "errors/error.html", {"status": status, "title": title, "text": text}, status=status
    )


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: the request could not be read; 413 when it is too large."""
    if isinstance(exception, RequestDataTooBig):
        text = "ข้อมูลที่ส่งมามีขนาดใหญ่เกินกว่าที่ระบบรับได้ ระบบไม่ได้บันทึกสิ่งใด โปรดลดขนาดข้อความหรือไฟล์แล้วลองอีกครั้ง"
        return _error(request, 413, "ข้อมูลมีขนาดใหญ่เกินไป", text)
    text = "ข้อมูลที่ส่งมาไม่ถูกรูปแบบหรือมีจำนวนช่องมากเกินไป ระบบไม่ได้บันทึกสิ่งใด โปรดย้อนกลับแล้วลองอีกครั้ง"
    return _error(request, 400, "อ่านคำขอนี้ไม่ได้", text)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: signed in, inside the scope, but not allowed."""
    reason = str(exception) or "บัญชีของท่านไม่มีสิทธิทำรายการนี้"
    return _error(request, 403, "ไม่มีสิทธิทำรายการนี้", f"{reason} หากจำเป็นต้องใช้ โปรดติดต่อผู้ดูแลของหน่วยงาน")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: nothing there, or nothing for this person."""
    return _error(request, 404, "ไม่พบหน้านี้", "ที่อยู่อาจพิมพ์ผิด หน้านี้อาจถูกย้าย หรือท่านไม่มีสิทธิเข้าถึงหน่วยงานนี้")


def method_not_allowed(request: HttpRequest) -> HttpResponse:
    """405: the address takes forms only, or shows a page only."""
    text = "หน้านี้เปิดจากปุ่มหรือแบบฟอร์มเท่านั้น ระบบไม่ได้บันทึกสิ่งใด โปรดย้อนกลับแล้วลองอีกครั้ง"
    return _error(request, 405, "เปิดหน้านี้โดยตรงไม่ได้", text)


def too_many_requests(request: HttpRequest) -> HttpResponse:
    """429: a rate limit was reached (sign-in, password reset, …)."""
    text = "มีการส่งคำขอจากเครื่องหรือบัญชีนี้ถี่เกินไป โปรดรอประมาณหนึ่งนาทีแล้วลองอีกครั้ง ระบบไม่ได้บันทึกสิ่งใด"
    response = _error(request, 429, "ส่งคำขอถี่เกินไป", text)
    response["Retry-After"] = str(SECONDS_TO_WAIT)
    return response


@login_not_required
def server_error(request: HttpRequest) -> HttpResponse:
    """500: our fault; shown without the frame, since the frame itself may be what failed."""
    return render(request, "errors/500.html", status=500)


def _same_site(request: HttpRequest) -> bool:
    """Say whether the browser states that the form came from this site itself."""
    origin = request.headers.get("Origin", "")
    return bool(origin) and urlsplit(origin).netloc == request.get_host()


def _typed_fields(request: HttpRequest) -> list[tuple[str, str]]:
    """Return what was typed, without secrets, to be sent again whole."""
    return [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if not any(secret in name.lower() for secret in SECRET_FIELDS)
    ]


def _resend(request: HttpRequest, title: str, text: str, signed_out: bool) -> HttpResponse:
    # Only a form of our own is offered for sending again: a stranger's page must not get a second try.
    fields = _typed_fields(request) if _same_site(request) else []
    context = {"title": title, "text": text, "fields": fields, "signed_out": signed_out}
    context["files"] = bool(request.FILES)
    return render(request, "errors/resend.html", context, status=403)


@login_not_required
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for an expired form: nothing was saved, the typed values can be sent again with one button."""
    return _resend(
        request,
        "แบบฟอร์มหมดอายุ",
        "เพื่อความปลอดภัย แบบฟอร์มที่เปิดค้างไว้นานต้องยืนยันการส่งอีกครั้ง ระบบยังไม่ได้บันทึกสิ่งใด",
        signed_out=False,
    )


def session_ended(request: HttpRequest) -> HttpResponse:
    """403 for a form that was sent after the session ended."""
    return _resend(
        request,
        "หมดเวลาการเข้าใช้งาน",
        "ท่านออกจากระบบแล้วหรือไม่ได้ใช้งานนานเกินกำหนด ระบบยังไม่ได้บันทึกสิ่งใด และข้อมูลที่ท่านกรอกยังอยู่ในหน้านี้",
        signed_out=True,
    )
