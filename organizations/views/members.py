"""Who works for an agency: inviting, changing, removing."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Value
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from organizations import tasks
from organizations.access import current_user, organization_view
from organizations.forms.people import DutyForm, InvitationForm
from organizations.models import Membership, Organization, User
from organizations.services import invitations
from organizations.services import members as service
from organizations.services.scopes import require_may_manage

RESULT_BELOW = "ดูผลการส่งได้ในรายชื่อนี้"


def memberships_over(organization: Organization) -> list[Membership]:
    """Return everyone whose role reaches the agency, its own people first."""
    values = {"pk": organization.pk, "province": organization.province}
    found = Membership.objects.covering(lambda name: Value(values[name]))
    related = ("user", "organization", "department", "invitation")
    rows = found.select_related(*related).order_by("user__username", "pk")
    return sorted(rows, key=lambda membership: membership.organization_id is None)


def _membership(organization: Organization, pk: int) -> Membership:
    """Return a membership that reaches the agency; raise Http404 for any other."""
    membership = Membership.objects.select_related("user", "organization").filter(pk=pk).first()
    if membership is None or not membership.covers(organization):
        raise Http404
    return membership


@organization_view("organizations.administer")
def members(request: HttpRequest, organization: Organization) -> HttpResponse:
    """List the people who reach the agency."""
    rows = service.manageable(current_user(request), memberships_over(organization))
    context = {"organization": organization, "rows": rows, "tab": "members"}
    return render(request, "organizations/members.html", context)


@organization_view("organizations.administer")
def member_invite(request: HttpRequest, organization: Organization) -> HttpResponse:
    """Invite a person, or give one who has an account a further role."""
    user = current_user(request)
    form = InvitationForm(request.POST or None, organization=organization, by=user)
    if request.method == "POST" and form.is_valid():
        try:
            membership = service.invite(form.person(), form.duty(), form.chosen_scope(), by=user)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            _welcome(request, membership)
            return redirect("members", organization.code)
    context = {"organization": organization, "form": form, "tab": "members"}
    return render(request, "organizations/member_invite.html", context)


@organization_view("organizations.administer")
@require_POST
def member_remind(request: HttpRequest, organization: Organization, membership: int) -> HttpResponse:
    """Send the invitation again to a person who has not set a password."""
    found = _membership(organization, membership)
    require_may_manage(current_user(request), found)
    if invitations.needs_password(found.user):
        _invite(request, found)
        text = f"ระบบกำลังส่งคำเชิญถึง {found.user} ไปที่ {found.user.email} อีกครั้ง {RESULT_BELOW}"
        messages.success(request, text)
    else:
        messages.success(request, f"{found.user} ตั้งรหัสผ่านแล้ว จึงไม่ต้องส่งคำเชิญ")
    return redirect("members", organization.code)


def _welcome(request: HttpRequest, membership: Membership) -> None:
    """Tell what happened: the role is there, the mail is on its way."""
    user = membership.user
    text = f"เพิ่ม {user} เป็น{membership.get_role_display()}ของ{membership.scope}แล้ว"
    if invitations.needs_password(user):
        _invite(request, membership)
        messages.success(request, f"{text} ระบบกำลังส่งลิงก์ตั้งรหัสผ่านไปที่ {user.email} {RESULT_BELOW}")
    else:
        messages.success(request, f"{text} ใช้บัญชีและรหัสผ่านเดิมเข้าสู่ระบบได้ทันที")


def _invite(request: HttpRequest, membership: Membership) -> None:
    asked = invitations.ask(membership, by=current_user(request))
    tasks.send_invitation.enqueue(asked.pk, asked.number)


@organization_view("organizations.administer")
def member(request: HttpRequest, organization: Organization, membership: int) -> HttpResponse:
    """Change what a person is; losing the last administrator is asked about first."""
    found = _membership(organization, membership)
    user = current_user(request)
    require_may_manage(user, found)
    form = DutyForm(request.POST or None, instance=found, organization=found.organization)
    asks = False
    if request.method == "POST" and form.is_valid():
        try:
            service.change(found, form.duty(), by=user, even_last_admin="confirmed" in request.POST)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        except service.LastAdministrator:
            asks = True
        else:
            messages.success(request, f"บันทึกบทบาทของ {found.user} แล้ว")
            return _after_change(request, organization)
    context = {
        "organization": organization,
        "membership": found,
        "form": form,
        "asks": asks,
        "tab": "members",
    }
    return render(request, "organizations/member.html", context)


@organization_view("organizations.administer")
def member_remove(request: HttpRequest, organization: Organization, membership: int) -> HttpResponse:
    """Ask, then take the role away; the page says when it is the last administrator's."""
    found = _membership(organization, membership)
    user = current_user(request)
    require_may_manage(user, found)
    if request.method == "POST":
        try:
            service.remove(found, by=user, even_last_admin="confirmed" in request.POST)
        except service.LastAdministrator:
            messages.error(request, "หน่วยงานจะไม่มีผู้ดูแลเหลืออยู่ โปรดยืนยันอีกครั้งหากต้องการดำเนินการ")
            return redirect("member_remove", organization.code, membership)
        messages.success(
            request, f"นำ {found.user} ออกจากการเป็น{found.get_role_display()}ของ{found.scope}แล้ว"
        )
        return _after_change(request, organization)
    context = {
        "organization": organization,
        "membership": found,
        "is_last": service.is_last_administrator(found),
        "is_self": found.user_id == user.pk,
        "tab": "members",
    }
    return render(request, "organizations/member_remove.html", context)


def _after_change(request: HttpRequest, organization: Organization) -> HttpResponse:
    """Go back to the list, or home when the person has just given up the own right to it."""
    user = User.objects.get(pk=current_user(request).pk)
    if user.has_perm("organizations.administer", organization):
        return redirect("members", organization.code)
    return redirect("home")
