"""Background work of assessments: thin wrappers around services, safe to run twice."""

from __future__ import annotations

from django_tasks import task

from assessments.models import ImportBatch
from organizations.models import User


@task()
def run_import(batch_id: int, job: str, user_id: int, flag: bool) -> None:
    """Preview, commit or undo a large import; `flag` is the job's own choice."""
    from assessments.services.imports import jobs  # the jobs enqueue this task

    user = User.objects.get(pk=user_id)
    jobs.run(ImportBatch.objects.get(pk=batch_id), job, user, flag)
