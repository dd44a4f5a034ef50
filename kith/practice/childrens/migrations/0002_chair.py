"""Who chaired a conference."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("childrens", "0001_initial")]

    operations = [migrations.AddField(model_name="conference", name="chair", field=models.CharField(blank=True, default="", max_length=200))]
