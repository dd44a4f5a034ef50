from django.db import migrations

SQL = """
-- The teams that a worker belongs to today: access asks for them when it says who may see whom.
create function staff_teams_of(worker bigint) returns bigint[]
language plpgsql stable security definer set search_path = public as $$
begin
    return array(select m.team_id from staff_membership m
                 where m.worker_id = worker and m.starts_on <= access_today() and (m.ends_on is null or m.ends_on >= access_today()));
end $$;
grant select on staff_membership to kith_guard;
alter function staff_teams_of owner to kith_guard;
-- Reports need workers' names, never what proves who they are.
revoke select on staff_worker from kith_reporting;
grant select (id, email, name, job_title, phone, is_machine, starts_on, ends_on) on staff_worker to kith_reporting;
"""


class Migration(migrations.Migration):
    dependencies = [("staff", "0003_secrets_are_not_for_reports"), ("access", "0002_second_lock")]
    operations = [migrations.RunSQL(SQL, "drop function staff_teams_of")]
