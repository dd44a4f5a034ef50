-- Who may see whom. One set of functions answers the code's queries and the row policies, so that the two locks cannot say different things.
-- They run as kith_guard, a role that cannot sign in, owns no table and may read only what they need. `worker` is always passed; a row
-- policy passes access_worker(), the worker whose id the transaction was told (kith.worker_id).

create function access_today() returns date language sql stable parallel safe as $$ select (now() at time zone 'Europe/London')::date $$;

create function access_worker() returns bigint language sql stable parallel safe as $$
    select nullif(current_setting('kith.worker_id', true), '')::bigint
$$;

-- Whose records a worker's roles let them see, before restrictions: all, open, granted, none. The teams of a worker are told by staff_teams_of,
-- which the room above brings.
create function access_sight_of(worker bigint) returns text
language plpgsql stable security definer set search_path = public as $$
declare
    found text;
begin
    select case
        when bool_or(h.role = 'machine') then 'all'
        when bool_or(a.ability in ('search', 'view') and a.whom = 'anyone') then 'open'
        when bool_or(a.ability in ('search', 'view')) then 'granted'
        else 'none' end
    into found
    from access_roleheld h left join access_roleability a on a.role = h.role
    where h.worker_id = worker and h.starts_on <= access_today() and (h.ends_on is null or h.ends_on >= access_today());
    return coalesce(found, 'none');
end $$;

-- The same, from what the transaction was told at its beginning where it is about this worker.
create function access_sight(worker bigint) returns text language plpgsql stable parallel safe as $$
begin
    if worker is null then return 'none'; end if;
    if current_setting('kith.sight_of', true) = worker::text then return current_setting('kith.sight', true); end if;
    return access_sight_of(worker);
end $$;

create function access_holds(worker bigint, wanted text[]) returns boolean
language plpgsql stable security definer set search_path = public as $$
begin
    return exists (
        select from access_roleheld h join access_roleability a on a.role = h.role
        where h.worker_id = worker and h.starts_on <= access_today() and (h.ends_on is null or h.ends_on >= access_today()) and a.ability = any(wanted));
end $$;

-- Has the worker, or (teams_too) one of their teams, been granted business with the person?
create function access_is_granted(worker bigint, person bigint, teams_too boolean default true) returns boolean
language plpgsql stable security definer set search_path = public as $$
begin
    return exists (
        select from access_grant g
        where g.person_id = person and g.starts_on <= access_today() and (g.ends_on is null or g.ends_on >= access_today())
          and (g.worker_id = worker or (teams_too and g.team_id = any(staff_teams_of(worker)))));
end $$;

-- Is this one restriction no hindrance to the worker?
create function access_passes(worker bigint, r access_restriction) returns boolean
language plpgsql stable security definer set search_path = public as $$
begin
    if r.against_worker_id is not null then return r.against_worker_id <> worker; end if;
    return exists (
        select from access_entrant e where e.restriction_id = r.id and (e.ends_on is null or e.ends_on >= access_today())
           and (e.worker_id = worker or e.team_id = any(staff_teams_of(worker))))
        or (r.level <> 'sealed' and exists (
            select from access_brokenglass b where b.worker_id = worker and b.person_id = r.person_id and b.ends_at > now()));
end $$;

-- May the worker see this person's record, and this thing on it ('' for the record itself)? Most people are not restricted: one look into a
-- small index says so.
create function access_sees(worker bigint, person bigint, thing text default '') returns boolean
language plpgsql stable security definer set search_path = public as $$
declare
    sight text := access_sight(worker);
    r access_restriction;
begin
    if sight = 'all' then return true; end if;
    if sight = 'none' then return false; end if;
    if exists (select from access_restriction x where x.person_id = person and x.lifted_at is null) then
        for r in select * from access_restriction x where x.person_id = person and x.lifted_at is null and x.subject in ('', thing) loop
            if not access_passes(worker, r) then return false; end if;
        end loop;
    end if;
    return sight = 'open' or access_is_granted(worker, person);
end $$;

-- May the worker know that this person is on record? A locked record is known to exist; a hidden one to duty and guardian alone.
create function access_knows(worker bigint, person bigint) returns boolean
language plpgsql stable security definer set search_path = public as $$
declare
    sight text := access_sight(worker);
    r access_restriction;
begin
    if sight = 'all' then return true; end if;
    if sight = 'none' then return false; end if;
    if exists (select from access_restriction x where x.person_id = person and x.lifted_at is null) then
        for r in select * from access_restriction x where x.person_id = person and x.lifted_at is null and x.subject = '' loop
            if r.against_worker_id is not null and r.against_worker_id = worker then return false; end if;
            if (r.level = 'sealed' or (r.level = 'hidden' and not access_holds(worker, '{duty,guard}'))) and not access_passes(worker, r) then
                return false;
            end if;
        end loop;
    end if;
    return sight = 'open' or access_is_granted(worker, person);
