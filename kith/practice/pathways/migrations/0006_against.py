"""One more way to depart: an outcome that goes against an answer."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("pathways", "0005_led")]

    operations = [
        migrations.AlterField(
            model_name="departure",
            name="what",
            field=models.CharField(
                choices=[
                    ("out of order", "begun without the step that should come before"), ("skipped", "not done"), ("late", "done after it was due"),
                    ("without", "done without something that the law asks for"), ("against", "ended against an answer"),
                    ("reopened", "opened again after it was done"),
                ],
                max_length=12,
            ),
        ),
    ]
