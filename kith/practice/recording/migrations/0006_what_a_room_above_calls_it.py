from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("recording", "0005_second_lock")]
    operations = [migrations.AddField("storyline", "words", models.CharField(blank=True, db_default="", default="", max_length=200))]