end $$;

-- Business with a record: a grant, or a reason given in the last hours. (The duty's business is everybody: the code knows that.)
create function access_reason_given(worker bigint, person bigint) returns text
language plpgsql stable security definer set search_path = public as $$
begin
    return (select r.reason from access_givenreason r where r.worker_id = worker and r.person_id = person
            and r.given_at > now() - interval '12 hours' order by r.given_at desc limit 1);
end $$;

create function access_contact(person bigint) returns text
language plpgsql stable security definer set search_path = public as $$
begin
    return (select r.contact from access_restriction r where r.person_id = person and r.lifted_at is null and r.subject = ''
            and r.against_worker_id is null order by r.placed_at desc limit 1);
end $$;

grant select on access_roleheld, access_roleability, access_grant, access_restriction, access_entrant, access_brokenglass, access_givenreason to kith_guard;
alter function access_sight_of owner to kith_guard;
alter function access_holds owner to kith_guard;
alter function access_is_granted owner to kith_guard;
alter function access_passes owner to kith_guard;
alter function access_sees owner to kith_guard;
alter function access_knows owner to kith_guard;
alter function access_reason_given owner to kith_guard;
alter function access_contact owner to kith_guard;

-- The second lock. `policy` is a condition over a table's columns; it binds whoever works or reports with the table, for reading and (unless
-- `writes` says otherwise) for writing. The owner migrates and loads; the search and the guard see all, and answer only through their functions.
create procedure access_lock(locked regclass, policy text, writes text default null) language plpgsql as $$
begin
    execute format('alter table %s enable row level security', locked);
    execute format('alter table %s force row level security', locked);
    execute format('create policy the_second_lock on %s to kith_app using (%s) with check (%s)', locked, policy, coalesce(writes, policy));
    execute format('create policy reports on %s for select to kith_reporting using (%s)', locked, policy);
    execute format('create policy the_owner_loads on %s to %I using (true) with check (true)', locked, current_user);
    execute format('create policy functions_look on %s for select to kith_search, kith_guard using (true)', locked);
end $$;

-- Restrictions tell who is hidden: they are shut as the record itself is, and open to who placed them and to auditors.
call access_lock('access_restriction',
    'placed_by = (select access_worker()) or against_worker_id = (select access_worker()) or (select access_holds(access_worker(), ''{audit}'')) or access_sees((select access_worker()), person_id)',
    '(select access_sight(access_worker())) <> ''none''');
call access_lock('access_entrant', 'exists (select from access_restriction r where r.id = restriction_id)');
call access_lock('access_grant', 'access_knows((select access_worker()), person_id)');
call access_lock('access_givenreason', 'worker_id = (select access_worker()) or (select access_holds(access_worker(), ''{audit}'')) or (select access_sight(access_worker())) = ''all''');
call access_lock('access_brokenglass', 'worker_id = (select access_worker()) or (select access_holds(access_worker(), ''{audit,authorise}'')) or (select access_sight(access_worker())) = ''all''');

-- The ledger: a row about somebody is read by who may see the record, and by auditors; everybody's acts are written. Its partitions are
-- reached through it alone. Sealing reads all of it, whoever looks, as the guard.
call access_lock('ledger_entry', 'person_id is null or (select access_holds(access_worker(), ''{audit}'')) or access_sees((select access_worker()), person_id)', 'true');
grant select on ledger_entry to kith_guard;
grant select, insert on ledger_seal to kith_guard;
alter function ledger_seal_next security definer;
alter function ledger_seal_next set search_path = public;
alter function ledger_seal_next owner to kith_guard;
create or replace function ledger_make_partitions(first_month date, months int) returns int
language plpgsql as $$
declare
    month_start date;
    name text;
    made int := 0;
begin
    for n in 0 .. months - 1 loop
        month_start := (date_trunc('month', first_month) + make_interval(months => n))::date;
        name := 'ledger_entry_' || to_char(month_start, 'YYYY_MM');
        if to_regclass(name) is null then
            execute format('create table %I partition of ledger_entry for values from (%L) to (%L)',
                name, month_start, (month_start + interval '1 month')::date);
            execute format('revoke all on %I from kith_app, kith_reporting', name);
            made := made + 1;
        end if;
    end loop;
    return made;
end $$;
do $$
declare part regclass;
begin
    for part in select inhrelid::regclass from pg_inherits where inhparent = 'ledger_entry'::regclass loop
        execute format('revoke all on %s from kith_app, kith_reporting', part);
    end loop;
end $$;
