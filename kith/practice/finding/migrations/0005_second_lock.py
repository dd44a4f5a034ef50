from pathlib import Path

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("finding", "0004_streets_and_endings"), ("people", "0003_second_lock")]
    operations = [migrations.RunSQL((Path(__file__).parent / "second_lock.sql").read_text())]
