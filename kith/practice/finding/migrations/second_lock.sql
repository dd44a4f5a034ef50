-- The index is as open as the people in it are known. The search functions run as kith_search, which looks at all of it, so they leave out
-- whom the worker may not know of themselves, before anything is counted or cut off.
call access_lock('finding_person', 'access_knows((select access_worker()), person_id)');
grant select on access_restriction to kith_search;

-- Nearly nobody is restricted: one look into a small index says so, and only for the others the whole question is asked.
create function finding_may_be_known(worker bigint, sight text, person bigint) returns boolean language sql stable parallel safe as $$
    select sight = 'all' or (sight = 'open' and not exists (select from access_restriction r where r.person_id = person and r.lifted_at is null))
        or (sight <> 'none' and access_knows(worker, person))
$$;

create or replace function finding_candidates(tiers text[], each int, near text) returns table (person_id bigint, keys text)
language plpgsql stable security definer set search_path = public set enable_seqscan = off set enable_indexscan = off set jit = off as $$
declare
    worker bigint := access_worker();
    sight text := access_sight(worker);
    tier text;
    found bigint[] := '{}';
begin
    foreach tier in array tiers loop
        if near = '' then
            found := found || array(
                select p.person_id from finding_person p where p.keys @@ tier::tsquery and finding_may_be_known(worker, sight, p.person_id) limit each);
        else
            found := found || array(
                select c.person_id from (
                    select p.person_id, p.words from finding_person p
                    where p.keys @@ tier::tsquery and finding_may_be_known(worker, sight, p.person_id) limit each * 6) c
                order by similarity(c.words, near) desc limit each);
        end if;
    end loop;
    return query
        select p.person_id, case
            when sight = 'all' or not exists (select from access_restriction r where r.person_id = p.person_id and r.lifted_at is null)
              or access_sees(worker, p.person_id) then array_to_string(tsvector_to_array(p.keys), ' ')
            -- A locked record is found by its names, date of birth and numbers; that somebody lives at an address is not told by finding them there.
            else (select coalesce(string_agg(k, ' '), '') from unnest(tsvector_to_array(p.keys)) k where left(k, 1) in ('n', 's', 'd', 'y', 'x', 'm', 'e', 'i'))
        end
        from finding_person p where p.person_id = any(found);
end $$;
