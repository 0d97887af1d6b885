"""The emblem of a submitted memo is kept with what it tells."""

from django.db import migrations, models

from assessments import append_only


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0004_scan_fingerprint"),
    ]

    operations = [
        migrations.CreateModel(
            name="SubmittedEmblem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sha256", models.CharField(max_length=64, unique=True, verbose_name="SHA-256")),
                ("suffix", models.CharField(max_length=3, verbose_name="ชนิดไฟล์")),
                ("content", models.BinaryField(verbose_name="ภาพ")),
                ("kept_at", models.DateTimeField(auto_now_add=True, verbose_name="เก็บเมื่อ")),
            ],
            options={
                "verbose_name": "ตราหน่วยงานที่เสนอ",
                "verbose_name_plural": "ตราหน่วยงานที่เสนอ",
                "ordering": ["pk"],
            },
        ),
        append_only.protect("reports_submittedemblem"),
    ]
