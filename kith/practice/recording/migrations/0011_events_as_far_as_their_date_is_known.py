from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("recording", "0010_documents_that_do_nothing")]
    operations = [
        migrations.AddField(
            "significantevent",
            "date_known",
            models.CharField(
                choices=[
                    ("day", "the day"), ("month", "the month"), ("season", "the season"), ("year", "the year"), ("about", "about the year"),
                ],
                db_default="day",
                default="day",
                max_length=6,
            ),
        )
    ]  # fmt: skip
