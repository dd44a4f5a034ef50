from pathlib import Path

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("access", "0006_sealed")]
    operations = [
        migrations.CreateModel(
            name="Partnership",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("worker_id", models.BigIntegerField(db_index=True)),
                (
                    "agency",
                    models.CharField(
                        choices=[("health", "health"), ("police", "police"), ("school", "school or nursery"), ("other", "another agency")],
                        max_length=6,
                    ),
                ),
                ("organisation", models.CharField(max_length=120)),
                ("purpose", models.TextField()),
                ("parts", django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=10), size=None)),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField()),
                ("opened_at", models.DateTimeField()),
                ("opened_by", models.BigIntegerField()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("ended_by", models.BigIntegerField(blank=True, null=True)),
                ("end_reason", models.TextField(blank=True, default="")),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("ends_on__gte", models.F("starts_on"))), name="partnership_ends_after_it_starts"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at__isnull", True), ("ended_by__isnull", True)),
                            models.Q(("ended_at__isnull", False), ("ended_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="partnership_ended_at_and_by",
                    ),
                ],
            },
        ),
        migrations.RunSQL((Path(__file__).parent / "parts.sql").read_text()),
    ]
