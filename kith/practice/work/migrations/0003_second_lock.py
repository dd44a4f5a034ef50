from django.db import migrations, models

SQL = """
-- Whoever works with somebody already has business with them and their family, as `allocate` gives it from now on.
insert into access_grant (worker_id, team_id, person_id, source, starts_on)
select held.worker_id, held.team_id, family.person_id, 'work.Allocation:' || a.id, a.starts_on
from work_allocation a
cross join lateral (values (a.worker_id, null::bigint), (null, a.team_id)) held(worker_id, team_id)
cross join lateral (
    select a.person_id
    union select r.person_id from people_relationship r where r.other_id = a.person_id and r.ends_on is null
    union select r.other_id from people_relationship r where r.person_id = a.person_id and r.ends_on is null
    union select near.person_id from people_residence own join people_place l on l.id = own.place_id and not l.is_communal
        join people_residence near on near.place_id = own.place_id and near.ends_on is null and near.kind in ('main', 'shared_care')
        where own.person_id = a.person_id and own.ends_on is null and own.kind in ('main', 'shared_care')
) family(person_id)
where a.ends_on is null and (held.worker_id is not null or held.team_id is not null);
call access_lock('work_allocation', 'access_sees((select access_worker()), person_id)');
call access_lock('work_task', 'access_sees((select access_worker()), person_id)');
call access_lock('work_notice', 'worker_id = (select access_worker()) or told_by = (select access_worker()) or (select access_sight(access_worker())) = ''all''');
"""


class Migration(migrations.Migration):
    dependencies = [
        ("work", "0002_notices"),
        ("access", "0002_second_lock"),
        ("staff", "0004_teams_in_sight"),
        ("people", "0003_second_lock"),
    ]
    operations = [
        migrations.AddField("notice", "told_by", models.BigIntegerField(default=0)),
        migrations.RunSQL(SQL),
    ]
