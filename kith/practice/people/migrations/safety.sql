-- Whom an address is kept from is told to those who may see the address and may know of them.
alter policy the_second_lock on people_keptfrom
    using (exists (select from people_residence r where r.id = residence_id) and access_knows((select access_worker()), person_id))
    with check (exists (select from people_residence r where r.id = residence_id) and access_knows((select access_worker()), person_id));
alter policy reports on people_keptfrom
    using (exists (select from people_residence r where r.id = residence_id) and access_knows((select access_worker()), person_id));

-- A confidential address stands on no record of somebody who must not know it, nor of their relatives and those they live with, unless they
-- live there themselves. What was struck out, or is kept no longer, does not count.
create or replace function people_shows_place(viewed bigint, place bigint) returns boolean
language plpgsql stable security definer set search_path = public as $$
declare
    kept bigint[] := array(select k.person_id from people_keptfrom k join people_residence r on r.id = k.residence_id
                           where r.place_id = place and k.ended_at is null and r.struck_at is null and (r.ends_on is null or r.ends_on > access_today()));
begin
    if kept = '{}' then return true; end if;
    if viewed = any(kept) then return false; end if;
    if exists (select from people_residence r where r.place_id = place and r.person_id = viewed and r.ends_on is null) then return true; end if;
    return not exists (select from people_relationship b where b.struck_at is null
                       and ((b.person_id = viewed and b.other_id = any(kept)) or (b.other_id = viewed and b.person_id = any(kept))))
       and not exists (select from people_residence own join people_residence theirs on theirs.place_id = own.place_id and theirs.ends_on is null
                       where own.person_id = viewed and own.ends_on is null and theirs.person_id = any(kept));
end $$;
alter function people_shows_place owner to kith_guard;

-- A place is confidential while somebody who lives there needs it to be: then it is so on the records of all who live there.
create function people_keeps_place(place bigint) returns boolean
language plpgsql stable security definer set search_path = public as $$
begin
    return exists (select from people_residence r where r.place_id = place and r.is_confidential and r.ends_on is null);
end $$;
alter function people_keeps_place owner to kith_guard;

-- Who poses a risk to the person: at the same address, or tied to them, or to those around them, now or in the past; with a current alert of
-- these kinds (a dog only at the address), or recorded as a risk to one of the household. Whom the worker may not know of is left out, and
-- whose alerts she may not see; `besides` are those of whom she is told elsewhere. It runs as the guard to read each tie once, and tells
-- ids alone: names and alerts are read under the policies of their tables.
create function people_risks_around(viewed bigint, besides bigint[], dangers text[], worker bigint)
returns table (person_id bigint, at_home boolean, kind text, forward boolean, ended boolean, anchor_id bigint, risk_to_id bigint)
language plpgsql stable security definer rows 2 set search_path = public as $$
begin
    if not access_sees(worker, viewed) then return; end if;
    return query
    with home as materialized (
        select distinct o.person_id as id
        from people_residence r join people_place l on l.id = r.place_id and not l.is_communal
        join people_residence o on o.place_id = r.place_id and o.ends_on is null and o.kind <> 'correspondence' and o.person_id <> viewed
        where r.person_id = viewed and r.ends_on is null and r.kind <> 'correspondence'
    ), direct as materialized (
        select r.person_id as id, r.kind, true as forward, r.ends_on is not null as ended from people_relationship r where r.other_id = viewed and r.struck_at is null
        union all
        select r.other_id, r.kind, false, r.ends_on is not null from people_relationship r where r.person_id = viewed and r.struck_at is null
    ), anchor as materialized (
        select home.id from home union select direct.id from direct where not direct.ended
    ), tie as (
        select direct.*, viewed as anchor from direct
        union all
        select r.person_id, r.kind, true, r.ends_on is not null, a.id from anchor a join people_relationship r on r.other_id = a.id where r.struck_at is null
        union all
        select r.other_id, r.kind, false, r.ends_on is not null, a.id from anchor a join people_relationship r on r.person_id = a.id where r.struck_at is null
    ), nearest as materialized (
        select distinct on (t.id) t.* from (select * from tie union all select home.id, null, null, null, null from home) t
        where t.id <> viewed and t.id <> all(besides)
        order by t.id, t.kind is null, t.kind in ('poses_risk_to', 'may_be_at_risk_from'), t.anchor <> viewed, t.ended
    ), named as (
        select t.id, min(t.anchor) as risk_to from tie t
        where not t.ended and (t.kind, t.forward) in (('poses_risk_to', true), ('may_be_at_risk_from', false))
          and (t.anchor = viewed or t.anchor in (select home.id from home)) group by t.id
    ), risky as materialized (  -- few: only of these it is asked whether the worker may know
        select n.*, n.id in (select home.id from home) as at_home, named.risk_to, w.dangerous
        from nearest n left join named on named.id = n.id
        cross join lateral (select exists (
            select from people_alert w where w.person_id = n.id and w.ends_on is null
               and (w.is_risk_to_workers or w.kind = any(dangers) or (w.kind = 'dog' and n.id in (select home.id from home)))) as dangerous) w
        where w.dangerous or named.risk_to is not null
    )
    select n.id, n.at_home, n.kind::text, n.forward, n.ended, n.anchor, n.risk_to
    from risky n join people_person p on p.id = n.id and p.died_on is null
    where access_knows(worker, n.id) and (n.anchor is null or access_knows(worker, n.anchor))
      and ((n.risk_to is not null and access_knows(worker, n.risk_to)) or (n.dangerous and access_sees(worker, n.id)))
    order by n.at_home desc, n.id limit 20;
end $$;
grant select on people_alert to kith_guard;
alter function people_risks_around owner to kith_guard;

-- A number that was struck out clashes with nothing.
create or replace function people_tell_of_clashes(the_identifier bigint, told_at timestamptz) returns void
language sql security definer set search_path = public as $$
    insert into people_identifierclash (scheme, value, first_id, second_id, found_at, outcome)
    select distinct i.scheme, i.value, least(i.person_id, o.person_id), greatest(i.person_id, o.person_id), told_at, ''
    from people_identifier i join people_identifier o on o.scheme = i.scheme and o.value = i.value and o.ends_on is null and o.person_id <> i.person_id
    where i.id = the_identifier
    on conflict (scheme, value, first_id, second_id) do nothing
$$;
-- The same for everybody whom a load has brought, in one statement; `shared` are schemes that two people may rightly share. Says how many.
create function people_tell_of_clashes_from(first_loaded bigint, shared text[], told_at timestamptz) returns bigint
language sql security definer set search_path = public as $$
    with told as (
        insert into people_identifierclash (scheme, value, first_id, second_id, found_at, outcome)
        select distinct i.scheme, i.value, least(i.person_id, o.person_id), greatest(i.person_id, o.person_id), told_at, ''
        from people_identifier i join people_identifier o on o.scheme = i.scheme and o.value = i.value and o.ends_on is null and o.person_id <> i.person_id
        where i.person_id >= first_loaded and i.ends_on is null and i.scheme <> all(shared)
        on conflict (scheme, value, first_id, second_id) do nothing returning 1
    ) select count(*) from told
$$;
alter function people_tell_of_clashes_from owner to kith_guard;
revoke execute on function people_tell_of_clashes_from from public;
grant execute on function people_tell_of_clashes_from to kith_app;
