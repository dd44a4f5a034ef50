from django.db import migrations

SQL = """
-- Of which part of a record each table is, for partners who see some parts only. Clashes and adoptions are inside.
do $$
declare one text;
begin
    foreach one in array '{person,name,identifier,fact,correction,asreceived,relationship}'::text[] loop call access_part(('people_' || one)::regclass, 'identity'); end loop;
    foreach one in array '{residence,place,keptfrom,contactpoint,vehicle}'::text[] loop call access_part(('people_' || one)::regclass, 'addresses'); end loop;
end $$;
call access_part('people_professional', 'involved');
call access_part('people_alert', 'alerts');
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0006_adoption"), ("access", "0007_partners")]
    operations = [migrations.RunSQL(SQL)]
