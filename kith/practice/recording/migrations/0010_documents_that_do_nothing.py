from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("recording", "0009_search_by_pages")]
    operations = [migrations.AddField("document", "is_inert", models.BooleanField(blank=True, null=True))]
