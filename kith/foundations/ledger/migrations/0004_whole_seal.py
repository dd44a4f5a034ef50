from pathlib import Path

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("ledger", "0003_read_by_time_and_kind")]
    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunSQL((Path(__file__).parent / "whole_seal.sql").read_text())],
            state_operations=[migrations.AddField("ledgerseal", "version", models.SmallIntegerField(default=1))],
        )
    ]
