from pathlib import Path

from django.db import migrations, models

SQL = (Path(__file__).parent / "ledger.sql").read_text()


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(SQL, "drop table ledger_entry; drop function ledger_make_partitions; drop function ledger_is_closed;")
            ],
            state_operations=[
                migrations.CreateModel(
                    name="LedgerEntry",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("at", models.DateTimeField()),
                        (
                            "kind",
                            models.CharField(choices=[("did", "did"), ("looked", "looked"), ("refused", "was refused")], max_length=8),
                        ),
                        ("event", models.CharField(max_length=80)),
                        ("worker_id", models.BigIntegerField(null=True)),
                        ("person_id", models.BigIntegerField(null=True)),
                        ("subject", models.CharField(default="", max_length=120)),
                        ("reason", models.TextField(default="")),
                        ("door", models.CharField(default="", max_length=20)),
                        ("address", models.CharField(default="", max_length=120)),
                        ("os_user", models.CharField(default="", max_length=120)),
                    ],
                    options={"db_table": "ledger_entry"},
                )
            ],
        ),
        migrations.CreateModel(
            name="LedgerSeal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("first_id", models.BigIntegerField()),
                ("last_id", models.BigIntegerField()),
                ("rows", models.IntegerField()),
                ("previous", models.CharField(max_length=64)),
                ("digest", models.CharField(max_length=64)),
                ("sealed_at", models.DateTimeField()),
            ],
            options={"db_table": "ledger_seal"},
        ),
    ]
