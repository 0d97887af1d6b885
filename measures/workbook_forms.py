"""The file of a plan's worksheet."""

from __future__ import annotations

from typing import Any

from django import forms

from assessments.sheets import limits
from assessments.sheets.limits import SheetFileError
from measures.workbook.reading import Table, read_table


class WorkbookForm(forms.Form):
    """A worksheet to import; `table()` gives its rows."""

    file = forms.FileField(
        label="ไฟล์แผนมาตรการ",
        help_text="ไฟล์ตารางชนิด xlsx, xls, ods หรือ csv ขนาดไม่เกิน 10 เมกะไบต์",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.ods,.csv"}),
        error_messages={"required": "โปรดเลือกไฟล์", "empty": "ไฟล์นี้ว่างเปล่า"},
    )

    def clean_file(self) -> Any:
        """Refuse a file that is too large before a byte of it is read, and one that holds no plan."""
        file = self.cleaned_data["file"]
        if file.size > limits.MAX_BYTES:
            raise forms.ValidationError(f"ไฟล์มีขนาดเกิน {limits.MAX_BYTES >> 20} เมกะไบต์")
        try:
            self._table = read_table(file.read(), file.name)
        except SheetFileError as error:
            raise forms.ValidationError(error.message) from error
        return file

    def table(self) -> Table:
        """Return the rows of the valid file."""
        return self._table
