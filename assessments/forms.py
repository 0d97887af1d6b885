"""Forms of assessments: the score sheet, and the reason for sending a result back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.forms import BoundField

from assessments.frameworks import Edition
from assessments.levels import LONGEST_NAME, LevelNames
from assessments.services.figures import ANNOUNCED, Figures, as_text
from thai.digits import to_thai
from thai.text import normalise, number_text

# Longer than any score that a person writes; what is longer is neither parsed nor shown back whole.
MAX_LENGTH = 40
HUNDRED = Decimal(100)
CENT = Decimal("0.01")


def score_name(number: int) -> str:
    """Return the name, and the anchor on the page, of the field of one indicator."""
    return f"score-{number}"


class ScoreInput(forms.TextInput):
    """A text field: a number field of the browser would refuse Thai digits and lose what was typed."""

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> str | None:
        """Take what was typed, cut where it is too long to be a score: a huge value costs nothing."""
        typed = data.get(name)
        return None if typed is None else typed[: MAX_LENGTH + 1]


class ScoreField(forms.Field):
    """A score of 0-100 with at most two decimals, in Thai or Arabic digits, with point or comma."""

    widget = ScoreInput
    default_error_messages = {
        "too_long": "ยาวเกิน %(limit)s ตัวอักษร โปรดกรอกคะแนนเพียงค่าเดียว เช่น 89.43",
        "not_a_number": "“%(typed)s” ไม่ใช่ตัวเลข โปรดกรอกเป็นตัวเลข เช่น 89.43 หรือเว้นว่างหากยังไม่มีคะแนน",
        "below": "คะแนนต้องไม่ต่ำกว่า 0",
        "above": "คะแนนต้องไม่เกิน 100",
        "decimals": "กรอกทศนิยมได้ไม่เกิน 2 ตำแหน่ง เช่น 89.43",
    }

    def __init__(self, label: str, *, thai_digits: bool = False) -> None:
        super().__init__(label=label, required=False)
        self.thai_digits = thai_digits
        self.widget.attrs |= {
            "class": "form-control score-field",
            "inputmode": "decimal",
            "autocomplete": "off",
            "maxlength": MAX_LENGTH,
        }

    def prepare_value(self, value: Any) -> Any:
        """Write a stored score in the person's digits; what was typed is shown back as it is."""
        if not isinstance(value, Decimal):
            return value
        return to_thai(as_text(value)) if self.thai_digits else as_text(value)

    def to_python(self, value: str | None) -> Decimal | None:
        """Read a score; nothing but blanks is no score."""
        if value and len(value) > MAX_LENGTH:
            raise self._refusal("too_long", limit=MAX_LENGTH)
        text = normalise(value or "")
        if not text:
            return None
        try:
            number = number_text(text)
        except ValueError:
            raise self._refusal("not_a_number", typed=text) from None
        return self._checked(number)

    def _checked(self, number: Decimal) -> Decimal:
        if number < 0:
            raise self._refusal("below")
        if number > HUNDRED:
            raise self._refusal("above")
        score = abs(number).quantize(CENT)  # abs: -0 is 0
        if score != number:
            raise self._refusal("decimals")
        return score

    def _refusal(self, code: str, **params: object) -> forms.ValidationError:
        return forms.ValidationError(self.error_messages[code], code=code, params=params)


class LevelField(forms.ChoiceField):
    """One of the year's levels; `shown`, what is typed or stored, stays in the field though it be none."""

    def __init__(self, edition: Edition, shown: str) -> None:
        self.levels = LevelNames(edition.year, edition.framework.levels)
        names = dict.fromkeys((*self.levels.names, shown[: LONGEST_NAME + 1])) if shown else self.levels.names
        super().__init__(
            label="ระดับตามประกาศ",
            required=False,
            choices=[("", "ยังไม่ระบุ"), *((name, name) for name in names)],
            widget=forms.Select(attrs={"class": "form-select"}),
        )

    def to_python(self, value: str | None) -> str:
        """Read a level by its official name, by the same rule as an import."""
        text = normalise((value or "")[: LONGEST_NAME + 1])
        name = self.levels.find(text) if text else ""
        if name is None:
            raise forms.ValidationError(
                f"{self.levels.refusal(text)} โปรดเลือก{self.levels.expected}", code="unknown_level"
            )
        return name

    def valid_value(self, value: str) -> bool:
        """Take every level that was found, however it was spelt."""
        return True


class ScoreSheetForm(forms.Form):
    """The figures of one organization and year: a score per indicator and what was announced.

    Every field may be empty. `stored` are the figures that the sheet starts from.
    """

    def __init__(
        self,
        edition: Edition,
        stored: Figures,
        data: Mapping[str, Any] | None = None,
        *,
        thai_digits: bool = False,
    ) -> None:
        initial = {score_name(number): value for number, value in stored.scores.items()}
        initial |= {name: getattr(stored, name) for name in ANNOUNCED}
        super().__init__(data, auto_id="%s", initial=initial)
        self.stored = stored
        self.numbers = tuple(edition.indicators)
        typed = (data or {}).get("announced_level")
        for number, name in edition.names.items():
            label = f"ตัวชี้วัดที่ {number} {name}"
            self.fields[score_name(number)] = ScoreField(label, thai_digits=thai_digits)
        self.fields["announced_total"] = ScoreField("คะแนนรวมตามประกาศ", thai_digits=thai_digits)
        self.fields["announced_level"] = LevelField(edition, typed or stored.announced_level)
        if edition.framework.uses_tools:
            self.fields["eit_part1"] = ScoreField("คะแนน EIT ส่วนที่ 1", thai_digits=thai_digits)
            self.fields["eit_part2"] = ScoreField("คะแนน EIT ส่วนที่ 2", thai_digits=thai_digits)

    def figures(self) -> Figures:
        """Return what was typed; an unreadable field counts as empty, one that is not asked for is kept."""
        self.is_valid()  # reads the fields, once; what cannot be read stays out of cleaned_data
        typed = self.cleaned_data
        return Figures(
            scores={number: typed.get(score_name(number)) for number in self.numbers},
            **{name: self._announced(name) for name in ANNOUNCED},
        )

    def _announced(self, name: str) -> Any:
        if name not in self.fields:
            return getattr(self.stored, name)
        return self.cleaned_data.get(name, getattr(Figures(), name))

    def announced_fields(self) -> list[BoundField]:
        """Return the fields below the scores."""
        return [self[name] for name in ANNOUNCED if name in self.fields]

    def stored_texts(self) -> Iterator[tuple[str, str]]:
        """Give each field's name with the text of its stored value: what the person starts from."""
        for name in self.fields:
            yield name, as_text(self.initial.get(name))

    def fields_in_error(self) -> list[BoundField]:
        """Return the fields that cannot be read, in the order of the page."""
        return [self[name] for name in self.fields if name in self.errors]

    def focus_first_error(self) -> None:
        """Let the browser put the cursor into the first field to mend."""
        for field in self.fields_in_error()[:1]:
            field.field.widget.attrs["autofocus"] = True


class ReasonForm(forms.Form):
    """Why a result goes back to its author."""

    reason = forms.CharField(
        label="เหตุผลที่ส่งคืน",
        max_length=1000,
        widget=forms.Textarea(attrs={"class": "form-control", "rows": 3}),
        error_messages={"required": "โปรดระบุเหตุผล เพื่อให้ผู้บันทึกทราบว่าต้องแก้ไขสิ่งใด"},
    )

    def __init__(self, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, auto_id="%s")
