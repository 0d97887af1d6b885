"""The only way to an import: through what the person may see."""

from __future__ import annotations

from django.http import Http404, HttpRequest

from assessments.models import ImportBatch
from organizations.access import current_user

PERMISSION = "assessments.import_scores"


def reachable_batch(request: HttpRequest, number: int) -> ImportBatch:
    """Return the import with this number; 404 when it is outside what the user may see."""
    visible = ImportBatch.objects.visible_to(current_user(request))
    batch = visible.filter(pk=number).select_related("created_by", "committed_by", "undone_by").first()
    if batch is None:
        raise Http404("no such import, or not for this person")
    return batch
