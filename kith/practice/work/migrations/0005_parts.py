from django.db import migrations

SQL = """
-- Of which part of a record each table is, for partners who see some parts only.
call access_part('work_allocation', 'involved');
call access_part('work_task', 'involved');
call access_part('work_notice', 'own');
"""


class Migration(migrations.Migration):
    dependencies = [("work", "0004_notices_about_a_person"), ("access", "0007_partners")]
    operations = [migrations.RunSQL(SQL)]
