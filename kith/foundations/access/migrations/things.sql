-- A restriction of one thing (an entry, a document) is read by who may see that thing: its reason may say what the thing says.
drop policy the_second_lock on access_restriction;
drop policy reports on access_restriction;
create policy the_second_lock on access_restriction to kith_app
    using (placed_by = (select access_worker()) or against_worker_id = (select access_worker()) or (select access_holds(access_worker(), '{audit}'))
           or access_sees((select access_worker()), person_id, subject))
    with check ((select access_sight(access_worker())) <> 'none');
create policy reports on access_restriction for select to kith_reporting
    using ((select access_holds(access_worker(), '{audit}')) or access_sees((select access_worker()), person_id, subject));

-- To duty: that something on a record is restricted to them, and whom to ring; never what. Sealed things are not told of.
create function access_things_shut(worker bigint, person bigint) returns setof text
language plpgsql stable security definer set search_path = public as $$
begin
    if not access_holds(worker, '{duty}') or not access_sees(worker, person) then return; end if;
    return query
        select distinct r.contact::text from access_restriction r
        where r.person_id = person and r.lifted_at is null and r.subject <> '' and r.level <> 'sealed' and not access_passes(worker, r);
end $$;
alter function access_things_shut owner to kith_guard;
