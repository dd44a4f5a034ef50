from pathlib import Path

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("assurance", "0002_second_lock"), ("access", "0006_sealed")]
    operations = [migrations.RunSQL((Path(__file__).parent / "sealed.sql").read_text(), migrations.RunSQL.noop)]
