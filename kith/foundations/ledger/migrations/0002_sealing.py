from pathlib import Path

from django.db import migrations, models

SQL = (Path(__file__).parent / "sealing.sql").read_text()


class Migration(migrations.Migration):
    """No seal was ever written by what came before, so that its table is made anew."""

    dependencies = [("ledger", "0001_the_ledger")]
    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunSQL(SQL)],
            state_operations=[
                migrations.DeleteModel(name="LedgerSeal"),
                migrations.CreateModel(
                    name="LedgerSeal",
                    fields=[
                        ("number", models.BigIntegerField(primary_key=True, serialize=False)),
                        ("last_id", models.BigIntegerField()),
                        ("rows", models.IntegerField()),
                        ("previous", models.BinaryField()),
                        ("row_digests", models.BinaryField()),
                        ("digest", models.BinaryField()),
                        ("sealed_at", models.DateTimeField()),
                    ],
                    options={"db_table": "ledger_seal"},
                ),
            ],
        )
    ]
