from pathlib import Path

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("access", "0003_who_gave_a_role")]
    operations = [
        migrations.AddField("restriction", "part_of", models.CharField(blank=True, db_default="", default="", max_length=80)),
        migrations.RunSQL((Path(__file__).parent / "things.sql").read_text()),
    ]
