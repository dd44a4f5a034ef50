from django.db import migrations

SQL = """
call access_lock('work_allocation', 'access_sees((select access_worker()), person_id)');
call access_lock('work_task', 'access_sees((select access_worker()), person_id)');
"""


class Migration(migrations.Migration):
    dependencies = [("work", "0001_initial"), ("access", "0002_second_lock"), ("staff", "0002_teams_in_sight")]
    operations = [migrations.RunSQL(SQL)]
