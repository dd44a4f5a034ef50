from django.db import migrations

# Who lives with somebody is told although their record is locked, so that nobody goes into a home blind; but not where their address is confidential.
HEAD = """
create or replace function people_lives_with(viewed bigint, worker bigint) returns table (person_id bigint, since date)
language plpgsql stable security definer rows 5 set search_path = public as $$
begin
    if not access_sees(worker, viewed) then return; end if;
    return query
    select o.person_id, case when access_sees(worker, o.person_id) then o.starts_on end
    from people_residence r join people_place l on l.id = r.place_id and not l.is_communal
    join people_residence o on o.place_id = r.place_id and o.ends_on is null and o.kind in ('main', 'shared_care')
    where r.person_id = viewed and r.ends_on is null and r.kind in ('main', 'shared_care') and people_shows_place(viewed, r.place_id)
      and access_knows(worker, o.person_id)"""
SHUT = "\n      and (not o.is_confidential or access_sees(worker, o.person_id))"
TAIL = ";\nend $$;"


class Migration(migrations.Migration):
    """That somebody whose record is locked lives at a confidential address is not told on the records of those who live with them."""

    dependencies = [("people", "0010_who_lives_with")]

    operations = [migrations.RunSQL(HEAD + SHUT + TAIL, HEAD + TAIL)]
