"""Who gave a role stands beside it; for those given until now the ledger says who it was."""

from django.db import migrations, models


FROM_THE_LEDGER = """
update access_roleheld h set given_by = (
    select e.worker_id from ledger_entry e
    where e.event = 'RoleGiven' and e.subject = 'staff.Worker:' || h.worker_id and e.reason = h.role order by e.id limit 1)
where h.given_by is null;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('access', '0002_second_lock'),
    ]

    operations = [
        migrations.AddField(
            model_name='roleheld',
            name='given_by',
            field=models.BigIntegerField(blank=True, null=True),
        ),
        migrations.RunSQL(FROM_THE_LEDGER, migrations.RunSQL.noop),
    ]
