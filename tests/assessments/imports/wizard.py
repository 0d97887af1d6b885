"""The steps of the wizard, as a test walks them."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from assessments.models import ImportBatch
from tests.assessments.imports.files import (
    Rows,
)
from tests.assessments.sheets import writers


def upload(client: Client, rows: Rows, name: str = "คะแนน.xlsx", **more: Any) -> Any:
    file = SimpleUploadedFile(name, writers.xlsx(rows))
    return client.post(reverse("import_new"), {"file": file, **more})


def proposal(client: Client, batch: ImportBatch) -> dict[str, Any]:
    """What the form of the columns would send unchanged."""
    form = client.get(reverse("import_columns", args=[batch.pk])).context["form"]
    return {name: form[name].value() for name in form.fields if form[name].value() not in (None, False)}


def checked(client: Client, rows: Rows, **more: Any) -> ImportBatch:
    """Upload and check with the proposed columns."""
    upload(client, rows)
    batch = ImportBatch.objects.first()
    assert batch
    response = client.post(reverse("import_columns", args=[batch.pk]), proposal(client, batch) | more)
    assert response.status_code == 302, response.context["form"].errors
    batch.refresh_from_db()
    return batch


def page(client: Client, batch: ImportBatch, **query: str) -> HttpResponse:
    return client.get(batch.get_absolute_url(), query)


def commit(client: Client, batch: ImportBatch, **more: str) -> Any:
    seen = client.get(batch.get_absolute_url()).context["stamp"]
    return client.post(reverse("import_commit", args=[batch.pk]), {"seen": seen, **more})
