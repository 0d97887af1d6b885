"""The score trail only grows."""

from django.db import migrations

from assessments import append_only


class Migration(migrations.Migration):
    dependencies = [("assessments", "0002_initial")]

    operations = [append_only.protect("assessments_scorechange")]
