"""Codes of the second step, which may be typed in Thai digits as everything else."""

from __future__ import annotations

from typing import Any

from allauth.mfa.base.forms import AuthenticateForm as BaseAuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as BaseReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm as BaseActivateForm

from thai.digits import to_arabic


class _AnyDigits:
    """A form with a code."""

    cleaned_data: dict[str, Any]

    def clean_code(self) -> str:
        """Check the code in the digits that the app shows."""
        self.cleaned_data["code"] = to_arabic(self.cleaned_data["code"])
        code: str = super().clean_code()  # type: ignore[misc]  # of the library's form
        return code


class AuthenticateForm(_AnyDigits, BaseAuthenticateForm):
    """Signs in."""


class ReauthenticateForm(_AnyDigits, BaseReauthenticateForm):
    """Confirms a change of weight."""


class ActivateForm(_AnyDigits, BaseActivateForm):
    """Switches the app on."""
