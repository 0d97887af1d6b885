"""How django-allauth behaves here: accounts are made by administrators, and every text is Thai."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

SIGN_IN_FAILED = "ชื่อผู้ใช้ อีเมล หรือรหัสผ่านไม่ถูกต้อง"
WRONG_CODE = "รหัสไม่ถูกต้องหรือหมดอายุแล้ว"
TOO_MANY = "มีการลองหลายครั้งเกินไป โปรดรอสักครู่แล้วลองอีกครั้ง"


class AccountAdapter(DefaultAccountAdapter):
    """No self-registration: an agency's administrator invites its people."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": "บัญชีนี้ถูกปิดการใช้งาน โปรดติดต่อผู้ดูแลของหน่วยงาน",
        "duplicate_email": "บัญชีของท่านใช้อีเมลนี้อยู่แล้ว",
        "email_password_mismatch": SIGN_IN_FAILED,
        "username_password_mismatch": SIGN_IN_FAILED,
        "invalid_login": SIGN_IN_FAILED,
        "email_taken": "มีบัญชีอื่นใช้อีเมลนี้แล้ว",
        "enter_current_password": "รหัสผ่านปัจจุบันไม่ถูกต้อง",
        "incorrect_password": "รหัสผ่านไม่ถูกต้อง",
        "incorrect_code": WRONG_CODE,
        "invalid_or_expired_key": "ลิงก์ไม่ถูกต้องหรือหมดอายุแล้ว",
        "invalid_password_reset": "ลิงก์ตั้งรหัสผ่านไม่ถูกต้องหรือหมดอายุแล้ว",
        "max_email_addresses": "เพิ่มอีเมลได้ไม่เกิน %d รายการ",
        "too_many_login_attempts": TOO_MANY,
        "rate_limited": TOO_MANY,
        "unverified_primary_email": "อีเมลหลักต้องได้รับการยืนยันก่อน",
        "same_as_current": "ค่าใหม่ต้องไม่ซ้ำกับค่าเดิม",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Keep sign-up closed."""
        return False

    # Links in mails begin with the configured address: a forged Host header must not get into a mail.

    def get_reset_password_from_key_url(self, key: str) -> str:
        """Return the link that sets a password."""
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": "UID", "key": "KEY"})
        return settings.BASE_URL + path.replace("UID-KEY", quote(key))

    def get_email_confirmation_url(self, request: HttpRequest | None, emailconfirmation: Any) -> str:
        """Return the link that confirms an e-mail address."""
        return settings.BASE_URL + reverse("account_confirm_email", args=[emailconfirmation.key])

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Go back to the person's own page."""
        return reverse("profile")

    def get_email_verification_redirect_url(self, email_address: Any) -> str:
        """Go to the person's own page, or to sign-in."""
        return reverse("profile")


class MfaAdapter(DefaultMFAAdapter):
    """Two-step sign-in with Thai messages."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": WRONG_CODE,
        "cannot_delete_authenticator": "ปิดการยืนยันตัวตนสองชั้นไม่ได้",
        "cannot_generate_recovery_codes": "ต้องเปิดใช้การยืนยันตัวตนสองชั้นก่อน จึงจะสร้างรหัสกู้คืนได้",
    }
