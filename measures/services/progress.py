"""Reporting on a measure: entries under a version guard, with their evidence in the same transaction."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date

from django.core.files import File
from django.db import transaction
from django.db.models import F

from measures.models import Measure, Progress
from measures.services.evidence import attach
from measures.services.plans import take
from measures.services.refusals import StaleProgress
from organizations.models import User


@dataclass(frozen=True)
class Report:
    """What a person reports about a measure."""

    on: date
    percent: int
    done: str
    result: str = ""
    problems: str = ""


@transaction.atomic
def report_progress(
    measure: Measure, report: Report, *, by: User, file: File[bytes] | None = None, url: str = ""
) -> Progress:
    """Add a report with its evidence; raise RefusedFile (nothing is stored then) or PlanClosed."""
    take(measure.plan)
    progress = Progress.objects.create(measure=measure, by=by, **asdict(report))
    attach(progress, by=by, file=file, url=url)
    return progress


@transaction.atomic
def change_progress(progress: Progress, report: Report, *, version: int) -> Progress:
    """Correct a report; raise StaleProgress when `version` is not the stored one any more."""
    take(progress.measure.plan)
    if not Progress.objects.filter(pk=progress.pk, version=version).update(version=F("version") + 1):
        raise StaleProgress(Progress.objects.filter(pk=progress.pk).first())
    for name, value in asdict(report).items():
        setattr(progress, name, value)
    progress.version = version + 1
    progress.save()
    return progress


@transaction.atomic
def remove_progress(progress: Progress) -> None:
    """Take a report and its evidence out of sight; it can be called back."""
    take(progress.measure.plan)
    progress.mark_removed()


@transaction.atomic
def restore_progress(progress: Progress) -> None:
    """Bring a removed report back."""
    take(progress.measure.plan)
    progress.call_back()
