from pathlib import Path

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("forms", "0001_initial")]
    operations = [migrations.RunSQL((Path(__file__).parent / "use.sql").read_text())]
