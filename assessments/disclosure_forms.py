"""The fields of one disclosure item on the self-check's sheet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django import forms

from assessments.models import DisclosureAnswer, DisclosureItem
from assessments.models.disclosure import LONGEST_ADDRESS, LONGEST_NOTE
from assessments.services.disclosure import Content, Statement
from organizations.models import Department
from organizations.versions import version_from
from thai.forms import ThaiTextField, WebAddressField

NOBODY = ("", "ยังไม่ระบุ")


class AnswerForm(forms.Form):
    """One item's answer. Each field carries what it started from, so that untouched items are known."""

    published = forms.BooleanField(
        label="เผยแพร่แล้ว",
        required=False,
        show_hidden_initial=True,
        widget=forms.CheckboxInput({"class": "form-check-input"}),
    )
    url = WebAddressField(
        label="ที่อยู่ของข้อมูลบนเว็บไซต์ (URL)",
        required=False,
        max_length=LONGEST_ADDRESS,
        show_hidden_initial=True,
        widget=forms.URLInput({"class": "form-control", "autocomplete": "off", "placeholder": "https://"}),
    )
    department = forms.TypedChoiceField(
        label="ผู้รับผิดชอบ",
        required=False,
        coerce=int,
        empty_value=None,
        show_hidden_initial=True,
        widget=forms.Select({"class": "form-select"}),
    )
    note = ThaiTextField(
        label="หมายเหตุ",
        required=False,
        max_length=LONGEST_NOTE,
        show_hidden_initial=True,
        widget=forms.TextInput({"class": "form-control", "autocomplete": "off"}),
    )

    def __init__(
        self,
        item: DisclosureItem,
        answer: DisclosureAnswer | None,
        departments: Iterable[Department],
        data: Mapping[str, Any] | None = None,
    ) -> None:
        prefix = f"item-{item.pk}"
        # A conflict may be settled for what is stored: then nothing of the item was typed.
        typed = None if data is None or f"{prefix}-keep" in data else data
        names = ("published", "url", "department_id", "note")
        initial = {name.removesuffix("_id"): getattr(answer, name) for name in names} if answer else {}
        super().__init__(
            typed, prefix=prefix, initial=initial, empty_permitted=True, use_required_attribute=False
        )
        self.item, self.answer, self.is_overtaking = item, answer, False
        stored_version = answer.version if answer else 0
        self.version = version_from(typed.get(f"{prefix}-version", "")) if typed else stored_version
        choices = [NOBODY, *((department.pk, department.name) for department in departments)]
        self.fields["department"].choices = choices  # type: ignore[attr-defined]  # a choice field

    def statement(self) -> Statement:
        """Return what was typed, as the service takes it."""
        data = self.cleaned_data
        content = Content(data["published"], data["url"], data["department"], data["note"])
        return Statement(self.item, content, self.version)

    def overtake(self) -> None:
        """Let the next save go on from what is stored now: the person gets to see both."""
        self.version, self.is_overtaking = self.answer.version if self.answer else 0, True

    def starts(self) -> Iterator[tuple[str, str]]:
        """Yield the hidden fields that say what each field started from."""
        for bound in self:
            stored = bound.initial if bound.initial is not None else ""
            posted = None if self.is_overtaking else self.data.get(bound.html_initial_name)
            yield bound.html_initial_name, str(stored) if posted is None else posted
