"""Forms for people and what they may do."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import AddEmailForm
from django import forms
from django.http import HttpRequest

from organizations.forms.fields import ThaiTextField
from organizations.models import Membership, Organization, User
from organizations.services.addresses import vouch_for_address
from organizations.services.members import Duty, Person, account_for
from organizations.services.scopes import Scope, grantable_scopes

ROLE_HELP = "เจ้าหน้าที่ผู้บันทึกกรอกข้อมูล ผู้บริหารพิจารณา ผู้ดูแลจัดการสมาชิก ผู้ตรวจสอบอ่านและดาวน์โหลดเท่านั้น"


class DutyForm(forms.ModelForm):  # type: ignore[type-arg]  # takes none at run time
    """Role, position and department of a membership."""

    position = ThaiTextField(label="ตำแหน่ง", max_length=150, required=False)

    class Meta:
        model = Membership
        fields = ["role", "position", "department"]
        help_texts = {"role": ROLE_HELP}

    def __init__(self, *args: Any, organization: Organization | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if organization is None:
            del self.fields["department"]
        else:
            self.fields["department"].queryset = organization.departments.all()  # type: ignore[attr-defined]  # a ModelChoiceField
            self.fields["department"].empty_label = "ไม่ระบุ"  # type: ignore[attr-defined]  # a ModelChoiceField

    def duty(self) -> Duty:
        """Return what was chosen."""
        data = self.cleaned_data
        return Duty(data["role"], data["position"], data.get("department"))

    def _post_clean(self) -> None:
        """Leave the membership as it is: the service checks and stores the duty."""


class InvitationForm(DutyForm):
    """A person and the role to give."""

    email = forms.EmailField(label="อีเมล", max_length=254)
    username = forms.CharField(
        label="ชื่อผู้ใช้",
        max_length=150,
        required=False,
        validators=[User.username_validator],
        help_text="เว้นว่างไว้เพื่อใช้ส่วนหน้าของอีเมล",
    )
    name_title = ThaiTextField(label="คำนำหน้า", max_length=50, required=False)
    first_name = ThaiTextField(label="ชื่อ", max_length=150, required=False)
    last_name = ThaiTextField(label="นามสกุล", max_length=150, required=False)
    scope = forms.ChoiceField(label="ขอบเขต")
    field_order = ["email", "name_title", "first_name", "last_name", "username", "role", "scope"]

    def __init__(self, *args: Any, organization: Organization, by: User, **kwargs: Any) -> None:
        super().__init__(*args, organization=organization, **kwargs)
        self._scopes = {scope.kind: scope for scope in grantable_scopes(by, organization)}
        self.fields["scope"].choices = [(kind, scope.label) for kind, scope in self._scopes.items()]  # type: ignore[attr-defined]  # a ChoiceField
        if len(self._scopes) == 1:
            self.fields["scope"].widget = forms.HiddenInput()
            self.fields["scope"].initial = next(iter(self._scopes))

    def person(self) -> Person:
        """Return who is invited."""
        return Person(**{field.name: self.cleaned_data[field.name] for field in fields(Person)})

    def chosen_scope(self) -> Scope:
        """Return where the role will hold."""
        return self._scopes[self.cleaned_data["scope"]]


class ProfileForm(forms.ModelForm):  # type: ignore[type-arg]  # takes none at run time
    """What a person says about oneself."""

    name_title = ThaiTextField(
        label="คำนำหน้า", max_length=50, required=False, help_text="เช่น นาย นางสาว ว่าที่ ร.ต."
    )
    first_name = ThaiTextField(label="ชื่อ", max_length=150)
    last_name = ThaiTextField(label="นามสกุล", max_length=150)

    class Meta:
        model = User
        fields = ["name_title", "first_name", "last_name", "thai_digits"]


class OwnEmailForm(AddEmailForm):
    """A person's new address; one that another account uses is refused before any mail is sent."""

    def clean_email(self) -> str:
        """Return the address in lower case."""
        email: str = super().clean_email()
        other = account_for(email)
        if other is not None and other != self.user:
            raise get_adapter().validation_error("email_taken")
        return email

    def save(self, request: HttpRequest) -> Any:
        """Keep the present address until the link in the mail to the new one is opened."""
        vouch_for_address(self.user)
        return super().save(request)
