from django.db import migrations

SQL = """
-- A partner finds their families by who they are.
call access_part('finding_person', 'identity');
"""


class Migration(migrations.Migration):
    dependencies = [("finding", "0005_second_lock"), ("access", "0007_partners")]
    operations = [migrations.RunSQL(SQL)]
