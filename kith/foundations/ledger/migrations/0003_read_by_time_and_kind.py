from django.db import migrations

SQL = """
-- The auditor reads the ledger by time, by kind of deed, and what was refused: each from its own index, month by month, newest first.
create index ledger_entry_newest on ledger_entry (at desc, id desc);
create index ledger_entry_event on ledger_entry (event, at desc, id desc);
create index ledger_entry_refused on ledger_entry (at desc, id desc) where kind = 'refused';
"""


class Migration(migrations.Migration):
    dependencies = [("ledger", "0002_sealing")]
    operations = [
        migrations.RunSQL(SQL, "drop index ledger_entry_newest; drop index ledger_entry_event; drop index ledger_entry_refused")
    ]
