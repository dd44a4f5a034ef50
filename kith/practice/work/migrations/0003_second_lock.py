from django.db import migrations, models

SQL = """
call access_lock('work_allocation', 'access_sees((select access_worker()), person_id)');
call access_lock('work_task', 'access_sees((select access_worker()), person_id)');
call access_lock('work_notice', 'worker_id = (select access_worker()) or told_by = (select access_worker()) or (select access_sight(access_worker())) = ''all''');
"""


class Migration(migrations.Migration):
    dependencies = [("work", "0002_notices"), ("access", "0002_second_lock"), ("staff", "0004_teams_in_sight")]
    operations = [
        migrations.AddField("notice", "told_by", models.BigIntegerField(default=0)),
        migrations.RunSQL(SQL),
    ]
