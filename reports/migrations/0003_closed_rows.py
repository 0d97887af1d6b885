"""What was signed, issued or noted down stays as it is; the audit log too."""

from django.db import migrations

from assessments import append_only


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0002_review"),
        ("auditlog", "0017_add_actor_email"),
    ]

    operations = [
        append_only.protect("reports_memorevision"),
        append_only.protect("reports_reviewstep", update_when="OLD.decided_at IS NOT NULL"),
        append_only.protect("reports_discussionnote"),
        append_only.protect("reports_issueddocument"),
        append_only.protect("reports_download"),
        append_only.protect("auditlog_logentry"),
    ]
