-- That two records are one person is for who may see both.
call access_lock('people_adoption', 'access_sees((select access_worker()), before_id) and access_sees((select access_worker()), after_id)');

-- A sealed identity clashes with nobody: the guardian's list would put both of an adopted person side by side.
create function people_is_sealed(person bigint) returns boolean
language sql stable security definer set search_path = public as $$
    select exists (select from access_restriction r where r.person_id = person and r.lifted_at is null and r.subject = '' and r.level = 'sealed')
$$;
alter function people_is_sealed owner to kith_guard;
revoke execute on function people_is_sealed from public;
create or replace function people_tell_of_clashes(the_identifier bigint, told_at timestamptz) returns void
language sql security definer set search_path = public as $$
    insert into people_identifierclash (scheme, value, first_id, second_id, found_at, outcome)
    select distinct i.scheme, i.value, least(i.person_id, o.person_id), greatest(i.person_id, o.person_id), told_at, ''
    from people_identifier i join people_identifier o on o.scheme = i.scheme and o.value = i.value and o.ends_on is null and o.person_id <> i.person_id
    where i.id = the_identifier and not people_is_sealed(i.person_id) and not people_is_sealed(o.person_id)
    on conflict (scheme, value, first_id, second_id) do nothing
$$;
create or replace function people_tell_of_clashes_from(first_loaded bigint, shared text[], told_at timestamptz) returns bigint
language sql security definer set search_path = public as $$
    with told as (
        insert into people_identifierclash (scheme, value, first_id, second_id, found_at, outcome)
        select distinct i.scheme, i.value, least(i.person_id, o.person_id), greatest(i.person_id, o.person_id), told_at, ''
        from people_identifier i join people_identifier o on o.scheme = i.scheme and o.value = i.value and o.ends_on is null and o.person_id <> i.person_id
        where i.person_id >= first_loaded and i.ends_on is null and i.scheme <> all(shared)
          and not people_is_sealed(i.person_id) and not people_is_sealed(o.person_id)
        on conflict (scheme, value, first_id, second_id) do nothing returning 1
    ) select count(*) from told
$$;
-- What was told before somebody was sealed is told no longer.
drop policy the_second_lock on people_identifierclash;
drop policy reports on people_identifierclash;
create policy the_second_lock on people_identifierclash to kith_app
    using (((select access_holds(access_worker(), '{guard}')) and access_knows((select access_worker()), first_id) and access_knows((select access_worker()), second_id))
           or (select access_sight(access_worker())) = 'all');
create policy reports on people_identifierclash for select to kith_reporting
    using (((select access_holds(access_worker(), '{guard}')) and access_knows((select access_worker()), first_id) and access_knows((select access_worker()), second_id))
           or (select access_sight(access_worker())) = 'all');

-- The mark on a person follows the restrictions, also where whoever placed one is not let in and can no longer write on the record.
create function people_mark_restriction(person bigint, mark text) returns void
language sql security definer set search_path = public as $$
    update people_person set restriction = mark where id = person
$$;
create policy the_guard_marks on people_person for update to kith_guard using (true);
grant update (restriction) on people_person to kith_guard;
alter function people_mark_restriction owner to kith_guard;
revoke execute on function people_mark_restriction from public;
grant execute on function people_mark_restriction to kith_app;
