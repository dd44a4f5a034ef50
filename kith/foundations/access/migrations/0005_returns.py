from pathlib import Path

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("access", "0004_things")]
    operations = [migrations.RunSQL((Path(__file__).parent / "returns.sql").read_text())]
