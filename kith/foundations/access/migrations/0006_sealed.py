from pathlib import Path

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("access", "0005_returns"), ("ledger", "0003_read_by_time_and_kind")]
    operations = [migrations.RunSQL((Path(__file__).parent / "sealed.sql").read_text())]
