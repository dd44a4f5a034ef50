from pathlib import Path

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("assurance", "0001_initial"),
        ("access", "0002_second_lock"),
        ("ledger", "0003_read_by_time_and_kind"),
    ]
    operations = [migrations.RunSQL((Path(__file__).parent / "second_lock.sql").read_text(), migrations.RunSQL.noop)]
