from django.db import migrations

SQL = """
-- Who has a main or shared-care home where the person has one, the person too, of those of whom the worker may know. That somebody lives there is
-- told by the open record also where their own is locked; since when is not. It runs as the guard because a locked record's addresses are shut.
create function people_lives_with(viewed bigint, worker bigint) returns table (person_id bigint, since date)
language plpgsql stable security definer rows 5 set search_path = public as $$
begin
    if not access_sees(worker, viewed) then return; end if;
    return query
    select o.person_id, case when access_sees(worker, o.person_id) then o.starts_on end
    from people_residence r join people_place l on l.id = r.place_id and not l.is_communal
    join people_residence o on o.place_id = r.place_id and o.ends_on is null and o.kind in ('main', 'shared_care')
    where r.person_id = viewed and r.ends_on is null and r.kind in ('main', 'shared_care') and people_shows_place(viewed, r.place_id)
      and access_knows(worker, o.person_id);
end $$;
alter function people_lives_with owner to kith_guard;
revoke execute on function people_lives_with from public;
grant execute on function people_lives_with to kith_app;
"""


class Migration(migrations.Migration):
    """Who lives with whom is told as far as it is known, also where a record is locked."""

    dependencies = [("people", "0009_records_made_by_mistake"), ("access", "0007_partners")]

    operations = [migrations.RunSQL(SQL, "drop function people_lives_with")]
