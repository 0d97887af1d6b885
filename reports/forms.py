"""Forms of memos and review chains."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import CharField
from django.forms import BaseFormSet, formset_factory

from organizations.models import Organization, User
from reports.models import Memo
from reports.services.writing import ChainRow, MemoText
from reports.texts import UnknownPlaceholder, check_placeholders
from thai.forms import ThaiDateField, ThaiTextField

LONGEST_PARAGRAPH = 4_000
SPARE_POSITIONS = 2
MOST_POSITIONS = 12
PARAGRAPHS = ("reason", "purpose", "closing")

_ACTING = re.compile(r"รักษา\s*ราชการ\s*แทน")


class ParagraphField(ThaiTextField):
    """A paragraph in the author's own words, with known placeholders only."""

    widget = forms.Textarea(attrs={"rows": 4})

    def __init__(self, label: str) -> None:
        super().__init__(label=label, required=False, max_length=LONGEST_PARAGRAPH)

    def validate(self, value: str) -> None:
        """Refuse placeholders that stand for nothing."""
        super().validate(value)
        try:
            check_placeholders(value)
        except UnknownPlaceholder as error:
            raise ValidationError(str(error)) from error


def _line(name: str, help_text: str = "") -> ThaiTextField:
    """A one-line field with the label and the length of the memo's column."""
    column = cast("CharField[str, str]", Memo._meta.get_field(name))
    return ThaiTextField(
        label=str(column.verbose_name), max_length=column.max_length, required=False, help_text=help_text
    )


class MemoForm(forms.Form):
    """The fields of a memo; what stays empty is printed in the default wording or as dots."""

    office = _line("office", "ชื่อส่วนราชการภายใน เช่น สำนักปลัด ระบบเติมชื่อหน่วยงานและโทรศัพท์ให้")
    number = _line("number", "เช่น อย 77101/125 ระบบพิมพ์เป็นเลขไทยให้")
    date = ThaiDateField(label="วันที่", required=False, help_text="พิมพ์ปี พ.ศ. เช่น 28/9/2564 หรือ 28 ก.ย. 2564")
    subject = _line("subject")
    addressee = _line("addressee")
    speed = forms.ChoiceField(label="ชั้นความเร็ว", choices=Memo.Speed.choices, required=False)
    reason = ParagraphField("ภาคเหตุ")
    purpose = ParagraphField("ภาคความประสงค์")
    closing = ParagraphField("ภาคสรุป")
    author_name = _line("author_name", "ชื่อและนามสกุลพร้อมคำนำหน้า หากเว้นว่างจะพิมพ์เป็นเส้นประ")
    author_position = _line("author_position")

    def __init__(self, *args: Any, defaults: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, text in defaults.items():
            self.fields[name].widget.attrs["placeholder"] = text
        for name in PARAGRAPHS:
            self.fields[name].help_text = "เว้นว่างไว้เพื่อใช้ข้อความมาตรฐานที่เห็นในช่อง"

    def text(self) -> MemoText:
        """Return what was typed."""
        return MemoText(**self.cleaned_data)


class PositionForm(forms.Form):
    """One position of the chain; a row without a title is left out."""

    order = forms.IntegerField(label="ลำดับ", min_value=1, max_value=99, required=False)
    title = ThaiTextField(label="ตำแหน่ง", max_length=200, required=False)
    person = forms.ModelChoiceField(User.objects.none(), label="ผู้ใช้ในระบบ", required=False)
    printed_name = ThaiTextField(label="ชื่อที่พิมพ์", max_length=200, required=False)
    deputy = forms.ModelChoiceField(User.objects.none(), label="ผู้รักษาราชการแทน", required=False)
    deputy_title = ThaiTextField(
        label="ตำแหน่งของผู้รักษาราชการแทน",
        max_length=200,
        required=False,
        help_text="เช่น รองปลัดองค์การบริหารส่วนตำบล ระบบเติมคำว่า “รักษาราชการแทน” ให้",
    )

    def __init__(self, *args: Any, people: Iterable[tuple[int, str]], queryset: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("person", "deputy"):
            field = self.fields[name]
            field.queryset = queryset  # type: ignore[attr-defined]  # a ModelChoiceField
            # The same people for every row: read once, not once per field.
            field.choices = [("", "ไม่กำหนด (ลงความเห็นในเอกสาร)" if name == "person" else "ไม่มี"), *people]  # type: ignore[attr-defined]  # a ModelChoiceField

    def clean_deputy_title(self) -> str:
        """Leave out what the documents add themselves: รักษาราชการแทน and for whom."""
        title: str = self.cleaned_data["deputy_title"]
        return _ACTING.split(title, maxsplit=1)[0].rstrip()

    def clean(self) -> dict[str, Any]:
        """Refuse a row whose people have no position, and a person who deputises for oneself."""
        cleaned = super().clean() or {}
        named = any(cleaned.get(name) for name in ("person", "printed_name", "deputy", "deputy_title"))
        if named and not cleaned.get("title") and "title" not in self.errors:
            self.add_error("title", "โปรดระบุตำแหน่งของแถวนี้")
        if cleaned.get("deputy") and cleaned["deputy"] == cleaned.get("person"):
            self.add_error("deputy", "ผู้รักษาราชการแทนต้องไม่ใช่ผู้ใช้คนเดียวกับผู้ดำรงตำแหน่ง")
        return cleaned

    def row(self) -> ChainRow:
        """Return the position."""
        values: dict[str, Any] = {name: self.cleaned_data.get(name) for name in ChainRow.__dataclass_fields__}
        return ChainRow(**values)


class ChainFormSet(BaseFormSet[PositionForm]):
    """The positions of a chain, saved in the order of their numbers."""

    def rows(self) -> list[ChainRow]:
        """Return the positions that have a title, by number; rows without one come last."""
        filled = [form for form in self.forms if form.cleaned_data.get("title")]
        return [form.row() for form in sorted(filled, key=lambda form: form.cleaned_data["order"] or 100)]


def chain_formset(organization: Organization, data: Any = None, initial: Any = None) -> ChainFormSet:
    """Return the forms of a chain; people are the members of the organization."""
    members = User.objects.filter(memberships__organization=organization, is_active=True).distinct()
    people = [(person.pk, str(person)) for person in members]
    factory: Any = formset_factory(
        PositionForm, ChainFormSet, extra=SPARE_POSITIONS, max_num=MOST_POSITIONS, validate_max=True
    )
    kwargs = {"people": people, "queryset": members}
    formset: ChainFormSet = factory(data, initial=initial, form_kwargs=kwargs, prefix="chain")
    return formset
