-- Row security for what is known about people: who may see whom is access's to say.
call access_lock('people_person', 'access_knows((select access_worker()), id)');
call access_lock('people_name', 'access_knows((select access_worker()), person_id)');  -- a locked record shows its name
do $$
declare one text;
begin
    foreach one in array '{people_identifier,people_residence,people_contactpoint,people_professional,people_vehicle,people_alert,people_fact,people_asreceived,people_correction}'::text[] loop
        call access_lock(one::regclass, 'access_sees((select access_worker()), person_id)');
    end loop;
end $$;
call access_lock('people_relationship',
    '(access_sees((select access_worker()), person_id) and access_knows((select access_worker()), other_id)) or (access_sees((select access_worker()), other_id) and access_knows((select access_worker()), person_id))');
call access_lock('people_keptfrom', 'exists (select from people_residence r where r.id = residence_id)');

-- A place is as open as the most open of those who live or lived there: a refuge that only hidden people are known at is not there for others.
create function people_opens_place(worker bigint, place bigint) returns boolean
language plpgsql stable security definer set search_path = public as $$
declare
    sight text := access_sight(worker);
begin
    if sight in ('all', 'none') then return sight = 'all'; end if;
    if exists (select from people_residence r where r.place_id = place and access_sees(worker, r.person_id)) then return true; end if;
    return sight = 'open' and not exists (select from people_residence r where r.place_id = place);
end $$;
call access_lock('people_place', 'people_opens_place((select access_worker()), id)');

-- Finds the place of an address, or makes it. An error "is there already" would tell of a place that is not open to the worker.
create function people_place_at(the_key text, the_lines text, the_postcode text, the_uprn text) returns bigint
language sql security definer set search_path = public as $$
    insert into people_place (lines, postcode, uprn, key, is_communal) values (the_lines, the_postcode, the_uprn, the_key, false)
    on conflict (key) do update set key = excluded.key returning id
$$;

-- The same number on two records is told to the guardian, whoever may or may not see the other record: nothing comes back to who typed it.
create function people_tell_of_clashes(the_identifier bigint, told_at timestamptz) returns void
language sql security definer set search_path = public as $$
    insert into people_identifierclash (scheme, value, first_id, second_id, found_at, outcome)
    select distinct i.scheme, i.value, least(i.person_id, o.person_id), greatest(i.person_id, o.person_id), told_at, ''
    from people_identifier i join people_identifier o on o.scheme = i.scheme and o.value = i.value and o.ends_on is null and o.person_id <> i.person_id
    where i.id = the_identifier
    on conflict (scheme, value, first_id, second_id) do nothing
$$;
call access_lock('people_identifierclash', '(select access_holds(access_worker(), ''{guard}'')) or (select access_sight(access_worker())) = ''all''');
create policy the_guard_tells on people_identifierclash for insert to kith_guard with check (true);
create policy the_guard_places on people_place for insert to kith_guard with check (true);
create policy the_guard_places_again on people_place for update to kith_guard using (true);

grant select on people_person, people_residence, people_identifier, people_place to kith_guard;
grant insert, select on people_identifierclash to kith_guard;
grant insert, update on people_place to kith_guard;
grant usage on sequence people_identifierclash_id_seq, people_place_id_seq to kith_guard;
alter function people_opens_place owner to kith_guard;
alter function people_place_at owner to kith_guard;
alter function people_tell_of_clashes owner to kith_guard;
revoke execute on function people_tell_of_clashes, people_place_at from public;
grant execute on function people_tell_of_clashes, people_place_at to kith_app;

-- A confidential address stands on no record of somebody who must not know it, nor of their relatives, unless they live there themselves.
create function people_shows_place(viewed bigint, place bigint) returns boolean
language plpgsql stable security definer set search_path = public as $$
declare
    kept bigint[] := array(select k.person_id from people_keptfrom k join people_residence r on r.id = k.residence_id
                           where r.place_id = place and (r.ends_on is null or r.ends_on > access_today()));
begin
    if kept = '{}' then return true; end if;
    if viewed = any(kept) then return false; end if;
    if exists (select from people_residence r where r.place_id = place and r.person_id = viewed and r.ends_on is null) then return true; end if;
    return not exists (select from people_relationship b where (b.person_id = viewed and b.other_id = any(kept)) or (b.other_id = viewed and b.person_id = any(kept)));
end $$;
grant select on people_keptfrom, people_relationship to kith_guard;
alter function people_shows_place owner to kith_guard;
