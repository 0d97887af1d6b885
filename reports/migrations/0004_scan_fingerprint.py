"""Every scan of a comment on paper gets a fingerprint; the stored ones get theirs now.

A scan that is missing or cannot be read keeps none: what it was cannot be known any more.
"""

import hashlib

from django.core.files.storage import default_storage
from django.db import migrations, models

from assessments import append_only

STEPS = "reports_reviewstep"
DECIDED = "OLD.decided_at IS NOT NULL"


def fingerprint_stored_scans(apps, schema_editor):
    steps = apps.get_model("reports", "ReviewStep").objects.exclude(scan="")
    for pk, name in list(steps.order_by("pk").values_list("pk", "scan")):
        digest = hashlib.sha256()
        try:
            with default_storage.open(name) as file:
                for chunk in file.chunks():
                    digest.update(chunk)
        except OSError:
            continue
        steps.filter(pk=pk).update(scan_sha256=digest.hexdigest())


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0003_closed_rows"),
    ]

    operations = [
        append_only.lift(STEPS, update_when=DECIDED),
        migrations.AddField(
            model_name="reviewstep",
            name="scan_sha256",
            field=models.CharField(blank=True, max_length=64, verbose_name="SHA-256 ของภาพสแกน"),
        ),
        migrations.RunPython(fingerprint_stored_scans, migrations.RunPython.noop),
        append_only.protect(STEPS, update_when=DECIDED),
    ]
