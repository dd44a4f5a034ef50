from pathlib import Path

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0002_second_lock"),
        ("staff", "0004_teams_in_sight"),
        ("people", "0002_corrections"),
    ]

    operations = [
        migrations.AlterField(
            model_name="person",
            name="restriction",
            field=models.CharField(
                choices=[("open", "open"), ("locked", "locked"), ("hidden", "hidden"), ("sealed", "sealed")], default="open", max_length=6
            ),
        ),
        migrations.CreateModel(
            name="KeptFrom",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("person", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person")),
                (
                    "residence",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="kept_from", to="people.residence"),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("residence", "person"), name="kept_from_somebody_once")],
            },
        ),
        migrations.RunSQL((Path(__file__).parent / "second_lock.sql").read_text()),
    ]
