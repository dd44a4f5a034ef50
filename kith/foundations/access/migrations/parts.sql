-- Partners (health, police, schools) see only parts of the records of their families. A restrictive policy on every table that is locked says of
-- which part it is; a table of which nobody has said so is inside, and no partner sees it.
grant select on access_partnership to kith_guard;

-- '*' for everybody who is no partner; '-' for a partner whose time has not come or is over.
create function access_parts_of(worker bigint) returns text
language plpgsql stable security definer set search_path = public as $$
begin
    if not exists (select from access_roleheld h where h.worker_id = worker and h.role = 'partner'
                   and h.starts_on <= access_today() and (h.ends_on is null or h.ends_on >= access_today())) then
        return '*';
    end if;
    return coalesce((
        select array_to_string(p.parts, ',') from access_partnership p
        where p.worker_id = worker and p.ended_at is null and p.starts_on <= access_today() and p.ends_on >= access_today() limit 1), '-');
end $$;
alter function access_parts_of owner to kith_guard;

-- Does the worker see this part of records? From what the transaction was told at its beginning where it is about this worker. What is one's
-- own (drafts, notices) is no part of a record.
create function access_shows(worker bigint, part text) returns boolean language plpgsql stable parallel safe as $$
declare
    held text;
begin
    if worker is null or part = 'own' then return true; end if;
    if current_setting('kith.sight_of', true) = worker::text then held := nullif(current_setting('kith.parts', true), ''); end if;
    held := coalesce(held, access_parts_of(worker));
    return held = '*' or part = any(string_to_array(held, ','));
end $$;

create procedure access_part(locked regclass, part text) language plpgsql as $$
begin
    execute format('drop policy if exists partners_see_their_parts on %s', locked);
    execute format('create policy partners_see_their_parts on %s as restrictive for select to kith_app, kith_reporting
        using ((select access_shows((select access_worker()), %L)))', locked, part);
end $$;

create or replace procedure access_lock(locked regclass, policy text, writes text default null) language plpgsql as $$
begin
    execute format('alter table %s enable row level security', locked);
    execute format('alter table %s force row level security', locked);
    execute format('create policy the_second_lock on %s to kith_app using (%s) with check (%s)', locked, policy, coalesce(writes, policy));
    execute format('create policy reports on %s for select to kith_reporting using (%s)', locked, policy);
    execute format('create policy the_owner_loads on %s to %I using (true) with check (true)', locked, current_user);
    execute format('create policy functions_look on %s for select to kith_search, kith_guard using (true)', locked);
    call access_part(locked, 'inside');
end $$;

do $$
declare one regclass;
begin
    for one in select c.oid::regclass from pg_class c join pg_namespace n on n.oid = c.relnamespace
               where n.nspname = 'public' and c.relforcerowsecurity and not c.relispartition loop
        call access_part(one, 'inside');
    end loop;
end $$;
call access_part('access_givenreason', 'own');
-- Of restrictions a partner sees only what keeps out themselves: they may say that they know somebody.
drop policy partners_see_their_parts on access_restriction;
create policy partners_see_their_parts on access_restriction as restrictive for select to kith_app, kith_reporting
    using ((select access_shows((select access_worker()), 'inside')) or against_worker_id = (select access_worker()));
drop policy partners_see_their_parts on access_grant;
create policy partners_see_their_parts on access_grant as restrictive for select to kith_app, kith_reporting
    using ((select access_shows((select access_worker()), 'inside')) or worker_id = (select access_worker()));
call access_lock('access_partnership',
    'worker_id = (select access_worker()) or (select access_holds(access_worker(), ''{restrict,administer,audit}'')) or (select access_sight(access_worker())) = ''all''');
call access_part('access_partnership', 'own');
