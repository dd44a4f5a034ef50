from pathlib import Path

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0005_safety"),
        ("access", "0006_sealed"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.CreateModel(
            name="Adoption",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("adopted_on", models.DateField()),
                ("recorded_at", models.DateTimeField()),
                ("after", models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person")),
                ("before", models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person")),
                (
                    "recorded_by",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("before", models.F("after")), _negated=True), name="an_adoption_makes_another_identity"
                    )
                ],
            },
        ),
        migrations.RunSQL((Path(__file__).parent / "adoption.sql").read_text()),
    ]
