from django.db import migrations

SQL = """
-- Of which part of a record each table is, for partners who see some parts only.
do $$
declare one text;
begin
    foreach one in array '{step,stepperson,departure,signoff,episode,happening,runningclock}'::text[] loop call access_part(('pathways_' || one)::regclass, 'plans'); end loop;
end $$;
"""


class Migration(migrations.Migration):
    dependencies = [("pathways", "0001_initial"), ("access", "0007_partners")]
    operations = [migrations.RunSQL(SQL)]
